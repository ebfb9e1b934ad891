"""Days on which people were in touch: imported, added up, and between two of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from storage.contacts.facts import DECLARED_DAYS, KIND_WEIGHTS
from storage.contacts.store import refresh_tie
from storage.contacts.totals import bond_of, decay
from storage.database.once import insert_once
from storage.database.transactions import Transaction
from storage.database.writer import AnySelect, table_of
from storage.models import Contact, DeclaredTie, Leader, ObservedDay, ObservedTie, Tie

PAIRS_AT_ONCE = 200  # in one query; SQLite takes 32,766 values

Pair = tuple[str, str]  # two person ids, the smaller first


@dataclass(frozen=True, slots=True)
class Observed:
    """`from_id` turned to `to_id` on a day."""

    from_id: str
    to_id: str
    on: date
    kind: str

    @property
    def pair(self) -> Pair:
        """The two, the smaller id first."""
        return min(self.from_id, self.to_id), max(self.from_id, self.to_id)


def save_days(
    tx: Transaction, workspace_id: str, seen: Sequence[Observed], *, consented: bool
) -> int:
    """Save days and bring the totals of their pairs up to date.

    A day that was saved before stays as it is; with `consented` it then serves others
    too, and without it a consent that was given is not taken back.

    Returns:
        How many days are new, or are new to others.
    """
    rows = {
        (one.from_id, one.to_id, one.on, one.kind): {
            "workspace_id": workspace_id,
            "from_id": one.from_id,
            "to_id": one.to_id,
            "on": one.on,
            "kind": one.kind,
            "consented": consented,
        }
        for one in seen
    }
    if not rows:
        return 0
    statement = _insert(tx.connection.dialect.name, consented)
    changed = int(tx.execute(statement, list(rows.values())).rowcount)
    if changed:
        _refresh(tx, workspace_id, sorted({one.pair for one in seen}))
    return changed


def forget_pair(tx: Transaction, one_id: str, other_id: str) -> None:
    """Delete everything observed between two people."""
    ids = (one_id, other_id)
    for model, first, second in (
        (ObservedDay, "from_id", "to_id"),
        (ObservedTie, "a_id", "b_id"),
    ):
        table = table_of(model)
        tx.execute(
            sa.delete(table).where(
                table.c[first].in_(ids),
                table.c[second].in_(ids),
                table.c[first] != table.c[second],
            )
        )


@cache
def _insert(dialect: str, consented: bool) -> Any:
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    # How many rows it changed is asked for: counting them would read the whole firm's.
    statement = insert(ObservedDay).execution_options(preserve_rowcount=True)
    key = [column.name for column in table_of(ObservedDay).primary_key]
    if not consented:
        return statement.on_conflict_do_nothing(index_elements=key)
    return statement.on_conflict_do_update(
        index_elements=key,
        set_={"consented": sa.true()},
        where=col(ObservedDay.consented) == sa.false(),
    )


def _refresh(tx: Transaction, workspace_id: str, pairs: Sequence[Pair]) -> None:
    """Work out the totals of some pairs anew from all of their days."""
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        found = tx.execute(
            _days_of(pairs[start : start + PAIRS_AT_ONCE]), {"workspace": workspace_id}
        )
        days: dict[Pair, list[tuple[date, float, bool]]] = defaultdict(list)
        for from_id, to_id, on, kind, agreed in found:
            pair = min(from_id, to_id), max(from_id, to_id)
            days[pair].append((on, KIND_WEIGHTS[kind], agreed))
        totals = [
            {"workspace_id": workspace_id, "a_id": a_id, "b_id": b_id, **_sums(listed)}
            for (a_id, b_id), listed in days.items()
        ]
        tx.execute(_save_totals(tx.connection.dialect.name), totals)


def _days_of(pairs: Sequence[Pair]) -> AnySelect:
    """Return the query for all days of some pairs, whoever turned to the other.

    Joined with the pairs, so that each is looked up by the key: for `IN` with pairs of
    values SQLite reads all days of the workspace.
    """
    columns = sa.column("one", sa.String), sa.column("other", sa.String)
    either_way = [*pairs, *((b, a) for a, b in pairs)]
    wanted = sa.values(*columns, name="wanted").data(either_way).cte("wanted")
    on = sa.and_(
        col(ObservedDay.workspace_id) == sa.bindparam("workspace"),
        col(ObservedDay.from_id) == wanted.c.one,
        col(ObservedDay.to_id) == wanted.c.other,
    )
    return sa.select(
        col(ObservedDay.from_id),
        col(ObservedDay.to_id),
        col(ObservedDay.on),
        col(ObservedDay.kind),
        col(ObservedDay.consented),
    ).select_from(sa.join(wanted, ObservedDay, on))


def _sums(days: Collection[tuple[date, float, bool]]) -> dict[str, date | float]:
    """Return what all days of a pair, and the consented ones, add up to."""
    newest = max(on for on, _, _ in days)
    shared = [day for day in days if day[2]]
    return {
        "strength_on": newest,
        "strength": _strength(days),
        "shared": _strength(shared, days),
        "bond": bond_of((on for on, _, _ in days), newest),
        "shared_bond": bond_of((on for on, _, _ in shared), newest),
    }


def _strength(
    days: Collection[tuple[date, float, bool]],
    until: Collection[tuple[date, float, bool]] = (),
) -> float:
    """Return the decayed sum as of the newest day of `until`, or of `days`.

    The highest weight of a day counts once.
    """
    best: dict[date, float] = {}
    for on, weight, _ in days:
        best[on] = max(weight, best.get(on, 0.0))
    newest = max((on for on, _, _ in until or days), default=None)
    if newest is None:
        return 0.0
    return sum(weight * decay((newest - on).days) for on, weight in best.items())


@cache
def _save_totals(dialect: str) -> Any:
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(ObservedTie)
    changed = ("strength", "shared", "bond", "shared_bond", "strength_on")
    return statement.on_conflict_do_update(
        index_elements=[column.name for column in table_of(ObservedTie).primary_key],
        set_={name: statement.excluded[name] for name in changed},
    )


# Contacts that come from a file, with ids of their own.


def import_contacts(tx: Transaction, contacts: Sequence[Contact]) -> int:
    """Save contacts of one leader that have ids of their own, and refresh their ties.

    One whose id is there already is left as it is. Not for undo: a file can be long.

    Returns:
        How many are new.
    """
    changed: dict[str, date] = {}
    new = 0
    for contact in contacts:
        if insert_once(tx, Contact, contact.model_dump(), unique="id"):
            new += 1
            first = min(changed.get(contact.person_id, contact.on), contact.on)
            changed[contact.person_id] = first
    for person_id, since in changed.items():
        tie = Tie(
            leader_id=contacts[0].leader_id,
            person_id=person_id,
            workspace_id=contacts[0].workspace_id,
            since=since,
        )
        insert_once(tx, Tie, tie.model_dump(), unique="leader_id,person_id")
        refresh_tie(tx, tie.leader_id, person_id)
    return new


# The days of two people with whoever may stand between them.

# Statements are built once: building one costs more than running it.
HERE: sa.BindParameter[str] = sa.bindparam("workspace")
ME: sa.BindParameter[str] = sa.bindparam("me")
THEM: sa.BindParameter[str] = sa.bindparam("them")
BEFORE: sa.BindParameter[date] = sa.bindparam("before")


def _days(person: sa.BindParameter[str], *, consented: bool) -> sa.CompoundSelect[Any]:
    """Return days with a person, whoever turned to the other: the other, when."""
    known: list[sa.SQLColumnExpression[bool]] = [
        col(ObservedDay.workspace_id) == HERE,
        col(ObservedDay.on) < BEFORE,
    ]
    known += [col(ObservedDay.consented)] if consented else []
    return sa.union_all(
        sa.select(col(ObservedDay.from_id).label("other"), col(ObservedDay.on))
        .where(col(ObservedDay.to_id) == person, *known),
        sa.select(col(ObservedDay.to_id), col(ObservedDay.on))
        .where(col(ObservedDay.from_id) == person, *known),
    )  # fmt: skip


MY_DAYS = _days(ME, consented=False)  # whose it is may use it; of others' only what was
THEIR_DAYS = _days(THEM, consented=True)  # agreed to
LOGGED_DAYS = (
    sa.select(col(Contact.person_id), col(Contact.on))
    .join(Leader, col(Leader.id) == col(Contact.leader_id))
    .where(
        col(Leader.workspace_id) == HERE,
        col(Leader.person_id) == ME,
        col(Contact.outcome) == "met",
        col(Contact.on) < BEFORE,
    )
)
DECLARED = (
    sa.select(col(DeclaredTie.a_id), col(DeclaredTie.b_id))
    .join(Leader, col(Leader.id) == col(DeclaredTie.leader_id))
    .where(
        col(Leader.workspace_id) == HERE,
        col(Leader.person_id) == ME,
        col(DeclaredTie.on) < BEFORE,
        col(DeclaredTie.on) >= sa.bindparam("since"),
    )
)


@dataclass(frozen=True, slots=True)
class Between:
    """Who was in touch with two people, by who says so, and when."""

    mine: dict[str, set[date]]  # imported
    logged: dict[str, set[date]]  # by the one who asks
    theirs: dict[str, set[date]]  # imported with consent
    declared: dict[str, set[str]]  # by the one who asks; both directions


def days_between(
    tx: Transaction, *, workspace_id: str, me: str, them: str, before: date
) -> Between:
    """Return the days of two people, before a local date.

    Read are the days of the one who asks, what they logged and said who knows whom, and
    of others only days imported with their consent. Never notes.

    Args:
        me, them: person ids.
        before: nothing of that day or later is read.
    """
    where: dict[str, Any] = {
        "workspace": workspace_id,
        "me": me,
        "them": them,
        "before": before,
    }

    def read(query: AnySelect | sa.CompoundSelect[Any]) -> dict[str, set[date]]:
        found: defaultdict[str, set[date]] = defaultdict(set)
        for other, on in tx.execute(query, where):
            found[other].add(on)
        return found

    declared: defaultdict[str, set[str]] = defaultdict(set)
    since = before - timedelta(DECLARED_DAYS)
    for a, b in tx.execute(DECLARED, {**where, "since": since}):
        declared[a].add(b)
        declared[b].add(a)
    return Between(read(MY_DAYS), read(LOGGED_DAYS), read(THEIR_DAYS), declared)
