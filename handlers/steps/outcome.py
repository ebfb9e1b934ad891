"""The answers to "did it happen?": not yet, and dropped. Done has a file of its own."""

from datetime import timedelta

from handlers.steps.answering import InWords, Typed, answered, answered_since, open_step
from handlers.turn import Refusal, Reply, Turn
from language.say import say
from language.words import day_said
from storage.steps.facts import NOT_YET, REFUSED_DAYS, Shown


def not_yet_pressed(turn: Turn) -> Reply:
    """The button Not yet."""
    return not_yet(turn, open_step(turn))


def not_yet_typed(turn: Turn, said: InWords) -> Reply:
    """The line “not yet”."""
    return not_yet(turn, said.step)


def dropped_pressed(turn: Turn) -> Reply:
    """The button Dropped."""
    return drop(turn, open_step(turn))


def dropped_typed(turn: Turn, said: InWords) -> Reply:
    """The line “dropped”."""
    return drop(turn, said.step)


TYPED_NOT_YET = Typed("not yet", not_yet_typed, alone=True)
TYPED_DROPPED = Typed("dropped", dropped_typed, alone=True)


def not_yet(turn: Turn, step: Shown) -> Reply:
    """The leader is still on it; it is not asked again.

    Raises:
        Refusal: they said so before, or nobody asked.
    """
    _check_asked(step)
    if step.reason == NOT_YET:
        since = answered_since(step, turn.today)
        raise Refusal(say("You said so on {day} already. Nothing changed.", day=since))
    return answered(
        turn,
        step,
        "accepted",
        returns_on=turn.today + timedelta(REFUSED_DAYS),
        reason=NOT_YET,
        words=say("Good. I will not ask again. Press Done when it has happened."),
    )


def drop(turn: Turn, step: Shown) -> Reply:
    """The leader has given it up; it rests for 30 days.

    Raises:
        Refusal: nobody asked.
    """
    _check_asked(step)
    back = turn.today + timedelta(REFUSED_DAYS)
    return answered(
        turn,
        step,
        "refused",
        returns_on=back,
        reason="dropped",
        words=say(
            "Dropped. I will not bring it up before {day}.",
            day=day_said(back, turn.today),
        ),
    )


def _check_asked(step: Shown) -> None:
    if step.state != "accepted" or step.asked_on is None:
        raise Refusal(
            say(
                "I did not ask whether this one happened, so nothing was "
                "changed. For what matters now, type: /outreach next"
            )
        )
