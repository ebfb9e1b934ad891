"""The command set: one dictionary, the same on every surface."""

from collections.abc import Callable

from handlers.commands.log import log
from handlers.commands.next import next_
from handlers.commands.why import why
from handlers.request import Reply, Request

Command = Callable[[Request], Reply]

COMMANDS: dict[str, Command] = {
    "log": log,
    "next": next_,
    "why": why,
}
