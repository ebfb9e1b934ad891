"""Which units hang on one tie alone? Pure; for L4 and P18."""

from dataclasses import dataclass

from scheduler.book import Book
from scheduler.situation import PersonFact, Situation
from scheduler.standing import Gate


@dataclass(frozen=True, slots=True)
class SingleThread:
    """A unit that only one live tie of the leader's runs into."""

    unit: str
    alone: PersonFact  # who it runs through
    others: tuple[PersonFact, ...]  # known there without a live tie, listed first
    salience: int  # of its stakeholders, the highest


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
