"""A play: let somebody the executive trusts tell what was achieved (P06)."""

from datetime import date, timedelta

from scheduler.credibility import judge
from scheduler.drafts import good_word_draft
from scheduler.situation import (
    LIVE_STRENGTH,
    Colleague,
    Gate,
    ResultFact,
    Situation,
)
from scheduler.suggestion import Answers, Suggestion, Withheld
from scheduler.wording import quoted, spelled

REST_DAYS = 30  # between two asks to one person; house rule
DECLINED_DAYS = 90  # house rule
FRESH_DAYS = 180  # a result confirmed within this; house rule, as in P08
DROP_DAYS = 14  # no answer: no chaser; house rule
PRAISE = ("praise", "intro")


def ask_for_a_good_word(situation: Situation) -> Answers:
    """Ask one colleague who knows the executive to mention one named result.

    When: the executive is unreachable or cold, and somebody with a live tie to both
        had a part in a confirmed result of the last 180 days.
    Step: ask them, in person or on a call, for one sentence of fact in their own words.
    Withheld: while the gate is shut; while another advocate is asked; for a colleague
        asked in 30 days, who declined in 90, whose own unit is not satisfied, or to
        whom nothing was given since the last ask.
    Source: S6; candidates ranked by the product of both ties (measured); the caps are
        house rules.
    """
    if not situation.mutual or not situation.needs_a_route:
        return ()
    known = [c for c in situation.mutual if _knows_both(c)]
    if not known:
        return ()
    known.sort(key=lambda c: (-c.tie.strength * c.tie_to_executive, c.person.id))
    asked = _advocate_asked(situation)
    if asked:
        return (Withheld(because=asked),)
    answers: list[Suggestion] = []
    held: list[Withheld] = []
    for colleague in known:
        result = _result(colleague, situation.today)
        reason = _held_back(colleague, result, situation.today)
        if result is None or reason:
            held.append(Withheld(because=reason))
        else:
            answers.append(_suggestion(situation, colleague, result))
    return tuple(answers) or tuple(held[:1])


def _knows_both(colleague: Colleague) -> bool:
    if colleague.reports_to_executive or colleague.in_own_line:
        return False  # that is P07, or no third party
    return colleague.tie.live and colleague.tie_to_executive >= LIVE_STRENGTH


def _advocate_asked(situation: Situation) -> str:
    """Return whom the leader asked already to speak to this executive, in words."""
    executive = situation.executive
    for ask in situation.asks:
        leads_here = ask.target is not None and ask.target.id == executive.id
        if leads_here and ask.open and ask.type in PRAISE:
            on = spelled(ask.on, situation.today)
            return (
                f"you asked {ask.asked.first_name} on {on}, and one advocate for "
                f"{executive.first_name} at a time is enough"
            )
    return ""


def _held_back(colleague: Colleague, result: ResultFact | None, today: date) -> str:
    """Return why this colleague must not be asked now, or ""."""
    name, asks = colleague.person.first_name, colleague.asks
    newest = asks[-1].on if asks else None
    if any(ask.open for ask in asks):
        return f"an ask to {name} is still open"
    for ask in asks:
        if ask.declined_on and (today - ask.declined_on).days < DECLINED_DAYS:
            return f"{name} declined on {spelled(ask.declined_on, today)}"
    if newest is not None and (today - newest).days < REST_DAYS:
        return (
            f"you asked {name} on {spelled(newest, today)}; once in 30 days is enough"
        )
    if result is None:
        return f"there is no confirmed result yet that {name} had a part in"
    given = colleague.last_given_on
    if newest is not None and (given is None or given < newest):
        return f"you have given {name} nothing since you last asked"
    if judge(colleague.standing, today).gate is Gate.SHUT:
        return f"{colleague.standing.unit or name} is not satisfied with your services"
    return ""


def _result(colleague: Colleague, today: date) -> ResultFact | None:
    confirmed = [
        (result.confirmed_on, result.id, result)
        for result in colleague.results
        if result.confirmed_on and (today - result.confirmed_on).days <= FRESH_DAYS
    ]
    return max(confirmed)[2] if confirmed else None


def _suggestion(
    situation: Situation, colleague: Colleague, result: ResultFact
) -> Suggestion:
    today, executive = situation.today, situation.executive.first_name
    name, title = colleague.person.first_name, quoted(result.title)
    on = spelled(result.confirmed_on or result.on, today)
    facts = [
        f"{name} knows {executive}, and has a live tie to you",
        f"{name} had a part in {title}, confirmed on {on}",
    ]
    if colleague.asks:
        facts.append(f"you last asked on {spelled(colleague.asks[-1].on, today)}")
    return Suggestion(
        step=f"Ask {name}, in person or on a call, to mention {title} to {executive}.",
        because=tuple(facts),
        withdrawn_if=f"{name} declines, or {executive} meets you.",
        about=f"{result.id}:{colleague.person.id}:{situation.executive.id}",
        approach_id=colleague.person.id,
        approach=colleague.person.name,
        draft=good_word_draft(
            colleague.person.name,
            about=situation.executive.name,
            result=result.title,
        ),
        cautions=(
            f"one sentence of fact, in {name}'s own words: one honest witness, not a "
            "campaign (Yukl and Tracey 1992 found coalitions among the least effective "
            "tactics)",
        ),
        returns_on=today + timedelta(DROP_DAYS),
        fired_by=(result.id, colleague.person.id),
    )
