"""`outreach say`, `tick` and `nudge`: the bot without any platform."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.ending import end, told_in_words

if TYPE_CHECKING:
    from bot.app import Core

AS_OF = "As of this moment, e.g. 2026-03-31T08:00+01:00; now if left out."
At = Annotated[str, typer.Option(help=AS_OF)]


def say_as(
    as_: Annotated[str, typer.Option("--as", help="Who is speaking.")],
    text: Annotated[list[str] | None, typer.Argument(help="The line.")] = None,
    at: At = "",
) -> None:
    """Say one line to the bot, and print its reply; status 1 when it is refused."""
    line = _clean(" ".join(text or ()))
    with _core_at(at, typed=line) as (core, when):
        from bot.terminal import say_line

        said = asyncio.run(say_line(core, name=_clean(as_), text=line, at=when))
    raise typer.Exit(0 if said else 1)


def tick(at: At = "") -> None:
    """Run the clock once, and print each message it delivers to the terminal."""
    with _core_at(at) as (core, _):
        from bot.terminal import run_clock

        delivered = asyncio.run(run_clock(core))
    raise typer.Exit(0 if delivered else 1)


def nudge(
    dry_run: Annotated[bool, typer.Option(help="Send nothing; required.")] = False,
    at: At = "",
) -> None:
    """Print the card every leader would get that day; nothing is sent or saved."""
    if not dry_run:
        end("Cards are sent by the clock. To see them: outreach nudge --dry-run")
    with _core_at(at) as (core, when):
        from bot.terminal import cards

        print(core.database.run_now(lambda tx: cards(tx, at=when)))


@contextmanager
def _core_at(at: str, *, typed: str = "") -> "Iterator[tuple[Core, datetime]]":
    """Open the core with its clock standing at `at`, and close it again."""
    with told_in_words(typed):
        from bot.app import open_core
        from bot.commands.moment import moment
        from bot.settings import read_settings
        from scheduler.local_time import system_clock

        settings = read_settings()
        when = moment(at, zone=settings.default_zone) if at else system_clock()
        core = open_core(settings, lambda: when)
        try:
            yield core, when
        finally:
            core.close()


def _clean(argument: str) -> str:
    """Return an argument with bytes that are no text replaced."""
    return argument.encode(errors="surrogateescape").decode(errors="replace")
