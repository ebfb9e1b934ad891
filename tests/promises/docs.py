"""What the docs show: fenced blocks, lines to type, and conversations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from storage.message import Message
from tests.promises.tracked import ROOT

DOCS = (
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
)
FENCE = re.compile(r"^( *)```(\w*)$")
SPEAKS = re.compile(r"^(you|bot)   (\S.*)$")
MOMENT = re.compile(r"^\w{3} (\d{1,2} \w+, \d\d:\d\d)$")
LEFT_OUT = "…"  # stands for words the docs do not repeat


@dataclass(frozen=True)
class Fence:
    """One fenced block: its language, its lines, and where it begins."""

    path: Path
    number: int
    language: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.path.name}:{self.number}"


@dataclass
class Turn:
    """One thing that is shown: a moment that comes, or who says what."""

    who: str  # "when", "you" or "bot"
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.words)


def fences() -> Iterator[Fence]:
    """Yield every fenced block of the docs."""
    for path in DOCS:
        language: str | None = None
        kept: list[str] = []
        begun = indent = 0
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            fence = FENCE.match(line)
            if fence and language is None:
                indent, language = len(fence[1]), fence[2]
                kept, begun = [], number
            elif fence and language is not None:
                yield Fence(path, begun, language, tuple(kept))
                language = None
            else:
                kept.append(line[indent:])


def shell_lines(fence: Fence) -> Iterator[tuple[str, str]]:
    """Yield each line typed in a console, with the output shown under it."""
    typed, output = "", list[str]()
    for line in fence.lines:
        if line.startswith("$ "):
            if typed:
                yield typed, " ".join(" ".join(output).split())
            typed, output = line[2:], []
        else:
            output.append(line)
    if typed:
        yield typed, " ".join(" ".join(output).split())


def conversation(fence: Fence) -> list[Turn]:
    """Return the turns of a conversation; [] if the block is none."""
    turns: list[Turn] = []
    for line in fence.lines:
        if moment := MOMENT.match(line):
            turns.append(Turn("when", [moment[1]]))
        elif speaks := SPEAKS.match(line):
            turns.append(Turn(speaks[1], [speaks[2]]))
        elif line.strip() and turns:
            turns[-1].words.append(line.strip())
    return turns if any(turn.who == "you" for turn in turns) else []


def slash_lines() -> Iterator[tuple[str, str]]:
    """Yield each `/outreach ...` the docs list to be typed, and where it stands."""
    for fence in fences():
        for number, line in enumerate(fence.lines, start=fence.number + 1):
            if line.startswith("/outreach "):
                typed, _, _ = line.removeprefix("/outreach ").partition("   ")
                yield f"{fence.path.name}:{number}", typed.strip()


def seen(message: Message) -> str:
    """Return all words of a message as a reader sees them, buttons as [Done]."""
    parts = [message.headline]
    for section in message.sections:
        parts += [section.text, *section.facts]
        parts += [f"[{button.label}]" for button in section.buttons]
    parts += [f"[{button.label}]" for button in message.buttons]
    return " ".join(" ".join([*parts, *message.small_print]).split())


def says(shown: str, real: str) -> bool:
    """Say whether `real` reads as `shown`, where “…” stands for anything."""
    parts = (re.escape(" ".join(part.split())) for part in shown.split(LEFT_OUT))
    pattern = r"\s*.*\s*".join(parts)
    return re.fullmatch(pattern, " ".join(real.split())) is not None
