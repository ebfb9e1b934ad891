"""What a line says about a contact, and the line that says just that.

The second is what a choice of ours stands for: in English, with nothing left to guess.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time

from handlers.grammar.people.names import people_called, surely_named
from handlers.turn import Turn
from storage.contacts.facts import PLANNED
from storage.people.facts import Known


@dataclass(frozen=True, slots=True)
class Heard:
    """What a line says about a contact; None or "" where it says nothing.

    Beside ContactFact: of several people, and with gaps, that logging fills in and a
    correction leaves as they are.
    """

    people: tuple[Known, ...]
    kind: str | None = None
    outcome: str | None = None
    on: date | None = None
    listened: int | None = None  # per cent
    mode: str | None = None
    tense: bool | None = None
    formal: bool | None = None
    next_on: date | None = None
    next_at: time | None = None  # local time of day
    no_next: bool = False  # "no next date" was said
    note: str = ""
    run_on: bool = False  # the note was not marked by a colon
    explained: tuple[str, ...] = ()  # how unclear dates were read

    @property
    def planned(self) -> bool:
        """Whether it is still to come."""
        return self.outcome == PLANNED

    @property
    def ahead_on(self) -> date:
        """The local day of what is planned."""
        assert self.next_on is not None  # settled before it was heard
        return self.next_on


def meeting(
    people: tuple[Known, ...], kind: str, on: date, at: time | None, note: str
) -> Heard:
    """Return what is to come with somebody. `kind` is one of `PLANNED_KINDS`."""
    return Heard(people, kind=kind, outcome=PLANNED, next_on=on, next_at=at, note=note)


def line_of(turn: Turn, heard: Heard) -> str:
    """Return the line that says what was heard and nothing else, in English.

    It starts with "log" or "plan"; people are named so that nobody else is meant.
    """
    write = _plan if heard.planned else _log
    words = [word for word in write(heard) if word]
    verb, *rest = words
    names = " and ".join(_name(turn, person) for person in heard.people)
    line = " ".join([verb, names, *rest])
    return f"{line}: {heard.note}" if heard.note else line


def _plan(heard: Heard) -> Sequence[str]:
    return ("plan", heard.kind or "met", *_when(heard.next_on, heard.next_at))


def _log(heard: Heard) -> Sequence[str]:
    kind = "" if heard.outcome and heard.kind in (None, "met") else heard.kind or "met"
    facts: list[str] = ["log", heard.outcome or "", kind, *_when(heard.on, None)]
    if heard.listened is not None:
        facts.append(f"listened {heard.listened}%")
    facts += [write(heard) for write in MANNERS]
    if heard.next_on is not None:
        facts += ["next", *_when(heard.next_on, heard.next_at)]
    if heard.no_next:
        facts.append("no next date")
    return facts


def _tense(heard: Heard) -> str:
    return "" if heard.tense is None else "tense" if heard.tense else "not tense"


def _formal(heard: Heard) -> str:
    return "" if heard.formal is None else "formal" if heard.formal else "informal"


def _mode(heard: Heard) -> str:
    return "enquiry advocacy" if heard.mode == "both" else heard.mode or ""


MANNERS: tuple[Callable[[Heard], str], ...] = (_tense, _formal, _mode)


def _when(on: date | None, at: time | None) -> tuple[str, str]:
    return (str(on) if on else "", f"{at:%H:%M}" if at else "")


def _name(turn: Turn, person: Known) -> str:
    return surely_named(turn, person, people_called(turn, person.name))
