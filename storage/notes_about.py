"""Short notes about somebody that wait for the next real conversation.

Topics are to be talked about; remarks are bad words to be put right. Both are over once
the leader and the person have talked.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from storage.changes import Writer, table_of
from storage.models import Remark, Topic
from storage.sealed import keep, text_of
from storage.transaction import Transaction

OVER: dict[type[Topic] | type[Remark], str] = {
    Topic: "used_on",
    Remark: "repaired_on",
}


def _waiting(model: type[Topic] | type[Remark]) -> sa.Select[tuple[str, str]]:
    table = table_of(model)
    return sa.select(sa.literal(table.name).label("kind"), table.c.id).where(
        table.c.leader_id == sa.bindparam("leader"),
        table.c.person_id == sa.bindparam("person"),
        table.c[OVER[model]].is_(None),
        table.c.on <= sa.bindparam("on"),
    )


WAITING = sa.union_all(*map(_waiting, OVER))  # built once: it runs with every contact


@dataclass(frozen=True, slots=True)
class Waiting:
    """A topic not used, or a remark not put right."""

    id: str
    text: str
    on: date  # local date it was noted


def note_about(
    writer: Writer,
    model: type[Topic] | type[Remark],
    person_id: str,
    text: str,
    *,
    on: date,
) -> None:
    """Save one topic or remark of local date `on`."""
    keep(writer, model, person_id=person_id, text=text, on=on)


def waiting_for(
    tx: Transaction,
    model: type[Topic] | type[Remark],
    *,
    leader_id: str,
    person_id: str,
) -> list[Waiting]:
    """Return the topics or remarks that wait for a conversation, oldest first."""
    table = table_of(model)
    rows = tx.execute(
        sa.select(table)
        .where(
            table.c.leader_id == leader_id,
            table.c.person_id == person_id,
            table.c[OVER[model]].is_(None),
        )
        .order_by(table.c.on, table.c.id)
    )
    return [Waiting(row.id, text_of(tx, row, model.text), row.on) for row in rows]


def end_waiting(
    writer: Writer,
    person_id: str,
    *,
    on: date,
    models: tuple[type[Topic] | type[Remark], ...] = (Topic, Remark),
) -> int:
    """Mark topics as used and remarks as repaired by a conversation of local `on`.

    Those noted after that day wait for the next one.

    Args:
        models: one of the two, or both.

    Returns:
        How many were marked.
    """
    values = {"leader": writer.leader_id, "person": person_id, "on": on}
    found = writer.tx.rows(WAITING, **values)
    by_name = {table_of(model).name: model for model in models}
    ended = [(by_name[row.kind], row.id) for row in found if row.kind in by_name]
    for model, row_id in ended:
        writer.update(model, row_id, **{OVER[model]: on})
    return len(ended)
