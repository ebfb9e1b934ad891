"""Opaque row ids: safe to put into a button, later ones sorting later."""

from uuid6 import uuid7


def new_id() -> str:
    """Return 32 hexadecimal digits, never used before, later ones sorting later."""
    return uuid7().hex
