"""Codes that a leader passes on, so that only the right person's own word counts."""

from hashlib import sha256
from secrets import choice

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, 1/I/L: they look alike
LENGTH = 8  # 31^8, about 8.5 * 10^11; with 5 tries an hour guessing is hopeless


def new_code() -> str:
    """Return a fresh code as it is passed on, e.g. "K7QF-2MPD"."""
    letters = "".join(choice(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def looks_like_code(text: str) -> bool:
    """Say whether `text` could be a code, however it is dashed and cased."""
    plain = _plain(text)
    return len(plain) == LENGTH and all(letter in ALPHABET for letter in plain)


def code_hash(text: str) -> str:
    """Return what is stored of a code: SHA-256, blind to case, dashes and spaces."""
    return sha256(_plain(text).encode()).hexdigest()


def _plain(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())
