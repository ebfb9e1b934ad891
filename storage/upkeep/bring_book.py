"""Copying what a book that was set aside has into the book that goes on.

The rows are copied, not moved: the other book stays as it was, and undo takes the
copies out again. A copy's id is made from the first one's: nothing is brought twice,
and nothing comes back that went the other way while that book was the one of both.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from storage.agenda.store import next_item_code
from storage.contacts.store import list_person, refresh_tie, tie_for_update
from storage.database.writer import (
    AnyRow,
    Row,
    Writer,
    belongs_to,
    is_row,
    sealed,
    table_of,
    text_of,
)
from storage.models import AgendaItem, Contact, DeclaredTie, Table, Tie, tables
from storage.people.same import Matched, match_people

BROUGHT = sorted(  # what others name comes first
    (model for model in tables() if model.brought and model is not Tie),
    key=lambda model: bool(model.brought and model.brought.rows),
)
WITH_ID = [model for model in BROUGHT if "id" in table_of(model).c]
WITHOUT_ID = [model for model in BROUGHT if "id" not in table_of(model).c]


def bring_book(
    writer: Writer, *, aside_id: str, myself: Mapping[str, str]
) -> tuple[Matched, int]:
    """Copy the book of `aside_id` into the writer's.

    Args:
        aside_id: the leader whose book was set aside.
        myself: who the leader is in this directory, by who they are in the other.

    Returns:
        Who of it is who here, and how many rows are new.
    """
    tx = writer.tx
    ties = tx.rows(sa.select(Tie).where(col(Tie.leader_id) == aside_id))
    rows = {model: _book_of(writer, model, aside_id) for model in BROUGHT}
    named = {tie.person_id for tie in ties}
    for model, found in rows.items():
        names = (*model.about_people, *model.named_people)
        named |= {who for row in found for name in names if (who := getattr(row, name))}
    matched = match_people(writer, sorted(named - set(myself)))
    copy = _Copy(writer, {**matched.ids, **myself})
    for model in WITH_ID:
        for row in _book_of(writer, model, writer.leader_id):
            copy.rows[_copy_id(row.id, aside_id)] = row.id
    for tie in ties:
        copy.tie(tie)
    for model in WITH_ID:
        for row in rows[model]:
            copy.row(model, row)
    for model in WITHOUT_ID:
        for row in rows[model]:
            copy.keyed(model, row)
    for person_id in sorted(copy.met):
        refresh_tie(tx, writer.leader_id, person_id)
    return matched, copy.count


def _book_of(writer: Writer, model: type[Table], leader_id: str) -> Sequence[AnyRow]:
    """Return a leader's rows of one table, oldest first where they have an id."""
    table = table_of(model)
    query = sa.select(table).where(belongs_to(model, "leader_id", leader_id))
    if "id" in table.c:
        query = query.order_by(table.c.id)
    return writer.tx.rows(query)


def _is_there(writer: Writer, model: type[Table], key: Row) -> bool:
    query = sa.select(sa.literal(1)).where(is_row(table_of(model), key))
    return writer.tx.first(query.limit(1)) is not None


class _Copy:
    """Writes copies, each with the people, ids and seals of the book it comes to."""

    def __init__(self, writer: Writer, people: Mapping[str, str]) -> None:
        self.writer = writer
        self.people = people
        self.rows: dict[str, str] = {}  # ids here, by those there: copies either way
        self.met: set[str] = set()
        self.count = 0

    def tie(self, tie: sa.Row[Any]) -> None:
        person_id = self.people.get(tie.person_id)
        if person_id is None:
            return
        if tie.stakeholder:
            self.count += list_person(self.writer, person_id, today=tie.since)
        else:
            tie_for_update(self.writer, person_id, since=tie.since)

    def row(self, model: type[Table], row: AnyRow) -> None:
        values = self._values(model, row)
        if values is None or row.id in self.rows:
            return
        values["id"] = _copy_id(row.id, self.writer.leader_id)
        self.rows[row.id] = values["id"]
        if model is DeclaredTie:
            values["a_id"], values["b_id"] = sorted((values["a_id"], values["b_id"]))
            key = {name: values[name] for name in ("leader_id", "a_id", "b_id")}
            if values["a_id"] == values["b_id"] or _is_there(self.writer, model, key):
                return
        if _is_there(self.writer, model, {"id": values["id"]}):
            return
        if model is AgendaItem:
            values["code"] = next_item_code(self.writer)
        self._insert(model, row, values)
        if model is Contact:
            self.met.add(values["person_id"])

    def keyed(self, model: type[Table], row: AnyRow) -> None:
        values = self._values(model, row)
        if values is None:
            return
        key = {one.name: values[one.name] for one in table_of(model).primary_key}
        if all(key.values()) and not _is_there(self.writer, model, key):
            self._insert(model, row, values)

    def _insert(self, model: type[Table], row: AnyRow, values: Row) -> None:
        for name in model.sealed_texts:
            column = getattr(model, name)
            values[name] = text_of(self.writer.tx, row, column)
        values = sealed(self.writer.tx, model, values)
        self.writer.insert_values(model, values)
        self.count += 1

    def _values(self, model: type[Table], row: AnyRow) -> Row | None:
        """Return the row as it is here; None if it is unclear whom it is about."""
        assert model.brought is not None
        table, values = table_of(model), dict(row._mapping)
        for name in (*model.about_people, *model.named_people):
            values[name] = self.people.get(values[name])
            if values[name] is None and not table.c[name].nullable:
                return None
        for name in model.brought.rows:
            values[name] = self.rows.get(values[name])
        for name in model.brought.left:
            values[name] = None
        mine = {
            "workspace_id": self.writer.workspace_id,
            "leader_id": self.writer.leader_id,
        }
        return values | {name: mine[name] for name in mine if name in values}


def _copy_id(first: str, leader_id: str) -> str:
    """Return the id of the copy in a leader's book: as old as the first one."""
    digest = sha256(f"{leader_id}:{first}".encode()).hexdigest()
    return first[:12] + digest[:20]  # UUID 7 begins with 48 bits of time
