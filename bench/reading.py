"""`python -m bench.reading [FILE ...]`: is what busy people type understood?

Every line is answered by the product's own handler on a book of twelve people, and
what the book then holds is compared with what is right. Where it asks, each of its
answers is carried out too.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from bench.reading_book import ENGLISH, ReadingBook, Tried, open_reading_book
from bench.reading_cases import (
    TRICKY,
    VERDICTS,
    Case,
    KeptRow,
    Verdict,
    cases_in,
    judged,
)
from bench.rows import Comparison, Found, Row, as_json, as_table, at_most, floor

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
FILES = tuple(
    CASES / name
    for name in ("leaders-type.tsv", "fresh.tsv", "tricky.txt", "tricky2.txt")
)
CONTACT_WANTED = ("log", "plan", "fix", "undo")
SLOWEST = 50.0  # ms of any line; house rule
FURTHER = 1988  # people, beside the twelve: a book of 2,000
LONG = 4000  # characters of the longest line that is taken
SHOWN = 300  # characters of an answer worth showing
TIMED = 160  # lines whose reading is timed

LONG_PARTS: Mapping[str, str] = {  # what a long line is made of, again and again
    "commas": ",",
    "a word": "a",
    "spaces and a word": "   x",
    "and": "and ",
    "names": "Kim and Rosa, ",
    "names nearly right": "Kimm Rosaa Zoee ",
    "full names": "Dana Whitfield ",
    "strangers": "Priya Nair and ",
    "contacts": "met Kim. called Rosa, ",
    "contacts on lines": "met Kim yesterday\n",
    "days": "3 March ",
    "figures": "12/3 14:00 50% ",
    "digits": "1",
    "weekdays": "on Friday the 26th ",
    "negations": "I did not not never ",
    "brackets": "((",
    "quotes": "\"'“’",
    "emoji": "☕📞",
    "from right to left": "\u05e7\u05d9\u05dd ",
    "accents": "e\u0301",
    "mentions": "<@U123> <!channel> ",
    "a chat": "[09:12] Kim Osei: hello\n",
    "headers": "From: Kim Osei\nSent: Monday\n",
    "dashes": "- ",
    "colons": "Kim: ",
    "slashes": "Kim/Rosa/",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A case, what came of it, and what that is worth."""

    case: Case
    tried: Tried
    verdict: Verdict


def judged_cases(book: ReadingBook, cases: Iterable[Case]) -> list[Judged]:
    """Try every case on the same book, and judge what came of it."""
    found = []
    for case in cases:
        tried = book.try_case(case)
        found.append(Judged(case, tried, judged(case, tried.outcome)))
    return found


def measure(paths: Sequence[Path] = FILES, locale: str = ENGLISH) -> list[Found]:
    """Return what was understood of the files, and how long that took."""
    cases = [case for path in paths for case in cases_in(path)]
    return [*understood(tried_in_a_book(cases, locale)), *speed(cases)]


def tried_in_a_book(cases: Sequence[Case], locale: str) -> list[Judged]:
    """Try the cases in a new book."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_reading_book(Path(folder), locale) as book,
    ):
        return judged_cases(book, cases)


# What was understood.


def understood(found: Sequence[Judged]) -> list[Found]:
    """Return the verdicts kind by kind and in total, and the two that may not be."""
    kinds = dict.fromkeys(one.case.kind for one in found)
    counts = {
        kind: Counter(one.verdict for one in found if one.case.kind == kind)
        for kind in kinds
    }
    counts["in total"] = Counter(one.verdict for one in found)
    counts["of those, contacts"] = Counter(
        one.verdict for one in found if one.case.want in CONTACT_WANTED
    )
    lines = tuple(
        (kind, str(count.total()), *(str(count[one] or "") for one in VERDICTS))
        for kind, count in counts.items()
    )
    rows = tuple(
        floor(f"reading: {kind}, {one}", count[one], "")
        for kind, count in counts.items()
        for one in VERDICTS
    )
    total = counts["in total"]
    limits = [at_most("reading: WRONG", total["WRONG"], 0, "lines")]
    if any(one.case.want == TRICKY for one in found):
        held = total["saved as held"]
        limits.append(at_most("reading: saved as held", held, 0, "lines"))
    table = Comparison("What was understood", ("kind", "lines", *VERDICTS), lines, rows)
    return [table, *limits]


# How long it takes.


def speed(cases: Sequence[Case]) -> list[Row]:
    """Return the times of short lines in a small and a large book, and of long ones."""
    lines = [case.line for case in cases[:: max(1, len(cases) // TIMED)]]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        book = stack.enter_context(open_reading_book(Path(folder)))
        rows += _times("12 people", book, lines)
        rows += _longest("12 people", book)
        book.fill(FURTHER)
        rows += _times("2,000 people", book, lines)
        rows += _longest("2,000 people", book)
    return rows


def _times(where: str, book: ReadingBook, lines: Sequence[str]) -> list[Row]:
    """Return p50 and p99 of whole answers, without the commit."""
    milliseconds = [1000 * min(_twice(book, line)) for line in lines]
    if len(milliseconds) < 2:
        return []
    cuts = quantiles(milliseconds, n=100, method="inclusive")
    return [
        floor(f"reading: an answer, p50, {where}", cuts[49], "ms"),
        at_most(f"reading: an answer, p99, {where}", cuts[98], SLOWEST, "ms"),
    ]


def _twice(book: ReadingBook, line: str) -> list[float]:
    return [book.seconds_for(line) for _ in range(2)]


def _longest(where: str, book: ReadingBook) -> list[Row]:
    times = {
        name: 1000 * min(_twice(book, line)) for name, line in long_lines().items()
    }
    worst = max(times, key=lambda name: times[name])
    name = f"reading: the worst of {LONG:,} characters ({worst}), {where}"
    return [at_most(name, times[worst], SLOWEST, "ms")]


def long_lines() -> dict[str, str]:
    """Return lines as long as may be, alone and after a contact, by what is in them."""
    lines = {}
    for name, part in LONG_PARTS.items():
        for before, start in (("", ""), ("a contact, then ", "met Kim ")):
            whole = start + part * (LONG // len(part) + 1)
            lines[f"{before}{name}"] = whole[:LONG]
    return lines


# What is shown of single lines.


def shown(found: Iterable[Judged], verdicts: Sequence[str]) -> str:
    """Return the lines of these verdicts, with what was answered and recorded."""
    return "\n".join(_shown(one) for one in found if _is_one_of(one.verdict, verdicts))


def _is_one_of(verdict: Verdict, verdicts: Sequence[str]) -> bool:
    """Say whether a verdict is named, by any of its words."""
    wanted = [one.strip().casefold() for one in verdicts]
    name = verdict.casefold()
    return any(one and (one == name or one in name.split()) for one in wanted)


def _shown(one: Judged) -> str:
    outcome, told = one.tried.outcome, " ".join(one.tried.told.split())
    lines = [
        f"{one.verdict}: {one.case.id} [{one.case.kind}, {one.case.want}] "
        f"{one.case.line!r}",
        f"    told: {told[:SHOWN]}",
    ]
    lines += [f"    answer: {label}" for label in one.tried.answers]
    new = [row for row in outcome.after if row not in outcome.before]
    lines += [f"    recorded: {_row_shown(row)}" for row in new]
    lines += [f"    a new row of {name}" for name in outcome.elsewhere]
    return "\n".join(lines)


def _row_shown(row: KeptRow) -> str:
    what = row.kind if row.outcome == "met" else row.outcome
    ahead = f" next {row.next_on} {row.next_time}".rstrip() if row.next_on else ""
    share = "" if row.listened is None else f" listened {row.listened}"
    return f"{what} {row.who} {row.on}{ahead}{share}: {row.note!r}"


def main() -> None:
    """Print what was understood of some files, and single lines if asked to."""
    parser = argparse.ArgumentParser(prog="bench.reading", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="rows as JSON")
    parser.add_argument("--show", default="", help="verdicts: WRONG,badly,refused")
    parser.add_argument("--locale", default=ENGLISH, help="the speaker's, e.g. es-ES")
    parser.add_argument("--no-speed", action="store_true", help="leave out the times")
    chosen = parser.parse_args()
    files = chosen.files or FILES
    if missing := [str(path) for path in files if not path.is_file()]:
        parser.error(f"there is no file {', '.join(missing)}")
    cases = [case for path in files for case in cases_in(path)]
    found = tried_in_a_book(cases, chosen.locale)
    rows = [*understood(found), *([] if chosen.no_speed else speed(cases))]
    print(as_json(rows) if chosen.json else as_table(rows))
    if chosen.show and not chosen.json:
        print(f"\n{shown(found, chosen.show.split(','))}")


if __name__ == "__main__":
    main()
