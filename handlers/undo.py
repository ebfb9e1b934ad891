"""`undo`: take back the last thing that was kept."""

import re
from dataclasses import replace
from datetime import timedelta

from sqlalchemy.exc import IntegrityError

from handlers.contacts.plan import ask_again
from handlers.grammar.people.names import HANDLE
from handlers.results.placing import redraw_placed
from handlers.speaker import plan_next_card
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn
from language.say import say
from language.words import day_said, quoted
from scheduler.card.card_state import redraw_cards
from scheduler.outgoing import change_replies, has_button, without_buttons
from scheduler.summary.placed_asks import correct_post
from storage.database.writer import Row
from storage.message import Message
from storage.models import Change
from storage.results.sharing import told_in
from storage.steps.store import note_event
from storage.upkeep.undo import (
    ID_ENDS,
    ChangedSince,
    change_ending,
    change_with,
    label_of,
    newest_change,
    undo_change,
)

UNDO_REACHES = timedelta(days=30)  # how far back undo reaches; house rule
UNASKED = timedelta(days=1)  # what was told before that is asked about; house rule
NAMED = re.compile(rf"{HANDLE}([0-9a-zA-Z]{{{ID_ENDS}}})")


def undo(turn: Turn) -> Reply:
    """Take back the last thing you told me. Again takes back the one before.

    Examples:
        undo
    """
    change = change_to_undo(turn)
    if change is None:
        raise Refusal(say("There is nothing to undo in the last 30 days."))
    named = NAMED.search(turn.text)
    if named is not None:
        return undo_one(turn, _named(turn, named.group(1)))
    if change.at <= turn.at - UNASKED:
        raise ask_to_undo(turn, change)
    return undo_one(turn, change)


def change_to_undo(turn: Turn) -> Change | None:
    """Return the last thing the leader told that `undo` could take back, or None."""
    return newest_change(
        turn.tx,
        leader_id=turn.speaker.leader_id,
        since=turn.at - UNDO_REACHES,
    )


def undo_label(turn: Turn, change: Change) -> str:
    """Return what a change was, in the leader's words."""
    return label_of(turn.tx, change)


def ask_to_undo(turn: Turn, change: Change) -> Refusal:
    """Return the question whether to take back a change, by what it was."""
    label = label_of(turn.tx, change)
    day = change.at.astimezone(turn.speaker.zone).date()
    text = say(
        "The last thing you told me was {day}: {label}. Undo it?",
        day=day_said(day, turn.today),
        label=label,
    )
    line = f"undo {HANDLE}{change.id[-ID_ENDS:]}"
    choices = (Choice(say("Undo it"), (line,)), Choice(say("Nothing")))
    return Refusal(text, doubt=Doubt(text, choices))


def _named(turn: Turn, ending: str) -> Change:
    """Return the speaker's own change whose id ends so.

    Raises:
        Refusal: there is none, or it was undone already.
    """
    since = turn.at - UNDO_REACHES
    leader_id = turn.speaker.leader_id
    found = change_ending(turn.tx, ending, leader_id=leader_id, since=since)
    if found is None:
        raise Refusal(say("That was undone already, or is not there any more."))
    return found


def undo_pressed(turn: Turn) -> Reply:
    """Undo the change behind the button, if it is the speaker's own."""
    change = change_with(turn.tx, turn.subject, leader_id=turn.speaker.leader_id)
    if change is None:
        raise Refusal(
            say(
                "I can't find that among the things you told me, so nothing was "
                "undone. For your last one, type: /outreach undo"
            )
        )
    try:
        reply = undo_one(turn, change)
    except Refusal as refusal:
        refusal.in_place = change.undone_at is not None
        raise
    return replace(reply, in_place=True)


def undo_one(turn: Turn, change: Change) -> Reply:
    """Undo a change of the speaker's, and say what it was.

    Raises:
        Refusal: it was undone before, is too old, or something was built on it since.
    """
    if change.undone_at is not None:
        raise Refusal(say("That was undone already, so nothing was changed."))
    if change.at <= turn.at - UNDO_REACHES:
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

    def spent(message: Message) -> Message:
        if not has_button(message, "undo", change.id):
            return message
        bare = without_buttons(message)
        small_print = (*bare.small_print, say("Undone."))
        return bare.model_copy(update={"small_print": small_print})

    if turn.action != "undo":  # pressed, the answer stands in its place
        change_replies(turn.tx, turn.speaker.leader_id, spent)
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
    met = {
        row["person_id"]
        for entry in touched
        if entry["table"] == "contact"
        for row in (entry["before"], entry["after"])
        if row is not None
    }
    for person_id in sorted(met):
        ask_again(turn, person_id)
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
