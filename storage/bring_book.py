"""Copying what a book that was set aside has into the book that goes on.

The rows are copied, not moved: the other book stays as it was, and undo takes the
copies out again. A copy's id is made from the first one's: nothing is brought twice,
and nothing comes back that went the other way while that book was the one of both.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage.agenda import next_code
from storage.changes import Writer, table_of
from storage.models import (
    AgendaItem,
    AgendaPart,
    Ask,
    Contact,
    DeclaredTie,
    Given,
    Motivator,
    Need,
    Remark,
    Stance,
    Topic,
)
from storage.same_people import Matched, match_people
from storage.ties import TIE, list_person, refresh_tie, tie_for_update
from storage.transaction import vault_of
from storage.vault import place

ITEM, STANCE = table_of(AgendaItem), table_of(Stance)
WITH_ID = (AgendaItem, Contact, Motivator, Need, Topic, Remark, Ask, Given, DeclaredTie)
PEOPLE = ("person_id", "asked_id", "to_id", "a_id", "b_id")  # without them no copy
PEOPLE_TOO = ("target_id", "told_by_id")  # left out where they are unclear
ROWS = ("item_id", "contact_id")  # of the same book
LEFT = ("accomplishment_id",)  # joint results stay with the partner's workspace


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
    session = writer.session
    own = {"leader_id": aside_id}
    ties = session.execute(sa.select(TIE).where(TIE.c.leader_id == aside_id)).all()
    rows = {model: _rows(writer, model, **own) for model in WITH_ID}
    stances = _rows(writer, Stance, **own)
    items = [row["id"] for row in rows[AgendaItem]]
    parts = [
        dict(row._mapping)
        for row in session.execute(
            sa.select(table_of(AgendaPart)).where(
                table_of(AgendaPart).c.item_id.in_(items)
            )
        )
    ]
    named = {tie.person_id for tie in ties}
    for row in [*(r for of in rows.values() for r in of), *stances, *parts]:
        named |= {row[name] for name in (*PEOPLE, *PEOPLE_TOO) if row.get(name)}
    matched = match_people(writer, sorted(named - set(myself)))
    copy = _Copy(writer, {**matched.ids, **myself})
    for model in WITH_ID:
        for row in _rows(writer, model, leader_id=writer.leader_id):
            copy.rows[_copy_id(row["id"], aside_id)] = row["id"]
    for tie in ties:
        copy.tie(tie)
    for model in WITH_ID:
        for row in rows[model]:
            copy.row(model, row)
    for row in parts:
        copy.keyed(AgendaPart, row)
    for row in stances:
        copy.keyed(Stance, row)
    for person_id in sorted(copy.met):
        refresh_tie(session, writer.leader_id, person_id)
    return matched, copy.count


def _rows(
    writer: Writer, model: type[SQLModel], **where: object
) -> list[dict[str, Any]]:
    table = table_of(model)
    query = sa.select(table)
    for name, value in where.items():
        query = query.where(table.c[name] == value)
    if "id" in table.c:
        query = query.order_by(table.c.id)
    return [dict(row._mapping) for row in writer.session.execute(query)]


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

    def row(self, model: type[SQLModel], row: dict[str, Any]) -> None:
        values = self._values(row)
        if values is None or row["id"] in self.rows:
            return
        new_id = _copy_id(row["id"], self.writer.leader_id)
        self.rows[row["id"]] = new_id
        if model is DeclaredTie:
            values["a_id"], values["b_id"] = sorted((values["a_id"], values["b_id"]))
            key = {name: values[name] for name in ("leader_id", "a_id", "b_id")}
            if values["a_id"] == values["b_id"] or _rows(self.writer, model, **key):
                return
        if _rows(self.writer, model, id=new_id):
            return
        if model is AgendaItem:
            values["code"] = next_code(self.writer)
        vault = vault_of(self.writer.session)
        for name, value in row.items():
            if isinstance(value, bytes):
                text = vault.open(
                    value, about=place(row["workspace_id"], row["id"], name)
                )
                about = place(self.writer.workspace_id, new_id, name)
                values[name] = vault.seal(text, about=about)
        self.writer.insert_values(model, {**values, "id": new_id})
        self.count += 1
        if model is Contact:
            self.met.add(values["person_id"])

    def keyed(self, model: type[SQLModel], row: dict[str, Any]) -> None:
        values = self._values(row)
        if values is None or not values["item_id"]:
            return
        key = {c.name: values[c.name] for c in table_of(model).primary_key}
        if _rows(self.writer, model, **key):
            return
        if model is Stance:
            vault = vault_of(self.writer.session)
            was = place(
                row["workspace_id"], f"{row['item_id']}:{row['person_id']}", "stance"
            )
            now = f"{values['item_id']}:{values['person_id']}"
            text = vault.open(row["stance"], about=was)
            about = place(self.writer.workspace_id, now, "stance")
            values["stance"] = vault.seal(text, about=about)
        self.writer.insert_values(model, values)
        self.count += 1

    def _values(self, row: dict[str, Any]) -> dict[str, Any] | None:
        values = dict(row)
        for name in set(PEOPLE) & set(row):
            if row[name] not in self.people:
                return None
            values[name] = self.people[row[name]]
        for name in set(PEOPLE_TOO) & set(row):
            values[name] = self.people.get(row[name])
        for name in set(ROWS) & set(row):
            values[name] = self.rows.get(row[name])
        for name in set(LEFT) & set(row):
            values[name] = None
        mine = {
            "workspace_id": self.writer.workspace_id,
            "leader_id": self.writer.leader_id,
        }
        return values | {name: mine[name] for name in mine if name in row}


def _copy_id(first: str, leader_id: str) -> str:
    """Return the id of the copy in a leader's book: as old as the first one."""
    digest = sha256(f"{leader_id}:{first}".encode()).hexdigest()
    return first[:12] + digest[:20]  # UUID 7 begins with 48 bits of time
