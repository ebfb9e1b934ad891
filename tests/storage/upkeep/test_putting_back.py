"""Undo: a command's rows are put back as a whole, or not at all."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, col

from storage.database.transactions import Database, Transaction
from storage.database.writer import Row, Writer, table_of
from storage.models import Change, Contact, Issue, Leader, Person, Service, Unit
from storage.people.store import add_person
from storage.upkeep.undo import ChangedSince, undo_rows
from tests.storage.ada import ada_writes

AT = datetime(2026, 3, 31, 8, 15, 30, 123456, tzinfo=UTC)
LATER = AT + timedelta(minutes=5)


def rows(tx: Transaction, model: type[SQLModel]) -> list[Row]:
    table = table_of(model)
    found = tx.execute(sa.select(table).order_by(*table.primary_key))
    return [dict(row._mapping) for row in found]


def kept_change(tx: Transaction, change_id: str) -> Change:
    row = tx.execute(sa.select(Change).where(col(Change.id) == change_id)).one()
    return Change(**row._mapping)


def run_and_undo(database: Database, command: Callable[[Writer], None]) -> str:
    """Run a command, then undo it in a later transaction; return its label."""

    def work(tx: Transaction) -> str:
        writer = ada_writes(tx, welcomed=AT, at=AT)
        command(writer)
        return writer.finish("what it was")

    change_id = database.run_now(work)

    def take_back(tx: Transaction) -> str:
        change = kept_change(tx, change_id)
        label, _ = undo_rows(tx, change, at=LATER)
        return label

    return database.run_now(take_back)


def test_an_inserted_row_is_gone_again_whatever_types_it_holds(
    database: Database,
) -> None:
    def log(writer: Writer) -> None:
        dana = add_person(writer, "Dana Whitfield")
        contact = Contact(
            workspace_id=writer.workspace_id,
            leader_id=writer.leader_id,
            person_id=dana,
            at=AT,
            on=date(2026, 3, 30),
            kind="call",
            formal=True,
            listened=70,
            note=b"\x00sealed\xff",
        )
        writer.add(contact)

    assert run_and_undo(database, log) == "what it was"

    assert database.run_now(lambda tx: rows(tx, Contact)) == []
    [ada] = database.run_now(lambda tx: rows(tx, Person))
    assert ada["name"] == "Ada Novak"


def test_changed_and_deleted_rows_are_as_they_were(database: Database) -> None:
    def set_up(tx: Transaction) -> None:
        writer = ada_writes(tx, welcomed=AT, at=AT)
        for name in ("Operations", "Finance"):
            unit = Unit(
                workspace_id=writer.workspace_id,
                name=name,
                name_key=name.casefold(),
            )
            writer.add(unit)

    database.run_now(set_up)
    before = database.run_now(lambda tx: (rows(tx, Unit), rows(tx, Leader)))

    def rename_and_remove(writer: Writer) -> None:
        first, second = rows(writer.tx, Unit)
        writer.update(Unit, first["id"], name="Ops", head_id="somebody")
        writer.update(Unit, first["id"], name="Operation")
        writer.delete(Unit, second["id"])
        writer.update(
            Leader, writer.leader_id, zone="Europe/London", next_nudge_at=LATER
        )

    run_and_undo(database, rename_and_remove)

    after = database.run_now(lambda tx: (rows(tx, Unit), rows(tx, Leader)))
    assert after == before


def test_rows_that_stand_on_each_other_are_put_back_in_order(
    database: Database,
) -> None:
    def open_an_issue(writer: Writer) -> None:
        unit = Unit(workspace_id=writer.workspace_id, name="Ops", name_key="ops")
        service = Service(workspace_id=writer.workspace_id, name="Pay", name_key="pay")
        writer.add(unit)
        writer.add(service)
        issue = Issue(
            workspace_id=writer.workspace_id,
            code="I-12",
            service_id=service.id,
            unit_id=unit.id,
            opened_on=AT.date(),
        )
        writer.add(issue)

    run_and_undo(database, open_an_issue)

    left = database.run_now(
        lambda tx: [rows(tx, model) for model in (Unit, Service, Issue)]
    )
    assert left == [[], [], []]


def test_what_was_changed_since_is_not_undone_and_nothing_else_either(
    database: Database,
) -> None:
    def two_units(tx: Transaction) -> str:
        writer = ada_writes(tx, welcomed=AT, at=AT)
        for name in ("ops", "fin"):
            unit = Unit(workspace_id=writer.workspace_id, name=name, name_key=name)
            writer.add(unit)
        return writer.finish("two units")

    change_id = database.run_now(two_units)

    def change_one(tx: Transaction) -> None:
        writer = ada_writes(tx, welcomed=AT, at=AT)
        [first, _] = rows(tx, Unit)
        writer.update(Unit, first["id"], name="Somebody else's")

    database.run_now(change_one)
    before = database.run_now(lambda tx: rows(tx, Unit))

    def take_back(tx: Transaction) -> None:
        undo_rows(tx, kept_change(tx, change_id), at=LATER)

    with pytest.raises(ChangedSince):
        database.run_now(take_back)

    assert database.run_now(lambda tx: rows(tx, Unit)) == before


def test_what_is_kept_for_undo_cannot_be_read_from_the_table(
    sqlite_database: Database,
) -> None:
    def work(tx: Transaction) -> list[Row]:
        writer = ada_writes(tx, welcomed=AT, at=AT)
        add_person(writer, "Dana Whitfield")
        writer.finish("Dana Whitfield added")
        return rows(tx, Change)

    [kept] = sqlite_database.run_now(work)

    assert b"Dana" not in kept["label"]
    assert b"Dana" not in kept["rows"]


def test_what_was_changed_elsewhere_in_a_row_since_stays(database: Database) -> None:
    def set_hour(tx: Transaction) -> str:
        writer = ada_writes(tx, welcomed=AT, at=AT)
        writer.update(Leader, writer.leader_id, nudge_minute=420)
        return writer.finish("the hour")

    change_id = database.run_now(set_hour)

    def set_days(tx: Transaction) -> None:
        writer = ada_writes(tx, welcomed=AT, at=AT)
        writer.update(Leader, writer.leader_id, working_days="0123")

    database.run_now(set_days)
    database.run_now(lambda tx: undo_rows(tx, kept_change(tx, change_id), at=LATER))

    [leader] = database.run_now(lambda tx: rows(tx, Leader))
    assert (leader["nudge_minute"], leader["working_days"]) == (510, "0123")
