"""Everything a play may know about a leader's whole book, on one day. Pure.

Plays about one stakeholder read a `Situation`; those about all of them together (C1,
P18, L4, L8) read a `Book`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from scheduler.rules.resting import rests_until
from scheduler.situation import Situation
from storage.agenda.facts import ItemFact
from storage.people.facts import PersonFact
from storage.services.facts import Gate
from storage.steps.facts import Earlier

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


@dataclass(frozen=True, slots=True)
class SingleThread:
    """A unit that only one live tie of the leader's runs into."""

    unit: str
    alone: PersonFact  # who it runs through
    others: tuple[PersonFact, ...]  # known there without a live tie, listed first
    salience: int  # of its stakeholders, the highest


# Which units hang on one tie alone? For L4 and P18.


def single_threads(book: Book) -> list[SingleThread]:
    """Return the units that matter and hang on one tie, the most salient first.

    A unit matters when somebody in it is a stakeholder, or has a part in a live item.
    Left out are the leader's own unit, one that is not satisfied with the service, and
    one where a way to a second person is open: P05-P08, or a meeting on the calendar.
    """
    salience: dict[str, int] = {}
    left_out = {"", book.own_unit}
    for one in book.situations:
        unit = one.executive.unit
        salience[unit] = max(salience.get(unit, 0), one.salience)
        if _service_first(one) or (not one.tie.live and _on_the_way(one)):
            left_out.add(unit)
    for item in book.items:
        for person in (
            *(owner.person for owner in item.owners),
            *(decider.person for decider in item.deciders),
            *item.sponsors,
        ):
            salience.setdefault(person.unit, 0)
    listed = {one.executive.id for one in book.situations}
    found = []
    for unit, rank in salience.items():
        people = book.live_by_unit.get(unit, ())
        if unit in left_out or len(people) != 1:
            continue
        others = tuple(
            sorted(
                book.known_by_unit.get(unit, ()), key=lambda one: one.id not in listed
            )
        )
        found.append(SingleThread(unit, people[0], others, rank))
    return sorted(found, key=lambda thread: (-thread.salience, thread.unit))


def _service_first(one: Situation) -> bool:
    return one.credibility.gate is Gate.SHUT


def _on_the_way(one: Situation) -> bool:
    if one.unreachable or one.tie.next_meeting_on is not None:
        return True
    return bool(one.reports or one.mutual)
