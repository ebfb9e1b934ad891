"""How an import goes: saved piece by piece, and told how far it is and what came of it.

A crash loses at most one piece.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TextIO, TypeVar

from storage.database.transactions import Database, Transaction

SHOWN = 50  # rows left out that are listed; the rest is counted; house rule
BATCH = 5_000  # rows in a transaction: others write in between

Show = Callable[[str], object]
T = TypeVar("T")


@dataclass(slots=True)
class Progress:
    """Counts rows, tells about some of them, and keeps what was wrong."""

    show: Show
    every: int = 10_000  # rows
    read: int = 0
    changed: int = 0
    left_out: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    def one_more(self) -> None:
        """Count a row, and say so now and then."""
        self.read += 1
        if self.read % self.every == 0:
            self.show(f"{self.read:,} rows read ...")

    def leave_out(self, number: int, reason: str) -> None:
        """Note that the row on a line is not taken, and why."""
        self.left_out += 1
        if self.left_out <= SHOWN:
            self.show(f"Line {number}: left out, {reason}.")

    def count(self, reason: str) -> None:
        """Count a row that is rightly taken for nothing."""
        self.reasons[reason] = self.reasons.get(reason, 0) + 1

    def summary(self, what: str, *, dry_run: bool) -> str:
        """Return what came of it."""
        if self.left_out > SHOWN:
            self.show(f"... and {self.left_out - SHOWN:,} more rows were left out.")
        verb = "would change" if dry_run else "changed"
        parts = [f"{self.read:,} rows read", f"{self.changed:,} {what} new or {verb}"]
        parts += [f"{number:,} {reason}" for reason, number in self.reasons.items()]
        parts += [f"{self.left_out:,} left out"] if self.left_out else []
        end = " Nothing was saved: it was a dry run." if dry_run else ""
        return ", ".join(parts) + "." + end


def to_stderr(line: str, *, stream: TextIO | None = None) -> None:
    """Print a line for whoever watches, apart from what the command returns."""
    print(line, file=stream or sys.stderr, flush=True)


def pieces(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yield rows in lists of `size`, the last one shorter."""
    rest = iter(rows)
    while piece := list(islice(rest, size)):
        yield piece


def save_pieces(
    database: Database, work: Iterable[Callable[[Transaction], None]], *, dry_run: bool
) -> None:
    """Do each work in a transaction of its own; in a dry run all in one, undone."""
    if not dry_run:
        for one in work:
            database.run_now(one)
        return

    def look(tx: Transaction) -> None:
        for one in work:
            one(tx)
        raise _OnlyLooked

    try:
        database.run_now(look)
    except _OnlyLooked:
        return


class _OnlyLooked(Exception):
    """Takes a dry run back."""
