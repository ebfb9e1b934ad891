"""Reading who knows whom and who reports to whom around a leader."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.contacts.totals import bond_decay, decay
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow, AnySelect
from storage.favours.facts import AskFact
from storage.models import DeclaredTie, Given, Leader, ObservedTie, Person, Tie, Unit
from storage.motives.facts import MotivatorFact
from storage.results.facts import ResultFact
from storage.services.facts import UnitStanding
from storage.services.standing import standings

# Everybody around a leader, as read once for all of their executives.

Motivators = Mapping[str, Sequence[MotivatorFact]]  # person -> newest first
NO_MOTIVATORS: Motivators = {}


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
    bonds: dict[str, dict[str, float]] = field(default_factory=dict)  # the same ties'
    # bonds today, and by the leader's own id the imported ones of the leader
    asks: dict[str, list[AskFact]] = field(default_factory=dict)  # by who was asked
    given: dict[str, date] = field(default_factory=dict)
    results: tuple[ResultFact, ...] = ()
    standings: dict[str, UnitStanding] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)  # unit -> person
    own_line: set[str] = field(default_factory=set)
    motivators: Motivators = field(default_factory=dict)


# Ties that may serve the leader beside what they log: imported, or lent by a leader.
#
# Of others only what was consented to, or lent; the leader's own as they are.

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
ME: sa.BindParameter[str] = sa.bindparam("person")
EXECUTIVES: sa.BindParameter[str] = sa.bindparam("executives", expanding=True)


def _shared(
    executive: sa.SQLColumnExpression[str], other: sa.SQLColumnExpression[str]
) -> AnySelect:
    """Return consented ties of the executives with those the leader has a tie with."""
    return (
        sa.select(
            executive.label("one"),
            other.label("other"),
            col(ObservedTie.shared).label("strength"),
            col(ObservedTie.shared_bond).label("bond"),
            col(ObservedTie.strength_on),
        )
        .join(Tie, sa.and_(col(Tie.person_id) == other, col(Tie.leader_id) == LEADER))
        .where(executive.in_(EXECUTIVES), col(ObservedTie.shared) > 0)
    )


def _own(
    me: sa.SQLColumnExpression[str], other: sa.SQLColumnExpression[str]
) -> AnySelect:
    """Return imported ties of the leader with those they have a tie with."""
    theirs = sa.and_(
        col(Tie.workspace_id) == col(ObservedTie.workspace_id),
        col(Tie.person_id) == other,
    )
    return (
        sa.select(
            me,
            other,
            col(ObservedTie.strength),
            col(ObservedTie.bond),
            col(ObservedTie.strength_on),
        )
        .join(Tie, theirs)
        .where(me == ME, col(Tie.leader_id) == LEADER)
    )


MINE, THEIRS = aliased(Tie, name="mine"), aliased(Tie, name="theirs")
LENT: AnySelect = (  # of leaders who opted in: how strong, never what was said
    sa.select(
        col(THEIRS.person_id).label("one"),
        col(Leader.person_id).label("other"),
        col(THEIRS.strength),
        sa.func.coalesce(  # totals saved before there was a bond have the strength
            col(THEIRS.totals)["bond"].as_float(), col(THEIRS.strength)
        ).label("bond"),
        col(THEIRS.strength_on),
    )
    .join(Leader, col(Leader.id) == col(THEIRS.leader_id))
    .join(
        MINE,
        sa.and_(
            col(MINE.person_id) == col(Leader.person_id), col(MINE.leader_id) == LEADER
        ),
    )
    .where(
        col(THEIRS.person_id).in_(EXECUTIVES),
        col(THEIRS.strength) > 0,
        col(Leader.lends_ties) == sa.true(),
        col(Leader.id) != LEADER,
    )
)
OBSERVED_AND_LENT = sa.union_all(
    _shared(col(ObservedTie.a_id), col(ObservedTie.b_id)),
    _shared(col(ObservedTie.b_id), col(ObservedTie.a_id)),
    _own(col(ObservedTie.a_id), col(ObservedTie.b_id)),
    _own(col(ObservedTie.b_id), col(ObservedTie.a_id)),
    LENT,
)

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
