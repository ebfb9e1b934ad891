"""Keys: where they come from, what they refuse, and that nothing is left readable."""

import base64
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col

from storage.contacts.facts import ContactFact
from storage.contacts.store import remember_contact
from storage.database.keys import WrongKey, check_key, open_vault
from storage.database.transactions import Database, Transaction
from storage.database.vault import BadKey, CannotOpen, place
from storage.database.writer import Writer
from storage.leaders.leaders import leader_at, welcome_leader
from storage.migrations.migrate import bring_up_to_date
from storage.models import Contact, KeyCheck
from storage.people.store import add_person

AT = datetime(2026, 3, 31, 8, tzinfo=UTC)
CANARY = "the-cut-over-worries-her-8f3c"


def a_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


def a_database(folder: Path, keys: str) -> Database:
    url = f"sqlite:///{folder}/kept.db"
    bring_up_to_date(url)
    return Database(url, vault=open_vault(keys, folder / "unused.key"))


def sealed_notes(folder: Path) -> list[bytes]:
    """Seal two notes in two rows, and return them."""
    vault = open_vault(None, folder / "outreach.key")
    return [vault.seal("note", about=place("W", row, "note")) for row in "ab"]


def test_the_key_file_is_made_at_first_start_and_is_ours_alone(tmp_path: Path) -> None:
    file = tmp_path / "outreach.key"

    sealed = open_vault(None, file).seal("kept", about="here")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert open_vault(None, file).open(sealed, about="here") == "kept"
    assert [each.name for each in tmp_path.iterdir()] == ["outreach.key"]


def test_the_newest_key_seals_and_every_key_opens(tmp_path: Path) -> None:
    old, new, file = a_key(), a_key(), tmp_path / "unused.key"
    before = open_vault(old, file).seal("before", about="here")

    both = open_vault(f"{new}, {old}", file)

    assert both.open(before, about="here") == "before"
    after = both.seal("after", about="here")
    assert open_vault(new, file).open(after, about="here") == "after"
    with pytest.raises(CannotOpen):
        open_vault(old, file).open(after, about="here")
    assert not file.exists()


@pytest.mark.parametrize(
    "text", ["changeme", "x" * 42, "K" * 38], ids=["word", "31 bytes", "28 bytes"]
)
def test_something_else_than_a_key_is_refused_in_words(
    text: str, tmp_path: Path
) -> None:
    with pytest.raises(BadKey, match=r"^The encryption key must be 32 bytes"):
        open_vault(text, tmp_path / "unused.key")


def test_a_note_moved_to_another_row_does_not_open(tmp_path: Path) -> None:
    of_a, of_b = sealed_notes(tmp_path)
    vault = open_vault(None, tmp_path / "outreach.key")

    assert vault.open(of_a, about=place("W", "a", "note")) == "note"
    for sealed, elsewhere in [
        (of_a, place("W", "b", "note")),
        (of_b, place("W", "a", "note")),
        (of_a, place("V", "a", "note")),
        (of_a, place("W", "a", "title")),
    ]:
        with pytest.raises(CannotOpen):
            vault.open(sealed, about=elsewhere)


def test_a_changed_byte_does_not_open(tmp_path: Path) -> None:
    of_a, _ = sealed_notes(tmp_path)
    vault = open_vault(None, tmp_path / "outreach.key")

    changed = of_a[:-1] + bytes([of_a[-1] ^ 1])

    with pytest.raises(CannotOpen):
        vault.open(changed, about=place("W", "a", "note"))


def test_the_wrong_key_refuses_to_start_and_changes_nothing(tmp_path: Path) -> None:
    right = a_database(tmp_path, a_key())
    right.run_now(check_key)
    right.close()
    wrong = a_database(tmp_path, a_key())

    with pytest.raises(
        WrongKey, match=r"sealed with a key \([0-9a-f]{8}\) that is not"
    ):
        wrong.run_now(check_key)

    assert wrong.run_now(known_keys) == 1
    wrong.close()


def test_a_new_key_in_front_of_the_old_one_starts(tmp_path: Path) -> None:
    old, new = a_key(), a_key()
    for keys in (old, f"{new},{old}", f"{new},{old}"):
        database = a_database(tmp_path, keys)
        database.run_now(check_key)
        kept = database.run_now(known_keys)
        database.close()
    assert kept == 2


def test_the_new_key_alone_does_not_start_while_the_old_one_sealed(
    tmp_path: Path,
) -> None:
    old, new = a_key(), a_key()
    for keys in (old, f"{new},{old}"):
        database = a_database(tmp_path, keys)
        database.run_now(check_key)
        database.close()
    alone = a_database(tmp_path, new)

    with pytest.raises(WrongKey):
        alone.run_now(check_key)
    alone.close()


def test_a_note_is_not_in_the_bytes_on_disk(tmp_path: Path) -> None:
    database = a_database(tmp_path, a_key())

    database.run_now(log_a_contact)

    raw = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Dana Whitfield" in raw, "the rows are in these files"
    assert (tmp_path / "kept.db-wal").exists()
    assert CANARY.encode() not in raw
    assert base64.b64encode(CANARY.encode())[:-4] not in raw
    database.close()


def known_keys(tx: Transaction) -> int:
    return tx.execute(sa.select(sa.func.count()).select_from(KeyCheck)).scalar_one()


def log_a_contact(tx: Transaction) -> None:
    """Remember one contact with a note, and what undo needs, as a command does."""
    who = {"surface": "terminal", "tenant": "terminal", "user_key": "ada"}
    welcome_leader(
        tx,
        **who,
        name="Ada Byron",
        zone="UTC",
        zone_source="default",
        country="",
        at=AT,
    )
    leader = leader_at(tx, **who)
    assert leader is not None
    writer = Writer(
        tx, workspace_id=leader.workspace_id, leader_id=leader.leader_id, at=AT
    )
    dana = add_person(writer, "Dana Whitfield")
    told = ContactFact(person_id=dana, on=AT.date(), at=AT, note=CANARY)
    remember_contact(writer, told)
    writer.finish(f"call with Dana, {CANARY}")
    [note] = tx.scalars(sa.select(col(Contact.note)))
    assert note
