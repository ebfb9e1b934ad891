"""The answers to "did it happen?": not yet, and dropped. Done has a file of its own."""

from datetime import timedelta

from handlers.presses.answering import answered, answered_since, open_step
from handlers.request import Refusal, Reply, Turn
from language.say import say
from scheduler.shown_steps import Shown
from scheduler.steps import NOT_YET, REST_DAYS
from scheduler.wording import spelled


def not_yet(turn: Turn) -> Reply:
    """The leader is still on it; it is not asked again.

    Raises:
        Refusal: not the speaker's step, answered before, or nobody asked.
    """
    step = _asked_step(turn)
    today = turn.today
    if step.reason == NOT_YET:
        since = answered_since(step, today)
        raise Refusal(say("You said so on {day} already. Nothing changed.", day=since))
    return answered(
        turn, step, "accepted",
        returns_on=today + timedelta(REST_DAYS), reason=NOT_YET,
        words=say("Good. I will not ask again. Press Done when it has happened."),
    )  # fmt: skip


def dropped(turn: Turn) -> Reply:
    """The leader has given it up; it rests for 30 days.

    Raises:
        Refusal: not the speaker's step, answered before, or nobody asked.
    """
    step = _asked_step(turn)
    today = turn.today
    back = today + timedelta(REST_DAYS)
    return answered(
        turn, step, "refused", returns_on=back, reason="dropped",
        words=say(
            "Dropped. I will not bring it up before {day}.", day=spelled(back, today)
        ),
    )  # fmt: skip


def _asked_step(turn: Turn) -> Shown:
    step = open_step(turn)
    if step.state != "accepted" or step.asked_on is None:
        raise Refusal(
            say(
                "I did not ask whether this one happened, so nothing was "
                "changed. For what matters now, type: /outreach next"
            )
        )
    return step
