"""The menu Not relevant: the reason decides what comes instead."""

from dataclasses import replace
from datetime import timedelta

from handlers.presses.answering import answered, open_step
from handlers.presses.done import already_done
from handlers.request import Refusal, Reply, Turn
from language.say import mark, say
from scheduler.gather_stakeholders import ForWhom
from scheduler.planning import plan_for
from scheduler.resting import TRUST_DAMAGE
from scheduler.shown_steps import SUGGESTION, Shown, shown_steps
from scheduler.step_sections import instead
from scheduler.steps import OPEN, REST_DAYS
from scheduler.wording import spelled

REASONS = {
    "wrong_person": mark("wrong person"),
    "wrong_time": mark("wrong time"),
    "already_done": mark("already done"),
    "disagree": mark("I disagree"),
}
WRONG_TIME_DAYS = 14  # then it comes back, if it still stands; house rule


def not_relevant(turn: Turn) -> Reply:
    """The leader refuses the step, and says why.

    A wrong person rests 30 days, and somebody else is looked for; at the wrong time it
    comes back in 14 days; what is done already is marked so; with "I disagree" the
    whole play rests 30 days for this stakeholder.

    Raises:
        Refusal: not the speaker's step, answered before, or no such reason.
    """
    if turn.value == "already_done":
        return already_done(turn)
    step = open_step(turn)
    if turn.value not in REASONS:
        raise Refusal(say("Choose one of the reasons. Nothing changed."))
    today = turn.today
    days = WRONG_TIME_DAYS if turn.value == "wrong_time" else REST_DAYS
    back = today + timedelta(days)
    day = spelled(back, today)
    if turn.value == "wrong_time":
        words = mark(
            "Put aside ({reason}). I bring it up again on {day}, if it still stands."
        )
    else:
        words = mark("Put aside ({reason}). I will not bring it up before {day}.")
    words = say(words, reason=say(REASONS[turn.value]), day=day)
    words += _more(turn, step)
    reply = answered(
        turn, step, "refused", returns_on=back,
        reason=turn.value, words=words,
    )  # fmt: skip
    return _with_the_next_choice(turn, step, reply)


def _more(turn: Turn, step: Shown) -> str:
    if turn.value == "wrong_person" and step.step.approach:
        return " " + say(
            "Next time it is somebody other than {name}.", name=step.step.approach
        )
    if turn.value == "disagree" and step.step.level != TRUST_DAMAGE:
        return " " + say(
            "“{play}” rests until then for {name}.",
            play=step.step.name,
            name=step.step.person,
        )
    return ""


def _with_the_next_choice(turn: Turn, step: Shown, reply: Reply) -> Reply:
    """Return the reply with the step that comes instead, unless it is shown already."""
    whom = ForWhom(
        turn.speaker.leader_id, turn.speaker.workspace_id, turn.speaker.person_id
    )
    today = turn.today
    now = plan_for(turn.session, whom, [step.step.person_id], today=today)
    open_now = {
        one.step.key
        for one in shown_steps(
            turn.session,
            SUGGESTION.c.leader_id == turn.speaker.leader_id,
            SUGGESTION.c.state.in_(OPEN),
        )
    }
    new = [one for one in now.steps if one.key not in open_now]
    if not new:
        return reply
    message = reply.message.model_copy(update={"sections": (instead(new[0]),)})
    return replace(reply, message=message)
