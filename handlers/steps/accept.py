"""On it: the leader takes a step on."""

from handlers.steps.answering import InWords, Typed, answered, answered_since, open_step
from handlers.turn import Refusal, Reply, Turn
from language.say import say
from language.words import day_said
from scheduler.local_time import calendar_of
from storage.steps.facts import Shown
from storage.steps.store import RETURNS_WORKING_DAYS


def accept_pressed(turn: Turn) -> Reply:
    """The button On it."""
    return accept(turn, open_step(turn))


def accept_typed(turn: Turn, said: InWords) -> Reply:
    """The line “on it”."""
    return accept(turn, said.step)


TYPED_ON_IT = Typed("on it", accept_typed, alone=True, before=r"(?:i['’]?m |i am )?")


def accept(turn: Turn, step: Shown) -> Reply:
    """Take the step on, and say when it is asked about.

    Raises:
        Refusal: it is taken on already.
    """
    if step.state == "accepted":
        since = answered_since(step, turn.today)
        raise Refusal(
            say("You are on it already, since {day}. Nothing changed.", day=since)
        )
    calendar = calendar_of(turn.speaker)
    back = step.step.returns_on or calendar.add_working_days(
        turn.today, RETURNS_WORKING_DAYS
    )
    if not calendar.is_working_day(back):
        back = calendar.next_working_day(back)
    return answered(
        turn,
        step,
        "accepted",
        returns_on=back,
        words=say(
            "Good. I will ask again on {day} if it still stands.",
            day=day_said(back, turn.today),
        ),
    )
