"""Joint results: recorded, changed and read, each with everyone named in it.

What a channel reads passes through here, so this file reads no contact and no note.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import AnyRow, AnySelect, Writer, keep, text_of
from storage.ids import new_id
from storage.models import (
    Accomplishment,
    AccomplishmentPerson,
    Leader,
    Person,
    Seen,
    Unit,
)
from storage.people.facts import PersonFact
from storage.results.facts import Named, ResultFact

# Keeping and changing. The words of a result never change.


def remember_result(
    writer: Writer,
    named: Sequence[tuple[str, bool, str]],
    *,
    partner_id: str,
    unit_id: str | None,
    title: str,
    on: date,
    code_hash: str,
    evidence: str = "",
    next_step: str = "",
    shareable: bool = True,
) -> str:
    """Save a result nobody has confirmed yet, and return its id.

    Args:
        named: (person id, of the leader's own side, hash of their code).
        unit_id: the partner's, None = unknown.
        on: local date it is of.
        code_hash: of the code that the partner confirms with.
    """
    result_id = keep(
        writer,
        Accomplishment,
        partner_id=partner_id,
        unit_id=unit_id,
        title=title,
        evidence=evidence,
        next_step=next_step,
        on=on,
        code_hash=code_hash,
        shareable=shareable,
    )
    for person_id, ours, their_hash in named:
        writer.add(
            AccomplishmentPerson(
                accomplishment_id=result_id,
                person_id=person_id,
                ours=ours,
                code_hash=their_hash,
            )
        )
    return result_id


def change_result(writer: Writer, result_id: str, **columns: object) -> None:
    """Change columns of a result, as in `Accomplishment`, but none of its words."""
    writer.update(Accomplishment, result_id, **columns)


def change_named(
    writer: Writer, result_id: str, person_id: str, **columns: object
) -> None:
    """Change columns of somebody named in a result, as in `AccomplishmentPerson`."""
    key = {"accomplishment_id": result_id, "person_id": person_id}
    writer.update(AccomplishmentPerson, key, **columns)


# Reading: one statement, which plays, commands and summaries narrow down.

RESULTS_DAYS = 200  # P08 looks back 180 days from the confirmation

# Statements are built once: building one costs more than running it.
LEADING = aliased(Person, name="leading")
RESULTS: AnySelect = (
    sa.select(
        Accomplishment,
        col(Leader.person_id).label("leader_person_id"),
        col(LEADING.name).label("leader"),
        col(Person.name).label("partner"),
        col(Person.title).label("role"),
        sa.func.coalesce(col(Unit.name), "").label("unit"),
    )
    .join(Leader, col(Leader.id) == col(Accomplishment.leader_id))
    .join(LEADING, col(LEADING.id) == col(Leader.person_id))
    .join(Person, col(Person.id) == col(Accomplishment.partner_id))
    .outerjoin(Unit, col(Unit.id) == col(Accomplishment.unit_id))
)
OF_A_LEADER = RESULTS.where(
    col(Accomplishment.leader_id) == sa.bindparam("leader"),
    col(Accomplishment.withdrawn_on).is_(None),
)
LATELY = OF_A_LEADER.where(col(Accomplishment.on) >= sa.bindparam("since")).order_by(
    col(Accomplishment.on), col(Accomplishment.id)
)
NEWEST_FIRST = OF_A_LEADER.order_by(
    col(Accomplishment.on).desc(), col(Accomplishment.id).desc()
)
ALL_IN_ORDER = (
    sa.select(col(Accomplishment.id))
    .where(col(Accomplishment.leader_id) == sa.bindparam("leader"))
    .order_by(col(Accomplishment.id))
)
NAMED_IN = (
    sa.select(
        col(AccomplishmentPerson.accomplishment_id),
        col(AccomplishmentPerson.person_id),
        col(Person.name),
        col(AccomplishmentPerson.ours),
        col(AccomplishmentPerson.agreed_at),
    )
    .join(Person, col(Person.id) == col(AccomplishmentPerson.person_id))
    .where(
        col(AccomplishmentPerson.accomplishment_id).in_(
            sa.bindparam("results", expanding=True)
        )
    )
    .order_by(col(AccomplishmentPerson.ours), col(Person.name_key))
)


def results_of(
    tx: Transaction, leader_id: str, *, today: date
) -> tuple[ResultFact, ...]:
    """Return the leader's joint results of the last 200 days, oldest first.

    Those taken back are left out.

    Args:
        today: the leader's local date.
    """
    since = today - timedelta(RESULTS_DAYS)
    return tuple(read_results(tx, LATELY, leader=leader_id, since=since))


def results_of_leader(tx: Transaction, *, leader_id: str) -> list[ResultFact]:
    """Return all of the leader's results that are not taken back, newest first."""
    return read_results(tx, NEWEST_FIRST, leader=leader_id)


def result_numbers(tx: Transaction, *, leader_id: str) -> dict[str, int]:
    """Return the number of each of the leader's results, by id, from 1.

    They count in the order they were told, those taken back as well, so that none is
    ever another's number.
    """
    rows = tx.rows(ALL_IN_ORDER, leader=leader_id)
    return {row.id: number for number, row in enumerate(rows, start=1)}


def confirmed_results(tx: Transaction, *, leader_id: str) -> list[ResultFact]:
    """Return the leader's results that their partners confirmed, newest first."""
    everything = results_of_leader(tx, leader_id=leader_id)
    return [result for result in everything if result.confirmed_on]


def read_results(
    tx: Transaction, query: AnySelect, **values: object
) -> list[ResultFact]:
    """Return what a narrowed `RESULTS` finds, in its order."""
    rows = tx.rows(query, **values)
    if not rows:
        return []
    named = _named(tx, [row.id for row in rows])
    return [_result(tx, row, named.get(row.id, ())) for row in rows]


def _named(tx: Transaction, ids: Sequence[str]) -> dict[str, list[Named]]:
    """Return who is named in each result, the partner's people first, by name."""
    found: dict[str, list[Named]] = {}
    for result_id, person_id, name, ours, agreed_at in tx.rows(NAMED_IN, results=ids):
        one = Named(person_id, name, bool(ours), agreed_at)
        found.setdefault(result_id, []).append(one)
    return found


def _result(tx: Transaction, row: AnyRow, named: Sequence[Named]) -> ResultFact:
    return ResultFact(
        id=row.id,
        title=text_of(tx, row, Accomplishment.title),
        partner=PersonFact(row.partner_id, row.partner, row.role),
        unit_id=row.unit_id or "",
        unit=row.unit,
        on=row.on,
        confirmed_on=row.confirmed_on,
        named=tuple(named),
        shareable=bool(row.shareable),
        posted_on=row.posted_on,
        withdrawn_on=row.withdrawn_on,
        evidence=text_of(tx, row, Accomplishment.evidence),
        next_step=text_of(tx, row, Accomplishment.next_step),
        leader=PersonFact(row.leader_person_id, row.leader),
        leader_id=row.leader_id,
    )


# How often somebody typed a code that was not theirs: what makes guessing hopeless.

WITHIN = timedelta(hours=1)
MOST_WRONG_CODES = 5  # wrong codes in an hour; house rule


def note_wrong_code(tx: Transaction, *, leader_id: str, at: datetime) -> None:
    """Count one wrong code typed at `at`. Keep it: do not roll back."""
    values = {"key": f"{_prefix(leader_id)}{new_id()}", "at": at}
    tx.execute(sa.insert(Seen), [values])


def tries_left(tx: Transaction, *, leader_id: str, at: datetime) -> int:
    """Return how many more wrong codes are taken now, UTC; 0 means wait."""
    count = tx.execute(
        sa.select(sa.func.count())
        .select_from(Seen)
        .where(
            col(Seen.at) > at - WITHIN,
            col(Seen.key).startswith(_prefix(leader_id), autoescape=True),
        )
    ).scalar_one()
    return max(0, MOST_WRONG_CODES - count)


def _prefix(leader_id: str) -> str:
    return f"wrong-code:{leader_id}:"
