"""Lines that people typed, what is right for each, and how an answer compares with it.

The format of the files stands in tests/cases/README.md.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from pathlib import Path
from typing import Literal

from storage.people.store import fold

YEAR = 2026  # of a day without one; what is said was said on 31 March
INITIALS = {
    "DW": "Dana Whitfield",
    "DR": "Dana Reyes",
    "RL": "Rosa Lim",
    "KO": "Kim Osei",
    "MB": "Mark Bell",
    "WC": "Will Chen",
    "MT": "May Tanaka",
    "SO": "Sam Ortiz",
    "BP": "Bill Price",
    "JA": "José Álvarez",
    "ZM": "Zoë Müller",
    "GH": "Grace Hill",
}
WHICH_DANA = "D?"
BOTH_DANAS = ("DW", "DR")
OUTCOMES = {  # what a case calls an outcome, and what the row of it says
    "declined": "declined",
    "noreply": "no reply",
    "postponed": "postponed",
    "plan": "planned",
}
TRICKY = "not held"  # what is wanted of a line that may not be saved as held

Verdict = Literal[
    "full",
    "partly",
    "asked well",
    "asked badly",
    "rightly not saved",
    "refused",
    "saved as held",
    "WRONG",
]
VERDICTS: tuple[Verdict, ...] = (
    "full",
    "partly",
    "asked well",
    "asked badly",
    "rightly not saved",
    "refused",
    "saved as held",
    "WRONG",
)


@dataclass(frozen=True, slots=True)
class Expected:
    """One row that is right. Days are the leader's; several are alternatives."""

    kinds: frozenset[str]  # of the file, e.g. "met", "noreply"
    who: str  # full name
    days: frozenset[date]
    next_days: frozenset[date] = frozenset()  # none = no meeting to come was told
    next_time: str = ""  # "HH:MM", local; "" = none was told
    listened: int | None = None  # per cent


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A contact, an attempt at one, or a plan, as the book holds it."""

    id: str
    who: str  # full name
    kind: str
    outcome: str
    on: date
    next_on: date | None = None
    next_time: str = ""  # "HH:MM", local
    listened: int | None = None  # per cent
    note: str = ""


Rows = tuple[KeptRow, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A line, and what is wanted of it."""

    id: str
    kind: str
    state: str  # "base"; "after" = one entry was logged a minute ago
    line: str
    want: str
    alternatives: tuple[tuple[Expected, ...], ...] = ()
    either_dana: bool = False  # each alternative must be offered, none taken
    note_has: tuple[str, ...] = ()  # any of them will do


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a line."""

    before: Rows
    after: Rows
    refused: bool = False
    asked: bool = False  # with answers to press
    offered: tuple[Rows, ...] = ()  # for each answer: the book once it is pressed
    elsewhere: tuple[str, ...] = ()  # other tables that have more rows than before


# From a file to its cases.


def cases_in(path: Path) -> list[Case]:
    """Return the cases of a table, or of a text with one tricky line a line."""
    if path.suffix == ".txt":
        lines = path.read_text(encoding="utf-8").splitlines()
        return [
            Case(f"{path.stem}:{number}", path.stem, "base", line, TRICKY)
            for number, line in enumerate(lines, start=1)
            if line.strip()
        ]
    with path.open(encoding="utf-8", newline="") as table:
        return [_case(row) for row in csv.DictReader(table, delimiter="\t")]


def _case(row: dict[str, str | None]) -> Case:
    told = {name: (value or "").strip() for name, value in row.items() if name}
    alternatives = tuple(alternatives_of(told["records"]))
    return Case(
        id=told["id"],
        kind=told["kind"],
        state=told["state"],
        line=told["line"].replace("\\n", "\n"),
        want=told["want"],
        alternatives=alternatives,
        either_dana=WHICH_DANA in told["records"],
        note_has=tuple(filter(None, told.get("note_has", "").split("|"))),
    )


def alternatives_of(records: str) -> Iterator[tuple[Expected, ...]]:
    """Yield each set of rows that would be right.

    Raises:
        ValueError: it is not in the format.
    """
    for alternative in filter(None, records.split(" || ")):
        danas = BOTH_DANAS if WHICH_DANA in alternative else (WHICH_DANA,)
        for dana in danas:
            parts = alternative.replace(WHICH_DANA, dana).split(" ; ")
            yield tuple(row for part in parts for row in _expected(part))


RECORD = re.compile(
    r"(?P<kinds>[a-z/]+) (?P<who>.+?) (?P<days>[\d/-]+)(?P<facts>( \w+=\S+)*)"
)


def _expected(part: str) -> list[Expected]:
    found = RECORD.fullmatch(part.strip())
    if found is None:
        raise ValueError(f"not KIND WHO DATE facts: {part!r}")
    facts = dict(fact.split("=", 1) for fact in found["facts"].split())
    if unknown := set(facts) - {"next", "listened"}:
        raise ValueError(f"unknown facts {sorted(unknown)} in {part!r}")
    next_days, _, next_time = facts.get("next", "").partition("T")
    listened = facts.get("listened")
    return [
        Expected(
            kinds=frozenset(found["kinds"].split("/")),
            who=INITIALS.get(who.strip(), who.strip()),
            days=_days(found["days"]),
            next_days=_days(next_days),
            next_time=next_time,
            listened=int(listened) if listened else None,
        )
        for who in found["who"].split("+")
    ]


def _days(told: str) -> frozenset[date]:
    return frozenset(
        datetime.fromisoformat(day if len(day) > 5 else f"{YEAR}-{day}").date()
        for day in filter(None, told.split("/"))
    )


# From what came of a line to a verdict.


def judged(case: Case, outcome: Outcome) -> Verdict:
    """Say what an answer is worth; the words are explained in bench/README.md."""
    changed = outcome.after != outcome.before
    if case.want == TRICKY:
        return "saved as held" if _newly_held(outcome) else "rightly not saved"
    if case.want in ("cmd", "chat"):
        wrong = changed or (case.want == "chat" and outcome.elsewhere)
        return "WRONG" if wrong else "rightly not saved"
    if outcome.elsewhere:
        return "WRONG"
    if case.want == "ask":
        return "WRONG" if changed else "rightly not saved"
    return _judged_entry(case, outcome)


def _newly_held(outcome: Outcome) -> bool:
    return any(row.outcome == "met" for row in _new(outcome, outcome.after))


def _judged_entry(case: Case, outcome: Outcome) -> Verdict:
    """Judge a line after which the book should differ: log, plan, fix and undo."""
    changed = outcome.after != outcome.before
    reached = _reached(case, outcome, outcome.after)
    if case.either_dana and changed:
        return "WRONG"
    if reached == "right" and (changed or not (outcome.refused or outcome.asked)):
        return "full"
    if outcome.asked and (not changed or reached == "partly"):
        return "asked well" if _offered_well(case, outcome) else "asked badly"
    if not changed:
        return "refused"
    return "partly" if reached == "partly" else "WRONG"


def _offered_well(case: Case, outcome: Outcome) -> bool:
    """Say whether an answer leads to the right rows; for two Danas, one to each."""
    wanted = [case.alternatives]
    if case.either_dana:
        wanted = [(one,) for one in case.alternatives]
    return all(
        any(
            rows != outcome.before and _reached(case, outcome, rows, one_of) == "right"
            for rows in outcome.offered
        )
        for one_of in wanted
    )


Reached = Literal["right", "partly", "wrong"]


def _reached(
    case: Case,
    outcome: Outcome,
    rows: Rows,
    one_of: tuple[tuple[Expected, ...], ...] | None = None,
) -> Reached:
    """Say how near a book is to the right one, or to the nearest of several."""
    if case.want == "undo":
        return "wrong" if rows else "right"
    if case.want == "fix":
        compared = rows
    elif set(outcome.before) - set(rows):  # an entry that nobody spoke of was changed
        return "wrong"
    else:
        compared = _new(outcome, rows)
    alternatives = case.alternatives if one_of is None else one_of
    every = {compare(wanted, compared, case.note_has) for wanted in alternatives}
    best: tuple[Reached, ...] = ("right", "partly")
    return next((one for one in best if one in every), "wrong")


def _new(outcome: Outcome, rows: Rows) -> Rows:
    there = {row.id for row in outcome.before}
    return tuple(row for row in rows if row.id not in there)


def compare(
    wanted: Sequence[Expected], rows: Sequence[KeptRow], note_has: Sequence[str] = ()
) -> Reached:
    """Compare rows with the right ones.

    A meeting to come may stand in the row itself, or as a plan with the same person.
    Of several rows, one must hold the words of the note.
    """
    if not rows:
        return "wrong" if wanted else "right"
    pairings = _pairings(wanted, rows)
    every = {_facts_of(pairing, rows, note_has) for pairing in pairings}
    best: tuple[Reached, ...] = ("right", "partly")
    return next((one for one in best if one in every), "wrong")


Pairing = tuple[tuple[Expected, KeptRow | None], ...]
MOST_PAIRINGS = 2000  # of one line; people name at most five others. House rule


def _pairings(wanted: Sequence[Expected], rows: Sequence[KeptRow]) -> Iterator[Pairing]:
    """Yield each way to give every right row one that fits it, or none."""
    fitting = [[*(row for row in rows if _fits(one, row)), None] for one in wanted]
    for number, chosen in enumerate(product(*fitting)):
        taken = Counter(row.id for row in chosen if row)
        if all(count == 1 for count in taken.values()):
            yield tuple(zip(wanted, chosen, strict=True))
        if number == MOST_PAIRINGS:
            return


def _fits(one: Expected, row: KeptRow) -> bool:
    if fold(one.who) != fold(row.who) or row.on not in one.days:
        return False
    if row.outcome == "met":
        return row.kind in one.kinds
    return any(OUTCOMES.get(kind) == row.outcome for kind in one.kinds)


def _facts_of(
    pairing: Pairing, rows: Sequence[KeptRow], note_has: Sequence[str]
) -> Reached:
    spare = [row for row in rows if all(row is not taken for _, taken in pairing)]
    whole = True
    for one, row in pairing:
        if row is None:
            whole = False
            continue
        ahead = row
        if not row.next_on and (plan := _plan_of(one, spare)):
            spare.remove(plan)
            ahead = plan
        told = (
            (row.listened, {one.listened}, one.listened is not None),
            (ahead.next_on, one.next_days, bool(one.next_days)),
            (ahead.next_time or None, {one.next_time}, bool(one.next_time)),
        )
        for value, right, is_wanted in told:
            if value is not None and value not in right:
                return "wrong"
            whole = whole and (value is not None or not is_wanted)
    if spare:
        return "wrong"
    return "right" if whole and _holds(rows, note_has) else "partly"


def _plan_of(one: Expected, spare: Sequence[KeptRow]) -> KeptRow | None:
    """Return the plan that says what the row of a contact would say of the next one."""
    for row in spare:
        if row.outcome == "planned" and fold(row.who) == fold(one.who):
            return row if row.next_on in one.next_days else None
    return None


def _holds(rows: Sequence[KeptRow], note_has: Sequence[str]) -> bool:
    notes = fold(" \n ".join(row.note for row in rows))
    return not note_has or any(fold(words) in notes for words in note_has)
