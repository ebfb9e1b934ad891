"""Not relevant: a step is put aside, and the reason decides what comes instead.

The menu stands in `scheduler.card.step_sections`.
"""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import col

from handlers.steps.answering import InWords, Typed, answered, open_step
from handlers.steps.done import already_done
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn
from language.say import mark, say
from language.words import day_said, sentence
from scheduler.advice.planning import plan_for
from scheduler.card.step_sections import NOT_RELEVANT, instead
from scheduler.rules.resting import TRUST_DAMAGE
from storage.message import Message
from storage.models import SuggestionRow
from storage.steps.earlier import shown_steps
from storage.steps.facts import OPEN_STATES, REFUSED_DAYS, Shown

REASONS = {  # as the menu has them, said within a sentence
    "wrong_person": mark("wrong person"),
    "wrong_time": mark("wrong time"),
    "already_done": mark("already done"),
    "disagree": mark("I disagree"),
}
WRONG_TIME_DAYS = 14  # then it comes back, if it still stands; house rule
IN_WORDS = {
    "disagree": "disagree",
    **{words.casefold(): reason for reason, words in REASONS.items()},
}


def refuse_pressed(turn: Turn) -> Reply:
    """The button Not relevant asks for the reason; with one the step is put aside.

    Raises:
        Refusal: not the speaker's step, answered before, or no such reason.
    """
    step = open_step(turn)
    if not turn.value:
        text = say("Why not?")
        choices = tuple(
            Choice(say(label), press=("not_relevant", turn.subject, value))
            for value, label in NOT_RELEVANT.items()
        )
        return Reply(Message(headline=text), doubt=Doubt(text, choices))
    if turn.value not in REASONS:
        raise Refusal(say("Choose one of the reasons. Nothing changed."))
    return refuse(turn, step, turn.value)


def refuse_typed(turn: Turn, said: InWords) -> Reply:
    """The line “not relevant wrong time”.

    Raises:
        Refusal: no such reason.
    """
    reason = IN_WORDS.get(said.more.casefold())
    if reason is None:
        raise _ask_why(said)
    return refuse(turn, said.step, reason)


def _ask_why(said: InWords) -> Refusal:
    """Return the question for the reason, each answer a line that says it."""
    step = f"not relevant {said.number}".strip()
    choices = tuple(
        Choice(sentence(say(words)).rstrip("."), (f"{step} {words}",))
        for words in REASONS.values()
    )
    text = say("Why not?")
    return Refusal(text, doubt=Doubt(text, choices))


TYPED_NOT_RELEVANT = Typed("not relevant", refuse_typed)


def refuse(turn: Turn, step: Shown, reason: str) -> Reply:
    """Put a step aside.

    A wrong person rests 30 days, and somebody else is looked for; at the wrong time it
    comes back in 14 days; what is done already is marked so; with "I disagree" the
    whole play rests 30 days for this stakeholder.

    Args:
        reason: of `REASONS`.
    """
    if reason == "already_done":
        return already_done(turn, step)
    days = WRONG_TIME_DAYS if reason == "wrong_time" else REFUSED_DAYS
    back = turn.today + timedelta(days)
    if reason == "wrong_time":
        words = mark(
            "Put aside ({reason}). I bring it up again on {day}, if it still stands."
        )
    else:
        words = mark("Put aside ({reason}). I will not bring it up before {day}.")
    said = say(words, reason=say(REASONS[reason]), day=day_said(back, turn.today))
    reply = answered(
        turn,
        step,
        "refused",
        returns_on=back,
        reason=reason,
        words=said + _more(reason, step),
    )
    return _with_the_next_choice(turn, step, reply)


def _more(reason: str, step: Shown) -> str:
    if reason == "wrong_person" and step.step.approach:
        return " " + say(
            "Next time it is somebody other than {name}.", name=step.step.approach
        )
    if reason == "disagree" and step.step.level != TRUST_DAMAGE:
        return " " + say(
            "“{play}” rests until then for {name}.",
            play=step.step.name,
            name=step.step.person,
        )
    return ""


def _with_the_next_choice(turn: Turn, step: Shown, reply: Reply) -> Reply:
    """Return the reply with the step that comes instead, unless it is shown already."""
    speaker = turn.speaker
    now = plan_for(turn.tx, speaker, [step.step.person_id], today=turn.today)
    open_now = {
        one.step.key
        for one in shown_steps(
            turn.tx,
            speaker.leader_id,
            col(SuggestionRow.state).in_(OPEN_STATES),
        )
    }
    new = [one for one in now.steps if one.key not in open_now]
    if not new:
        return reply
    message = reply.message.model_copy(update={"sections": (instead(new[0]),)})
    return replace(reply, message=message)
