"""What has been understood of a line so far: pieces, with their place and meaning."""

import re
from dataclasses import dataclass, field
from typing import Any

TAKEN = "\0"  # stands where something was understood; never typed: refused before


@dataclass(frozen=True, slots=True)
class Mark:
    """One understood piece of a line, e.g. sort "kind", value "call"."""

    start: int
    end: int
    sort: str  # "person", "next", "share", "outcome", "kind", "day", "hour", ...
    value: Any


@dataclass(slots=True)
class Marked:
    """A line, the pieces understood, and what is left (same length, pieces blanked)."""

    text: str
    marks: list[Mark] = field(default_factory=list)
    left: str = ""

    def __post_init__(self) -> None:
        self.left = self.text

    def take(self, start: int, end: int, sort: str, value: Any) -> None:
        """Note that `start` to `end` means `value`, so that nothing else reads it."""
        self.marks.append(Mark(start, end, sort, value))
        self.left = self.left[:start] + TAKEN * (end - start) + self.left[end:]

    def take_all(self, pattern: re.Pattern[str], sort: str, value: Any) -> None:
        """Take every match of `pattern` in what is left."""
        for match in pattern.finditer(self.left):
            self.take(match.start(), match.end(), sort, value)

    def drop(self, start: int, end: int) -> None:
        """Forget what was understood between two places: it belongs to a note."""
        self.marks = [
            mark for mark in self.marks if mark.end <= start or mark.start >= end
        ]

    def of(self, sort: str) -> list[Mark]:
        """Return the pieces of one sort, in the order of the line."""
        found = [mark for mark in self.marks if mark.sort == sort]
        return sorted(found, key=lambda mark: mark.start)
