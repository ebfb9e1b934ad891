"""The buttons of a step: on it, and why."""

from sqlalchemy.orm import Session

from handlers.presses.answering import (
    answered,
    answered_since,
    calendar_of,
    open_step,
    own_step,
)
from handlers.request import Pressed, Refusal, Reply, Speaker
from language.say import say
from scheduler.gather_stakeholders import ForWhom
from scheduler.nudges import why_message
from scheduler.planning import plan_for
from scheduler.showing_steps import RETURNS_WORKING_DAYS
from scheduler.suggestion import Advice
from scheduler.wording import spelled


def accept(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """The leader takes the step on."""
    step = open_step(session, speaker, pressed)
    today = speaker.today(pressed.at)
    if step.state == "accepted":
        since = answered_since(step, today)
        raise Refusal(
            say("You are on it already, since {day}. Nothing changed.", day=since)
        )
    calendar = calendar_of(session, speaker)
    back = step.step.returns_on or calendar.add_working_days(
        today, RETURNS_WORKING_DAYS
    )
    if not calendar.is_working_day(back):
        back = calendar.next_working_day(back)
    return answered(
        session, speaker, pressed, step, "accepted", returns_on=back,
        words=say(
            "Good. I will ask again on {day} if it still stands.",
            day=spelled(back, today),
        ),
    )  # fmt: skip


def why_step(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Why this step: as it was when it was shown, and what is held back now."""
    step = own_step(session, speaker, pressed)
    today = speaker.today(pressed.at)
    whom = ForWhom(speaker.leader_id, speaker.workspace_id, speaker.person_id)
    now = plan_for(session, whom, [step.step.person_id], today=today, answered_too=True)
    advice = Advice(
        steps=(step.step,),
        withheld=now.withheld,
        notices=now.notices,
        considered=now.considered,
    )
    return Reply(why_message(advice, about=step.step.person))
