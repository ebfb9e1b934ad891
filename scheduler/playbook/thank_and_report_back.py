"""A play: thank whoever helped, and tell them what came of it (L2)."""

from datetime import timedelta

from scheduler.drafts import thanks_draft
from scheduler.situation import AskFact, Situation
from scheduler.suggestion import Answer, Answers, Suggestion
from scheduler.wording import spelled

THANKS_DAYS = 2  # house rule; Grant and Gino show that thanks work, not how soon
WORDS = {"praise": "good word", "intro": "introduction"}


def thank_and_report_back(situation: Situation) -> Answers:
    """Thank the person who was asked, the day the favour is done.

    When: an ask to the executive, or leading to the executive, is fulfilled and nobody
        was thanked; overdue after 2 days.
    Step: thank the person who was asked, and say what came of it.
    Withheld: nothing.
    Source: Grant and Gino 2010, help rose from 32% to 66% after thanks; the 2 days are
        a house rule.
    """
    if not situation.asks:
        return ()
    return tuple(
        _suggestion(situation, ask)
        for ask in situation.asks
        if ask.fulfilled_on is not None and ask.thanked_on is None
    )


def _suggestion(situation: Situation, ask: AskFact) -> Answer:
    today, done_on = situation.today, ask.fulfilled_on or situation.today
    name = ask.asked.first_name
    due_on = done_on + timedelta(THANKS_DAYS)
    with_whom = ""
    if ask.target is not None and ask.target.id != ask.asked.id:
        word = "to" if ask.type == "praise" else "with"
        with_whom = f" {word} {ask.target.first_name}"
    facts = [
        f"you asked on {spelled(ask.on, today)}",
        f"it came about on {spelled(done_on, today)}",
    ]
    if due_on < today:
        facts.append(f"thanks were due by {spelled(due_on, today)}")
    return Suggestion(
        step=f"Thank {name} for the {WORDS.get(ask.type, ask.type)}{with_whom}, and "
        "say what came of it.",
        because=tuple(facts),
        withdrawn_if=f"you log that you thanked {name}.",
        about=ask.id,
        approach_id=ask.asked.id,
        approach=ask.asked.name,
        draft=thanks_draft(
            ask.asked.name,
            kind=ask.type,
            about=ask.target.name if ask.target and with_whom else "",
            on=done_on,
            today=today,
        ),
        due_on=due_on,
        fired_by=(ask.id, str(ask.fulfilled_on)),
    )
