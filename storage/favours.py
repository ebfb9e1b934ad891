"""The ledger of asks, gifts and thanks. It is the leader's alone."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import col

from storage.changes import Writer
from storage.models import Ask, Given
from storage.rows import AnySelect
from storage.sealed import keep, text_of
from storage.transaction import Transaction

LEADS_TO_A_MEETING = ("meeting", "intro", "review slot")
REST_DAYS = 30  # one ask per person in this time; house rule, playbook section 5


PROMISED = sa.select(col(Ask.id)).where(  # built once: it runs with every contact
    col(Ask.leader_id) == sa.bindparam("leader"),
    sa.func.coalesce(col(Ask.target_id), col(Ask.asked_id)) == sa.bindparam("met"),
    col(Ask.type).in_(LEADS_TO_A_MEETING),
    sa.func.coalesce(col(Ask.agreed_for), col(Ask.agreed_on)) <= sa.bindparam("on"),
    col(Ask.agreed_on).is_not(None),
    col(Ask.fulfilled_on).is_(None),
    col(Ask.declined_on).is_(None),
    col(Ask.dropped_on).is_(None),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask as the leader told it. `type` and `on` are as in `Ask`."""

    asked_id: str
    type: str
    on: date
    what: str = ""
    target_id: str | None = None
    accomplishment_id: str | None = None


def remember_ask(writer: Writer, asked: Asked) -> str:
    """Save an ask, and return its id."""
    return keep(writer, Ask, **asdict(asked))


def change_ask(writer: Writer, ask_id: str, **columns: date | None) -> None:
    """Set dates of an ask, e.g. `declined_on`."""
    writer.update(Ask, ask_id, **columns)


def asks_to(tx: Transaction, *, leader_id: str, asked_id: str) -> list[Ask]:
    """Return the leader's asks to one person, newest first."""
    query = _asks(leader_id).where(col(Ask.asked_id) == asked_id)
    return [Ask(**row._mapping) for row in tx.execute(query)]


def open_asks(tx: Transaction, *, leader_id: str) -> list[Ask]:
    """Return the leader's asks that wait for an answer, their day or thanks."""
    query = _asks(leader_id).where(
        col(Ask.declined_on).is_(None),
        col(Ask.dropped_on).is_(None),
        sa.or_(col(Ask.fulfilled_on).is_(None), col(Ask.thanked_on).is_(None)),
    )
    return [Ask(**row._mapping) for row in tx.execute(query)]


def _asks(leader_id: str) -> AnySelect:
    query = sa.select(Ask).where(col(Ask.leader_id) == leader_id)
    return query.order_by(col(Ask.on).desc(), col(Ask.id).desc())


def is_open(ask: Ask) -> bool:
    """Say whether an ask still waits for an answer, or for its day."""
    return not (ask.fulfilled_on or ask.declined_on or ask.dropped_on)


def too_soon(asks: list[Ask], *, on: date) -> Ask | None:
    """Return the ask that speaks against another one to the same person, or None.

    One open ask, and one in 30 days: on the thirtieth day after it another is fine.
    """
    for ask in asks:
        if is_open(ask) or abs(on - ask.on) < timedelta(REST_DAYS):
            return ask
    return None


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


def remember_given(
    writer: Writer, *, to_id: str, what: str, on: date, solicited: bool = False
) -> str:
    """Save something the leader did for somebody, and return its id."""
    return keep(writer, Given, to_id=to_id, what=what, on=on, solicited=solicited)


def given_to(tx: Transaction, *, leader_id: str, to_id: str) -> list[Given]:
    """Return what the leader did for somebody, newest first."""
    query = sa.select(Given).where(
        col(Given.leader_id) == leader_id, col(Given.to_id) == to_id
    )
    query = query.order_by(col(Given.on).desc(), col(Given.id).desc())
    return [Given(**row._mapping) for row in tx.execute(query)]


def what_of(tx: Transaction, row: Ask | Given) -> str:
    """Return what an ask or a gift was about, in the leader's words."""
    return text_of(tx, row, type(row).what)
