"""The buttons of a step: on it, and why."""

from handlers.presses.answering import (
    answered,
    answered_since,
    calendar_of,
    open_step,
    own_step,
)
from handlers.request import Refusal, Reply, Turn
from language.say import say
from scheduler.gather_stakeholders import ForWhom
from scheduler.nudges import why_message
from scheduler.planning import plan_for
from scheduler.showing_steps import RETURNS_WORKING_DAYS
from scheduler.suggestion import Advice
from scheduler.wording import spelled


def accept(turn: Turn) -> Reply:
    """The leader takes the step on."""
    step = open_step(turn)
    today = turn.today
    if step.state == "accepted":
        since = answered_since(step, today)
        raise Refusal(
            say("You are on it already, since {day}. Nothing changed.", day=since)
        )
    calendar = calendar_of(turn)
    back = step.step.returns_on or calendar.add_working_days(
        today, RETURNS_WORKING_DAYS
    )
    if not calendar.is_working_day(back):
        back = calendar.next_working_day(back)
    return answered(
        turn, step, "accepted", returns_on=back,
        words=say(
            "Good. I will ask again on {day} if it still stands.",
            day=spelled(back, today),
        ),
    )  # fmt: skip


def why_step(turn: Turn) -> Reply:
    """Why this step: as it was when it was shown, and what is held back now."""
    step = own_step(turn)
    today = turn.today
    whom = ForWhom(
        turn.speaker.leader_id, turn.speaker.workspace_id, turn.speaker.person_id
    )
    now = plan_for(
        turn.session, whom, [step.step.person_id], today=today, answered_too=True
    )
    advice = Advice(
        steps=(step.step,),
        withheld=now.withheld,
        notices=now.notices,
        considered=now.considered,
    )
    return Reply(why_message(advice, about=step.step.person))
