"""Reading who knows whom and who reports to whom around a leader."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from scheduler.around import Around
from scheduler.favour_facts import AskFact, ResultFact
from scheduler.gather_standing import standings
from scheduler.ties_of_others import EXECUTIVES, LEADER, ME, OBSERVED_AND_LENT
from storage.models import DeclaredTie, Given, Person, Tie, Unit
from storage.rows import AnyRow, AnySelect
from storage.tie_totals import bond_decay, decay
from storage.transaction import Transaction

PEOPLE = (
    sa.select(
        col(Person.id),
        col(Person.name),
        col(Person.title),
        col(Person.unit_id),
        sa.func.coalesce(col(Unit.name), "").label("unit"),
        col(Unit.head_id),
        col(Tie.totals),
    )
    .select_from(
        sa.outerjoin(
            Person,
            Tie,
            sa.and_(col(Tie.person_id) == col(Person.id), col(Tie.leader_id) == LEADER),
        ).outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
    )
    .where(
        sa.or_(
            col(Tie.leader_id) == LEADER,
            col(Person.id).in_(sa.bindparam("also", expanding=True)),
        )
    )
)


def _below(person: sa.BindParameter[str]) -> sa.Select[str]:
    """Return the ids of everybody who reports to a person, directly or not."""
    line = (
        sa.select(col(Person.id))
        .where(col(Person.manager_id) == person)
        .cte("line", recursive=True)
    )
    below = aliased(Person, name="below")
    line = line.union(
        sa.select(col(below.id)).where(col(below.manager_id) == line.c.id)
    )
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
        col(DeclaredTie.a_id).label("one"),
        col(DeclaredTie.b_id).label("other"),
        col(DeclaredTie.on).label("on"),
    ).where(col(DeclaredTie.leader_id) == LEADER),
    sa.select(_kind("reports"), col(Person.manager_id), col(Person.id), NEVER).where(
        col(Person.manager_id).in_(EXECUTIVES)
    ),
    sa.select(_kind("given"), col(Given.to_id), NOTHING, sa.func.max(col(Given.on)))
    .where(col(Given.leader_id) == LEADER)
    .group_by(col(Given.to_id)),
    sa.select(_kind("own unit"), col(Person.unit_id), NOTHING, NEVER).where(
        col(Person.id) == ME
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
