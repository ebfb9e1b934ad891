"""The ledger of asks, gifts and thanks. It is the leader's alone."""

from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import LEADER, AnyRow, AnySelect, Writer, keep, text_of
from storage.favours.facts import REST_DAYS, AskFact
from storage.models import Ask, Given, Person
from storage.people.facts import PersonFact

LEADS_TO_A_MEETING = ("meeting", "intro", "review slot")

# Statements are built once: building one costs more than running it.
PERSON: sa.BindParameter[str] = sa.bindparam("person")
OPEN = sa.and_(
    col(Ask.fulfilled_on).is_(None),
    col(Ask.declined_on).is_(None),
    col(Ask.dropped_on).is_(None),
)
PROMISED = sa.select(col(Ask.id)).where(  # runs with every contact
    col(Ask.leader_id) == LEADER,
    sa.func.coalesce(col(Ask.target_id), col(Ask.asked_id)) == sa.bindparam("met"),
    col(Ask.type).in_(LEADS_TO_A_MEETING),
    sa.func.coalesce(col(Ask.agreed_for), col(Ask.agreed_on)) <= sa.bindparam("on"),
    col(Ask.agreed_on).is_not(None),
    OPEN,
)

# Keeping.


def remember_ask(
    writer: Writer,
    *,
    asked_id: str,
    type: str,
    on: date,
    what: str = "",
    target_id: str | None = None,
    accomplishment_id: str | None = None,
) -> str:
    """Save an ask of local date `on`, and return its id.

    Args:
        type: as in `Ask`.
        what: in the leader's words.
        target_id: the person it leads to, None = nobody.
        accomplishment_id: the joint result it is about, None = none.
    """
    return keep(
        writer,
        Ask,
        asked_id=asked_id,
        type=type,
        on=on,
        what=what,
        target_id=target_id,
        accomplishment_id=accomplishment_id,
    )


def remember_given(
    writer: Writer, *, to_id: str, what: str, on: date, solicited: bool = False
) -> str:
    """Save something the leader did for somebody on local `on`, and return its id."""
    return keep(writer, Given, to_id=to_id, what=what, on=on, solicited=solicited)


# Changing.


def change_ask(writer: Writer, ask_id: str, **columns: date | None) -> None:
    """Set dates of an ask, e.g. `declined_on`."""
    writer.update(Ask, ask_id, **columns)


def fulfil_asks(writer: Writer, *, met_id: str, on: date) -> list[str]:
    """Mark what was promised as done, now that the leader and `met_id` have met.

    Call it when a substantive contact is logged. An agreed meeting, introduction or
    review slot that leads to `met_id` is fulfilled on `on`, unless that is before the
    day it was promised for: a chance call is not yet the meeting.

    Args:
        met_id: the person met.
        on: local date of the contact.

    Returns:
        The ids of the asks that are now fulfilled; thanks are due for them.
    """
    values = {"leader": writer.leader_id, "met": met_id, "on": on}
    found = writer.tx.execute(PROMISED, values)
    ids = [str(row.id) for row in found]
    for ask_id in ids:
        change_ask(writer, ask_id, fulfilled_on=on)
    return ids


# Reading asks: one statement with both names, narrowed to what is asked of it.

ASKS_DAYS = 180  # declined asks matter for 90 days; house rule
TARGET = aliased(Person, name="target")
ASKS: AnySelect = (
    sa.select(
        Ask,
        col(Person.name),
        col(Person.title),
        col(TARGET.name).label("target_name"),
    )
    .select_from(
        sa.join(Ask, Person, col(Person.id) == col(Ask.asked_id)).outerjoin(
            TARGET, col(TARGET.id) == col(Ask.target_id)
        )
    )
    .where(col(Ask.leader_id) == LEADER)
    .order_by(col(Ask.on), col(Ask.id))
)
LATELY_OR_OPEN = ASKS.where(sa.or_(col(Ask.on) >= sa.bindparam("since"), OPEN))
TO_SOMEBODY = ASKS.where(col(Ask.asked_id) == PERSON)
ABOUT_SOMEBODY = ASKS.where(
    sa.or_(col(Ask.asked_id) == PERSON, col(Ask.target_id) == PERSON)
)
THANKS_DUE = sa.and_(col(Ask.fulfilled_on).is_not(None), col(Ask.thanked_on).is_(None))
WAITING = ASKS.where(
    col(Ask.declined_on).is_(None),
    col(Ask.dropped_on).is_(None),
    sa.or_(col(Ask.fulfilled_on).is_(None), col(Ask.thanked_on).is_(None)),
)
OWED = sa.select(col(Ask.asked_id)).where(col(Ask.leader_id) == LEADER, THANKS_DUE)


def asks_of(tx: Transaction, leader_id: str, *, today: date) -> tuple[AskFact, ...]:
    """Return the leader's asks of the last 180 days and all open ones, oldest first.

    Args:
        today: the leader's local date.
    """
    since = today - timedelta(ASKS_DAYS)
    return tuple(_asks(tx, LATELY_OR_OPEN, leader=leader_id, since=since))


def asks_to(tx: Transaction, *, leader_id: str, asked_id: str) -> list[AskFact]:
    """Return the leader's asks to one person, newest first."""
    return _asks(tx, TO_SOMEBODY, leader=leader_id, person=asked_id)[::-1]


def asks_about(tx: Transaction, *, leader_id: str, person_id: str) -> list[AskFact]:
    """Return the leader's asks to one person or leading to them, oldest first."""
    return _asks(tx, ABOUT_SOMEBODY, leader=leader_id, person=person_id)


def open_asks(tx: Transaction, *, leader_id: str) -> list[AskFact]:
    """Return the asks that wait for an answer, their day or thanks, newest first."""
    return _asks(tx, WAITING, leader=leader_id)[::-1]


def owed_thanks(tx: Transaction, leader_id: str) -> frozenset[str]:
    """Return the ids of whom the leader has not thanked yet for what came about."""
    return frozenset(str(row.asked_id) for row in tx.rows(OWED, leader=leader_id))


def too_soon(asks: Iterable[AskFact], *, on: date) -> AskFact | None:
    """Return the ask that speaks against another one to the same person, or None.

    One open ask, and one in 30 days: on the thirtieth day after it another is fine.
    """
    for ask in asks:
        if ask.open or abs(on - ask.on) < timedelta(REST_DAYS):
            return ask
    return None


def _asks(tx: Transaction, query: AnySelect, **values: object) -> list[AskFact]:
    return [_ask(row) for row in tx.rows(query, **values)]


def _ask(row: AnyRow) -> AskFact:
    led_to_somebody = row.target_name is not None
    return AskFact(
        id=row.id,
        asked=PersonFact(row.asked_id, row.name, row.title),
        type=row.type,
        on=row.on,
        target=PersonFact(row.target_id, row.target_name) if led_to_somebody else None,
        agreed_on=row.agreed_on,
        agreed_for=row.agreed_for,
        fulfilled_on=row.fulfilled_on,
        declined_on=row.declined_on,
        dropped_on=row.dropped_on,
        thanked_on=row.thanked_on,
        what=row.what,
        workspace_id=row.workspace_id,
    )


# Reading gifts.

GIVEN = (
    sa.select(Given)
    .where(col(Given.leader_id) == LEADER, col(Given.to_id) == PERSON)
    .order_by(col(Given.on).desc(), col(Given.id).desc())
)
LAST_GIVEN = (
    sa.select(col(Given.to_id), sa.func.max(col(Given.on)))
    .where(col(Given.leader_id) == LEADER)
    .group_by(col(Given.to_id))
)


def given_to(tx: Transaction, *, leader_id: str, to_id: str) -> list[Given]:
    """Return what the leader did for somebody, newest first."""
    rows = tx.rows(GIVEN, leader=leader_id, person=to_id)
    return [Given(**row._mapping) for row in rows]


def last_given(tx: Transaction, leader_id: str) -> dict[str, date]:
    """Return when the leader last did something for each person, a local date."""
    return {row[0]: row[1] for row in tx.rows(LAST_GIVEN, leader=leader_id)}


def what_of(tx: Transaction, one: AskFact | Given) -> str:
    """Return what an ask or a gift was about, in the leader's words; "" = not said."""
    column = Ask.what if isinstance(one, AskFact) else Given.what
    return text_of(tx, one, column)
