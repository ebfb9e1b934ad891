"""What stands above several contacts: "Mon:", "Last week:", "Summary of yesterday:".

Its day, week and kind are those of every contact below it that tells none of its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from handlers.grammar.days import WEEKS, Day
from handlers.grammar.sentences.drafts import NOUNS, Draft, fill
from handlers.grammar.sentences.line import Line, Piece, PiecesOfALine


class Headings(PiecesOfALine):
    """The headings of one line, and what holds below the last one."""

    def __init__(self, line: Line, pieces: Sequence[Piece]) -> None:
        super().__init__(line, pieces)
        self.last: Draft | None = None  # "Yesterday: lunch with Bill, call with Sam"
        self.week: Day | None = None  # "Last week: Mon lunch with Bill"

    def take(self, at: int) -> int:
        """Read "Mon:" or "Summary of yesterday:"; return where it ends, 0 = none."""
        while self.pieces[at].symbol == "," and self.pieces[at].value != ":":
            at += 1
            if at == len(self.pieces):
                return 0
        rest = self.pieces[at + self._counted(at) :]
        count = next(
            (n for n, p in enumerate(rest) if p.symbol and not self._heads(p)), 0
        )
        if not count or not self._ends_a_heading(rest, count):
            return 0
        header = fill(Draft(), self.line, rest[:count])
        if not header.days:
            return 0
        if header.days[0].kind == "span" and header.days[0].name in WEEKS:
            self.week = header.days[0]
        elif self.week:
            header.days = [day.in_week(self.week) for day in header.days]
        self.last = header
        return len(self.pieces) - len(rest) + count + 1

    def _counted(self, at: int) -> int:
        """Return how many pieces say how many: "Two calls yesterday"."""
        first = self.pieces[at].first
        length, _ = self.line.days.words.number(self.line.tokens, first)
        last = first + max(length, self.line.key(first).isdecimal())
        return sum(first <= p.first and p.last <= last for p in self.pieces[at:])

    def _heads(self, piece: Piece) -> bool:
        """Say whether a piece may stand in a heading: a noun, "summary"."""
        return piece.symbol in NOUNS or self.starts("heads", piece.first) > 0

    def _ends_a_heading(self, rest: Sequence[Piece], count: int) -> bool:
        """Say whether a heading ends here: "Mon:", "Two calls today. 1) Kim"."""
        sign = rest[count].value
        after = rest[count + 1] if count + 1 < len(rest) else None
        week = _names_a_week(rest[:count])
        if sign == "." and after is not None:
            return after.first in self.line.marks or (week and after.sort == "day")
        if sign == "-":
            return week or (after is not None and not after.sort)  # "Monday - Friday"
        return sign in (":", "\n")

    def below(self, drafts: Sequence[Draft]) -> None:
        """Give all contacts the last day of a line: "lunch with Kim, all yesterday".

        A day after a last comma may be of all, or of the last one: it is asked.
        """
        last = len(self.pieces)
        while last and self.pieces[last - 1].symbol == ",":
            last -= 1
        signs = [k for k in range(last) if self.pieces[k].symbol == ","]
        clause = self.pieces[signs[-1] + 1 : last] if signs else ()
        days = [(k, p.value) for k, p in enumerate(clause) if isinstance(p.value, Day)]
        without = [draft for draft in drafts[:-1] if not draft.days]
        if len(days) != 1 or not without:
            return
        first = clause[0].first
        length = self.starts("all_of_it", first)
        said = set(range(first, first + length))
        at, day = days[0]
        rest = (*clause[:at], *clause[at + 1 :])
        if not all(said.issuperset(range(p.first, p.last)) for p in rest):
            return
        start = self.place(clause[0])[0]
        if not length:
            for draft in without:
                draft.hints.append(day)
                draft.unread.append("")
            return
        for draft in drafts:
            draft.days = draft.days or [day]
        places = drafts[-1].places
        drafts[-1].places = [(a, min(b, start)) for a, b in places if a < start]

    def go_on(self, draft: Draft, before: Draft, at: int) -> None:
        """Give a further contact the day of the one before, if the line says so.

        That is where the day stands first, "On Friday I met Kim, called Rosa", or a
        word says "then". Else it may be of today, too, and is asked about.
        """
        later = bool(draft.days) and all(day.vague for day in draft.days)
        if not before.days or self.last or draft.at:
            return
        if draft.days and not later:
            return
        first = next((one for one in self.pieces if one.sort != "silent"), None)
        leads = first is not None and first.sort == "day"
        joined = range(self.pieces[at - 1].first, self._first_word(at))
        follows = later or any(
            self.starts(name, k) for k in joined for name in ("then", "turns")
        )
        if leads or follows:
            draft.days = list(before.days)
            return
        today = self.line.days.today
        if any(on < today for day in before.days for on in day.dates("past", today)):
            draft.hints += before.days
            draft.unread.append("")

    def _first_word(self, at: int) -> int:
        """Return the token of the first piece from `at` on that has a symbol."""
        found = (p.first for p in self.pieces[at:] if p.symbol not in ("", ",", "&"))
        return next(found, self.pieces[at].first)

    def is_not_of_today(self) -> bool:
        """Say whether "call Kim" stands below another day: it is no thing to do."""
        days = self.last.days if self.last else []
        return any(day.tense or day.kind == "weekday" for day in days)

    def hand_down(self, draft: Draft, first: Draft | None) -> None:
        """Give a draft the day and the kind of the heading, or the first one's day.

        Args:
            first: of the same line, whose day holds for one that tells only a time.
        """
        if self.week:
            draft.days = [day.in_week(self.week) for day in draft.days]
        if self.last:
            draft.kind = draft.kind or self.last.kind
            week = self.last.days[0]
            own = [day.in_week(week) for day in draft.days]
            draft.days = own or list(self.last.days)
        elif not draft.days and first is not None:
            draft.days = list(first.days)


def of_one_week(drafts: Sequence[Draft], today: date) -> None:
    """Doubt a weekday beside one "of last week": "Kim on Mon, Rosa Wed last week".

    It may be of the same week, or the latest such day.
    """
    for ordered in (drafts, drafts[::-1]):
        week: Day | None = None
        for draft in ordered:
            weeks = [day for day in draft.days if WEEKS.get(day.name, 0) < 0]
            week = weeks[0] if weeks else week
            if week is not None and not weeks:
                draft.days = [_of_that_week(day, week, today) for day in draft.days]


def _of_that_week(day: Day, week: Day, today: date) -> Day:
    """Return a weekday as the one of a week; as a span, if another was nearer."""
    if day.kind != "weekday":
        return day
    same = day.in_week(week)
    either = tuple(dict.fromkeys((*same.days, *day.dates("past", today))))
    return replace(same, days=either, kind="span" if len(either) > 1 else "on")


def _names_a_week(pieces: Sequence[Piece]) -> bool:
    """Say whether the only day among these is a week: "Summary of last week"."""
    days = [piece.value for piece in pieces if isinstance(piece.value, Day)]
    return len(days) == 1 and days[0].kind == "span" and days[0].name in WEEKS


def share_the_week(each: Sequence[Draft]) -> None:
    """Let the week that stands last be that of all: "Kim tue, Rosa wed last week"."""
    days = [one.days[0] for one in each if one.days]
    if len(days) < len(each):
        return
    on = days[-1].days[0].weekday() if days[-1].days else 0
    told = [on if day.weekday is None else day.weekday for day in days[:-1]]
    if told == sorted({*told, on})[:-1]:
        for one in each[:-1]:
            one.days = [day.in_week(days[-1]) for day in one.days]
