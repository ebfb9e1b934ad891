"""Marking a step as done within a larger change, and what that itself means."""

from handlers.presses.answering import calendar_of
from handlers.request import Turn
from scheduler.card_state import redraw_cards
from scheduler.showing_steps import RETURNS_WORKING_DAYS
from scheduler.shown_steps import Shown
from scheduler.steps import answer_step
from scheduler.suggestion import Suggestion
from storage.favours import Asked, change_ask, remember_ask

ASKS = {"P06": "praise", "P08": "review slot"}


def redraw_step(turn: Turn, step: Shown) -> None:
    """Redraw the cards on which the step stands."""
    redraw_cards(
        turn.session,
        [step.id],
        leader_id=turn.speaker.leader_id,
        today=turn.today,
    )


def mark_done(turn: Turn, step: Shown, *, reason: str = "") -> None:
    """Answer the step within the turn's own change."""
    calendar = calendar_of(turn)
    answer_step(
        turn.writer,
        step,
        "done",
        today=turn.today,
        returns_on=calendar.add_working_days(turn.today, RETURNS_WORKING_DAYS),
        reason=reason,
    )


def what_it_meant(turn: Turn, step: Suggestion) -> None:
    """Note the ask that was made, or the thanks that were said."""
    if step.play in ASKS:
        asked = Asked(
            asked_id=step.approach_id,
            type=ASKS[step.play],
            on=turn.today,
            target_id=step.person_id,
        )
        remember_ask(turn.writer, asked)
    elif step.play == "L2":
        change_ask(turn.writer, step.about, thanked_on=turn.today)
