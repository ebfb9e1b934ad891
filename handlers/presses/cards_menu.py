"""The menu under each card: rest for a week, stop for good, or set when cards come."""

from datetime import timedelta

from sqlalchemy.orm import Session

from handlers.card_times import card_settings
from handlers.commands.remind import keep_times
from handlers.forms.card_settings import open_settings
from handlers.request import Pressed, Refusal, Reply, Speaker, request_of
from language.say import say
from scheduler.unasked import A_WEEK, SETTINGS, STOP
from storage.message import Message

WEEK = timedelta(7)  # after today, whose card has come


def cards_menu(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Do at once what was chosen; Undo stands under the reply, and nothing is asked.

    Raises:
        Refusal: the choice is none of the menu's.
    """
    if pressed.value == SETTINGS:
        return open_settings(session, speaker, pressed)
    request = request_of(session, speaker, at=pressed.at, verb="remind")
    now = card_settings(session, speaker.leader_id)
    if pressed.value == STOP:
        if now["stopped"]:
            return Reply(
                Message(
                    headline=say(
                        "You stopped the cards already. To start again: /outreach "
                        "remind start"
                    )
                )
            )
        return keep_times(request, {"stopped": True})
    if pressed.value == A_WEEK:
        through = request.today + WEEK
        if now["paused_through"] is not None:  # an old card shortens no longer pause
            through = max(through, now["paused_through"])
        return keep_times(request, {"paused_through": through})
    raise Refusal(
        say(
            "That choice is not one of mine, so nothing was changed. To see or change "
            "when cards come: /outreach remind"
        )
    )
