"""What other systems call the people of the directory."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import col

from storage.insert_once import insert_once
from storage.models import ExternalId
from storage.transaction import Transaction

BY_FILE, BY_EMAIL = "id", "email"
KEY = "workspace_id,source,external_id"


def everybody(tx: Transaction, workspace_id: str) -> dict[str, str]:
    """Return everybody's person id by each id and address they were imported with.

    An id of a file comes before an equal address. Addresses are case-folded.
    """
    rows = tx.execute(
        sa.select(col(ExternalId.external_id), col(ExternalId.person_id))
        .where(col(ExternalId.workspace_id) == workspace_id)
        .order_by(col(ExternalId.source))  # "email" before "id", which then wins
    )
    return {row.external_id: row.person_id for row in rows}


def person_of_id(tx: Transaction, workspace_id: str, value: str) -> str | None:
    """Return who was imported with this id, or None."""
    found = tx.scalar(
        sa.select(col(ExternalId.person_id)).where(
            col(ExternalId.workspace_id) == workspace_id,
            col(ExternalId.source) == BY_FILE,
            col(ExternalId.external_id) == value,
        )
    )
    return str(found) if found else None


def remember_id(
    tx: Transaction, workspace_id: str, person_id: str, value: str, *, source: str
) -> bool:
    """Note what a person is called elsewhere; False if it is somebody's already."""
    values = {
        "workspace_id": workspace_id,
        "source": source,
        "external_id": value,
        "person_id": person_id,
    }
    return insert_once(tx, ExternalId, values, unique=KEY)


def ids_of(
    tx: Transaction, workspace_id: str, person_ids: Iterable[str]
) -> dict[str, str]:
    """Return the imported id of each of these people who has one, by person id."""
    rows = tx.execute(
        sa.select(col(ExternalId.person_id), col(ExternalId.external_id)).where(
            col(ExternalId.workspace_id) == workspace_id,
            col(ExternalId.source) == BY_FILE,
            col(ExternalId.person_id).in_(list(person_ids)),
        )
    )
    return {row.person_id: row.external_id for row in rows}
