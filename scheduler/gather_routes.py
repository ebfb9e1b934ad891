"""The ways to somebody who cannot be reached: reports, mutual contacts, other units."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.gather_standing import standings
from scheduler.gather_ties import tie_fact
from scheduler.situation import (
    DECLARED_DAYS,
    AskFact,
    Colleague,
    PersonFact,
    ResultFact,
    UnitFact,
    UnitStanding,
)
from storage.changes import table_of
from storage.models import DeclaredTie, Given, Person, Tie, Unit
from storage.rows import AnyRow
from storage.tie_totals import from_json

DECLARED = table_of(DeclaredTie)
GIVEN = table_of(Given)
PERSON = table_of(Person)
TIE = table_of(Tie)
UNIT = table_of(Unit)

WINDOW_DAYS = 90  # accept rate and results of P05; house rule
DECLARED_STRENGTH = 1.0  # "Sam knows Dana" counts as strength 1; house rule


@dataclass(frozen=True, slots=True)
class Routes:
    """What the route plays read about one executive."""

    reports: tuple[Colleague, ...] = ()
    mutual: tuple[Colleague, ...] = ()
    units: tuple[UnitFact, ...] = ()


@dataclass(slots=True)
class _Around:
    """Everybody around the leader, read once for all executives."""

    today: date
    people: dict[str, AnyRow] = field(default_factory=dict)
    reports: dict[str, list[str]] = field(default_factory=dict)  # executive -> ids
    knows: dict[str, dict[str, date]] = field(default_factory=dict)  # both directions
    asks: dict[str, list[AskFact]] = field(default_factory=dict)  # by who was asked
    given: dict[str, date] = field(default_factory=dict)
    results: tuple[ResultFact, ...] = ()
    standings: dict[str, UnitStanding] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)  # unit -> person
    own_line: set[str] = field(default_factory=set)
    leader_person_id: str = ""
    leader_unit_id: str | None = None


def gather_routes(
    session: Session,
    leader_id: str,
    leader_person_id: str,
    executives: Mapping[str, str],
    *,
    today: date,
    asks: Sequence[AskFact],
    results: tuple[ResultFact, ...],
    token: str = "",
) -> dict[str, Routes]:
    """Return the routes to each executive, by their id.

    Args:
        executives: person id -> unit id, "" when unknown.
        today: the leader's local date.
        token: as for `standings`.
    """
    around = _Around(today, results=results, leader_person_id=leader_person_id)
    around.knows = _knows(session, leader_id)
    around.reports = _reports(session, list(executives))
    wanted = {id for ids in around.reports.values() for id in ids}
    around.people = _people(session, leader_id, wanted)
    for ask in asks:
        around.asks.setdefault(ask.asked.id, []).append(ask)
    around.given = _given(session, leader_id)
    units = {row.unit_id for row in around.people.values() if row.unit_id}
    around.standings = standings(session, units, today=today, token=token)
    around.heads = _heads(session, units)
    around.own_line = _own_line(session, leader_person_id)
    around.leader_unit_id = session.execute(
        sa.select(PERSON.c.unit_id).where(PERSON.c.id == leader_person_id)
    ).scalar()
    return {
        executive_id: Routes(
            reports=tuple(
                _colleague(around, id, executive_id, reports=True)
                for id in around.reports.get(executive_id, ())
                if id in around.people and id != leader_person_id
            ),
            mutual=_mutual(around, executive_id),
            units=_units(around, executive_id, unit_id),
        )
        for executive_id, unit_id in executives.items()
    }


def _knows(session: Session, leader_id: str) -> dict[str, dict[str, date]]:
    query = sa.select(DECLARED.c.a_id, DECLARED.c.b_id, DECLARED.c.on)
    known: dict[str, dict[str, date]] = defaultdict(dict)
    for a, b, on in session.execute(query.where(DECLARED.c.leader_id == leader_id)):
        known[a][b] = known[b][a] = on
    return known


def _reports(session: Session, managers: list[str]) -> dict[str, list[str]]:
    query = sa.select(PERSON.c.manager_id, PERSON.c.id)
    query = query.where(PERSON.c.manager_id.in_(managers)).order_by(PERSON.c.id)
    found: dict[str, list[str]] = {}
    for manager_id, person_id in session.execute(query):
        found.setdefault(manager_id, []).append(person_id)
    return found


def _people(
    session: Session, leader_id: str, also: Collection[str]
) -> dict[str, AnyRow]:
    mine = sa.and_(TIE.c.person_id == PERSON.c.id, TIE.c.leader_id == leader_id)
    query = sa.select(
        PERSON.c.id,
        PERSON.c.name,
        PERSON.c.title,
        PERSON.c.unit_id,
        sa.func.coalesce(UNIT.c.name, "").label("unit"),
        TIE.c.totals,
    ).select_from(
        PERSON.outerjoin(TIE, mine).outerjoin(UNIT, UNIT.c.id == PERSON.c.unit_id)
    )
    query = query.where(sa.or_(TIE.c.leader_id == leader_id, PERSON.c.id.in_(also)))
    return {row.id: row for row in session.execute(query)}


def _given(session: Session, leader_id: str) -> dict[str, date]:
    query = sa.select(GIVEN.c.to_id, sa.func.max(GIVEN.c.on))
    query = query.where(GIVEN.c.leader_id == leader_id).group_by(GIVEN.c.to_id)
    return {row[0]: row[1] for row in session.execute(query)}


def _heads(session: Session, unit_ids: Collection[str]) -> dict[str, str]:
    query = sa.select(UNIT.c.id, UNIT.c.head_id).where(
        UNIT.c.id.in_(list(unit_ids)), UNIT.c.head_id.is_not(None)
    )
    return {row.id: row.head_id for row in session.execute(query)}


def _own_line(session: Session, leader_person_id: str) -> set[str]:
    """Return everybody who reports to the leader, directly or not."""
    line = (
        sa.select(PERSON.c.id)
        .where(PERSON.c.manager_id == leader_person_id)
        .cte("line", recursive=True)
    )
    below = PERSON.alias("below")
    line = line.union(sa.select(below.c.id).where(below.c.manager_id == line.c.id))
    return set(session.execute(sa.select(line.c.id)).scalars())


def _person(row: AnyRow) -> PersonFact:
    return PersonFact(row.id, row.name, row.title, row.unit_id or "", row.unit)


def _colleague(
    around: _Around, person_id: str, executive_id: str, *, reports: bool
) -> Colleague:
    row = around.people[person_id]
    declared = around.knows.get(around.leader_person_id, {}).get(person_id)
    standing = around.standings.get(row.unit_id or "", UnitStanding())
    return Colleague(
        person=_person(row),
        tie=tie_fact(row.totals, today=around.today, declared_on=declared),
        tie_to_executive=_known_strength(around, person_id, executive_id),
        standing=standing,
        reports_to_executive=reports,
        in_own_line=person_id in around.own_line,
        asks=tuple(around.asks.get(person_id, ())),
        last_given_on=around.given.get(person_id),
        results=tuple(
            result
            for result in around.results
            if person_id == result.partner.id or person_id in result.contributor_ids
        ),
        confirmed_issues=tuple(
            issue.code
            for issue in standing.issues
            if issue.confirmed_by is not None and issue.confirmed_by.id == person_id
        ),
        owns_service=next(
            (
                service.name
                for service in standing.services
                if service.owner is not None and service.owner.id == person_id
            ),
            "",
        ),
    )


def _known_strength(around: _Around, person_id: str, executive_id: str) -> float:
    on = around.knows.get(person_id, {}).get(executive_id)
    fresh = on is not None and around.today - on <= timedelta(DECLARED_DAYS)
    return DECLARED_STRENGTH if fresh else 0.0


def _mutual(around: _Around, executive_id: str) -> tuple[Colleague, ...]:
    reports = set(around.reports.get(executive_id, ()))
    colleagues = (
        _colleague(around, person_id, executive_id, reports=False)
        for person_id in around.knows.get(executive_id, {})
        if person_id in around.people
        and person_id not in reports
        and person_id != around.leader_person_id
    )
    return tuple(c for c in colleagues if c.tie.live and c.tie_to_executive > 0)


def _units(
    around: _Around, executive_id: str, own_unit_id: str
) -> tuple[UnitFact, ...]:
    members: dict[str, list[AnyRow]] = defaultdict(list)
    for row in around.people.values():
        elsewhere = row.unit_id not in (None, own_unit_id, around.leader_unit_id)
        if elsewhere and row.totals is not None:
            members[row.unit_id].append(row)
    return tuple(
        _unit(around, executive_id, unit_id, rows) for unit_id, rows in members.items()
    )


def _unit(
    around: _Around,
    executive_id: str,
    unit_id: str,
    members: Sequence[AnyRow],
) -> UnitFact:
    since = around.today - timedelta(WINDOW_DAYS)
    answers = [
        met
        for row in members
        for on, met in from_json(row.totals).answers
        if since < on <= around.today
    ]
    head = around.people.get(around.heads.get(unit_id, ""))
    return UnitFact(
        standing=around.standings.get(unit_id, UnitStanding(unit_id=unit_id)),
        head=_person(head) if head is not None else None,
        met=sum(answers),
        attempts=len(answers) - sum(answers),
        results=tuple(
            result
            for result in around.results
            if result.unit_id == unit_id
            and result.confirmed_on is not None
            and result.confirmed_on > since
        ),
        tie_to_executive=max(
            (_known_strength(around, row.id, executive_id) for row in members),
            default=0.0,
        ),
    )
