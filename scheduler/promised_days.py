"""The days that granted asks promise with somebody. Pure."""

from collections.abc import Sequence
from datetime import date

from scheduler.favour_facts import AskFact


def promised(asks: Sequence[AskFact], person_id: str, today: date) -> date | None:
    """Return the next day that a granted ask promises with this person, or None."""
    return min((d for d in _promised(asks, person_id) if d >= today), default=None)


def was_promised(asks: Sequence[AskFact], person_id: str, today: date) -> date | None:
    """Return the newest such day before today, or None."""
    return max((d for d in _promised(asks, person_id) if d < today), default=None)


def _promised(asks: Sequence[AskFact], person_id: str) -> list[date]:
    return [
        ask.agreed_for
        for ask in asks
        if ask.open
        and ask.agreed_for is not None
        and (ask.target or ask.asked).id == person_id
    ]
