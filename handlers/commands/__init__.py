"""The command set: one dictionary, the same on every surface."""

from collections.abc import Callable

from handlers.request import Reply, Request

Command = Callable[[Request], Reply]

COMMANDS: dict[str, Command] = {}
