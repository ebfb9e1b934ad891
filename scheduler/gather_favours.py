"""Asks and joint results of one leader, as a play sees them."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from scheduler.favour_facts import AskFact, ResultFact
from scheduler.situation import PersonFact
from storage.changes import table_of
from storage.models import Accomplishment, AccomplishmentPerson, Ask, Person, Unit
from storage.rows import AnyRow, AnySelect
from storage.transaction import Transaction
from storage.vault import place

ASK = table_of(Ask)
NAMED = table_of(AccomplishmentPerson)
PERSON = table_of(Person)
RESULT = table_of(Accomplishment)
UNIT = table_of(Unit)

ASKS_DAYS = 180  # declined asks matter for 90 days, results for 180; house rule
RESULTS_DAYS = 200  # P08 looks back 180 days from the confirmation


# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
SINCE: sa.BindParameter[date] = sa.bindparam("since")
TARGET = PERSON.alias("target")
ASKS: AnySelect = (
    sa.select(
        ASK.c.id,
        ASK.c.type,
        ASK.c.on,
        ASK.c.agreed_on,
        ASK.c.agreed_for,
        ASK.c.fulfilled_on,
        ASK.c.declined_on,
        ASK.c.dropped_on,
        ASK.c.thanked_on,
        PERSON.c.id.label("asked_id"),
        PERSON.c.name,
        PERSON.c.title,
        TARGET.c.id.label("target_id"),
        TARGET.c.name.label("target_name"),
    )
    .select_from(
        ASK.join(PERSON, PERSON.c.id == ASK.c.asked_id).outerjoin(
            TARGET, TARGET.c.id == ASK.c.target_id
        )
    )
    .where(
        ASK.c.leader_id == LEADER,
        sa.or_(
            ASK.c.on >= SINCE,
            sa.and_(  # still open
                ASK.c.fulfilled_on.is_(None),
                ASK.c.declined_on.is_(None),
                ASK.c.dropped_on.is_(None),
            ),
        ),
    )
    .order_by(ASK.c.on, ASK.c.id)
)
RESULTS: AnySelect = (
    sa.select(
        RESULT,
        PERSON.c.name.label("partner_name"),
        PERSON.c.title.label("role"),
        sa.func.coalesce(UNIT.c.name, "").label("unit"),
    )
    .select_from(
        RESULT.join(PERSON, PERSON.c.id == RESULT.c.partner_id).outerjoin(
            UNIT, UNIT.c.id == RESULT.c.unit_id
        )
    )
    .where(
        RESULT.c.leader_id == LEADER,
        RESULT.c.withdrawn_on.is_(None),
        RESULT.c.on >= SINCE,
    )
    .order_by(RESULT.c.on, RESULT.c.id)
)
NAMED_IN = (
    sa.select(
        NAMED.c.accomplishment_id, NAMED.c.person_id, PERSON.c.name, NAMED.c.agreed_at
    )
    .join(PERSON, PERSON.c.id == NAMED.c.person_id)
    .where(NAMED.c.accomplishment_id.in_(sa.bindparam("results", expanding=True)))
    .order_by(NAMED.c.ours, PERSON.c.name)
)

OWED = sa.select(ASK.c.asked_id).where(
    ASK.c.leader_id == LEADER,
    ASK.c.fulfilled_on.is_not(None),
    ASK.c.thanked_on.is_(None),
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
