"""What people need for their own business, served by an agenda item or not yet."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from storage.changes import Writer
from storage.look_alike import look_alike
from storage.models import AgendaItem, Need
from storage.sealed import keep, text_of
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class KnownNeed:
    """A need; `code` is that of the item that serves it, "" = none does."""

    id: str
    text: str
    on: date  # local
    item_id: str | None
    code: str


def remember_need(
    writer: Writer, person_id: str, text: str, *, on: date, item_id: str | None = None
) -> tuple[bool, str | None]:
    """Save a need, or bring the same one up to date.

    One that is known and not served yet is linked to the item.

    Returns:
        Whether it is new, and the id of the item that serves it.
    """
    for known in needs_of(writer.tx, leader_id=writer.leader_id, person_id=person_id):
        elsewhere = item_id and known.item_id and known.item_id != item_id
        if look_alike(known.text, text) and not elsewhere:
            served_by = item_id or known.item_id
            on = max(on, known.on)
            writer.update(Need, known.id, on=on, item_id=served_by)
            return False, served_by
    keep(writer, Need, person_id=person_id, item_id=item_id, text=text, on=on)
    return True, item_id


def needs_of(tx: Transaction, *, leader_id: str, person_id: str) -> list[KnownNeed]:
    """Return what the leader noted that somebody needs, newest first."""
    rows = tx.execute(
        sa.select(Need, sa.func.coalesce(col(AgendaItem.code), "").label("code"))
        .outerjoin(AgendaItem, col(AgendaItem.id) == col(Need.item_id))
        .where(col(Need.leader_id) == leader_id, col(Need.person_id) == person_id)
        .order_by(col(Need.on).desc(), col(Need.id).desc())
    )
    return [
        KnownNeed(
            id=row.id,
            text=text_of(tx, row, Need.text),
            on=row.on,
            item_id=row.item_id,
            code=row.code,
        )
        for row in rows
    ]
