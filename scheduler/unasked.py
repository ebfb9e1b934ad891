"""Why a message came by itself, and how to have no more of them (R59)."""

from language.say import say
from storage.message import Menu, Message, Option

CARDS = "cards"  # the menu's action
A_WEEK, STOP, SETTINGS = "week", "stop", "settings"


def on_a_morning(message: Message) -> Message:
    """Return the daily card, saying that it comes by itself."""
    return _saying(
        message,
        say(
            "You get this because you use Outreach: one card a working day at most. "
            "To stop: remind stop. To change when: remind"
        ),
    )


def as_put_off(message: Message) -> Message:
    """Return the card of a step that was put off, saying that it comes by itself."""
    return _saying(
        message,
        say(
            "You get this because you put it off to now. "
            "To get no more cards: remind stop"
        ),
    )


def _saying(message: Message, line: str) -> Message:
    return message.model_copy(
        update={"to_stop": line, "buttons": message.buttons or (cards_menu(),)}
    )


def cards_menu() -> Menu:
    """Return the menu with which cards are stopped in two presses (R94)."""
    return Menu(
        label=say("These cards"),
        action=CARDS,
        subject="",
        options=(
            Option(label=say("Pause for a week"), value=A_WEEK),
            Option(label=say("Stop them"), value=STOP),
            Option(label=say("Settings"), value=SETTINGS),
        ),
    )
