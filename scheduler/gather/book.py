"""The leader's whole book: what plays about all stakeholders together read."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

import sqlalchemy as sa
from sqlmodel import col

from scheduler.book import Book
from scheduler.local_time import Calendar
from scheduler.playbook import BOOK_PLAYS
from scheduler.situation import Situation
from storage.agenda.store import Agenda
from storage.contacts.ties import declared_pairs, tie_fact
from storage.database.transactions import Transaction
from storage.database.writer import AnySelect
from storage.models import Leader, Person, SuggestionRow, Tie, Unit
from storage.people.facts import PersonFact
from storage.steps.facts import Earlier
from storage.steps.store import EARLIER

DAYS = 7  # of a week

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
NEAR = (
    sa.select(
        col(Person.id),
        col(Person.name),
        col(Person.title),
        col(Person.unit_id),
        col(Unit.name).label("unit"),
        col(Tie.totals),
    )
    .join(Unit, col(Unit.id) == col(Person.unit_id))
    .order_by(col(Person.name_key), col(Person.id))
)
MINE = sa.and_(col(Tie.person_id) == col(Person.id), col(Tie.leader_id) == LEADER)
TIED = NEAR.join(Tie, MINE)
REPORTS = NEAR.outerjoin(Tie, MINE).where(
    col(Person.manager_id).in_(sa.bindparam("people", expanding=True)),
    col(Tie.person_id).is_(None),  # the others are read already
)
WEEK = (
    sa.select(
        col(Leader.working_days),
        col(Leader.country),
        col(Leader.subdivision),
        sa.func.coalesce(col(Unit.name), "").label("unit"),
    )
    .select_from(
        sa.join(Leader, Person, col(Person.id) == col(Leader.person_id)).outerjoin(
            Unit, col(Unit.id) == col(Person.unit_id)
        )
    )
    .where(col(Leader.id) == LEADER)
)
LINES: AnySelect = sa.select(col(Person.id), col(Person.manager_id)).where(
    col(Person.id).in_(sa.bindparam("people", expanding=True)),
    col(Person.manager_id).is_not(None),
)
EARLIER_OF_THE_BOOK = EARLIER.where(
    col(SuggestionRow.play).in_([info.id for info in BOOK_PLAYS])
)


def book_of(
    tx: Transaction,
    leader_id: str,
    leader_person_id: str,
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
    mine = {"leader": leader_id}
    listed = [situation.executive.id for situation in situations]
    live: dict[str, list[PersonFact]] = defaultdict(list)
    known: dict[str, list[PersonFact]] = defaultdict(list)
    near = [*tx.execute(TIED, mine)]
    near += tx.execute(REPORTS, {**mine, "people": listed})
    for row in near:
        person = PersonFact(row.id, row.name, row.title, row.unit_id, row.unit)
        if person.id != leader_person_id:
            has_tie = tie_fact(row.totals, today=today).live
            (live if has_tie else known)[row.unit].append(person)
    earlier: dict[str, list[Earlier]] = defaultdict(list)
    for person_id, *rest in tx.execute(EARLIER_OF_THE_BOOK, mine):
        earlier[person_id].append(Earlier(*rest))
    leader = tx.execute(WEEK, mine).one()
    calendar = Calendar(leader.working_days, leader.country, leader.subdivision)
    return Book(
        today=today,
        situations=tuple(situations),
        items=agenda.items,
        live_by_unit={unit: tuple(people) for unit, people in live.items()},
        known_by_unit={unit: tuple(people) for unit, people in known.items()},
        own_unit=leader.unit,
        days_left=sum(
            calendar.is_working_day(today + timedelta(days))
            for days in range(DAYS - today.weekday())
        ),
        acquainted=_acquainted(tx, leader_id, listed, today),
        earlier={who: tuple(steps) for who, steps in earlier.items()},
    )


def _acquainted(
    tx: Transaction, leader_id: str, listed: Sequence[str], today: date
) -> frozenset[frozenset[str]]:
    pairs = declared_pairs(tx, leader_id, today=today)
    teams: dict[str, list[str]] = defaultdict(list)
    for person_id, manager_id in tx.execute(LINES, {"people": listed}):
        pairs.add(frozenset((person_id, manager_id)))
        teams[manager_id].append(person_id)
    for team in teams.values():
        pairs |= {frozenset(pair) for pair in combinations(team, 2)}
    return frozenset(pairs)
