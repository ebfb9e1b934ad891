"""The notebook's whole book as our playbook sees it, by `scheduler.gather.book`."""

from collections import defaultdict
from datetime import timedelta
from itertools import combinations

from bench.simulated.reading import Reading
from scheduler.book import Book
from scheduler.playbook import BOOK_PLAYS
from scheduler.situation import Situation
from storage.contacts.facts import DECLARED_DAYS
from storage.people.facts import PersonFact
from storage.steps.facts import Earlier

OF_THE_BOOK = frozenset(info.id for info in BOOK_PLAYS)
WORKING_DAYS = 5


def book_of(reading: Reading, situations: list[Situation]) -> Book:
    """Return the book over the leader's stakeholders; there are no holidays here."""
    notes, today = reading.notes, reading.today
    live: dict[str, list[PersonFact]] = defaultdict(list)
    known: dict[str, list[PersonFact]] = defaultdict(list)
    near = {*notes.listed, *notes.totals}
    near |= {id for id, manager_id in notes.manager.items() if manager_id in near}
    for id in sorted(near):
        person = notes.people[id]
        (live if reading.tie(id).live else known)[person.unit].append(person)
    earlier: dict[str, list[Earlier]] = defaultdict(list)
    for (play, person_id, _), one in notes.earlier.items():
        if play in OF_THE_BOOK:
            earlier[person_id].append(one)
    return Book(
        today=today, situations=tuple(situations), items=tuple(reading.items),
        live_by_unit={unit: tuple(people) for unit, people in live.items()},
        known_by_unit={unit: tuple(people) for unit, people in known.items()},
        days_left=WORKING_DAYS - today.weekday(),
        acquainted=_acquainted(reading),
        earlier={who: tuple(steps) for who, steps in earlier.items()},
    )  # fmt: skip


def _acquainted(reading: Reading) -> frozenset[frozenset[str]]:
    """Return who knows whom: told so in 180 days, in one line, or in one team."""
    notes, since = reading.notes, reading.today - timedelta(DECLARED_DAYS)
    pairs = {pair for pair, on in notes.knows.items() if on >= since}
    teams: dict[str, list[str]] = defaultdict(list)
    for id in notes.listed:
        if manager_id := notes.manager[id]:
            pairs.add(frozenset((id, manager_id)))
            teams[manager_id].append(id)
    for team in teams.values():
        pairs |= {frozenset(pair) for pair in combinations(team, 2)}
    return frozenset(pairs)
