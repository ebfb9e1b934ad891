"""A play: stop knocking on a door that stays shut (P01)."""

from datetime import date

from language.say import mark, say
from language.words import day_said, listed, sentence
from scheduler.situation import Situation
from storage.steps.facts import Answer, Answers, Notice, Suggestion

NOTE_ALLOWED_DAYS = 14  # a decision this close allows one short note; house rule
SHOWN_REFUSALS = 3
NOTE_LEVEL = 2  # dated
WORDS = {
    "declined": mark("declined on {days}"),
    "postponed": mark("postponed on {days}"),
    "no reply": mark("did not reply on {days}"),
}


def change_the_route(situation: Situation) -> Answers:
    """Stop sending invitations, and say that the effort has been made.

    When: three refusals in 60 days and no real contact in between; for the 30 days of
        the pause, unless a meeting is on the calendar.
    Step: a notice line that asks for nothing; with a decision in 14 days, one short
        note instead.
    Withheld: nothing.
    Source: S1, Q1; all its numbers are house rules.
    """
    tie = situation.tie
    if tie.unreachable_since is None or tie.pause_through is None:
        return ()
    if tie.next_meeting_on is not None or situation.today > tie.pause_through:
        return ()
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
        since=tie.unreachable_since,
        through=tie.pause_through,
        because=(refused,),
    )


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
    days: dict[str, list[date]] = {}
    for on, outcome in situation.tie.attempts[-SHOWN_REFUSALS:]:
        days.setdefault(outcome, []).append(on)
    parts = [
        say(WORDS[outcome], days=_on_days(found, situation.today))
        for outcome, found in days.items()
    ]
    return say(
        "{name} {refused}",
        name=situation.executive.first_name,
        refused=listed(parts),
    )


def _on_days(days: list[date], today: date) -> str:
    said = []
    for place, on in enumerate(days):
        day = day_said(on, today)
        again = on in days[:place]
        said.append(say("again on {day}", day=day) if again else day)
    return listed(said)
