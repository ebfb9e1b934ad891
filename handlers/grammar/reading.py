"""What a line tells: its sentences, each a draft of one contact, plan or outcome.

Every word before a note has a symbol, and a sentence counts only if its symbols, taken
together, are a pattern of the language. So "Rosa met Kim" and "I didn't meet Kim", for
which there is no pattern, are asked about without a rule of their own, and each new
pattern or phrase can only add understanding.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Literal

from handlers.grammar.days import Day
from handlers.grammar.labels import Line, Piece, pieces_of, put_right
from handlers.grammar.people import Who

Mood = Literal["past", "open", "plan", "bare", "wish", "outcome", "unclear", "not", ""]
Verdict = Literal["", "empty", "command", "question", "unread"]

MOODS = ("past", "came", "outcome", "unclear", "open", "plan", "bare", "wish")
# People joined by "and" or commas are one P of a pattern.
SEVERAL = re.compile(r"P(?:(?:,?&|[,;](?=P(?:[,;&P]|$|n)))P)*")
LEADING = re.compile(r"^\s*(?:[-*>•/]|\d{1,2}[.)])\s+")  # of a list, a quote
LONGEST_READ = 800  # characters; what follows is note. House rule
MOST_PIECES = 40  # of a sentence; more is a tale. House rule
YEAR = re.compile(r"(?:19|20)\d\d$")
# Pieces whose value may be the kind of a contact.
KIND_SYMBOLS = frozenset("VvBGNZzb")
NOUNS = frozenset("NZzb")


@dataclass(frozen=True, slots=True)
class NamedAt:
    """Somebody named in a line, and where: from `start` to `end` of its text."""

    who: Who
    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """What one sentence tells, before its people and days are settled.

    Beside Heard: days are as said, people may be unclear, and words may be left over.
    """

    mood: Mood = ""
    kind: str = ""
    outcome: str = ""
    who: list[NamedAt] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    at: time | None = None
    share: int | None = None
    manners: list[str] = field(default_factory=list)
    next_day: Day | None = None
    next_at: time | None = None
    no_next: bool = False
    noun: str = ""  # as typed: "lunch"
    note: str = ""
    marked: bool = False  # the note stands after a colon
    unread: list[str] = field(default_factory=list)
    doubt: Day | None = None  # a day in the note that may be that of the contact
    mine: bool = False  # the leader is in it: I, me, us


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line tells. Verdict "" = every word before a note was explained."""

    drafts: tuple[Draft, ...] = ()
    verdict: Verdict = ""


def read_line(line: Line, *, told: bool = False) -> Reading:
    """Return the drafts of a line.

    Args:
        told: after the verb "log", so that "call Kim" is no intention.
    """
    put_right(line)
    pieces = pieces_of(line)
    while pieces and pieces[0].symbol == ",":
        pieces = pieces[1:]
    if not pieces:
        return Reading(verdict="empty")
    clauses = _Clauses(line, pieces, told=told)
    if not told and (verdict := clauses.asks()):
        return Reading((clauses.found(),), verdict)
    return clauses.read()


class _Clauses:
    """The clauses of one line, read one after the other."""

    def __init__(self, line: Line, pieces: Sequence[Piece], *, told: bool) -> None:
        self.line, self.pieces, self.told = line, pieces, told
        self.tokens = line.tokens
        self.drafts: list[Draft] = []
        self.notes: list[list[tuple[int, int]]] = []  # places in the text, of each
        self.header: list[Day] = []  # "Yesterday: lunch with Bill, call with Sam"
        self.lead: tuple[int, int] | None = None  # a remark before the contact

    # The whole line.

    def read(self) -> Reading:
        """Return all drafts, or what could be made out of a line not understood."""
        at = 0
        while at < len(self.pieces):
            if self.pieces[at].symbol == ",":
                at += 1
            elif self.drafts and self._turns(at):  # "..., but Kim declined"
                if not (after := self._contact(at + 1)):
                    return self._not_understood()
                at = after
            elif (after := self._contact(at)) or (after := self._heading(at)):
                at = after
            elif self.drafts:
                at = self._note(at)
            elif after := self._remark(at):
                at = after
            else:
                return self._not_understood()
        if not self.drafts:
            return Reading(verdict="unread")
        for draft, places in zip(self.drafts, self.notes, strict=True):
            parts = [self.line.text[a:b].strip(" ,;:-\n") for a, b in places if b > a]
            draft.note = "; ".join(part for part in parts if part)
        return Reading(tuple(self.drafts))

    def _not_understood(self) -> Reading:
        """Return what could be made out, clause by clause where each names somebody."""
        groups: list[list[Piece]] = [[]]
        for k, piece in enumerate(self.pieces):
            names_more = any(one.symbol == "P" for one in groups[-1]) and any(
                one.symbol == "P" for one in self._clause(k)
            )
            if (piece.symbol == "," or self._turns(k)) and names_more:
                groups.append([])
            groups[-1].append(piece)
        drafts = tuple(self._made_out(group) for group in groups)
        return Reading(drafts, "unread")

    def _clause(self, at: int) -> Sequence[Piece]:
        return self.pieces[at : self._next_clause(at)] if at < len(self.pieces) else ()

    def _contact(self, at: int) -> int:
        """Read a contact that starts at a piece; return where it ends, 0 = none does."""
        draft, used = self.sentence(at, at_once=not self.drafts)
        if draft is None or (self.drafts and not self._may_follow(at, draft)):
            return 0
        if self.lead and draft.mood not in ("past", "outcome"):
            return 0
        stop = at + used
        said = [self._place(p) for p in self.pieces[at:stop] if p.sort == "said"]
        if self.lead:
            said.insert(0, self.lead)
            self.lead = None
        each = _one_on_each_day(draft, self.pieces[at:stop])
        if each is not None:
            self.drafts += each[:-1]
            self.notes += [list(said) for _ in each[:-1]]
            draft = each[-1]
        timed = any(piece.sort == "time" for piece in self.pieces[at:stop])
        if self.header and not draft.days:
            draft.days = list(self.header)
        elif not draft.days and self.drafts and timed:
            draft.days = list(self.drafts[0].days)
        self.drafts.append(draft)
        self.notes.append(said)
        return self._facts(draft, stop)

    def _may_follow(self, at: int, draft: Draft) -> bool:
        """Say whether a further contact of the same line may start at a piece."""
        starts = self.pieces[at - 1].symbol in (",", "&")
        starts = starts or self.pieces[at].symbol == "&"
        sure = draft.mood not in ("wish", "bare", "unclear")
        return starts and sure and all(named.who.people for named in draft.who)

    def _heading(self, at: int) -> int:
        """Read "Mon:" or "Summary of yesterday:"; return where it ends, 0 = none."""
        while self.pieces[at].symbol == "," and self.pieces[at].value != ":":
            at += 1
            if at == len(self.pieces):
                return 0
        rest = self.pieces[at:]
        count = next((n for n, piece in enumerate(rest) if piece.symbol), 0)
        if not count or rest[count].value not in (":", "\n"):
            return 0
        days = [p.value for p in rest[:count] if isinstance(p.value, Day)]
        if not days:
            return 0
        self.header = days
        return at + count + 1

    def _remark(self, at: int) -> int:
        """Pass a greeting, or a remark about nobody; return where it ends, 0 = none."""
        end = self._next_clause(at)
        clause = self.pieces[at:end]
        tokens = range(clause[0].first, clause[-1].last)
        if (
            end == len(self.pieces)
            or any(piece.symbol and piece.symbol not in "?nIYWM,U" for piece in clause)
            or any(piece.sort == "day" for piece in clause)
            or any(self.tokens[k].capital and k for k in tokens)
        ):
            return 0
        if any(piece.symbol == "?" for piece in clause):
            if self.pieces[end].value == ":":
                return 0
            start = self.lead[0] if self.lead else self.tokens[clause[0].first].start
            self.lead = start, self.tokens[clause[-1].last - 1].end
        return end + (self.pieces[end].symbol == ",")

    def _note(self, at: int) -> int:
        """Take the clause at a piece into the note of the last draft."""
        end = self._next_clause(at)
        start, stop = (
            self._place(self.pieces[at])[0],
            self._place(self.pieces[end - 1])[1],
        )
        places = self.notes[-1]
        between = self.line.text[places[-1][1] : start] if places else " x"
        if not between.strip(" ,;:-.!?\n&"):
            places[-1] = places[-1][0], stop
        else:
            places.append((start, stop))
        if end < len(self.pieces):
            return self._facts(self.drafts[-1], end)
        return end

    def _place(self, piece: Piece) -> tuple[int, int]:
        return self.tokens[piece.first].start, self.tokens[piece.last - 1].end

    def _next_clause(self, at: int) -> int:
        for k in range(at + 1, len(self.pieces)):
            if self.pieces[k].symbol == ",":
                return k
            if self.pieces[k].symbol == "&" and k + 1 < len(self.pieces):
                if self.pieces[k + 1].symbol in tuple("VvHI"):
                    return k
            if self._turns(k):
                return k
        return len(self.pieces)

    def _turns(self, at: int) -> bool:
        """Say whether "but" or the like stands here, and somebody is named after it."""
        if not self._starts("turns", self.pieces[at].first):
            return False
        return at + 1 < len(self.pieces) and self.pieces[at + 1].symbol == "P"

    # One sentence.

    def sentence(self, at: int, *, at_once: bool = True) -> tuple[Draft | None, int]:
        """Return the draft of the longest pattern at a piece, and its pieces.

        Args:
            at_once: it is the first of the line; in a later one "him" is whoever was
                named before.
        """
        pieces = self.pieces[at : at + MOST_PIECES]
        if not at_once:
            pieces = self._with_pronouns(pieces)
        best = None
        for without in ("U", ""):  # a length of time may stand anywhere, or be all
            seen = [
                (k, piece)
                for k, piece in enumerate(pieces)
                if piece.symbol and piece.symbol != without
            ]
            best = best or self._longest(pieces, seen)
        if best is None:
            return None, 0
        mood, stop = best
        draft = fill(
            Draft("past" if mood == "came" else mood), self.line, pieces[:stop]
        )
        if self.told and mood == "bare":
            draft.mood = "open"
        several = len(draft.who) > 1 and not draft.mine
        if several and (mood == "came" or (mood == "plan" and pieces[0].symbol == "P")):
            draft.unread.append("")  # "Kim and Grace talked": without me
        return draft, stop

    def _with_pronouns(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """Return the pieces with "him" and "her" as the one person named before."""
        before = self.drafts[-1].who
        pronouns = self.line.lexicon.people.get("pronouns", ())
        if len(before) != 1 or not pronouns:
            return pieces
        found: list[Piece] = []
        for piece in pieces:
            seen = [one.symbol for one in found if one.symbol]
            follows = bool(seen) and seen[-1] in tuple("VvWGQ")
            if follows and piece.length == 1 and self.line.key(piece.first) in pronouns:
                piece = Piece("P", piece.first, piece.last, before[0].who)
            found.append(piece)
        return found

    def _longest(
        self, pieces: Sequence[Piece], seen: Sequence[tuple[int, Piece]]
    ) -> tuple[Mood, int] | None:
        signs, places = _joined("".join(piece.symbol for _, piece in seen))
        best: tuple[Mood, int] | None = None
        longest = 0
        for mood in MOODS:
            for pattern in self.line.lexicon.patterns.get(mood, ()):
                match = pattern.match(signs)
                if not match or match.end() <= longest:
                    continue
                stop = self._stop(pieces, seen, places[match.end() - 1], mood)
                if stop is not None:
                    best, longest = (mood, stop), match.end()  # type: ignore[assignment]
        return best

    def _stop(
        self,
        pieces: Sequence[Piece],
        seen: Sequence[tuple[int, Piece]],
        last: int,
        mood: str,
    ) -> int | None:
        """Return where a sentence ends, None where it does not.

        It ends at the end, at a sign, at "and" or at a word that may open a note.
        """
        here = seen[last][0] + 1
        after = seen[last + 1][0] if last + 1 < len(seen) else len(pieces)
        noun = any(piece.symbol in NOUNS for _, piece in seen[: last + 1])
        for k in range(here, min(after + 1, len(pieces))):
            first = pieces[k].first
            if mood == "came":
                if self._starts("about", first):
                    return k
            elif pieces[k].opens:
                return k
            if mood == "open" or (mood == "past" and noun):
                if self._starts("turned_out", first):
                    return k
        if after == len(pieces) or pieces[after].symbol in (",", "&"):
            return after
        return None

    def _starts(self, name: str, token: int) -> int:
        return self.line.lexicon.starts(name, self.tokens, token)

    # What follows a sentence: facts, then the note.

    def _facts(self, draft: Draft, at: int) -> int:
        """Take clauses that say only a day, an hour, a share, the next meeting, how.

        Returns:
            The piece at which the note begins.
        """
        start = at
        while at < len(self.pieces) and self.pieces[at].symbol in (",", "&"):
            at += 1
        if self._marks_a_note(draft, start, at):
            return self._take_marked(at)
        end = next(
            (k for k in range(at, len(self.pieces)) if self.pieces[k].symbol == ","),
            len(self.pieces),
        )
        clause = self.pieces[at:end]
        real = [
            piece
            for piece in clause
            if piece.sort not in ("silent", "said") and piece.symbol != "&"
        ]
        if not real:
            return at
        colon = end < len(self.pieces) and self.pieces[end].value == ":"
        upcoming = self._starts("next_meeting", clause[0].first)
        if colon and not upcoming:
            return at
        if colon and upcoming == clause[-1].last - clause[0].first:  # "Next: 14 April"
            end = self._next_clause(end)
            clause = self.pieces[at:end]
            real = [p for p in clause if p.sort != "silent" and p.symbol != ","]
        if self._names_the_next(real):
            return end if self._take_next(draft, real) else at
        if all(_is_fact(piece) for piece in real):
            for piece in real:
                if isinstance(piece.value, Day):
                    draft.days.append(piece.value)
                else:
                    _take_fact(draft, piece)
            return end
        self._doubts(draft, clause, real, attached=at == start)
        return at

    def _marks_a_note(self, draft: Draft, start: int, at: int) -> bool:
        """Say whether a colon after a whole sentence marks all that follows as note."""
        return (
            at < len(self.pieces)
            and any(piece.value == ":" for piece in self.pieces[start:at])
            and (bool(draft.kind) or bool(draft.outcome))
            and not self._starts("next_meeting", self.pieces[at].first)
            and not self.header
        )

    def _take_marked(self, at: int) -> int:
        """Take what follows a colon as note, up to the end of the typed line."""
        end = next(
            (k for k in range(at, len(self.pieces)) if self.pieces[k].value == "\n"),
            len(self.pieces),
        )
        start, stop = (
            self._place(self.pieces[at])[0],
            self._place(self.pieces[end - 1])[1],
        )
        self.notes[-1].append((start, stop))
        self.drafts[-1].marked = True
        return end

    def _names_the_next(self, real: Sequence[Piece]) -> bool:
        last = min(real[0].first + 3, real[-1].last)
        return any(self._starts("next_meeting", k) for k in range(real[0].first, last))

    def _take_next(self, draft: Draft, real: Sequence[Piece]) -> bool:
        days = [piece.value for piece in real if isinstance(piece.value, Day)]
        known = all(p.symbol in tuple("GWnIYMKLBNZzbV&U") or p.sort for p in real)
        if not days or not known:
            return False
        draft.next_day = days[0]
        draft.next_at = next(
            (piece.value for piece in real if isinstance(piece.value, time)), None
        )
        return True

    def _doubts(
        self,
        draft: Draft,
        clause: Sequence[Piece],
        real: Sequence[Piece],
        *,
        attached: bool,
    ) -> None:
        """Note what in a note's first clause makes it unclear what happened.

        Args:
            attached: no sign stands between the sentence and the clause.
        """
        first = clause[0].first
        attached = attached and clause[0].symbol != ","
        if draft.kind in ("call", "email", "message") and draft.mood == "past":
            places = range(first, clause[-1].last)
            if any(self._starts("unanswered", k) for k in places):
                draft.mood, draft.outcome = "outcome", "no reply"
        if self._takes_back(clause, real):
            draft.unread.append(self.line.key(real[0].first))
        the = self.line.key(first) in self.line.lexicon.days["the"]
        if draft.mood == "outcome" and attached and the and not draft.kind:
            draft.unread.append(self.line.key(first))  # "Kim cancelled the project"
        if draft.mood == "open" and self._is_undecided(real, attached=attached):
            draft.unread.append(self.line.key(first))  # "lunch with Kim is off"
        if attached and draft.mood == "open" and len(clause) > 1:
            word = self.line.lexicon.match(self.tokens, first)
            if clause[1].symbol == "P" and word and word.symbol == "W":
                draft.unread.append(self.line.key(first))  # "call from Kim to Rosa"
        self._days_of_a_note(draft, clause, attached=attached)

    def _takes_back(self, clause: Sequence[Piece], real: Sequence[Piece]) -> bool:
        """Say whether a note begins by taking back: "met Rosa, no, it was Kim"."""
        length = self._starts("said_wrong", real[0].first)
        if not length:
            return False
        behind = list(clause)
        if real[-1].last == real[0].first + length:  # "no" alone, then a comma
            at = self.pieces.index(real[-1]) + 1
            if at < len(self.pieces):
                behind = list(self.pieces[at : self._next_clause(at)])
        return any(piece.symbol == "P" for piece in behind)

    def _is_undecided(self, real: Sequence[Piece], *, attached: bool) -> bool:
        if self._starts("undecided", real[0].first) or real[0].symbol in tuple("OKm"):
            return True
        early = any(piece.symbol in tuple("KLXOQm") for piece in real[:3])
        return attached and early

    def _days_of_a_note(
        self, draft: Draft, clause: Sequence[Piece], *, attached: bool
    ) -> None:
        """Find a share in a note, and a day before its first subject.

        Such a day may be that of the contact: taken if that is plain, else asked.
        """
        mine = attached and draft.mood in ("past", "open")
        for k, piece in enumerate(clause):
            if piece.sort == "share" and draft.share is None:
                _take_fact(draft, piece)
            key = self.line.key(piece.first)
            if (self.line.lexicon.has("subjects", key) and k) or piece.symbol == "&":
                mine = False
            if (
                mine
                and self.line.key(piece.first - 1)
                not in self.line.lexicon.days["not_before"]
            ):
                self._day_of_a_note(draft, clause, k)

    def _day_of_a_note(self, draft: Draft, clause: Sequence[Piece], k: int) -> None:
        piece, days = clause[k], self.line.lexicon.days
        before, after = self.line.key(piece.first - 1), self.line.key(piece.last)
        key = self.line.key(piece.first)
        if isinstance(piece.value, Day):
            if draft.days or piece.value.role or after == "'s":
                return
            following = clause[k + 1] if k + 1 < len(clause) else None
            ends = (
                following is None or following.opens or following.symbol in ("&", "I")
            )
            if piece.value.kind == "on" and piece.value.tense < 0 and ends:
                draft.days.append(piece.value)
            elif draft.mood == "past" and before not in days["the"]:
                draft.doubt = piece.value
        elif (
            self.line.lexicon.has("daylike", key)
            or YEAR.match(key)
            or (key[:1].isdigit() and (before in days["on"] or before in days["the"]))
        ):
            draft.unread.append(key)

    # Lines that tell of nothing.

    def asks(self) -> Verdict:
        """Say whether a line is a question or something to do for the bot."""
        asked = self.tokens[-1].key == "?" or self.tokens[0].key == "¿"
        first = next(
            (p.first for p in self.pieces if p.sort != "silent" and p.symbol != ","), 0
        )
        if self._starts("command", first):
            return "command"
        longest = max((p.length for p in self.pieces if p.first == first), default=0)
        length = self._starts("question", first)
        if length and length >= longest:
            after = next((p for p in self.pieces if p.first >= first + length), None)
            if asked or (after and after.symbol in tuple("IPM")):
                return "question"
        if not asked:
            return ""
        inner = self.pieces[1:-1]
        if not any(piece.symbol in tuple(",n") for piece in inner):
            return "question"
        if self.tokens[-1].key == "?":
            draft, _ = self.sentence(0)
            if draft is None or draft.mood != "past":
                return "question"
        return ""

    def found(self) -> Draft:
        """Return what could be made out of the whole line, to fill in a question."""
        return self._made_out(self.pieces)

    def _made_out(self, pieces: Sequence[Piece]) -> Draft:
        draft = fill(Draft(), self.line, pieces)
        draft.unread = [str(piece.value) for piece in pieces if piece.symbol == "?"]
        draft.unread = draft.unread or [""]
        start = self.tokens[pieces[0].first].start
        end = self.tokens[pieces[-1].last - 1].end
        draft.note = self.line.text[start:end].strip(" ,;:-\n")
        signs = "".join(piece.symbol for piece in self._about_whom(pieces))
        if "X" in signs:
            draft.mood = "not"
        elif "K" in signs or "IYG" in signs:
            draft.mood = "plan"
        elif "L" in signs:
            draft.mood = "wish"
        return draft

    def _about_whom(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """Return the pieces up to where, after the first name, a new clause begins."""
        named = False
        for k, piece in enumerate(pieces):
            begins = self.line.lexicon.has("subjects", self.line.key(piece.first))
            if named and (piece.symbol == "," or begins):
                return pieces[:k]
            named = named or piece.symbol == "P"
        return pieces


def fill(draft: Draft, line: Line, pieces: Sequence[Piece]) -> Draft:
    """Take people, kind, outcome, days and facts of these pieces into a draft."""
    for piece in pieces:
        start, end = line.tokens[piece.first].start, line.tokens[piece.last - 1].end
        if isinstance(piece.value, Who):
            draft.who.append(NamedAt(piece.value, start, end))
        elif piece.symbol in ("O", "Q", "m"):
            draft.outcome = str(piece.value)
        elif piece.symbol in KIND_SYMBOLS and piece.value:
            if piece.symbol in NOUNS:
                draft.noun = line.text[start:end]
            _take_kind(draft, str(piece.value))
        elif isinstance(piece.value, Day):
            _take_day(draft, piece.value)
        else:
            _take_fact(draft, piece)
        draft.mine = draft.mine or piece.symbol in ("I", "M")
    return draft


def _take_kind(draft: Draft, kind: str) -> None:
    """Take a kind; "met" and "message" give way to a clearer word."""
    if not draft.kind or (kind != "met" and draft.kind in ("met", "message")):
        draft.kind = kind


def _one_on_each_day(draft: Draft, pieces: Sequence[Piece]) -> list[Draft] | None:
    """Return a draft for each of "Zoë on Friday and José yesterday", else None."""
    order = "".join(
        "P" if isinstance(piece.value, Who) else "D"
        for piece in pieces
        if isinstance(piece.value, Who | Day)
    )
    if len(draft.who) < 2 or order not in (
        "PD" * len(draft.who),
        "DP" * len(draft.who),
    ):
        return None
    return [
        replace(draft, who=[named], days=[day])
        for named, day in zip(draft.who, draft.days, strict=True)
    ]


def _joined(signs: str) -> tuple[str, list[int]]:
    """Return the symbols with people joined, and where each one ends in `signs`."""
    joined, places = "", []
    at = 0
    for match in SEVERAL.finditer(signs):
        for k in range(at, match.start()):
            joined += signs[k]
            places.append(k)
        joined += "P"
        places.append(match.end() - 1)
        at = match.end()
    places.extend(range(at, len(signs)))
    return joined + signs[at:], places


def _is_fact(piece: Piece) -> bool:
    return piece.sort in ("day", "time", "share", "manner") or piece.symbol == "U"


def _take_day(draft: Draft, day: Day) -> None:
    if draft.outcome == "postponed" and day.role:
        if day.role != "from":
            draft.next_day = day
    elif day.role in ("till", "from"):
        draft.unread.append(day.text)
    else:
        draft.days.append(day)


def _take_fact(draft: Draft, piece: Piece) -> None:
    if piece.sort == "time" and isinstance(piece.value, time):
        if draft.next_day:
            draft.next_at = piece.value
        else:
            draft.at = piece.value
    elif piece.sort == "share" and isinstance(piece.value, int):
        draft.share = piece.value
    elif piece.sort == "manner":
        if piece.value == "no next":
            draft.no_next = True
        else:
            draft.manners.append(str(piece.value))
