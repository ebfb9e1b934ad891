"""Everything a play may know about a leader's whole book, on one day. Pure.

Plays about one stakeholder read a `Situation`; those about all of them together (C1,
P18, L4, L8) read a `Book`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from scheduler.agenda import ItemFact
from scheduler.resting import rests_until
from scheduler.situation import Earlier, PersonFact, Situation

WAITING = ("suggested", "accepted", "later")


@dataclass(frozen=True, slots=True)
class Book:
    """A leader's stakeholders, agenda and ties, on one local day."""

    today: date
    situations: tuple[Situation, ...] = ()  # one per stakeholder on the list
    items: tuple[ItemFact, ...] = ()  # the live agenda
    live_by_unit: Mapping[str, tuple[PersonFact, ...]] = field(
        default_factory=dict
    )  # unit's name -> people with a live tie to the leader, listed or not
    known_by_unit: Mapping[str, tuple[PersonFact, ...]] = field(
        default_factory=dict
    )  # unit's name -> people without one: on the list, once in touch, or reports
    own_unit: str = ""  # name of the leader's own unit, "" = unknown
    days_left: int = 5  # working days of this week, today counted
    acquainted: frozenset[frozenset[str]] = (
        frozenset()
    )  # ids of two who know each other
    earlier: Mapping[str, tuple[Earlier, ...]] = field(
        default_factory=dict
    )  # steps of plays about the book, by the id of the person they were for

    @property
    def people(self) -> Mapping[str, Situation]:
        """The stakeholders, by the person's id."""
        return {one.executive.id: one for one in self.situations}

    @property
    def week_start(self) -> date:
        """The Monday of this week."""
        return self.today - timedelta(self.today.weekday())

    def answered(self, play: str, person_id: str, about: str) -> bool:
        """Return whether a step is done with, or refused and still resting."""
        return any(
            earlier.play == play
            and earlier.about == about
            and (
                earlier.state == "done"
                or (earlier.state == "refused" and rests_until(earlier) > self.today)
            )
            for earlier in self.earlier.get(person_id, ())
        )

    def waits_on(self, person_id: str, *, but: str) -> bool:
        """Return whether another play about the book waits for this person.

        Args:
            but: the play that asks.
        """
        return any(
            earlier.play != but
            and earlier.state in WAITING
            and rests_until(earlier) > self.today
            for earlier in self.earlier.get(person_id, ())
        )
