"""Reading who knows whom and who reports to whom around a leader."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import sqlalchemy as sa

from scheduler.around import Around
from scheduler.favour_facts import AskFact, ResultFact
from scheduler.gather_given import GIVEN
from scheduler.gather_standing import standings
from scheduler.ties_of_others import (
    EXECUTIVES,
    LEADER,
    ME,
    OBSERVED_AND_LENT,
    TIE,
)
from storage.changes import table_of
from storage.models import DeclaredTie, Person, Unit
from storage.rows import AnyRow, AnySelect
from storage.tie_totals import bond_decay, decay
from storage.transaction import Transaction

DECLARED = table_of(DeclaredTie)
PERSON = table_of(Person)
UNIT = table_of(Unit)


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


def read_around(
    tx: Transaction,
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
    whose = {**mine, "executives": list(executive_ids), "person": leader_person_id}
    around.knows = defaultdict(dict)
    for kind, one, other, on in tx.execute(PAIRS, whose):
        _take_pair(around, kind, one, other, on)
    for ids in around.reports.values():
        ids.sort()
    _take_ties(around, tx.execute(OBSERVED_AND_LENT, whose))
    also = [id for ids in around.reports.values() for id in ids]
    rows = tx.execute(PEOPLE, {**mine, "also": also})
    around.people = {row.id: row for row in rows}
    for ask in asks:
        around.asks.setdefault(ask.asked.id, []).append(ask)
    units = {row.unit_id for row in around.people.values() if row.unit_id}
    around.standings = standings(tx, units, today=today, token=token)
    around.heads = {
        row.unit_id: row.head_id for row in around.people.values() if row.head_id
    }
    return around


def _take_ties(around: Around, rows: Iterable[AnyRow]) -> None:
    """Take each tie as strong as the strongest source says it is today."""
    for row in rows:
        days = (around.today - row.strength_on).days
        bonds = around.bonds.setdefault(row.one, {})
        bond = row.bond * bond_decay(days)
        bonds[row.other] = max(bond, bonds.get(row.other, 0.0))
        if row.one == around.leader_person_id:
            continue
        known = around.observed.setdefault(row.one, {})
        strength = row.strength * decay(days)
        known[row.other] = max(strength, known.get(row.other, 0.0))


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
