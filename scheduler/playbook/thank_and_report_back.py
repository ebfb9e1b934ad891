"""A play: thank whoever helped, and tell them what came of it (L2)."""

from datetime import timedelta

from language.say import mark, say
from language.words import day_said
from scheduler.rules.drafts import thanks_draft
from scheduler.situation import Situation
from storage.favours.facts import AskFact
from storage.steps.facts import Answer, Answers, Suggestion

THANKS = "L2"  # this play's id
THANKS_DAYS = 2  # house rule; Grant and Gino show that thanks work, not how soon
STEPS = {  # by what was asked for
    "praise": mark("Thank {name} for the good word, and say what came of it."),
    "intro": mark("Thank {name} for the introduction, and say what came of it."),
    "review slot": mark("Thank {name} for the review slot, and say what came of it."),
    "meeting": mark("Thank {name} for the meeting, and say what came of it."),
    "favour": mark("Thank {name} for the favour, and say what came of it."),
}
STEPS_WITH = {  # and it led to somebody else
    "praise": mark(
        "Thank {name} for the good word to {other}, and say what came of it."
    ),
    "intro": mark(
        "Thank {name} for the introduction with {other}, and say what came of it."
    ),
    "review slot": mark(
        "Thank {name} for the review slot with {other}, and say what came of it."
    ),
    "meeting": mark(
        "Thank {name} for the meeting with {other}, and say what came of it."
    ),
    "favour": mark(
        "Thank {name} for the favour with {other}, and say what came of it."
    ),
}


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
        _suggestion(situation, ask) for ask in situation.asks if ask.thanks_due
    )


def _suggestion(situation: Situation, ask: AskFact) -> Answer:
    today, done_on = situation.today, ask.fulfilled_on or situation.today
    name = ask.asked.first_name
    due_on = done_on + timedelta(THANKS_DAYS)
    other = ask.other
    step = say(STEPS[ask.type], name=name)
    if other is not None:
        step = say(STEPS_WITH[ask.type], name=name, other=other.first_name)
    facts = [
        say("you asked on {day}", day=day_said(ask.on, today)),
        say("it came about on {day}", day=day_said(done_on, today)),
    ]
    if due_on < today:
        facts.append(say("thanks were due by {day}", day=day_said(due_on, today)))
    return Suggestion(
        step=step,
        because=tuple(facts),
        withdrawn_if=say("you log that you thanked {name}.", name=name),
        about=ask.id,
        approach_id=ask.asked.id,
        approach=ask.asked.name,
        draft=thanks_draft(
            ask.asked.name,
            kind=ask.type,
            about=other.name if other else "",
            on=done_on,
            today=today,
        ),
        due_on=due_on,
        fired_by=(ask.id, str(ask.fulfilled_on)),
    )
