"""A play: no good conversation ends without the next date (C2)."""

from language.say import say
from language.words import day_said
from scheduler.situation import Situation
from storage.steps.facts import Answers, Suggestion

STILL_WARM_DAYS = 7  # later it is a new invitation; house rule


def leave_with_the_next_date(situation: Situation) -> Answers:
    """Fix the next date while the last conversation is still warm.

    When: a real conversation in the last 7 days was logged without a next date.
    Step: fix one now: to give help, ask for feedback, or visit. Said once, under the
        reply to what was logged; on cards it said the same again next morning, and left
        no room for others.
    Withheld: silent with a meeting on the calendar, or while invitations pause.
    Source: Cramm's column of 14 June 2007; the 7 days are a house rule.
    """
    tie, since = situation.tie, situation.tie.no_next_date_since
    if since is None or tie.next_meeting_on is not None or situation.unreachable:
        return ()
    if (situation.today - since).days > STILL_WARM_DAYS:
        return ()
    person = situation.executive
    day = day_said(since, situation.today)
    return (
        Suggestion(
            step=say("Fix the next date with {name}.", name=person.first_name),
            more=say("Offer help, ask for feedback, or visit."),
            because=(
                say("you talked on {day}", day=day),
                say("no next date is logged"),
            ),
            withdrawn_if=say("a next date is logged, or a week has passed."),
            about=str(since),
            approach_id=person.id,
            approach=person.name,
            due_on=since,
            fired_by=(str(since),),
        ),
    )
