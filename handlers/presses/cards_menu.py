"""The menu under each card: rest for a week, stop for good, or set when cards come."""

from datetime import timedelta

from handlers.card_times import card_settings
from handlers.commands.remind import keep_times
from handlers.forms.card_settings import open_settings
from handlers.request import Refusal, Reply, Turn
from language.say import say
from scheduler.unasked import A_WEEK, SETTINGS, STOP
from storage.message import Message

WEEK = timedelta(7)  # after today, whose card has come


def cards_menu(turn: Turn) -> Reply:
    """Do at once what was chosen; Undo stands under the reply, and nothing is asked.

    Raises:
        Refusal: the choice is none of the menu's.
    """
    if turn.value == SETTINGS:
        return open_settings(turn)
    now = card_settings(turn.tx, turn.speaker.leader_id)
    if turn.value == STOP:
        if now["stopped"]:
            return Reply(
                Message(
                    headline=say(
                        "You stopped the cards already. To start again: /outreach "
                        "remind start"
                    )
                )
            )
        return keep_times(turn, {"stopped": True})
    if turn.value == A_WEEK:
        through = turn.today + WEEK
        if now["paused_through"] is not None:  # an old card shortens no longer pause
            through = max(through, now["paused_through"])
        return keep_times(turn, {"paused_through": through})
    raise Refusal(
        say(
            "That choice is not one of mine, so nothing was changed. To see or change "
            "when cards come: /outreach remind"
        )
    )
