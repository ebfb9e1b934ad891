"""Everybody between a leader and somebody else: two hops over days and ties."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from scheduler.rules.introducers import DECLARED_BOND, Introducer, ranked
from storage.contacts.facts import DECLARED_DAYS
from storage.contacts.totals import bond_of
from storage.database.transactions import Transaction
from storage.database.writer import AnySelect
from storage.models import Contact, DeclaredTie, Leader, ObservedDay

HERE: sa.BindParameter[str] = sa.bindparam("workspace")
ME: sa.BindParameter[str] = sa.bindparam("me")
THEM: sa.BindParameter[str] = sa.bindparam("them")
BEFORE: sa.BindParameter[date] = sa.bindparam("before")

Values = dict[str, object]


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


MINE = _days(ME, consented=False)  # whose it is may use it; of others' only what was
THEIRS = _days(THEM, consented=True)  # agreed to
LOGGED = (
    sa.select(col(Contact.person_id), col(Contact.on))
    .join(Leader, col(Leader.id) == col(Contact.leader_id))
    .where(
        col(Leader.workspace_id) == HERE,
        col(Leader.person_id) == ME,
        col(Contact.outcome) == "met",
        col(Contact.on) < BEFORE,
    )
)
SAID = (
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
class Days:
    """The days between an introducer and one of the two, by who says so."""

    imported: frozenset[date] = frozenset()
    logged: frozenset[date] = frozenset()
    declared: bool = False  # somebody told, such as "Sam knows Dana"

    def before(self, on: date) -> "Days":
        """Return what was before a local date."""
        imported, logged = (
            frozenset(day for day in days if day < on)
            for days in (self.imported, self.logged)
        )
        return Days(imported, logged, self.declared)

    def bond(self, on: date) -> float:
        """Return the bond on `on`, as the best source has it: many days are in both."""
        declared = DECLARED_BOND if self.declared else 0.0
        return max(bond_of(self.imported, on), bond_of(self.logged, on), declared)


def introducer(person_id: str, leader: Days, target: Days, *, on: date) -> Introducer:
    """Return what somebody's days with the two add up to.

    Args:
        on: the local date it is asked on; only days before it count.
    """
    leader, target = leader.before(on), target.before(on)
    with_both = (leader.imported | leader.logged) & (target.imported | target.logged)
    return Introducer(
        person_id,
        to_leader=leader.bond(on),
        to_target=target.bond(on),
        together=bond_of(with_both, on),
    )


def introducers_between(
    tx: Transaction, *, workspace_id: str, me: str, them: str, before: date
) -> list[Introducer]:
    """Return who could bring two people together, the likeliest first.

    Read are the days of the one who asks, what they logged and said who knows whom, and
    of others only days imported with their consent. Never notes. The other one's
    candidates are joined in memory: both lists are those of one person.

    Args:
        me, them: person ids, other than each other.
        before: a local date; nothing of that day or later is read.
    """
    where: Values = {
        "workspace": workspace_id,
        "me": me,
        "them": them,
        "before": before,
    }
    mine = _read(tx, MINE, where)
    logged = _read(tx, LOGGED, where)
    theirs = _read(tx, THEIRS, where)
    said: dict[str, set[str]] = defaultdict(set)
    since = before - timedelta(DECLARED_DAYS)
    for a, b in tx.execute(SAID, {**where, "since": since}):
        said[a].add(b)
        said[b].add(a)
    near_me, near_them = {*mine, *logged, *said[me]}, {*theirs, *said[them]}
    return ranked(
        introducer(
            one,
            Days(frozenset(mine[one]), frozenset(logged[one]), one in said[me]),
            Days(frozenset(theirs[one]), declared=one in said[them]),
            on=before,
        )
        for one in near_me & near_them - {me, them}
    )


def _read(
    tx: Transaction, query: AnySelect | sa.CompoundSelect[Any], where: Values
) -> defaultdict[str, set[date]]:
    found: defaultdict[str, set[date]] = defaultdict(set)
    for other, on in tx.execute(query, where):
        found[other].add(on)
    return found
