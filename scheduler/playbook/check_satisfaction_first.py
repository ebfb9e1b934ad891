"""A play: first find out whether the executive's unit is satisfied (P02)."""

from datetime import date, timedelta

from language.say import say
from language.words import day_said, listed, people_in_words
from scheduler.rules.credibility import (
    fix_not_felt_yet,
    rated,
    too_few,
    under_the_line,
)
from scheduler.situation import Situation, invitations_pause
from storage.people.facts import PersonFact
from storage.services.facts import IssueFact
from storage.steps.facts import Answer, Answers, Suggestion

ASKED_DAYS = 90  # one reading in this time; house rule
NO_REPLY_DAYS = 14  # then a direct report is asked; house rule
SHOWN_SERVICES = 3


def check_satisfaction_first(situation: Situation) -> Answers:
    """Ask how satisfied the executive's unit is with the day-to-day services.

    When: the executive is unreachable or cold and fewer than 5 people of the unit
        rated in 90 days; or a fix was just confirmed, the mean is under the line, and
        nobody has rated since.
    Step: have the service's owner collect a short reading in the unit, not from the
        executive; where nobody else of it is on file, find out who there is; 14 days
        later without an answer, ask a direct report.
    Withheld: silent for 90 days after it was asked, except after a fix.
    Source: S2; all its numbers are house rules.
    """
    credible = situation.credibility
    if too_few(credible):
        return _reading(situation) if situation.needs_a_route else ()
    if not under_the_line(credible):
        return ()
    fixed = fix_not_felt_yet(situation.standing, situation.today)
    return () if fixed is None else (_is_it_felt(situation, fixed),)


def _reading(situation: Situation) -> Answers:
    unit_id = situation.standing.unit_id or situation.executive.id
    asked_on = _asked_on(situation, unit_id)
    if asked_on is None:
        return (_first_reading(situation, unit_id),)
    days = (situation.today - asked_on).days
    if days >= ASKED_DAYS:
        return (_first_reading(situation, f"{unit_id}:after {asked_on}"),)
    if days < NO_REPLY_DAYS:
        return ()
    reports = [
        c.person
        for c in situation.reports
        if not c.in_own_line and not invitations_pause(c.tie, situation.today)
    ]
    asked = {e.about for e in situation.earlier if e.play == "P02"}
    if not reports or any(f"{unit_id}:{person.id}" in asked for person in reports):
        return ()
    return (_ask_a_report(situation, unit_id, reports[0], asked_on),)


def _asked_on(situation: Situation, unit_id: str) -> date | None:
    """Return when the leader last took on a reading of this unit."""
    days = [
        earlier.answered_on or earlier.suggested_on
        for earlier in situation.earlier
        if earlier.play == "P02"
        and earlier.state in ("accepted", "done")
        and (earlier.about == unit_id or earlier.about.startswith(f"{unit_id}:after "))
    ]
    return max(days, default=None)


def _first_reading(situation: Situation, about: str) -> Answer:
    services = situation.standing.services
    owner = next((s.owner for s in services if s.owner is not None), None)
    what = _services(situation)
    unit, executive = _unit(situation), situation.executive.first_name
    if _knows_nobody_else(situation):
        step, how = _who_else(situation, owner)
        return _suggestion(situation, step, about, owner, (), how)
    if owner is not None:
        step = say(
            "Ask {owner} to collect a rating of {services} from people in {unit}.",
            owner=owner.first_name,
            services=what,
            unit=unit,
        )
    else:
        step = say(
            "Collect a rating of {services} from people in {unit}.",
            services=what,
            unit=unit,
        )
    how = say("A short one, and from others than {executive}.", executive=executive)
    return _suggestion(situation, step, about, owner, (), how)


def _knows_nobody_else(situation: Situation) -> bool:
    """Return whether only the executive of the unit is on file."""
    people = situation.standing.people
    return people is not None and people <= 1 and not situation.reports


def _who_else(situation: Situation, owner: PersonFact | None) -> tuple[str, str]:
    """Return the step that comes before a rating, and how to go about it."""
    unit, what = _unit(situation), _services(situation)
    if owner is None:
        step = say(
            "Find out who else in {unit} uses {services}.", unit=unit, services=what
        )
    else:
        step = say(
            "Ask {owner} who else in {unit} uses {services}.",
            owner=owner.first_name,
            unit=unit,
            services=what,
        )
    how = say(
        "Besides {executive}, to be asked for a rating. Then type for example "
        "`{line}`.",
        executive=situation.executive.first_name,
        line=f"add Lee Wong in {situation.standing.unit or '…'}",
    )
    return step, how


def _ask_a_report(
    situation: Situation, unit_id: str, report: PersonFact, asked_on: date
) -> Answer:
    step = say(
        "Ask {name} for a short rating of {services}.",
        name=report.first_name,
        services=_services(situation),
    )
    since = say(
        "you asked for a reading on {day}", day=day_said(asked_on, situation.today)
    )
    about = f"{unit_id}:{report.id}"
    return _suggestion(situation, step, about, report, (since,))


def _suggestion(
    situation: Situation,
    step: str,
    about: str,
    approach: PersonFact | None,
    more: tuple[str, ...],
    how: str = "",
) -> Suggestion:
    raters, unit = situation.credibility.raters, _unit(situation)
    facts = [
        say(
            "only {people} in {unit} rated your services in the last 90 days",
            people=people_in_words(raters),
            unit=unit,
        )
        if raters
        else say("nobody in {unit} rated your services in the last 90 days", unit=unit)
    ]
    newest = situation.standing.newest_rating_on
    if newest is not None:
        facts.append(
            say("the newest rating is of {day}", day=day_said(newest, situation.today))
        )
    return Suggestion(
        step=step,
        more=how,
        because=(*facts, *more),
        withdrawn_if=say("five people in {unit} have rated your services.", unit=unit),
        about=about,
        approach_id=approach.id if approach else "",
        approach=approach.name if approach else "",
        returns_on=situation.today + timedelta(NO_REPLY_DAYS),
        fired_by=(about, *(("nobody",) if _knows_nobody_else(situation) else ())),
    )


def _is_it_felt(situation: Situation, fixed: IssueFact) -> Answer:
    standing, credible = situation.standing, situation.credibility
    on = day_said(fixed.confirmed_on or situation.today, situation.today)
    mean = credible.mean or 0.0
    owner = fixed.owner
    step = say(
        "Find out whether people in {unit} feel that {code} is fixed.",
        unit=_unit(situation),
        code=fixed.code,
    )
    if owner is not None:
        step = say(
            "Ask {owner} whether people in {unit} feel that {code} is fixed.",
            owner=owner.first_name,
            unit=_unit(situation),
            code=fixed.code,
        )
    return Suggestion(
        step=step,
        more=say("A new rating of {service} tells.", service=fixed.service),
        because=(
            say("the fix of {code} was confirmed on {day}", code=fixed.code, day=on),
            rated(standing, mean, credible.raters),
            say("nobody has rated since"),
        ),
        withdrawn_if=say("somebody there rates again, or 14 days have passed."),
        about=f"{standing.unit_id}:felt:{fixed.id}",
        approach_id=owner.id if owner else "",
        approach=owner.name if owner else "",
        returns_on=situation.today + timedelta(NO_REPLY_DAYS),
        fired_by=(fixed.id, str(fixed.confirmed_on)),
    )


def _unit(situation: Situation) -> str:
    return situation.standing.unit or say(
        "{name}'s organization", name=situation.executive.first_name
    )


def _services(situation: Situation) -> str:
    names = [service.name for service in situation.standing.services]
    return listed(names[:SHOWN_SERVICES]) or say("your day-to-day services")
