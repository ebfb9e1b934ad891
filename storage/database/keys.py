"""The keys that open what is sealed: where they come from, and whether they fit."""

from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col

from storage.database.once import insert_once
from storage.database.transactions import Transaction
from storage.database.vault import CannotOpen, Vault, key_from_file, parse_key
from storage.models import KeyCheck

KNOWN_TEXT = "outreach"


class WrongKey(Exception):
    """The keys given do not open this database. Its text is shown as it is."""


def open_vault(key_setting: str | None, key_file: Path) -> Vault:
    """Return the vault for the keys in the settings, or for the one in `key_file`.

    Args:
        key_setting: one or more keys, separated by commas, the newest first: it seals,
            all of them open. None or empty means the file.
        key_file: made at first start, for us alone to read, when it does not exist.

    Raises:
        BadKey: something that should be a key is not one.
    """
    written = [part for part in (key_setting or "").split(",") if part.strip()]
    if written:
        return Vault([parse_key(part) for part in written])
    return Vault([key_from_file(key_file)])


def check_key(tx: Transaction) -> None:
    """Refuse to start with keys that cannot open all that was sealed here.

    Keeps one known text per key ever used, and adds the sealing key's at its first use.

    Raises:
        WrongKey: a key is missing, or is not the one it seems to be.
    """
    vault = tx.vault
    for row in tx.execute(sa.select(col(KeyCheck.key_id), col(KeyCheck.sealed))):
        try:
            vault.open(row.sealed, about=_about(row.key_id))
        except CannotOpen as cannot:
            raise WrongKey(
                f"This database was sealed with a key ({row.key_id}) that is not the "
                "one in use now, so nothing was opened or changed. Put the earlier key "
                "back: the key file that lay beside the database, or "
                "OUTREACH_ENCRYPTION_KEY as it was. With several keys, list them all, "
                "separated by commas, the newest first."
            ) from cannot
    newest = vault.newest_key_id.hex()
    values = {
        "key_id": newest,
        "sealed": vault.seal(KNOWN_TEXT, about=_about(newest)),
    }
    insert_once(tx, KeyCheck, values, unique="key_id")


def _about(key_id: str) -> str:
    return f"key check/{key_id}"
