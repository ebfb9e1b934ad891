"""A play: two ears and one mouth (P10)."""

from language.say import say
from language.words import day_said
from scheduler.rules.enquiry import LISTENED_ENOUGH
from scheduler.situation import Situation
from storage.steps.facts import Answers, Suggestion, Withheld

CONVERSATIONS = 3  # looked at together
TOO_LITTLE = 35  # per cent; Gong: more than 65 % talking lowers results
BEFORE_DAYS = 2  # a meeting this near, as for C3 and C4; house rule


def listen_twice_as_much(situation: Situation) -> Answers:
    """Aim to listen two thirds of the time in the next meeting.

    When: a meeting is 1 or 2 days off or today, the leader listened less than 57 % of
        the last conversation, and less than 57 % over the last three or less than 35 %
        of any of them.
    Step: prepare open questions, and aim for two thirds.
    Withheld: while the share of the newest conversation is not logged; it is asked for,
        not guessed. Silent where there was no conversation yet.
    Source: S9; 57 and 35 % from Gong's sales calls; the 2 days are a house rule.
    """
    tie = situation.tie
    meeting_on = tie.next_meeting_on
    if meeting_on is None or not tie.substantive_days:
        return ()
    if (meeting_on - situation.today).days > BEFORE_DAYS:
        return ()
    name, today = situation.executive.first_name, situation.today
    newest = tie.substantive_days[-1]
    if not tie.listened or tie.listened[-1][0] < newest:
        return (
            Withheld(
                because=say(
                    "how much you listened to {name} on {day} is not logged; type "
                    "`edit {name} listened 60%`, with your own figure",
                    name=name,
                    day=day_said(newest, today),
                )
            ),
        )
    reason = _too_little(situation)
    if not reason:
        return ()
    shares = [
        say("you listened {share} % on {day}", share=share, day=day_said(on, today))
        for on, share in tie.listened
    ]
    on = day_said(meeting_on, today)
    return (
        Suggestion(
            step=say(
                "When you meet {name} on {day}, listen two thirds of the time.",
                name=name,
                day=on,
            ),
            more=say(
                "Write down open questions before, and log the share after, for "
                "example `log {name} met today, listened 67%`.",
                name=name,
            ),
            because=(reason, *shares),
            withdrawn_if=say(
                "you listen {share} % or more, or the meeting is moved.",
                share=LISTENED_ENOUGH,
            ),
            about=str(meeting_on),
            approach_id=situation.executive.id,
            approach=situation.executive.name,
            due_on=meeting_on,
            fired_by=(str(meeting_on),),
        ),
    )


def _too_little(situation: Situation) -> str:
    """Return which line was crossed, in words, or ""."""
    last = [share for _, share in situation.tie.listened][-CONVERSATIONS:]
    if last[-1] >= LISTENED_ENOUGH:
        return ""
    if min(last) < TOO_LITTLE:
        return say("one conversation was under {share} %", share=TOO_LITTLE)
    if len(last) == CONVERSATIONS and sum(last) < LISTENED_ENOUGH * CONVERSATIONS:
        return say(
            "your last three together were under {share} %", share=LISTENED_ENOUGH
        )
    return ""
