"""`remind`: when cards come."""

from datetime import datetime
from typing import Any

from handlers.settings.remind_line import read_reminder
from handlers.settings.words import card_settings, times_section
from handlers.speaker import plan_next_card
from handlers.turn import Reply, Turn, kept
from language.say import mark, say
from language.words import day_said
from scheduler.delivery.sender import reason_said
from storage.leaders.accounts import try_again
from storage.leaders.facts import zone_of
from storage.message import Message
from storage.models import Leader

TO_CHANGE = mark(
    "To change it: /outreach remind 8:15, remind mon-thu, remind steps 1, remind "
    "light, remind London time, remind holidays England, remind pause until 12 May, "
    "remind stop"
)


def remind(turn: Turn) -> Reply:
    """Choose when cards come, and how much is on them; alone, show it.

    Examples:
        remind 8:15
        remind mon-thu
        remind London time
        remind holidays England
        remind steps 1
        remind light
        remind pause until 12 May
        remind questions off
        remind in Teams
        remind stop
        remind start
    """
    if not turn.text:
        return times_shown(turn)
    return keep_times(turn, read_reminder(turn, turn.text))


def times_shown(turn: Turn) -> Reply:
    """Say when cards come."""
    settings = card_settings(turn.tx, turn.speaker.leader_id)
    moment = None if settings["stopped"] else settings["next_nudge_at"]
    return Reply(
        Message(
            headline=_headline(turn, settings, moment),
            sections=(times_section(settings, turn.today),),
            small_print=(say(TO_CHANGE),),
        )
    )


def keep_times(turn: Turn, columns: dict[str, Any]) -> Reply:
    """Keep when cards come, and say when the next one can.

    Args:
        columns: of `Leader`.
    """
    leader_id = turn.speaker.leader_id
    turn.writer.update(Leader, leader_id, **columns)
    if surface := columns.get("card_surface"):
        try_again(turn.tx, leader_id, surface=surface)
    moment = plan_next_card(turn.tx, leader_id, at=turn.at)
    settings = card_settings(turn.tx, leader_id)
    return kept(
        turn,
        _headline(turn, settings, moment),
        label=say("your card settings"),
        sections=(times_section(settings, turn.today),),
    )


def _headline(turn: Turn, settings: dict[str, Any], moment: datetime | None) -> str:
    if settings["stopped"]:
        return say("No more cards. To start again: /outreach remind start")
    if settings["delivery_problem"]:
        problem = reason_said(settings["delivery_problem"])
        return say(
            "Cards can't reach you: {problem}. Try again: /outreach remind start",
            problem=problem,
        )
    if moment is None:
        return say("No card is planned. To start: /outreach remind start")
    local = moment.astimezone(zone_of(settings["zone"]))
    return say(
        "Your next card can come {day} at {time}, if there is something to say.",
        day=day_said(local.date(), turn.today),
        time=f"{local:%H:%M}",
    )


# Go on with the cards, or stop them: the answers to the one question.


def go_on(turn: Turn) -> Reply:
    """Say when the next card comes; to have been heard of is enough to go on."""
    return times_shown(turn)


def stop_cards(turn: Turn) -> Reply:
    """Stop the cards."""
    return keep_times(turn, {"stopped": True})
