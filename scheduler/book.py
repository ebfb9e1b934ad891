"""Everything a play may know about a leader's whole book, on one day. Pure.

Plays about one stakeholder read a `Situation`; those about all of them together (C1,
P18, L4, L8) read a `Book`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from scheduler.agenda import ItemFact
from scheduler.situation import Earlier, PersonFact, Situation


@dataclass(frozen=True, slots=True)
class Book:
    """A leader's stakeholders, agenda and ties, on one local day."""

    today: date
    situations: tuple[Situation, ...] = ()  # one per stakeholder on the list
    items: tuple[ItemFact, ...] = ()  # the live agenda
    live_by_unit: Mapping[str, tuple[PersonFact, ...]] = field(
        default_factory=dict
    )  # unit's name -> people with a live tie to the leader, listed or not
    acquainted: frozenset[frozenset[str]] = (
        frozenset()
    )  # ids of two who know each other
    earlier: Mapping[str, tuple[Earlier, ...]] = field(
        default_factory=dict
    )  # steps of plays about the book, by the id of the person they were for

    @property
    def week_start(self) -> date:
        """The Monday of this week."""
        return self.today - timedelta(self.today.weekday())
