"""Sealed columns are written and read plain, and bound to their row as ever."""

import pytest
import sqlalchemy as sa
from sqlmodel import col

from storage.agenda.needs import needs_of, remember_need
from storage.agenda.stances import change_stance
from storage.agenda.store import add_item
from storage.database.transactions import Database, Transaction
from storage.database.vault import CannotOpen, place
from storage.database.writer import Writer, change_kept, text_of
from storage.models import Install, Need, Stance, Topic
from storage.motives.store import note_about
from storage.people.store import add_person
from storage.platforms.installs import SlackTokens, install_for, keep_install
from tests.fakes import FakeClock
from tests.storage.ada import ada_writes

AT = FakeClock().now
ON = AT.date()


def writer_of(tx: Transaction) -> tuple[Writer, str]:
    writer = ada_writes(tx, welcomed=AT, at=AT)
    return writer, add_person(writer, "Dana Whitfield")


def test_a_text_is_bound_to_workspace_row_and_column(sqlite_database: Database) -> None:
    def work(tx: Transaction) -> None:
        writer, dana = writer_of(tx)
        remember_need(writer, dana, "fewer audits", on=ON)
        [row] = tx.execute(sa.select(Need))
        assert row.text not in (b"", b"fewer audits")
        about = place(writer.workspace_id, row.id, "text")
        assert tx.vault.open(row.text, about=about) == "fewer audits"
        assert text_of(tx, row, Need.text) == "fewer audits"

    sqlite_database.run_now(work)


def test_a_text_of_a_row_with_two_keys_is_bound_to_both(
    sqlite_database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        writer, dana = writer_of(tx)
        item = add_item(writer, "one ledger", on=ON)
        change_stance(writer, item, dana, on=ON, current="neutral")
        change_stance(writer, item, dana, on=ON, current="supportive")
        [row] = tx.execute(sa.select(Stance))
        about = place(writer.workspace_id, f"{item}:{dana}", "stance")
        told = tx.vault.open(row.stance, about=about)
        assert told == '{"current": "supportive"}'

    sqlite_database.run_now(work)


def test_a_token_belongs_to_no_workspace(sqlite_database: Database) -> None:
    def work(tx: Transaction) -> None:
        keep_install(
            tx, key="T1", name="Acme", org_wide=False, bot_user_id="U1",
            tokens=SlackTokens("xoxb-1"), at=AT,
        )  # fmt: skip
        [row] = tx.execute(sa.select(Install))
        about = place("install", row.id, "token")
        assert tx.vault.open(row.token, about=about) == "xoxb-1"
        assert row.refresh_token == b""
        kept = install_for(tx, "T1")
        assert kept is not None
        assert kept.tokens.token == "xoxb-1"

    sqlite_database.run_now(work)


def test_a_changed_text_is_sealed_too(sqlite_database: Database) -> None:
    def work(tx: Transaction) -> None:
        writer, dana = writer_of(tx)
        remember_need(writer, dana, "fewer audits", on=ON)
        [known] = needs_of(tx, leader_id=writer.leader_id, person_id=dana)
        change_kept(writer, Need, known.id, text="no audits", on=ON)
        [row] = tx.execute(sa.select(Need))
        assert text_of(tx, row, Need.text) == "no audits"

    sqlite_database.run_now(work)


def test_a_text_in_the_place_of_another_does_not_open(
    sqlite_database: Database,
) -> None:
    def work(tx: Transaction) -> None:
        writer, dana = writer_of(tx)
        note_about(writer, Topic, dana, "her move", on=ON)
        note_about(writer, Topic, dana, "the offsite", on=ON)
        first, second = tx.rows(sa.select(Topic).order_by(col(Topic.id)))
        tx.execute(
            sa.update(Topic).where(col(Topic.id) == second.id).values(text=first.text)
        )
        moved = tx.execute(sa.select(Topic).where(col(Topic.id) == second.id)).one()
        with pytest.raises(CannotOpen):
            text_of(tx, moved, Topic.text)

    sqlite_database.run_now(work)


def test_plain_text_is_not_written_past_the_seal(sqlite_database: Database) -> None:
    def work(tx: Transaction) -> None:
        writer, dana = writer_of(tx)
        remember_need(writer, dana, "fewer audits", on=ON)
        [known] = needs_of(tx, leader_id=writer.leader_id, person_id=dana)
        with pytest.raises(sa.exc.StatementError):
            writer.update(Need, known.id, text="plain")

    sqlite_database.run_now(work)
