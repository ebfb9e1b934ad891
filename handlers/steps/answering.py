"""What every answer to a step shares: whose it is, saving it, the card redrawn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from handlers.turn import Refusal, Reply, Turn
from language.say import mark, say
from language.words import day_said
from scheduler.card.card_state import redraw_cards
from storage.message import Button, Message
from storage.steps.earlier import shown_step
from storage.steps.facts import Shown
from storage.steps.store import answer_step

GONE = mark("I had withdrawn this step since, because its facts changed.")
FINAL = {
    "done": mark(
        "You marked as done this step on {day} already, so nothing was changed. "
        "To take that back, type: /outreach undo"
    ),
    "refused": mark(
        "You put aside this step on {day} already, so nothing was changed. "
        "To take that back, type: /outreach undo"
    ),
}


@dataclass(frozen=True, slots=True)
class InWords:
    """An answer as typed: to which step, and what follows the name of the button."""

    step: Shown
    more: str  # e.g. "call yesterday" of "done 2 call yesterday"
    number: str  # what tells the step apart in a line, e.g. "2"; "" = it is alone


@dataclass(frozen=True, slots=True)
class Typed:
    """How a button is answered by typing instead."""

    words: str  # e.g. "not relevant"
    answer: Callable[[Turn, InWords], Reply]
    alone: bool = False  # nothing may follow these words
    before: str = ""  # what may stand before them: a regular expression


def own_step(turn: Turn) -> Shown:
    """Return the step behind a button. An id is not proof: it must be the speaker's.

    Raises:
        Refusal: it is somebody else's, made up, or gone.
    """
    step = shown_step(turn.tx, leader_id=turn.speaker.leader_id, step_id=turn.subject)
    if step is None:
        raise Refusal(
            say(
                "That step is not on your list any more, so nothing was "
                "changed. For what matters now, type: /outreach next"
            )
        )
    return step


def open_step(turn: Turn) -> Shown:
    """Return the step behind a button that has no final answer yet.

    Raises:
        Refusal: not the speaker's, gone, or answered before.
    """
    step = own_step(turn)
    if step.state in FINAL:
        since = answered_since(step, turn.today)
        raise Refusal(say(FINAL[step.state], day=since))
    return step


def answered(
    turn: Turn,
    step: Shown,
    state: str,
    *,
    returns_on: date | None,
    words: str,
    returns_at: datetime | None = None,
    reason: str = "",
) -> Reply:
    """Save an answer, redraw its cards, and say what was understood."""
    answer_step(
        turn.writer,
        step,
        state,
        today=turn.today,
        returns_on=returns_on,
        returns_at=returns_at,
        reason=reason,
    )
    change_id = turn.writer.finish(
        say("your answer to “{step}”", step=step.step.step.rstrip("."))
    )
    redraw_step(turn, step)
    undo = Button(label=say("Undo"), action="undo", subject=change_id)
    gone = (say(GONE),) if step.state == "withdrawn" else ()
    return Reply(Message(headline=words, buttons=(undo,), small_print=gone))


def redraw_step(turn: Turn, step: Shown) -> None:
    """Redraw the cards on which the step stands."""
    redraw_cards(turn.tx, [step.id], leader_id=turn.speaker.leader_id, today=turn.today)


def answered_since(step: Shown, today: date) -> str:
    """Return the day of the newest answer, in words."""
    return day_said(step.answered_on or step.suggested_on, today)
