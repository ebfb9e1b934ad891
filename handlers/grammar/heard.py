"""What a line says about a contact, before it is saved."""

from dataclasses import dataclass
from datetime import date

from storage.people import Known


@dataclass(frozen=True, slots=True)
class Heard:
    """What a line says about a contact; None or "" where it says nothing."""

    people: tuple[Known, ...]
    kind: str | None = None
    outcome: str | None = None
    on: date | None = None
    listened: int | None = None  # per cent
    mode: str | None = None
    tense: bool | None = None
    formal: bool | None = None
    next_on: date | None = None
    no_next: bool = False  # "no next date" was said
    note: str = ""
    run_on: bool = False  # the note was not marked by a colon
    stranger: str = ""  # where nobody was found: the words that may be a name
    explained: tuple[str, ...] = ()  # how unclear dates were read
