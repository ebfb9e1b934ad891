"""Everybody between a leader and somebody else: two hops over days and ties."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.introducers import Days, Introducer, introducer, ranked
from scheduler.tie_facts import DECLARED_DAYS
from storage.changes import table_of
from storage.models import Contact, DeclaredTie, Leader, ObservedDay

CONTACT, DAY = table_of(Contact), table_of(ObservedDay)
DECLARED, LEADER = table_of(DeclaredTie), table_of(Leader)
DECLARED_STRENGTH = 1.0  # as in the routes; house rule
HERE: sa.BindParameter[str] = sa.bindparam("workspace")
ME: sa.BindParameter[str] = sa.bindparam("me")
THEM: sa.BindParameter[str] = sa.bindparam("them")
BEFORE: sa.BindParameter[date] = sa.bindparam("before")


def _days(person: sa.BindParameter[str], *, consented: bool) -> sa.CompoundSelect[Any]:
    """Return days with a person: the other, whether the other turned to them, when."""
    known: list[sa.SQLColumnExpression[bool]] = [
        DAY.c.workspace_id == HERE,
        DAY.c.on < BEFORE,
    ]
    known += [DAY.c.consented] if consented else []
    return sa.union_all(
        sa.select(
            DAY.c.from_id.label("other"), sa.true().label("wrote"), DAY.c.on
        ).where(DAY.c.to_id == person, *known),
        sa.select(DAY.c.to_id, sa.false(), DAY.c.on).where(
            DAY.c.from_id == person, *known
        ),
    )


MINE = _days(ME, consented=False)  # whose it is may use it; of others' only what was
THEIRS = _days(THEM, consented=True)  # agreed to
LOGGED = (
    sa.select(CONTACT.c.person_id, CONTACT.c.direction, CONTACT.c.on)
    .join(LEADER, LEADER.c.id == CONTACT.c.leader_id)
    .where(
        LEADER.c.workspace_id == HERE,
        LEADER.c.person_id == ME,
        CONTACT.c.outcome == "met",
        CONTACT.c.on < BEFORE,
    )
)
SAID = (
    sa.select(DECLARED.c.a_id, DECLARED.c.b_id)
    .join(LEADER, LEADER.c.id == DECLARED.c.leader_id)
    .where(
        LEADER.c.workspace_id == HERE,
        LEADER.c.person_id == ME,
        DECLARED.c.on < BEFORE,
        DECLARED.c.on >= sa.bindparam("since"),
    )
)


@dataclass(slots=True)
class _Days:
    """The days with one person, while they are read."""

    wrote: set[date]
    heard: set[date]


def introducers(
    session: Session, *, workspace_id: str, me: str, them: str, before: date
) -> list[Introducer]:
    """Return who could bring two people together, the likeliest first.

    Read are the days of the one who asks, what they logged and said who knows whom, and
    of others only days imported with their consent. Never notes. The other one's
    candidates are joined in memory: both lists are those of one person.

    Args:
        me, them: person ids, other than each other.
        before: a local date; nothing of that day or later is read.
    """
    where = {"workspace": workspace_id, "me": me, "them": them, "before": before}
    mine = _read(session, MINE, where)
    for row in session.execute(LOGGED, where):
        known = mine[row.person_id]
        if row.direction in ("", "in"):
            known.wrote.add(row.on)
        if row.direction in ("", "out"):
            known.heard.add(row.on)
    theirs = _read(session, THEIRS, where)
    said: dict[str, set[str]] = defaultdict(set)
    since = before - timedelta(DECLARED_DAYS)
    for a, b in session.execute(SAID, {**where, "since": since}):
        said[a].add(b)
        said[b].add(a)
    between = (set(mine) | said[me]) & (set(theirs) | said[them]) - {me, them}
    return ranked(
        introducer(
            one,
            _as_days(mine.get(one), declared=one in said[me]),
            _as_days(theirs.get(one), declared=one in said[them]),
            on=before,
        )
        for one in between
    )


def _read(
    session: Session, query: sa.CompoundSelect[Any], where: dict[str, object]
) -> defaultdict[str, _Days]:
    found: defaultdict[str, _Days] = defaultdict(lambda: _Days(set(), set()))
    for other, wrote, on in session.execute(query, where):
        known = found[other]
        (known.wrote if wrote else known.heard).add(on)
    return found


def _as_days(known: _Days | None, *, declared: bool) -> Days:
    said = DECLARED_STRENGTH if declared else 0.0
    if known is None:
        return Days(declared=said)
    return Days(frozenset(known.wrote), frozenset(known.heard), said)
