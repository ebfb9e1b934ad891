"""Which questions a leader was asked lately."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import Writer
from storage.models import QuestionAsked

# Statements are built once: building one costs more than running it.
ASKED = sa.select(col(QuestionAsked.kind), col(QuestionAsked.about)).where(
    col(QuestionAsked.leader_id) == sa.bindparam("leader"),
    col(QuestionAsked.asked_on) > sa.bindparam("since"),
)


def questions_since(
    tx: Transaction, *, leader_id: str, since: date
) -> frozenset[tuple[str, str]]:
    """Return kind and subject of what was asked after local date `since`."""
    rows = tx.execute(ASKED, {"leader": leader_id, "since": since})
    return frozenset((row.kind, row.about) for row in rows)


def remember_question(
    writer: Writer, kind: str, about: str, *, on: date, person_id: str | None
) -> None:
    """Note that a question was asked on local date `on`."""
    writer.add(
        QuestionAsked(
            workspace_id=writer.workspace_id,
            leader_id=writer.leader_id,
            person_id=person_id,
            kind=kind,
            about=about,
            asked_on=on,
        )
    )
