"""The leader's whole book: what plays about all stakeholders together read."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from scheduler.book import Book
from scheduler.local_time import calendar_of
from scheduler.playbook import OF_THE_BOOK
from scheduler.situation import Situation
from storage.agenda.store import Agenda
from storage.contacts.around import managers_of, people_in_units
from storage.contacts.declared import declared_pairs
from storage.contacts.store import tie_fact
from storage.database.transactions import Transaction
from storage.leaders.facts import ForWhom
from storage.leaders.leaders import leader_in_unit
from storage.people.facts import PersonFact
from storage.people.store import person_of
from storage.steps.earlier import earlier_of_plays

DAYS = 7  # of a week


def book_of(
    tx: Transaction,
    leader: ForWhom,
    situations: Sequence[Situation],
    *,
    agenda: Agenda,
    today: date,
) -> Book:
    """Return the book over the leader's stakeholders.

    Two people know each other when the leader said so within 180 days, when one reports
    to the other, or when both report to one person.

    Args:
        situations: of everybody on the leader's list.
        agenda: the leader's, of today.
        today: the leader's local date.
    """
    listed = [situation.executive.id for situation in situations]
    live: dict[str, list[PersonFact]] = defaultdict(list)
    known: dict[str, list[PersonFact]] = defaultdict(list)
    for row in people_in_units(tx, leader.leader_id, listed):
        person = person_of(row)
        if person.id != leader.person_id:
            has_tie = tie_fact(row.totals, today=today).live
            (live if has_tie else known)[row.unit].append(person)
    earlier = earlier_of_plays(tx, leader.leader_id, tuple(OF_THE_BOOK))
    themselves, own_unit = leader_in_unit(tx, leader.leader_id)
    calendar = calendar_of(themselves)
    return Book(
        today=today,
        situations=tuple(situations),
        items=agenda.items,
        live_by_unit={unit: tuple(people) for unit, people in live.items()},
        known_by_unit={unit: tuple(people) for unit, people in known.items()},
        own_unit=own_unit,
        days_left=sum(
            calendar.is_working_day(today + timedelta(days))
            for days in range(DAYS - today.weekday())
        ),
        acquainted=_acquainted(tx, leader.leader_id, listed, today),
        earlier={who: tuple(steps) for who, steps in earlier.items()},
    )


def _acquainted(
    tx: Transaction, leader_id: str, listed: Sequence[str], today: date
) -> frozenset[frozenset[str]]:
    pairs = declared_pairs(tx, leader_id, today=today)
    teams: dict[str, list[str]] = defaultdict(list)
    for person_id, manager_id in managers_of(tx, listed):
        pairs.add(frozenset((person_id, manager_id)))
        teams[manager_id].append(person_id)
    for team in teams.values():
        pairs |= {frozenset(pair) for pair in combinations(team, 2)}
    return frozenset(pairs)
