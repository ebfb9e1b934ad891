"""A play: get in front of the executive with something to show (P08)."""

from datetime import date, timedelta

from language.say import say
from language.words import AT_LENGTH, counted_in_words, day_said, quoted
from scheduler.playbook.build_with_direct_reports import ENOUGH_CONTACTS
from scheduler.rules.asking import (
    DECLINED_DAYS,
    DROP_DAYS,
    FRESH_RESULT_DAYS,
    cap_reached,
    pausing_with,
)
from scheduler.rules.credibility import judge
from scheduler.rules.drafts import review_slot_draft
from scheduler.situation import Colleague, Situation, invitations_pause
from storage.results.facts import ResultFact
from storage.services.facts import Gate
from storage.steps.facts import Answers, Suggestion, Withheld

SLOT = "review slot"


def ask_for_the_review_slot(situation: Situation) -> Answers:
    """Ask a direct report for 20 minutes to review a joint result with the executive.

    When: the executive is unreachable or cold; a direct report with a live tie was met
        twice, and their side confirmed a joint result in 180 days, in which the
        executive had no part.
    Step: ask that report for 20 minutes, presented by the report or by who confirmed
        it; a report who had a part in the result first.
    Withheld: while the gate is shut; for a report with an open ask or asked in 30 days
        (L5), or who declined in 90; silent without a confirmed result, or with a
        meeting on the calendar.
    Source: S8; all its numbers are house rules.
    """
    if not situation.reports or not situation.needs_a_route:
        return ()
    answers: list[Suggestion] = []
    held: list[Withheld] = []
    found = [(c, _result(situation, c)) for c in situation.reports]
    found.sort(key=_part_first)
    for colleague, result in found:
        if result is None or not _ready(colleague, situation.today):
            continue
        if cap_reached(colleague, situation.today):
            continue  # L5 says so, and who else could be asked
        reason = _held_back(colleague, situation.today)
        if reason:
            held.append(Withheld(because=reason))
        else:
            answers.append(_suggestion(situation, colleague, result))
    return tuple(answers) or tuple(held[:1])


def _part_first(
    found: tuple[Colleague, ResultFact | None],
) -> tuple[bool, float, str]:
    colleague, result = found
    had_part = result is not None and result.has(colleague.person.id)
    return not had_part, -colleague.tie.strength, colleague.person.id


def _ready(colleague: Colleague, today: date) -> bool:
    if colleague.in_own_line or not colleague.tie.live:
        return False
    met = [
        d
        for d in colleague.tie.substantive_days
        if (today - d).days <= FRESH_RESULT_DAYS
    ]
    if len(met) < ENOUGH_CONTACTS:
        return False
    return judge(colleague.standing, today).gate is not Gate.SHUT


def _result(situation: Situation, colleague: Colleague) -> ResultFact | None:
    """Return the result that the report's side confirmed, or None.

    The newest the report had a part in, else the newest; none the executive knows of.
    """
    unit_id = colleague.person.unit_id or situation.executive.unit_id
    newest: ResultFact | None = None
    for result in (*colleague.results, *situation.results):
        theirs = result.partner.id == colleague.person.id or (
            bool(unit_id) and result.unit_id == unit_id
        )
        on = result.confirmed_on
        if (
            not theirs
            or result.has(situation.executive.id)
            or on is None
            or (situation.today - on).days > FRESH_RESULT_DAYS
        ):
            continue
        if newest is None or _rank(result, colleague) > _rank(newest, colleague):
            newest = result
    return newest


def _rank(result: ResultFact, colleague: Colleague) -> tuple[bool, date, str]:
    on = result.confirmed_on or result.on
    return result.has(colleague.person.id), on, result.id


def _held_back(colleague: Colleague, today: date) -> str:
    name = colleague.person.first_name
    for ask in colleague.asks:
        declined = ask.declined_on
        if ask.type == SLOT and declined and (today - declined).days < DECLINED_DAYS:
            return say(
                "{name} declined on {day}", name=name, day=day_said(declined, today)
            )
    if invitations_pause(colleague.tie, today):
        return pausing_with(colleague.person, colleague.tie, today)
    return ""


def _suggestion(
    situation: Situation, colleague: Colleague, result: ResultFact
) -> Suggestion:
    today, executive = situation.today, situation.executive.first_name
    name, title = colleague.person.first_name, quoted(result.title, AT_LENGTH)
    on = day_said(result.confirmed_on or result.on, today)
    met = len(colleague.tie.substantive_days)
    had_part = result.has(colleague.person.id)
    presents = colleague.person if had_part else result.partner
    cautions = []
    if not situation.tie.substantive_days:
        cautions.append(
            say(
                "you and {executive} have hardly spoken: review what was done "
                "together, and pitch nothing",
                executive=executive,
            )
        )
    return Suggestion(
        step=say(
            "Ask {name} for 20 minutes with {executive} to review {result}.",
            name=name,
            executive=executive,
            result=title,
        ),
        more=say("{name} presents it, alone or with you.", name=presents.first_name),
        because=(
            say(
                "{result} was confirmed by {partner} on {day}",
                result=title,
                partner=result.partner.first_name,
                day=on,
            ),
            say(
                "you and {name} have talked on {days}",
                name=name,
                days=counted_in_words("one day", "{n} days", met),
            ),
            say("{name} reports to {executive}", name=name, executive=executive),
        ),
        withdrawn_if=say(
            "a meeting with {executive} is on the calendar, or {name} declines.",
            executive=executive,
            name=name,
        ),
        about=f"{colleague.person.id}:{result.id}",
        approach_id=colleague.person.id,
        approach=colleague.person.name,
        draft=review_slot_draft(
            colleague.person.name,
            about=situation.executive.name,
            result=result.title,
            evidence=result.evidence,
            by="" if had_part else result.partner.name,
        ),
        cautions=tuple(cautions),
        returns_on=today + timedelta(DROP_DAYS),
        fired_by=(colleague.person.id, result.id),
    )
