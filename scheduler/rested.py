"""A situation and a book as if some earlier steps had rested long enough. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from scheduler.book import Book
from scheduler.situation import Earlier, Situation


def rested(situation: Situation, which: Callable[[Earlier], bool]) -> Situation:
    """Return the situation as if these earlier steps might be shown again today."""
    earlier = _back_today(situation.earlier, which, situation.today)
    return replace(situation, earlier=earlier)


def rested_book(book: Book, which: Callable[[Earlier], bool]) -> Book:
    """Return the book as if these earlier steps might be shown again today."""
    return replace(
        book,
        earlier={
            person_id: _back_today(earlier, which, book.today)
            for person_id, earlier in book.earlier.items()
        },
    )


def _back_today(
    earlier: Sequence[Earlier], which: Callable[[Earlier], bool], today: date
) -> tuple[Earlier, ...]:
    return tuple(
        replace(one, returns_on=today) if which(one) else one for one in earlier
    )
