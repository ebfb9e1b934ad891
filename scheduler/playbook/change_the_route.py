"""A play: stop knocking on a door that stays shut (P01)."""

from datetime import date, timedelta

from language.say import mark, say
from language.words import day_said, listed, sentence
from scheduler.situation import Situation
from storage.contacts.facts import TieFact
from storage.contacts.totals import PAUSE_DAYS, REFUSAL_WINDOW_DAYS
from storage.steps.facts import Answer, Answers, Notice, Suggestion

NOTE_ALLOWED_DAYS = 14  # a decision this close allows one short note; house rule
SHOWN_REFUSALS = 3
OVER_SAID_DAYS = 7  # after the pause; house rule
NOTE_LEVEL = 2  # dated
WORDS = {
    "declined": mark("declined on {days}"),
    "postponed": mark("postponed on {days}"),
    "no reply": mark("did not reply on {days}"),
}


def change_the_route(situation: Situation) -> Answers:
    """Stop sending invitations, and say that the effort has been made.

    When: refusals on three days of 60 and no real contact in between; for the 30 days
        of the pause, unless a meeting is on the calendar, and for 7 days after it.
    Step: a notice line that asks for nothing, on the first card of the pause and on the
        first after it; with a decision in 14 days, one short note instead.
    Withheld: nothing.
    Source: S1, Q1; all its numbers are house rules.
    """
    tie = situation.tie
    if tie.unreachable_since is None or tie.pause_through is None:
        return ()
    if tie.next_meeting_on is not None:
        return ()
    if situation.today > tie.pause_through:
        return _over(situation, tie.pause_through)
    decision_on = situation.decision_on
    if decision_on is not None:
        days = (decision_on - situation.today).days
        if 0 <= days <= NOTE_ALLOWED_DAYS:
            return (_one_short_note(situation),)
    return (_notice(situation),)


def _notice(situation: Situation) -> Answer:
    today, tie = situation.today, situation.tie
    refused = _refusals(situation)
    until = day_said(tie.pause_through or today, today)
    return Notice(
        text=say(
            "{refused} You have made the effort: send no invitations through {day}.",
            refused=sentence(refused),
            day=until,
        ),
        short=say(
            "No invitations to {name} through {day}.",
            name=situation.executive.first_name,
            day=until,
        ),
        because=(refused,),
        since=pause_began_on(tie) + timedelta(1),
    )


def _over(situation: Situation, pause_through: date) -> Answers:
    if (situation.today - pause_through).days > OVER_SAID_DAYS:
        return ()
    refused = _refusals(situation)
    day = day_said(pause_through, situation.today)
    text = say(
        "{name} may be invited again: the pause ended on {day}.",
        name=situation.executive.first_name,
        day=day,
    )
    since = pause_through + timedelta(1)
    return (Notice(text=text, because=(refused,), since=since),)


def _one_short_note(situation: Situation) -> Answer:
    today, decision_on = situation.today, situation.decision_on or situation.today
    who = situation.executive
    day = day_said(decision_on, today)
    return Suggestion(
        step=say(
            "Send {name} one short note before the decision on {day}, and no "
            "invitation.",
            name=who.first_name,
            day=day,
        ),
        because=(say("the decision is on {day}", day=day), _refusals(situation)),
        withdrawn_if=say(
            "you and {name} talk, or the day passes.", name=who.first_name
        ),
        about=f"note:{decision_on}",
        approach_id=who.id,
        approach=who.name,
        due_on=decision_on,
        level=NOTE_LEVEL,
        fired_by=(str(decision_on),),
    )


def _refusals(situation: Situation) -> str:
    """Return "Dana postponed on Tue 3 March, Tue 17 March and Mon 30 March"."""
    days: dict[str, list[str]] = {}
    for on, outcome in _that_opened_it(situation)[-SHOWN_REFUSALS:]:
        days.setdefault(outcome, []).append(day_said(on, situation.today))
    parts = [say(WORDS[outcome], days=listed(found)) for outcome, found in days.items()]
    return say(
        "{name} {refused}",
        name=situation.executive.first_name,
        refused=listed(parts),
    )


def _that_opened_it(situation: Situation) -> list[tuple[date, str]]:
    """Return the refusals that opened the pause, each day's last, oldest first."""
    tie, opened_on = situation.tie, pause_began_on(situation.tie)
    since = opened_on - timedelta(REFUSAL_WINDOW_DAYS)
    return sorted(
        {on: out for on, out in tie.attempts if since < on <= opened_on}.items()
    )


def pause_began_on(tie: TieFact) -> date:
    """Return the local date of the refusal that opened the newest pause."""
    assert tie.pause_through is not None
    return tie.pause_through - timedelta(PAUSE_DAYS)
