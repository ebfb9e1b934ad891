"""Everybody around a leader: who knows whom, who reports to whom, asks and gifts."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.agenda import MotivatorFact
from scheduler.gather_standing import standings
from scheduler.situation import AskFact, ResultFact, UnitStanding
from storage.changes import table_of
from storage.models import (
    DeclaredTie,
    Given,
    Leader,
    ObservedTie,
    Person,
    Tie,
    Unit,
)
from storage.rows import AnyRow, AnySelect
from storage.tie_totals import decay

DECLARED = table_of(DeclaredTie)
GIVEN = table_of(Given)
LEADERS = table_of(Leader)
OBSERVED = table_of(ObservedTie)
PERSON = table_of(Person)
TIE = table_of(Tie)
UNIT = table_of(Unit)

Motivators = Mapping[str, Sequence[MotivatorFact]]  # person -> newest first
NO_MOTIVATORS: Motivators = {}

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
EXECUTIVES: sa.BindParameter[str] = sa.bindparam("executives", expanding=True)


def _shared(
    executive: sa.ColumnElement[str], other: sa.ColumnElement[str]
) -> AnySelect:
    """Return consented ties of the executives with those the leader has a tie with."""
    return (
        sa.select(
            executive.label("executive"),
            other.label("other"),
            OBSERVED.c.shared.label("strength"),
            OBSERVED.c.strength_on,
        )
        .join(TIE, sa.and_(TIE.c.person_id == other, TIE.c.leader_id == LEADER))
        .where(executive.in_(EXECUTIVES), OBSERVED.c.shared > 0)
    )


MINE, THEIRS = TIE.alias("mine"), TIE.alias("theirs")
LENT = (  # of leaders who opted in: how strong, never what was said
    sa.select(
        THEIRS.c.person_id.label("executive"),
        LEADERS.c.person_id.label("other"),
        THEIRS.c.strength,
        THEIRS.c.strength_on,
    )
    .join(LEADERS, LEADERS.c.id == THEIRS.c.leader_id)
    .join(
        MINE,
        sa.and_(MINE.c.person_id == LEADERS.c.person_id, MINE.c.leader_id == LEADER),
    )
    .where(
        THEIRS.c.person_id.in_(EXECUTIVES),
        THEIRS.c.strength > 0,
        LEADERS.c.lends_ties == sa.true(),
        LEADERS.c.id != LEADER,
    )
)
TIES_OF_OTHERS = sa.union_all(
    _shared(OBSERVED.c.a_id, OBSERVED.c.b_id),
    _shared(OBSERVED.c.b_id, OBSERVED.c.a_id),
    LENT,
)
PEOPLE = (
    sa.select(
        PERSON.c.id,
        PERSON.c.name,
        PERSON.c.title,
        PERSON.c.unit_id,
        sa.func.coalesce(UNIT.c.name, "").label("unit"),
        UNIT.c.head_id,
        TIE.c.totals,
    )
    .select_from(
        PERSON.outerjoin(
            TIE, sa.and_(TIE.c.person_id == PERSON.c.id, TIE.c.leader_id == LEADER)
        ).outerjoin(UNIT, UNIT.c.id == PERSON.c.unit_id)
    )
    .where(
        sa.or_(
            TIE.c.leader_id == LEADER,
            PERSON.c.id.in_(sa.bindparam("also", expanding=True)),
        )
    )
)
LAST_GIVEN = (
    sa.select(GIVEN.c.to_id, sa.func.max(GIVEN.c.on))
    .where(GIVEN.c.leader_id == LEADER)
    .group_by(GIVEN.c.to_id)
)


def _below(person: sa.BindParameter[str]) -> sa.Select[str]:
    """Return the ids of everybody who reports to a person, directly or not."""
    line = (
        sa.select(PERSON.c.id)
        .where(PERSON.c.manager_id == person)
        .cte("line", recursive=True)
    )
    below = PERSON.alias("below")
    line = line.union(sa.select(below.c.id).where(below.c.manager_id == line.c.id))
    return sa.select(line.c.id)


ME: sa.BindParameter[str] = sa.bindparam("person")
NOTHING, NEVER = sa.literal_column("''", sa.String), sa.cast(sa.null(), sa.Date)


def _kind(name: str) -> sa.ColumnElement[str]:
    return sa.literal_column(f"'{name}'", sa.String)


def _line() -> AnySelect:
    line = _below(ME).subquery()
    return sa.select(_kind("own line"), line.c.id, NOTHING, NEVER)


# One statement for what is mostly little: each costs more than what it brings.
PAIRS = sa.union_all(
    sa.select(
        _kind("knows").label("kind"),
        DECLARED.c.a_id.label("one"),
        DECLARED.c.b_id.label("other"),
        DECLARED.c.on.label("on"),
    ).where(DECLARED.c.leader_id == LEADER),
    sa.select(_kind("reports"), PERSON.c.manager_id, PERSON.c.id, NEVER).where(
        PERSON.c.manager_id.in_(EXECUTIVES)
    ),
    sa.select(_kind("given"), GIVEN.c.to_id, NOTHING, sa.func.max(GIVEN.c.on))
    .where(GIVEN.c.leader_id == LEADER)
    .group_by(GIVEN.c.to_id),
    sa.select(_kind("own unit"), PERSON.c.unit_id, NOTHING, NEVER).where(
        PERSON.c.id == ME
    ),
    _line(),
)


@dataclass(slots=True)
class Around:
    """Everybody around the leader, read once for all executives."""

    today: date
    leader_person_id: str
    leader_unit_id: str | None = None
    people: dict[str, AnyRow] = field(default_factory=dict)
    reports: dict[str, list[str]] = field(default_factory=dict)  # executive -> ids
    knows: dict[str, dict[str, date]] = field(default_factory=dict)  # both directions
    observed: dict[str, dict[str, float]] = field(default_factory=dict)  # executive ->
    # who has a tie to them that may serve others, and its strength today
    asks: dict[str, list[AskFact]] = field(default_factory=dict)  # by who was asked
    given: dict[str, date] = field(default_factory=dict)
    results: tuple[ResultFact, ...] = ()
    standings: dict[str, UnitStanding] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)  # unit -> person
    own_line: set[str] = field(default_factory=set)
    motivators: Motivators = field(default_factory=dict)


def read_around(
    session: Session,
    leader_id: str,
    leader_person_id: str,
    executive_ids: Collection[str],
    *,
    today: date,
    asks: Sequence[AskFact],
    results: tuple[ResultFact, ...],
    token: str,
) -> Around:
    """Return everybody who may lead to one of the executives.

    Args:
        today: the leader's local date.
        token: as for `standings`.
    """
    around = Around(today, leader_person_id, results=results)
    mine = {"leader": leader_id}
    executives = {**mine, "executives": list(executive_ids)}
    around.knows = defaultdict(dict)
    pairs = session.execute(PAIRS, {**executives, "person": leader_person_id})
    for kind, one, other, on in pairs:
        _take_pair(around, kind, one, other, on)
    for ids in around.reports.values():
        ids.sort()
    for row in session.execute(TIES_OF_OTHERS, executives):
        strength = row.strength * decay((today - row.strength_on).days)
        known = around.observed.setdefault(row.executive, {})
        known[row.other] = max(strength, known.get(row.other, 0.0))
    also = [id for ids in around.reports.values() for id in ids]
    rows = session.execute(PEOPLE, {**mine, "also": also})
    around.people = {row.id: row for row in rows}
    for ask in asks:
        around.asks.setdefault(ask.asked.id, []).append(ask)
    units = {row.unit_id for row in around.people.values() if row.unit_id}
    around.standings = standings(session, units, today=today, token=token)
    around.heads = {
        row.unit_id: row.head_id for row in around.people.values() if row.head_id
    }
    return around


def _take_pair(
    around: Around, kind: str, one: str, other: str, on: date | None
) -> None:
    match kind:
        case "knows" if on is not None:
            around.knows[one][other] = around.knows[other][one] = on
        case "reports":
            around.reports.setdefault(one, []).append(other)
        case "given" if on is not None:
            around.given[one] = on
        case "own line":
            around.own_line.add(one)
        case "own unit":
            around.leader_unit_id = one


def last_given(session: Session, leader_id: str) -> dict[str, date]:
    """Return when the leader last did something for each person, a local date."""
    rows = session.execute(LAST_GIVEN, {"leader": leader_id})
    return {row[0]: row[1] for row in rows}
