"""The buttons of a step: on it, not relevant, why."""

from datetime import timedelta

from sqlalchemy.orm import Session

from handlers.presses.answering import (
    answered,
    answered_since,
    calendar_of,
    open_step,
    own_step,
)
from handlers.request import Pressed, Refusal, Reply, Speaker
from scheduler.gather import ForWhom
from scheduler.nudges import why_message
from scheduler.planning import plan_for
from scheduler.steps import REST_DAYS, RETURNS_WORKING_DAYS
from scheduler.suggestion import Advice
from scheduler.wording import spelled

REASONS = {
    "wrong_person": "wrong person",
    "wrong_time": "wrong time",
    "already_done": "already done",
    "disagree": "I disagree",
}


def accept(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """The leader takes the step on."""
    step = open_step(session, speaker, pressed)
    today = speaker.today(pressed.at)
    if step.state == "accepted":
        since = answered_since(step, today)
        raise Refusal(f"You are on it already, since {since}. Nothing changed.")
    calendar = calendar_of(session, speaker)
    back = step.step.returns_on or calendar.add_working_days(
        today, RETURNS_WORKING_DAYS
    )
    if not calendar.is_working_day(back):
        back = calendar.next_working_day(back)
    return answered(
        session, speaker, pressed, step, "accepted", returns_on=back,
        words=f"Good. I will ask again on {spelled(back, today)} if it still stands.",
    )  # fmt: skip


def not_relevant(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """The leader refuses the step, with a reason; it rests for 30 days."""
    step = open_step(session, speaker, pressed)
    if pressed.value not in REASONS:
        raise Refusal("Choose one of the reasons. Nothing changed.")
    today = speaker.today(pressed.at)
    back = today + timedelta(REST_DAYS)
    return answered(
        session, speaker, pressed, step, "refused", returns_on=back,
        reason=pressed.value,
        words=(
            f"Put aside ({REASONS[pressed.value]}). "
            f"I will not bring it up before {spelled(back, today)}."
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
