"""Asks and joint results of one leader, as a play sees them."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from scheduler.favour_facts import AskFact, ResultFact
from scheduler.situation import PersonFact
from storage.models import Accomplishment, AccomplishmentPerson, Ask, Person, Unit
from storage.rows import AnyRow, AnySelect
from storage.transaction import Transaction
from storage.vault import place

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
