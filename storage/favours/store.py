"""The ledger of asks, gifts and thanks. It is the leader's alone."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.sealed import keep, text_of
from storage.database.transactions import Transaction
from storage.database.vault import place
from storage.database.writer import AnyRow, AnySelect, Writer
from storage.favours.facts import REST_DAYS, AskFact, ResultFact
from storage.models import (
    Accomplishment,
    AccomplishmentPerson,
    Ask,
    Given,
    Person,
    Unit,
)
from storage.people.facts import PersonFact

LEADS_TO_A_MEETING = ("meeting", "intro", "review slot")


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


# Asks and joint results of one leader, as a play sees them.

ASKS_DAYS = 180  # declined asks matter for 90 days, results for 180; house rule
RESULTS_DAYS = 200  # P08 looks back 180 days from the confirmation


# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
SINCE: sa.BindParameter[date] = sa.bindparam("since")
TARGET = aliased(Person, name="target")
ASKS: AnySelect = (
    sa.select(
        col(Ask.id),
        col(Ask.type),
        col(Ask.on),
        col(Ask.agreed_on),
        col(Ask.agreed_for),
        col(Ask.fulfilled_on),
        col(Ask.declined_on),
        col(Ask.dropped_on),
        col(Ask.thanked_on),
        col(Person.id).label("asked_id"),
        col(Person.name),
        col(Person.title),
        col(TARGET.id).label("target_id"),
        col(TARGET.name).label("target_name"),
    )
    .select_from(
        sa.join(Ask, Person, col(Person.id) == col(Ask.asked_id)).outerjoin(
            TARGET, col(TARGET.id) == col(Ask.target_id)
        )
    )
    .where(
        col(Ask.leader_id) == LEADER,
        sa.or_(
            col(Ask.on) >= SINCE,
            sa.and_(  # still open
                col(Ask.fulfilled_on).is_(None),
                col(Ask.declined_on).is_(None),
                col(Ask.dropped_on).is_(None),
            ),
        ),
    )
    .order_by(col(Ask.on), col(Ask.id))
)
RESULTS: AnySelect = (
    sa.select(
        Accomplishment,
        col(Person.name).label("partner_name"),
        col(Person.title).label("role"),
        sa.func.coalesce(col(Unit.name), "").label("unit"),
    )
    .select_from(
        sa.join(
            Accomplishment, Person, col(Person.id) == col(Accomplishment.partner_id)
        ).outerjoin(Unit, col(Unit.id) == col(Accomplishment.unit_id))
    )
    .where(
        col(Accomplishment.leader_id) == LEADER,
        col(Accomplishment.withdrawn_on).is_(None),
        col(Accomplishment.on) >= SINCE,
    )
    .order_by(col(Accomplishment.on), col(Accomplishment.id))
)
NAMED_IN = (
    sa.select(
        col(AccomplishmentPerson.accomplishment_id),
        col(AccomplishmentPerson.person_id),
        col(Person.name),
        col(AccomplishmentPerson.agreed_at),
    )
    .join(Person, col(Person.id) == col(AccomplishmentPerson.person_id))
    .where(
        col(AccomplishmentPerson.accomplishment_id).in_(
            sa.bindparam("results", expanding=True)
        )
    )
    .order_by(col(AccomplishmentPerson.ours), col(Person.name))
)

OWED = sa.select(col(Ask.asked_id)).where(
    col(Ask.leader_id) == LEADER,
    col(Ask.fulfilled_on).is_not(None),
    col(Ask.thanked_on).is_(None),
)


def asks_of(tx: Transaction, leader_id: str, *, today: date) -> tuple[AskFact, ...]:
    """Return the leader's asks of the last 180 days and all open ones, oldest first."""
    values = {"leader": leader_id, "since": today - timedelta(ASKS_DAYS)}
    return tuple(_ask(row) for row in tx.execute(ASKS, values))


def owed_thanks(tx: Transaction, leader_id: str) -> frozenset[str]:
    """Return the ids of whom the leader has not thanked yet for what came about."""
    rows = tx.execute(OWED, {"leader": leader_id})
    return frozenset(str(row.asked_id) for row in rows)


def _ask(row: AnyRow) -> AskFact:
    target = PersonFact(row.target_id, row.target_name) if row.target_id else None
    return AskFact(
        id=row.id,
        asked=PersonFact(row.asked_id, row.name, row.title),
        type=row.type,
        on=row.on,
        target=target,
        agreed_on=row.agreed_on,
        agreed_for=row.agreed_for,
        fulfilled_on=row.fulfilled_on,
        declined_on=row.declined_on,
        dropped_on=row.dropped_on,
        thanked_on=row.thanked_on,
    )


def results_of(
    tx: Transaction, leader_id: str, *, today: date
) -> tuple[ResultFact, ...]:
    """Return the leader's joint results of the last 200 days, oldest first."""
    values = {"leader": leader_id, "since": today - timedelta(RESULTS_DAYS)}
    rows = tx.rows(RESULTS, **values)
    if not rows:
        return ()
    named = _named(tx, [row.id for row in rows])
    return tuple(_result(tx, row, named.get(row.id, [])) for row in rows)


def _named(
    tx: Transaction, result_ids: Sequence[str]
) -> dict[str, list[tuple[str, str, bool]]]:
    """Return who is named in each result, the partner's people first."""
    found: dict[str, list[tuple[str, str, bool]]] = {}
    rows = tx.execute(NAMED_IN, {"results": list(result_ids)})
    for result_id, person_id, name, agreed_at in rows:
        agreed = agreed_at is not None
        found.setdefault(result_id, []).append((person_id, name, agreed))
    return found


def _result(
    tx: Transaction,
    row: AnyRow,
    named: Sequence[tuple[str, str, bool]],
) -> ResultFact:
    vault = tx.vault

    def opened(column: str, sealed: bytes) -> str:
        return vault.open(sealed, about=place(row.workspace_id, row.id, column))

    return ResultFact(
        id=row.id,
        title=opened("title", row.title),
        partner=PersonFact(row.partner_id, row.partner_name, row.role),
        unit_id=row.unit_id or "",
        unit=row.unit,
        on=row.on,
        confirmed_on=row.confirmed_on,
        contributor_ids=tuple(person_id for person_id, _, _ in named),
        contributors=tuple(name for _, name, _ in named),
        all_agreed=all(agreed for _, _, agreed in named),
        shareable=row.shareable,
        posted_on=row.posted_on,
        evidence=opened("evidence", row.evidence),
        next_step=opened("next_step", row.next_step),
    )


# When the leader last did something for each person.

# Statements are built once: building one costs more than running it.
LAST_GIVEN = (
    sa.select(col(Given.to_id), sa.func.max(col(Given.on)))
    .where(col(Given.leader_id) == LEADER)
    .group_by(col(Given.to_id))
)


def last_given(tx: Transaction, leader_id: str) -> dict[str, date]:
    """Return when the leader last did something for each person, a local date."""
    rows = tx.execute(LAST_GIVEN, {"leader": leader_id})
    return {row[0]: row[1] for row in rows}
