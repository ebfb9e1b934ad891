"""Sealing free text: what is written about people cannot be read from the file.

AES-256-GCM with a random nonce. The associated data names workspace, row and column, so
a sealed text copied to another row or another workspace does not open (R78). The first
key seals; every key opens, which is what a later key rotation needs.
"""

import base64
import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = b"\x01"
KEY_ID_BYTES = 4
NONCE_BYTES = 12  # NIST SP 800-38D
KEY_BYTES = 32


class CannotOpen(Exception):
    """This text was sealed with a key we do not have, or for another row."""


class BadKey(Exception):
    """The key in the settings is not one. Its text is shown as it is."""


def key_id(key: bytes) -> bytes:
    """Return four bytes that tell keys apart without telling the key."""
    return hashlib.sha256(b"outreach key id" + key).digest()[:KEY_ID_BYTES]


class Vault:
    """Seals and opens text with the keys it was made from."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._ciphers = {key_id(key): AESGCM(key) for key in keys}
        self._newest = key_id(keys[0])

    @property
    def newest_key_id(self) -> bytes:
        """The id of the key that seals."""
        return self._newest

    def seal(self, text: str, *, about: str) -> bytes:
        """Return `text` sealed for `about` (see `place`); empty stays empty."""
        if not text:
            return b""
        nonce = os.urandom(NONCE_BYTES)
        cipher = self._ciphers[self._newest]
        head = FORMAT + self._newest + nonce
        return head + cipher.encrypt(nonce, text.encode(), about.encode())

    def open(self, sealed: bytes, *, about: str) -> str:
        """Return the text sealed for `about`.

        Raises:
            CannotOpen: another key, another row, or a changed byte.
        """
        if not sealed:
            return ""
        known_by, rest = sealed[1 : 1 + KEY_ID_BYTES], sealed[1 + KEY_ID_BYTES :]
        cipher = self._ciphers.get(known_by)
        if cipher is None or sealed[:1] != FORMAT:
            raise CannotOpen(about)
        nonce, body = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
        try:
            return cipher.decrypt(nonce, body, about.encode()).decode()
        except InvalidTag as wrong:
            raise CannotOpen(about) from wrong


def place(workspace_id: str, row_id: str, column: str) -> str:
    """Return what a sealed text is bound to."""
    return f"{workspace_id}/{row_id}/{column}"


def parse_key(text: str) -> bytes:
    """Read a key written as 32 bytes in URL-safe base64.

    Raises:
        BadKey: it is something else.
    """
    try:
        key = base64.urlsafe_b64decode(text.strip() + "=" * (-len(text.strip()) % 4))
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadKey(
            "The encryption key must be 32 bytes in URL-safe base64. "
            "Leave it out and one is made for you, or make one with: "
            'python -c "import base64, os; '
            'print(base64.urlsafe_b64encode(os.urandom(32)).decode())"'
        )
    return key


def key_from_file(path: Path) -> bytes:
    """Return the key kept in `path`, made at first start and readable by us alone.

    Raises:
        BadKey: the file holds something else.
    """
    if not path.exists():
        _write_key_once(path)
    return parse_key(path.read_text())


def _write_key_once(path: Path) -> None:
    """Put a whole key in place, or leave the one that another start put there."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(base64.urlsafe_b64encode(os.urandom(KEY_BYTES)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()
