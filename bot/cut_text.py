"""Text cut to a length, in characters as JavaScript counts them."""

import re

UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` without control characters and halves of characters."""
    return UNSENDABLE.sub("", text)


def width(text: str) -> int:
    """Return the length as JavaScript counts it: an emoji counts two."""
    return len(text) if text.isascii() else len(_units(text)) // 2


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters of `text`; an ellipsis shows a cut."""
    if width(text) <= limit:
        return text
    return _first(text, limit - 1).rstrip() + "…" if limit > 0 else ""


def split(text: str, limit: int) -> list[str]:
    """Return `text` in pieces of at most `limit`, broken at a line or a space."""
    pieces = []
    while width(text) > limit:
        piece = _first(text, limit)
        at = max(piece.rfind("\n"), piece.rfind(" "))
        if at > limit // 2:
            piece = piece[:at]
        pieces.append(piece)
        text = text[len(piece) :].removeprefix("\n").removeprefix(" ")
    return [*pieces, text]


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _first(text: str, limit: int) -> str:
    """Return the whole characters that fit into `limit`."""
    if text.isascii():
        return text[:limit]
    return _units(text)[: 2 * limit].decode("utf-16-le", "ignore")
