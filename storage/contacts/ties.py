"""The leader's ties: made, put on the list, and kept in step with their contacts."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from storage.contacts.facts import (
    DECLARED_DAYS,
    DECLARED_STRENGTH,
    LIVE_STRENGTH,
    ContactFact,
    ContactsSoFar,
    TieFact,
)
from storage.contacts.totals import (
    TieTotals,
    rebuild,
    totals_from_json,
    totals_to_json,
)
from storage.database.transactions import Transaction
from storage.database.writer import LEADER, AnySelect, Writer, table_of
from storage.models import Contact, DeclaredTie, Person, Tie

# Statements are built once: building one costs more than running it.
THIS_TIE = sa.and_(
    col(Tie.leader_id) == LEADER,
    col(Tie.person_id) == sa.bindparam("person"),
)
TOTALS = sa.select(col(Tie.totals)).where(THIS_TIE).with_for_update()
SAVE_TOTALS = (
    sa.update(Tie)
    .where(THIS_TIE)
    .values(
        strength=sa.bindparam("strength"),
        strength_on=sa.bindparam("strength_on"),
        totals=sa.bindparam("totals", type_=table_of(Tie).c.totals.type),
    )
)


COUNTED: AnySelect = (  # of every contact with somebody, what totals are made of
    sa.select(
        *(
            table_of(Contact).c[field.name]
            for field in fields(ContactFact)
            if field.name not in Contact.sealed_texts
        )
    )
    .where(
        col(Contact.leader_id) == LEADER,
        col(Contact.person_id) == sa.bindparam("person"),
    )
    .order_by(col(Contact.id))
)
SO_FAR = tuple(field.name for field in fields(ContactsSoFar))


def tie_for_update(writer: Writer, person_id: str, *, since: date) -> TieTotals:
    """Return the totals of a tie, made if it is new. The row stays locked."""
    found = writer.tx.first(TOTALS, leader=writer.leader_id, person=person_id)
    if found is not None:
        return totals_from_json(found.totals)
    writer.add(
        Tie(
            leader_id=writer.leader_id,
            person_id=person_id,
            workspace_id=writer.workspace_id,
            since=since,
        )
    )
    return TieTotals()


def list_person(writer: Writer, person_id: str, *, today: date) -> bool:
    """Put a person on the leader's list; False if they were on it."""
    tie_for_update(writer, person_id, since=today)
    key = {"leader_id": writer.leader_id, "person_id": person_id}
    listed = writer.tx.execute(
        sa.select(col(Tie.stakeholder)).where(
            col(Tie.leader_id) == writer.leader_id, col(Tie.person_id) == person_id
        )
    ).scalar_one()
    if not listed:
        writer.update(Tie, key, stakeholder=True)
    return not listed


def save_totals(
    tx: Transaction, leader_id: str, person_id: str, totals: TieTotals
) -> None:
    """Write a tie's totals."""
    values = {
        "leader": leader_id,
        "person": person_id,
        "strength": totals.strength,
        "strength_on": totals.strength_on,
        "totals": totals_to_json(totals),
    }
    tx.execute(SAVE_TOTALS, values)


def refresh_tie(tx: Transaction, leader_id: str, person_id: str) -> None:
    """Rebuild one tie from its contacts: after a late, changed or undone one."""
    rows = tx.rows(COUNTED, leader=leader_id, person=person_id)
    totals = rebuild(ContactFact(**row._mapping) for row in rows)
    save_totals(tx, leader_id, person_id, totals)


# A tie's running totals, as a play sees them.


def tie_fact(
    totals: Mapping[str, Any] | None,
    *,
    today: date,
    declared_on: date | None = None,
    promised: date | None = None,
    was_promised: date | None = None,
) -> TieFact:
    """Return what a play may know of a tie.

    Args:
        totals: `Tie.totals`; None = never logged.
        declared_on: when the leader said they know each other.
        promised: a coming day with them that somebody else arranged.
        was_promised: the newest such day that is past, if nobody said it took place.
    """
    saved = totals_from_json(dict(totals or {}))
    return tie_seen(
        saved,
        today=today,
        declared_on=declared_on,
        promised=promised,
        was_promised=was_promised,
    )


def tie_seen(
    saved: TieTotals,
    *,
    today: date,
    declared_on: date | None = None,
    promised: date | None = None,
    was_promised: date | None = None,
) -> TieFact:
    """Return what a play may know of a tie whose totals were read already.

    Args:
        declared_on: as for `tie_fact`; the others likewise.
    """
    strength = saved.strength_at(today)
    declared = declared_on is not None and today - declared_on <= timedelta(
        DECLARED_DAYS
    )
    coming = [day for day in (saved.next_meeting_on, promised) if day and day >= today]
    so_far: dict[str, Any] = {name: getattr(saved, name) for name in SO_FAR}
    return TieFact(
        **so_far,
        strength=max(strength, DECLARED_STRENGTH) if declared else strength,
        declared_on=declared_on,
        next_meeting_on=min(coming, default=None),
        met_by_now_on=_met_by_now(saved, today, was_promised),
        no_next_date_since=saved.newest_without_next_on,
        live=declared or strength >= LIVE_STRENGTH,
    )


def _met_by_now(
    saved: TieTotals, today: date, was_promised: date | None
) -> date | None:
    """Return the newest day before today that had a meeting and no contact since."""
    due = [day for day in (saved.next_meeting_on, was_promised) if day and day < today]
    newest = max(due, default=None)
    if newest is None or (saved.last_on is not None and saved.last_on >= newest):
        return None
    return newest


# Ties such as "Sam knows Dana", in one leader's words and for that leader alone.


def declare_tie(writer: Writer, one_id: str, other_id: str, *, on: date) -> bool:
    """Remember that two people know each other; False if it was said before.

    Saying it again makes it good for another 180 days from `on`, a local date.
    """
    a_id, b_id = sorted((one_id, other_id))
    known = writer.tx.scalar(
        sa.select(col(DeclaredTie.id)).where(
            col(DeclaredTie.leader_id) == writer.leader_id,
            col(DeclaredTie.a_id) == a_id,
            col(DeclaredTie.b_id) == b_id,
        )
    )
    if known is not None:
        writer.update(DeclaredTie, known, on=on)
        return False
    tie = DeclaredTie(
        workspace_id=writer.workspace_id,
        leader_id=writer.leader_id,
        a_id=a_id,
        b_id=b_id,
        on=on,
    )
    writer.add(tie)
    return True


def declared_with(tx: Transaction, *, leader_id: str, person_id: str) -> list[str]:
    """Return the names of those whom the leader said somebody knows."""
    other = sa.case(
        (col(DeclaredTie.a_id) == person_id, col(DeclaredTie.b_id)),
        else_=col(DeclaredTie.a_id),
    )
    rows = tx.execute(
        sa.select(col(Person.name))
        .join(DeclaredTie, col(Person.id) == other)
        .where(
            col(DeclaredTie.leader_id) == leader_id,
            sa.or_(
                col(DeclaredTie.a_id) == person_id, col(DeclaredTie.b_id) == person_id
            ),
        )
        .order_by(col(Person.name_key))
    )
    return [row.name for row in rows]


# Who knows whom, because the leader said so.

# Built once: building a statement costs more than running it.
DECLARED_SINCE = sa.select(col(DeclaredTie.a_id), col(DeclaredTie.b_id)).where(
    col(DeclaredTie.leader_id) == LEADER,
    col(DeclaredTie.on) >= sa.bindparam("since"),
)


def declared_pairs(
    tx: Transaction, leader_id: str, *, today: date
) -> set[frozenset[str]]:
    """Return the ids of each two who know each other, said within 180 days.

    Args:
        today: the leader's local date.
    """
    values = {"leader": leader_id, "since": today - timedelta(DECLARED_DAYS)}
    return {frozenset(pair) for pair in tx.execute(DECLARED_SINCE, values)}
