"""Meetings to come, and those whose day is past and of which nothing was said since.

Most are plans: rows of `Contact` with the outcome "planned". A next date that was told
with a contact is one too; its row is that contact's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

import sqlalchemy as sa
from sqlmodel import col

from storage.contacts.facts import PLANNED
from storage.contacts.store import change_contact, refresh_tie
from storage.contacts.totals import totals_from_json, when
from storage.database.transactions import Transaction
from storage.database.writer import LEADER, AnyRow, AnySelect, Writer, text_of
from storage.models import Contact, Person, Tie


@dataclass(frozen=True, slots=True)
class PlanFact:
    """One meeting with one person, to come or past and not settled."""

    id: str  # of the row that says it
    person_id: str
    name: str
    kind: str  # one of `PLANNED_KINDS`
    on: date  # local
    at: time | None = None  # local time of day; None = not said
    note: str = ""  # the leader's alone
    with_contact: bool = False  # it is the next date that a contact was told with


# Statements are built once: building one costs more than running it.
MEETINGS: AnySelect = (
    sa.select(Contact, col(Person.name), col(Tie.totals))
    .join(Person, col(Person.id) == col(Contact.person_id))
    .join(
        Tie,
        sa.and_(
            col(Tie.leader_id) == LEADER, col(Tie.person_id) == col(Contact.person_id)
        ),
    )
    .where(col(Contact.leader_id) == LEADER)
)
IN_DAYS = MEETINGS.where(
    col(Contact.next_meeting_on).between(sa.bindparam("since"), sa.bindparam("through"))
)
WITH_SOMEBODY_IN_DAYS = IN_DAYS.where(col(Contact.person_id) == sa.bindparam("person"))
DATED_SINCE: AnySelect = (
    sa.select(col(Contact.id))
    .where(
        col(Contact.leader_id) == LEADER,
        col(Contact.person_id) == sa.bindparam("person"),
        col(Contact.next_meeting_on).is_not(None),
        col(Contact.on) >= sa.bindparam("since"),
    )
    .limit(1)
)
THIS_MEETING = MEETINGS.where(
    col(Contact.id) == sa.bindparam("plan"), col(Contact.next_meeting_on).is_not(None)
)


def meetings_between(
    tx: Transaction,
    leader_id: str,
    *,
    since: date,
    through: date = date.max,
    person_id: str = "",
) -> list[PlanFact]:
    """Return the leader's open meetings of these local days, soonest first.

    Args:
        person_id: only with this person; "" = with anybody.
    """
    days = {"leader": leader_id, "since": since, "through": through}
    if person_id:
        rows = tx.rows(WITH_SOMEBODY_IN_DAYS, person=person_id, **days)
    else:
        rows = tx.rows(IN_DAYS, **days)
    found = [_plan(tx, row) for row in rows if _is_open(row)]
    once = _each_once(found)
    return sorted(once, key=lambda one: (*when((one.on, one.at)), one.name, one.id))


def _each_once(found: Sequence[PlanFact]) -> list[PlanFact]:
    """Return every plan, and the next dates told with contacts that are no plan's day.

    A plan without a time takes that of such a date: they are one meeting.
    """
    dates = {
        (one.person_id, one.on): one
        for one in sorted(found, key=lambda one: one.id)
        if one.with_contact
    }
    plans = [one for one in found if not one.with_contact]
    taken = {(one.person_id, one.on) for one in plans}
    timed = [
        replace(one, at=dates[one.person_id, one.on].at)
        if one.at is None and (one.person_id, one.on) in dates
        else one
        for one in plans
    ]
    return [*timed, *(one for key, one in dates.items() if key not in taken)]


def next_date_since(
    tx: Transaction, leader_id: str, person_id: str, *, since: date
) -> bool:
    """Return whether a next date with somebody was told on local date `since` or later.

    Plans that a contact settled are gone, and tell nothing.
    """
    row = tx.first(DATED_SINCE, leader=leader_id, person=person_id, since=since)
    return row is not None


def meeting_with(tx: Transaction, plan_id: str, *, leader_id: str) -> PlanFact | None:
    """Return this meeting of the leader's; None = another's, made up, or settled."""
    row = tx.first(THIS_MEETING, leader=leader_id, plan=plan_id)
    return _plan(tx, row) if row is not None and _is_open(row) else None


def _is_open(row: AnyRow) -> bool:
    """Say whether nothing was logged on its day or later since it was told."""
    totals = totals_from_json(row.totals)
    if row.outcome != PLANNED and row.next_meeting_on != totals.next_meeting_on:
        return False  # another date was told since, or it was called off
    if totals.last_on is None or totals.last_at is None:
        return True
    return bool(totals.last_on < row.next_meeting_on or totals.last_at <= row.at)


def _plan(tx: Transaction, row: AnyRow) -> PlanFact:
    own = row.outcome == PLANNED
    return PlanFact(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        kind=row.kind if own else "met",
        on=row.next_meeting_on,
        at=row.next_meeting_at,
        note=text_of(tx, row, Contact.note) if own else "",
        with_contact=not own,
    )


# Moving one, and ending it because nothing came of it.


def move_meeting(writer: Writer, plan: PlanFact, on: date, at: time | None) -> None:
    """Give a meeting another local day and time of day; None = no time is known."""
    change_contact(writer, plan.id, next_meeting_on=on, next_meeting_at=at)


def drop_meeting(writer: Writer, plan: PlanFact) -> None:
    """End a meeting that does not or did not take place."""
    if plan.with_contact:
        change_contact(writer, plan.id, next_meeting_on=None)
    else:
        writer.delete(Contact, plan.id)
        refresh_tie(writer.tx, writer.leader_id, plan.person_id)
