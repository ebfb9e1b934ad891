"""What a joint result looks like when it is read: its words and its people.

What a channel reads passes through here, so this file reads no contact and no note.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.sealed import keep, text_of
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow, AnySelect, Writer
from storage.ids import new_id
from storage.models import (
    Accomplishment,
    AccomplishmentPerson,
    Leader,
    Person,
    Seen,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a result. `ours`: of the leader's own side."""

    person_id: str
    name: str
    ours: bool
    agreed_at: datetime | None  # UTC


@dataclass(frozen=True, slots=True)
class Result:
    """A joint result in words, with the partner's people before the leader's."""

    id: str
    leader_id: str
    leader_person_id: str
    leader: str
    partner_id: str
    partner: str
    unit_id: str | None
    unit: str  # the partner's, "" when unknown
    title: str
    evidence: str
    next_step: str
    on: date
    confirmed_on: date | None
    shareable: bool
    posted_on: date | None
    withdrawn_on: date | None
    named: tuple[Named, ...]

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Whose word is missing, the partner first."""
        partner = () if self.confirmed_on else (self.partner,)
        return partner + tuple(n.name for n in self.named if n.agreed_at is None)


def select_results() -> AnySelect:
    """Return the query behind every reading of results, to be narrowed down."""
    leading = aliased(Person, name="leading")
    return (
        sa.select(
            Accomplishment,
            col(Leader.person_id).label("leader_person_id"),
            col(leading.name).label("leader"),
            col(Person.name).label("partner"),
            sa.func.coalesce(col(Unit.name), "").label("unit"),
        )
        .join(Leader, col(Leader.id) == col(Accomplishment.leader_id))
        .join(leading, col(leading.id) == col(Leader.person_id))
        .join(Person, col(Person.id) == col(Accomplishment.partner_id))
        .outerjoin(Unit, col(Unit.id) == col(Accomplishment.unit_id))
    )


def read_results(tx: Transaction, query: sa.Select[tuple[object, ...]]) -> list[Result]:
    """Return what a narrowed `select_results` finds, in its order."""
    rows = tx.rows(query)
    named = _named(tx, [row.id for row in rows])
    return [_result(tx, row, named.get(row.id, [])) for row in rows]


def _named(tx: Transaction, ids: Sequence[str]) -> dict[str, list[Named]]:
    query = (
        sa.select(AccomplishmentPerson, col(Person.name))
        .join(Person, col(Person.id) == col(AccomplishmentPerson.person_id))
        .where(col(AccomplishmentPerson.accomplishment_id).in_(ids))
        .order_by(col(AccomplishmentPerson.ours), col(Person.name_key))
    )
    found: dict[str, list[Named]] = {}
    for row in tx.execute(query):
        named = Named(row.person_id, row.name, bool(row.ours), row.agreed_at)
        found.setdefault(row.accomplishment_id, []).append(named)
    return found


def _result(tx: Transaction, row: AnyRow, named: Sequence[Named]) -> Result:
    return Result(
        id=row.id,
        leader_id=row.leader_id,
        leader_person_id=row.leader_person_id,
        leader=row.leader,
        partner_id=row.partner_id,
        partner=row.partner,
        unit_id=row.unit_id,
        unit=row.unit,
        title=text_of(tx, row, Accomplishment.title),
        evidence=text_of(tx, row, Accomplishment.evidence),
        next_step=text_of(tx, row, Accomplishment.next_step),
        on=row.on,
        confirmed_on=row.confirmed_on,
        shareable=bool(row.shareable),
        posted_on=row.posted_on,
        withdrawn_on=row.withdrawn_on,
        named=tuple(named),
    )


# Recording a joint result, and what happens to it. Its words never change.


@dataclass(frozen=True, slots=True)
class ToldResult:
    """A joint result as the leader told it, with the hashes of its codes."""

    partner_id: str
    unit_id: str | None
    title: str
    evidence: str
    next_step: str
    on: date
    code_hash: str
    shareable: bool = True


def remember_result(
    writer: Writer, told: ToldResult, named: Sequence[tuple[str, bool, str]]
) -> str:
    """Save a result nobody has confirmed yet, and return its id.

    Args:
        named: (person id, of the leader's own side, hash of their code).
    """
    result_id = keep(writer, Accomplishment, **asdict(told))
    for person_id, ours, code_hash in named:
        writer.add(
            AccomplishmentPerson(
                accomplishment_id=result_id,
                person_id=person_id,
                ours=ours,
                code_hash=code_hash,
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
