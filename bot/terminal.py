"""The terminal as a surface: one line in, its reply out; the clock run once."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from bot.terminal_sender import SURFACE, TerminalSender, shown
from handlers.answer import answer_safely
from handlers.request import Address, Profile, Said

if TYPE_CHECKING:
    from bot.app import Core

TENANT = "terminal"
DELIVERED_WITHIN = 60.0  # seconds; a tick prints, so it is far quicker
LONGEST_NAME = 80  # characters; house rule

Show = Callable[[str], object]


async def say(
    core: "Core", *, name: str, text: str, at: datetime, show: Show = print
) -> bool:
    """Run one line through the handlers, print the reply; False if it was refused.

    So is a line that asks for a form, which a terminal has none for.

    `name` becomes a leader of the terminal's own workspace at first use.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        show("Say who is speaking, for example: outreach say --as Ada next")
        return False
    said = Said(
        by=Address(SURFACE, TENANT, name.casefold()),
        text=text,
        at=at,
        profile=Profile(name=name),
    )
    reply = await answer_safely(core.database, said)
    show(shown(reply.message))
    return not (reply.refused or reply.form)


async def tick(core: "Core", *, show: Show = print) -> bool:
    """Run what is due by the core's clock, and print each message it delivers here.

    Returns:
        False if something was still waiting to be delivered after a minute.
    """
    await core.start_delivering({SURFACE: TerminalSender(show)})
    try:
        await core.tick()
        delivered = await core.queue.drain(DELIVERED_WITHIN)
    finally:
        await core.queue.stop()
    if not delivered:
        show("Some messages could not be delivered yet; they are kept for later.")
    return delivered
