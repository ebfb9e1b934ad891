"""What a surface must let people do in a test, and a week lived on it."""

import re
from collections import Counter
from typing import Protocol

from language.commands import COMMAND
from tests.journeys.week import (
    CODE,
    WEEK,
    ChoosesChannel,
    Comes,
    Fills,
    Presses,
    Step,
    Types,
)

SHOWN_CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


class Surface(Protocol):
    """One way to use the bot. Each call returns when all it caused has arrived."""

    async def types(self, step: Types, text: str) -> None:
        """Let somebody type a line."""

    async def presses(self, step: Presses) -> None:
        """Let Ada press what has a meaning, newest first."""

    async def fills(self, step: Fills) -> None:
        """Let Ada fill in the form that is open, and send it."""

    async def chooses_channel(self, step: ChoosesChannel) -> None:
        """Let Ada choose the channel for joint results."""

    async def comes(self, step: Comes) -> None:
        """Let a morning come."""

    async def standing(self) -> list[str]:
        """Return every message that anybody can read now, as it now reads."""


async def live(
    surface: Surface, *, command: str = f"{COMMAND} "
) -> list[tuple[Step, list[str]]]:
    """Live the week; return each step with the lines it newly showed.

    Args:
        command: how our commands begin in what is read there.

    Raises:
        AssertionError: a fact is not read, or something is that may not be.
    """
    told: list[tuple[Step, list[str]]] = []
    before = Counter(await surface.standing())
    code = ""
    for step in WEEK:
        await _take(surface, step, code)
        now = Counter(await surface.standing())
        shown = [line for text in now - before for line in lines(text)]
        before = now
        read = "\n".join(shown)
        assert step.facts or not shown or isinstance(step, Presses), (step, shown)
        for fact in step.facts:
            assert fact.replace(f"{COMMAND} ", command) in read, (step, fact, shown)
        assert not [word for word in step.never if word in read], (step, shown)
        if found := SHOWN_CODE.search(read):
            code = found.group()
        told.append((step, shown))
    return told


async def _take(surface: Surface, step: Step, code: str) -> None:
    match step:
        case Types():
            await surface.types(step, step.text.replace(CODE, code))
        case Presses():
            await surface.presses(step)
        case Fills():
            await surface.fills(step)
        case ChoosesChannel():
            await surface.chooses_channel(step)
        case Comes():
            await surface.comes(step)


def lines(text: str) -> list[str]:
    """Return the lines of a text, without bullets and indents."""
    bare = (line.strip().removeprefix("• ").removeprefix("- ") for line in
            text.splitlines())  # fmt: skip
    return [line for line in bare if line]
