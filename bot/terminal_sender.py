"""Delivering to the terminal: a message is printed."""

import re
from collections.abc import Callable

from bot.in_its_language import in_its_language
from bot.plain_text import plain_text
from language.say import say
from scheduler.delivery import CannotLook, Sent, Target
from storage.message import Message

SURFACE = "terminal"
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@in_its_language
def shown(message: Message, *, hints: bool = True) -> str:
    """Return the message for a terminal; typed text can send it no commands.

    Args:
        hints: buttons cannot be pressed here, so name what can be typed instead.
    """
    text = CONTROLS.sub("\N{REPLACEMENT CHARACTER}", plain_text(message))
    if not hints:
        return text
    undoable = any(button.action == "undo" for button in message.buttons)
    buttons = [one for section in message.sections for one in section.buttons]
    steps = sum(button.action == "done" for button in buttons)
    lines = [say("To take it back: undo")] * undoable
    if steps == 1:
        lines.append(say("To answer: on it, done, later tomorrow, or not relevant"))
    elif steps:
        lines.append(
            say(
                "To answer, with the number of the step: on it 1, done 1, later 1 "
                "tomorrow, or not relevant 1"
            )
        )
    return "\n\n".join((text, *lines))


class TerminalSender:
    """Prints each message it delivers, with who gets it."""

    def __init__(self, show: Callable[[str], object] = print) -> None:
        self._show = show

    async def send(self, message: Message, *, to: Target, key: str) -> Sent:
        """Print the message."""
        self._print(message, to, "To")
        return Sent(channel=to.recipient, id=key)

    async def find(self, *, to: Target, key: str) -> Sent | None:
        """Nothing printed can be looked up again. Raises CannotLook."""
        raise CannotLook

    async def update(self, message: Message, *, to: Target, sent: Sent) -> None:
        """Print how the message reads now."""
        self._print(message, to, "Changed, to", hints=False)

    def _print(
        self, message: Message, to: Target, how: str, *, hints: bool = True
    ) -> None:
        place = "#" if to.to_channel and not to.recipient.startswith("#") else ""
        who = CONTROLS.sub("", f"{how} {place}{to.recipient}")
        self._show(f"--- {who} ---\n{shown(message, hints=hints)}\n")
