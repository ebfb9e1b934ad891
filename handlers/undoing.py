"""Undoing a command, for the word and for the button."""

from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from handlers.grammar.spoken import quoted
from handlers.leader_times import plan_next_card
from handlers.request import Refusal, Reply, Turn
from handlers.share_placing import redraw_placed
from language.say import say
from scheduler.card_state import redraw_cards
from scheduler.steps import note_event
from scheduler.still_agreed import correct_post
from storage.accomplishments import told_in
from storage.kept_rows import Row
from storage.message import Message
from storage.models import Change
from storage.putting_back import ChangedSince
from storage.undone import label_of, undo_change

KEPT = timedelta(days=30)  # how far back undo reaches; house rule


def undo_one(turn: Turn, change: Change) -> Reply:
    """Undo a change of the speaker's, and say what it was.

    Raises:
        Refusal: it was undone before, is too old, or something was built on it since.
    """
    if change.undone_at is not None:
        raise Refusal(say("That was undone already, so nothing was changed."))
    if change.at <= turn.at - KEPT:
        raise Refusal(
            say(
                "That is more than 30 days ago, so I can't undo it any more. To "
                "correct a contact, type for example: /outreach edit Dana listened 60%"
            )
        )
    label = label_of(turn.tx, change)
    try:
        _, touched = undo_change(turn.tx, change, at=turn.at)
    except (ChangedSince, IntegrityError) as reason:
        raise Refusal(
            say(
                "I did not undo {words}: something was changed or built on it since. "
                "Undo what came after it first, with the Undo button under it.",
                words=quoted(label),
            )
        ) from reason
    _bring_up_to_date(turn, touched)
    return Reply(Message(headline=say("Undone: {label}.", label=label)))


def _bring_up_to_date(turn: Turn, touched: list[Row]) -> None:
    """Redraw cards and posts, and plan the next card, where rows behind changed."""
    tables = {entry["table"] for entry in touched}
    if "leader" in tables:
        plan_next_card(turn.tx, turn.speaker.leader_id, at=turn.at)
    results = {
        row["id"] if entry["table"] == "accomplishment" else row["accomplishment_id"]
        for entry in touched
        if entry["table"] in ("accomplishment", "accomplishmentperson")
        for row in (entry["before"], entry["after"])
        if row is not None
    }
    for result_id in sorted(results):
        redraw_placed(turn, result_id)
        if told := told_in(turn.tx, result_id):
            correct_post(turn.tx, told)
    steps = {
        entry["before"]["id"]
        for entry in touched
        if entry["table"] == "suggestion" and entry["before"] is not None
    }
    for step_id in sorted(steps):
        note_event(
            turn.tx,
            step_id,
            turn.speaker.workspace_id,
            turn.at,
            "undone",
        )
    redraw_cards(
        turn.tx,
        steps,
        leader_id=turn.speaker.leader_id,
        today=turn.today,
    )
