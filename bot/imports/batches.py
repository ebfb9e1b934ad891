"""Saving an import piece by piece, so that a crash loses at most one piece."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from storage.database import Database
from storage.transaction import Transaction

BATCH = 5_000  # rows in a transaction: others write in between
T = TypeVar("T")


class _OnlyLooked(Exception):
    """Takes a dry run back."""


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
