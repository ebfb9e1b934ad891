"""A line that is not understood: whether it asks, and what can be made out of it."""

from collections.abc import Sequence
from typing import Literal

from handlers.grammar.days import WEEKS, Day
from handlers.grammar.days.times import hour_said
from handlers.grammar.sentences.drafts import KIND_SYMBOLS, Draft, fill
from handlers.grammar.sentences.line import Line, Piece, PiecesOfALine
from handlers.grammar.sentences.patterns import SentenceReader

Verdict = Literal["", "empty", "command", "question", "unread"]
PAST = frozenset("VvcqHgarT")  # words that tell of what was
TALKED = frozenset("vTGB")  # what may be said of a call, too


class Unread(PiecesOfALine):
    """What fills in the question about a line that is no pattern of its language."""

    def __init__(
        self, line: Line, pieces: Sequence[Piece], sentences: SentenceReader
    ) -> None:
        super().__init__(line, pieces)
        self.sentences = sentences

    def asks(self) -> Verdict:
        """Say whether a line is a question or something to do for the bot."""
        asked = self.line.tokens[-1].key == "?" or self.line.tokens[0].key == "¿"
        asked = asked and all(p.value != "told" for p in self.pieces[:3])
        first = next(
            (p.first for p in self.pieces if p.sort != "silent" and p.symbol != ","), 0
        )
        longest = max((p.length for p in self.pieces if p.first == first), default=0)
        if self.starts("command", first) >= max(longest, 1):  # not of "set up a call"
            return "command"
        length = self.starts("question", first)
        if length and length >= longest:
            after = next((p for p in self.pieces if p.first >= first + length), None)
            if asked or (after and after.symbol in tuple("IPM")):
                return "question"
        if not asked:
            return ""
        inner = self.pieces[1:-1]
        if not any(piece.symbol in tuple(",n") for piece in inner):
            return "question"
        if self.line.tokens[-1].key == "?":
            draft, _ = self.sentences.sentence(0)
            if draft is None or draft.mood != "past":
                return "question"
        return ""

    def found(self) -> Draft:
        """Return what could be made out of the whole line, to fill in a question."""
        return self._made_out(self.pieces)

    def _made_out(self, pieces: Sequence[Piece]) -> Draft:
        about = self._about_whom(pieces)
        draft = fill(Draft(), self.line, pieces)
        draft.unread = [str(piece.value) for piece in pieces if piece.symbol == "?"]
        draft.unread = draft.unread or [""]
        self._hinted(draft, pieces)
        self._days_of_others(draft, pieces)
        if draft.at is None and any(day.tense >= 0 for day in draft.days):
            draft.at = hour_said(
                self.line.days.words,
                self.line.tokens[pieces[0].first : pieces[-1].last],
            )
        start, end = self.place(pieces[0], pieces[-1])
        draft.note = self.line.text[start:end].strip(" ,;:-\n")
        signs = "".join(piece.symbol for piece in about)
        if "X" in signs:
            draft.mood = "not"
        elif {"K", "w", "s"} & set(signs) or "IYG" in signs:
            draft.mood = "plan"
        elif "L" in signs:
            draft.mood = "wish"
        elif PAST & set(signs):
            draft.mood = "past"
        if draft.mood == "plan" and _all_past(draft):
            draft.mood = "past"
        return draft

    def _hinted(self, draft: Draft, pieces: Sequence[Piece]) -> None:
        """Take what words somewhere in a clause hint at, where it is not said."""
        tokens = range(pieces[0].first, pieces[-1].last)
        absent = any(self.starts("absent", token) for token in tokens)
        if absent and draft.outcome in ("", "declined"):
            draft.outcome, draft.other_outcome = "no reply", "declined"
        elif not draft.outcome and any(self.starts("unanswered", k) for k in tokens):
            draft.outcome = "no reply"
        said = {p.symbol for p in pieces if p.symbol in KIND_SYMBOLS and p.value}
        if draft.kind == "met" and not draft.other_kind and said <= TALKED:
            draft.other_kind = "call"  # "spoke": face to face or not

    def _days_of_others(self, draft: Draft, pieces: Sequence[Piece]) -> None:
        """Set aside the days that stand after a new subject: "Sam says ... Friday"."""
        named = False
        for k, piece in enumerate(pieces):
            begins = self.line.lexicon.has("subjects", self.line.key(piece.first))
            if named and begins and piece.symbol not in ("&", "I", "M"):
                later = [p.value for p in pieces[k:] if isinstance(p.value, Day)]
                draft.hints += [day for day in draft.days if day in later]
                draft.days = [day for day in draft.days if day not in later]
                return
            named = named or piece.symbol == "P"

    def _about_whom(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """Return the pieces up to where, after the first name, a new clause begins."""
        named = False
        for k, piece in enumerate(pieces):
            begins = self.line.lexicon.has("subjects", self.line.key(piece.first))
            if named and (piece.symbol == "," or begins):
                return pieces[:k]
            named = named or piece.symbol == "P"
        return pieces

    def in_clauses(self) -> tuple[Draft, ...]:
        """Return what could be made out, clause by clause where each names somebody."""
        groups: list[list[Piece]] = [[]]
        at = 0
        while at < len(self.pieces):
            end = self.next_clause(at)
            clause = self.pieces[at:end]
            listed = _goes_on_listing(groups[-1], clause)
            if _names(groups[-1]) and _names(clause) and not listed:
                groups.append([])
            groups[-1] += clause
            at = end
        drafts = tuple(self._made_out(group) for group in groups)
        if _is_headed(groups[0]) and drafts[0].days[0].name in WEEKS:
            week = drafts[0].days[0]
            for draft in drafts:
                draft.days = [day.in_week(week) for day in draft.days]
        for draft in drafts[1:]:
            if _is_headed(groups[0]):
                draft.days = draft.days or list(drafts[0].days)
                draft.kind = draft.kind or drafts[0].kind
        return drafts


def _goes_on_listing(before: Sequence[Piece], clause: Sequence[Piece]) -> bool:
    """Say whether a clause only names more people: "to Rosa, José and Sam about"."""
    last = next((p for p in reversed(before) if p.symbol), None)
    seen = [piece.symbol for piece in clause if piece.symbol]
    joined = seen[:2] == [",", "&"] or seen[:1] == ["&"]
    while seen and seen[0] in (",", "&"):
        del seen[0]
    names_only = seen[:1] == ["P"] and (len(seen) < 2 or seen[1] in (",", "&", "n"))
    return names_only and (joined or (last is not None and last.symbol == "P"))


def _is_headed(pieces: Sequence[Piece]) -> bool:
    """Say whether a clause begins with a day and a colon: "Board yesterday: ..."."""
    colon = next((k for k, p in enumerate(pieces) if p.value == ":"), len(pieces))
    before = pieces[:colon]
    day = any(piece.sort == "day" for piece in before)
    return colon < len(pieces) and day and not _names(before)


def _names(pieces: Sequence[Piece]) -> bool:
    """Say whether somebody is named in these pieces."""
    return any(piece.symbol == "P" for piece in pieces)


def _all_past(draft: Draft) -> bool:
    """Say whether days were said, and none of them can be ahead."""
    return bool(draft.days) and all(day.tense < 0 for day in draft.days)
