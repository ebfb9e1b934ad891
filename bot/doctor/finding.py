"""What the doctor found about one thing, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

TIMEOUT = 5  # seconds for what is asked of a platform; house rule


class State(StrEnum):
    """How it stands with one thing."""

    FINE = "fine"
    NOTE = "note"  # works; worth knowing
    MISSING = "missing"  # the bot will not start, or not reach anybody


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report."""

    state: State
    what: str  # a sentence
    do: str = ""  # what to do about it, a sentence

    def __str__(self) -> str:
        """Return it as it is printed."""
        line = f"{self.state:<8} {self.what}"
        return f"{line}\n{'':<8} {self.do}" if self.do else line


def fine(what: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(State.FINE, what)


def note(what: str, do: str = "") -> Finding:
    """Return something worth knowing."""
    return Finding(State.NOTE, what, do)


def missing(what: str, do: str) -> Finding:
    """Return something the bot cannot do without."""
    return Finding(State.MISSING, what, do)
