"""A play: what is wrong with the service comes before any outreach (P03)."""

from language.say import say
from language.words import counted_in_words, day_said, listed, quoted
from scheduler.rules.credibility import (
    SEVERE,
    TINY,
    fix_not_felt_yet,
    past_due,
    rated,
    under_the_line,
)
from scheduler.situation import Situation, invitations_pause
from storage.people.facts import PersonFact
from storage.services.facts import FEWEST_RATERS, IssueFact, Standing
from storage.steps.facts import Answer, Answers, Suggestion

FALL = 0.5  # in 90 days; house rule
AGAIN_DAYS = 14  # marked done and still open: it comes back after this; house rule


def get_it_resolved(situation: Situation) -> Answers:
    """Get each issue resolved by its owner, and confirmed by the unit.

    When: an issue of severity 1-2, past due or reopened hits the executive's unit;
        without one, a mean under 4.0 of at least 5 people, or a fall of 0.5 in 90 days.
    Step: name the issue, its owner and the date; once resolved, have somebody in the
        unit confirm it.
    Withheld: never; it outranks all outreach. Silent about a mean once an issue was
        named since the newest rating.
    Source: S3; the fall is a house rule.
    """
    issues = situation.standing.issues
    if issues:
        today = situation.today
        wrong = [
            issue
            for issue in issues
            if issue.confirmed_on is None
            and (issue.reopened or issue.severity <= SEVERE or past_due(issue, today))
        ]
        if wrong:
            return tuple(_about_issue(situation, issue) for issue in wrong)
    if situation.credibility.mean is None or _named_since(situation.standing):
        return ()
    return _about_rating(situation)


def _named_since(standing: Standing) -> bool:
    """Return whether an issue was named after the newest rating, and is open."""
    newest = max((rating.on for rating in standing.ratings), default=None)
    return newest is not None and any(
        issue.confirmed_on is None and issue.opened_on >= newest
        for issue in standing.issues
    )


def _about_issue(situation: Situation, issue: IssueFact) -> Answer:
    if issue.resolved_on is not None:
        return _confirm(situation, issue)
    today, owner = situation.today, issue.owner
    unit = situation.standing.unit or say("the unit")
    late = (today - issue.due_on).days if issue.due_on else 0
    wrong = []
    if late > 0:
        wrong.append(counted_in_words("one day past due", "{n} days past due", late))
    if issue.severity <= SEVERE:
        wrong.append(say("severity {number}", number=issue.severity))
    if issue.reopened:
        wrong.append(say("reopened"))
    parts = {
        "code": issue.code,
        "service": issue.service,
        "wrong": listed(wrong),
        "unit": unit,
    }
    step = say("Name an owner and a firm date for {code} ({service}).", **parts)
    if owner is not None:
        step = say(
            "Ask {owner} for a firm date on {code} ({service}).",
            owner=owner.first_name,
            **parts,
        )
    return Suggestion(
        step=step,
        more=say("It is {wrong}; have someone in {unit} confirm the fix.", **parts),
        because=(_seen(situation, issue), *_rating(situation)),
        withdrawn_if=say(
            "someone in {unit} confirms that {code} is fixed.",
            unit=unit,
            code=issue.code,
        ),
        about=issue.id,
        approach_id=owner.id if owner else "",
        approach=owner.name if owner else "",
        due_on=issue.due_on,
        fired_by=(
            issue.id,
            f"severity {issue.severity}, due {issue.due_on}, {issue.reopened}",
            f"late {max(late, 0) // AGAIN_DAYS}",
        ),
    )


def _seen(situation: Situation, issue: IssueFact) -> str:
    today = situation.today
    name = f"{issue.code} {quoted(issue.title, 80)}" if issue.title else issue.code
    if issue.due_on is None:
        day = day_said(issue.opened_on, today)
        return say("{issue} is open since {day}", issue=name, day=day)
    day = day_said(issue.due_on, today)
    if issue.due_on < today:
        return say("{issue} was due on {day}", issue=name, day=day)
    return say("{issue} is due on {day}", issue=name, day=day)


def _rating(situation: Situation) -> tuple[str, ...]:
    credible = situation.credibility
    if credible.mean is None:
        return ()
    return (rated(situation.standing, credible.mean, credible.raters),)


def _confirm(situation: Situation, issue: IssueFact) -> Answer:
    unit = situation.standing.unit or say("the unit")
    on = day_said(issue.resolved_on or situation.today, situation.today)
    asked, more = _who_confirms(situation), ""
    parts = {"unit": unit, "code": issue.code, "service": issue.service}
    step = say(
        "Ask someone in {unit} to confirm that {code} on {service} is fixed.", **parts
    )
    if asked is not None:
        step = say(
            "Ask {name} to confirm that {code} on {service} is fixed.",
            name=asked.first_name,
            **parts,
        )
        more = say("Or ask someone else in {unit}.", **parts)
    return Suggestion(
        step=step,
        more=more,
        because=(
            say("{code} was resolved on {day}", code=issue.code, day=on),
            say("nobody there confirmed it yet"),
        ),
        withdrawn_if=say(
            "someone in {unit} says so, or {code} is opened again.",
            unit=unit,
            code=issue.code,
        ),
        about=f"{issue.id}:confirm",
        fired_by=(issue.id, str(issue.resolved_on)),
    )


def _who_confirms(situation: Situation) -> PersonFact | None:
    """Return a direct report in the unit, the one known best, or None."""
    unit_id = situation.standing.unit_id
    known = [
        c
        for c in situation.reports
        if c.person.unit_id == unit_id and not invitations_pause(c.tie, situation.today)
    ]
    best = max(known, key=lambda c: c.tie.strength, default=None)
    return best.person if best else None


def _about_rating(situation: Situation) -> Answers:
    standing, credible = situation.standing, situation.credibility
    low = under_the_line(credible)
    if low and fix_not_felt_yet(standing, situation.today) is not None:
        return ()  # P02 asks whether the fix is felt
    fell = _fell(situation)
    if not low and not fell:
        return ()
    facts = [*_rating(situation)]
    if fell:
        facts.append(
            say(
                "it was {mean} in the 90 days before",
                mean=f"{standing.earlier_mean or 0:.1f}",
            )
        )
    owner = next((s.owner for s in standing.services if s.owner is not None), None)
    what = listed([service.name for service in standing.services[:3]])
    parts = {
        "unit": standing.unit or say("the unit"),
        "services": what or say("your services"),
    }
    step = say(
        "Find out from people in {unit} what is wrong with {services}.",
        **parts,
    )
    if owner is not None:
        step = say(
            "Ask {owner} to find out in {unit} what is wrong with {services}.",
            owner=owner.first_name,
            **parts,
        )
    trouble = "low" if low else "fallen"
    return (
        Suggestion(
            step=step,
            more=say("Then name the issue, its owner and a date."),
            because=tuple(facts),
            withdrawn_if=say(
                "{unit} rates your services better, or an issue is named.",
                unit=parts["unit"],
            ),
            about=f"{standing.unit_id}:{trouble}",
            approach_id=owner.id if owner else "",
            approach=owner.name if owner else "",
            fired_by=(standing.unit_id, trouble, str(standing.newest_rating_on)),
        ),
    )


def _fell(situation: Situation) -> bool:
    credible, before = situation.credibility, situation.standing.earlier_mean
    if credible.mean is None or before is None or credible.raters < FEWEST_RATERS:
        return False
    return before - credible.mean >= FALL - TINY
