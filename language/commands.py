"""How a command of ours is typed where it is read.

In Teams a line that begins with "/" opens Teams' own menu, and whoever types writes to
the bot alone, so nothing stands in front: "log Dana call". Every door understands both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

COMMAND = "/outreach"
WITHOUT_SLASH = frozenset({"teams"})  # surfaces whose own menu a slash opens

_surface: ContextVar[str] = ContextVar("surface", default="")


def current_surface() -> str:
    """Return where what is said now will be read, e.g. "teams"; "" = not known."""
    return _surface.get()


@contextmanager
def read_on(surface: str | None) -> Iterator[None]:
    """Say everything within as it is typed on `surface`; None = as before."""
    if surface is None:
        yield
        return
    before = _surface.set(surface)
    try:
        yield
    finally:
        _surface.reset(before)


def as_typed(text: str) -> str:
    """Return a text of ours, its places not yet filled, with commands as typed here."""
    if _surface.get() in WITHOUT_SLASH:
        return text.replace(f"{COMMAND} ", "")
    return text


def to_type(line: str) -> str:
    """Return what to type for `line`, e.g. "/outreach log Dana call".

    Args:
        line: as our grammar reads it, without our name, e.g. "log Dana call". What a
            person typed in it stays word for word.
    """
    return as_typed(f"{COMMAND} ") + line
