"""Marking a step as done within a larger change, and what that itself means."""

from handlers.presses.answering import calendar_of
from handlers.request import Request
from scheduler.card_state import redraw_cards
from scheduler.showing_steps import RETURNS_WORKING_DAYS
from scheduler.shown_steps import Shown
from scheduler.steps import answer_step
from scheduler.suggestion import Suggestion
from storage.favours import Asked, change_ask, remember_ask

ASKS = {"P06": "praise", "P08": "review slot"}


def redraw_step(request: Request, step: Shown) -> None:
    """Redraw the cards on which the step stands."""
    redraw_cards(
        request.session,
        [step.id],
        leader_id=request.speaker.leader_id,
        today=request.today,
    )


def mark_done(request: Request, step: Shown, *, reason: str = "") -> None:
    """Answer the step within the request's own change."""
    calendar = calendar_of(request.session, request.speaker)
    answer_step(
        request.writer,
        step,
        "done",
        today=request.today,
        returns_on=calendar.add_working_days(request.today, RETURNS_WORKING_DAYS),
        reason=reason,
    )


def what_it_meant(request: Request, step: Suggestion) -> None:
    """Note the ask that was made, or the thanks that were said."""
    if step.play in ASKS:
        asked = Asked(
            asked_id=step.approach_id,
            type=ASKS[step.play],
            on=request.today,
            target_id=step.person_id,
        )
        remember_ask(request.writer, asked)
    elif step.play == "L2":
        change_ask(request.writer, step.about, thanked_on=request.today)
