"""What a line tells: its sentences, each a draft of one contact, plan or outcome.

Every word before a note has a symbol, and a sentence counts only if its symbols, taken
together, are a pattern of the language. So "Rosa met Kim" and "I didn't meet Kim", for
which there is no pattern, are asked about without a rule of their own, and each new
pattern or phrase can only add understanding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.grammar.days import Day
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.sentences.drafts import Draft, NamedAt, fill
from handlers.grammar.sentences.following import Following
from handlers.grammar.sentences.headings import (
    Headings,
    of_one_week,
    share_the_week,
)
from handlers.grammar.sentences.labels import pieces_of, put_right
from handlers.grammar.sentences.line import Line, Piece, PiecesOfALine, tells_of_mine
from handlers.grammar.sentences.patterns import SentenceReader
from handlers.grammar.sentences.unread import Unread, Verdict
from handlers.grammar.words.tokens import EMOJI_CODE, tokens_of

REACHES = frozenset("VvrgHk")  # verbs of what the leader did to reach somebody
ACTS = frozenset("VvHgkIB")  # before the first name: done to all that follow
LONGEST_READ = 800  # characters; what follows is note. House rule
OPENING = frozenset("\"'“”‘’«„<([{*_¿¡@#~`:")  # signs that open what follows them
MOST_TOKENS = 120  # of a line; likewise. House rule


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line tells. Verdict "" = every word before a note was explained."""

    drafts: tuple[Draft, ...] = ()
    verdict: Verdict = ""


def read_part(text: str) -> str:
    """Return the beginning of a text that is read; what follows it is note."""
    tokens = tokens_of(text[:LONGEST_READ])
    if len(tokens) > MOST_TOKENS:
        return text[: tokens[MOST_TOKENS].start]
    return text[:LONGEST_READ]


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
    if not told and (verdict := clauses.unread.asks()):
        return Reading((clauses.unread.found(),), verdict)
    return clauses.read()


class _Clauses(PiecesOfALine):
    """The clauses of one line, read one after the other."""

    def __init__(self, line: Line, pieces: Sequence[Piece], *, told: bool) -> None:
        super().__init__(line, pieces)
        self.sentences = SentenceReader(line, pieces, told=told)
        self.unread = Unread(line, pieces, self.sentences)
        self.following = Following(line, pieces)
        self.drafts: list[Draft] = []
        self.headings = Headings(line, pieces)
        self.lead: tuple[int, int] | None = None  # a remark before the contact

    # The whole line.

    def read(self) -> Reading:
        """Return all drafts, or what could be made out of a line not understood."""
        at = 0
        while at < len(self.pieces):
            if self.pieces[at].symbol == ",":
                at += 1
            elif self.drafts and self.turns(at):  # "..., but Kim declined"
                if not (after := self._contact(at + 1)) or self._stays_away(at, after):
                    return Reading(self.unread.in_clauses(), "unread")
                at = after
            elif after := (
                self._contact(at) or self.headings.take(at) or self._one_more(at)
            ):
                if absent := self._taken_out():
                    return self._without(absent)
                at = after
            elif self.drafts and not self._is_an_item(at):
                if self._tells_of_another(at):
                    return Reading(self.unread.in_clauses(), "unread")
                at = self._note(at)
            elif after := self._remark(at):
                at = after
            else:
                return Reading(self.unread.in_clauses(), "unread")
        if not self.drafts:
            return Reading(verdict="unread")
        of_one_week(self.drafts, self.line.days.today)
        self.headings.below(self.drafts)
        for draft in self.drafts:
            draft.note = self._note_of(draft)
        if len(self.drafts) == 1:
            self._hint_days(self.drafts[0])
        return Reading(tuple(self.drafts))

    def _is_an_item(self, at: int) -> bool:
        """Say whether one more of a list begins here, and names somebody."""
        marked = self.pieces[at - 1].first in self.line.marks
        clause = self.pieces[at : self.next_clause(at)]
        return marked and any(piece.symbol == "P" for piece in clause)

    def _hint_days(self, draft: Draft) -> None:
        """Let a question about the one draft offer the days of its note, too."""
        taken = (*draft.days, *draft.hints, draft.next_day)
        said = (piece.value for piece in self.pieces)
        draft.hints += [d for d in said if isinstance(d, Day) and d not in taken]

    def _quoted(self, start: int, end: int) -> str:
        """Return a part of the note as it was typed, with the signs around it."""
        text = self.line.text
        while start and text[start - 1] in OPENING:
            start -= 1
        if not any(letter.isalnum() for letter in text[end:]):
            end = len(text)
        quoted = text[start:end].strip(" ,;-\n")
        return quoted if EMOJI_CODE.search(quoted) else quoted.strip(" :")

    def _contact(self, at: int) -> int:
        """Read a contact that starts at a piece; return where it ends, 0 = none."""
        before = self.drafts[-1] if self.drafts else None
        headed = self.headings.last is not None
        draft, used = self.sentences.sentence(at, before, headed=headed)
        if draft and draft.mood == "bare" and self.headings.is_not_of_today():
            draft.mood = "open"
        if draft is None or (self.drafts and not self._may_follow(at, draft)):
            return 0
        if self.lead and draft.mood not in ("past", "outcome"):
            return 0
        stop = self._before_a_subject(draft, at, at + used)
        said = self._said_in(at, stop, draft.outcome)
        draft.places = [self.lead, *said] if self.lead else said
        self.lead = None
        each = _one_each(draft, self.line, self.pieces[at:stop])
        timed = any(piece.sort == "time" for piece in self.pieces[at:stop])
        first = self.drafts[0] if timed and self.drafts else None
        for one in each:
            self.headings.hand_down(one, first)
            self.drafts.append(one)
        end = self.following.take(each[-1], stop, headed=bool(self.headings.last))
        if before is not None:
            for one in each:
                self.headings.go_on(one, before, at)
        return end

    def _before_a_subject(self, draft: Draft, at: int, stop: int) -> int:
        """Return where a sentence ends, who is told of next left out of its people.

        After "with Rosa and Sam" the list is whole: ", José was ill" tells of José.
        """
        if stop == len(self.pieces) or not self.pieces[stop].opens:
            return stop
        people = [k for k in range(at, stop) if self.pieces[k].symbol == "P"]
        if len(people) < 3 or people[-1] != stop - 1:
            return stop
        joins = [self.pieces[k - 1].symbol for k in people[1:]]
        if joins[-1] != "," or "&" not in joins or len(draft.who) < len(people):
            return stop
        del draft.who[-1]
        return stop - 2

    def _tells_of_another(self, at: int) -> bool:
        """Say whether what would be note tells of a contact with somebody else."""
        clause = self.pieces[at : self.next_clause(at)]
        while clause and self._only_joins(clause[0]):
            clause = clause[1:]
        told = frozenset().union(*(_ids(draft) for draft in self.drafts))
        new = any(
            isinstance(piece.value, Who)
            and piece.value.people
            and not any(one.id in told for one in piece.value.people)
            for piece in clause
        )
        return (new and tells_of_mine(clause)) or self._reached_after_all(clause)

    def _reached_after_all(self, clause: Sequence[Piece]) -> bool:
        """Say whether whoever did not answer was written to: "then sent her a mail"."""
        verbs = [piece for piece in clause[:2] if piece.symbol in REACHES]
        if self.drafts[-1].outcome != "no reply" or not verbs:
            return False
        people = self.line.lexicon.people
        first, last = verbs[0].first, clause[-1].last
        named = any(
            self.line.key(k) in people.get("pronouns", ()) for k in range(first, last)
        )
        return named or self.line.key(first) in people.get("clitics", ())

    def _only_joins(self, piece: Piece) -> bool:
        joins = piece.symbol in (",", "&") or piece.sort == "silent"
        words = any(self.starts(name, piece.first) for name in ("turns", "then"))
        return joins or words

    def _stays_away(self, at: int, after: int) -> bool:
        """Say whether somebody "did not come": from what, only the leader knows."""
        first, last = self.pieces[at].first, self.pieces[after - 1].last
        return any(self.starts("absent", token) for token in range(first, last))

    def _taken_out(self) -> frozenset[str]:
        """Return the ids of those met who, the last sentence says, were not there."""
        last = self.drafts[-1] if self.drafts else Draft()
        if last.mood != "outcome" or last.days:
            return frozenset()
        met = [draft for draft in self.drafts[:-1] if draft.mood != "outcome"]
        return _ids(last) & frozenset().union(*(_ids(draft) for draft in met))

    def _without(self, absent: frozenset[str]) -> Reading:
        """Return the line to be asked about, whoever was not there left out.

        "Met Ana, Pedro and Kim, Pedro fell ill": whether he was there, only the leader
        knows.
        """
        last = self.drafts[-1]
        for draft in self.drafts[:-1]:
            others = [named for named in draft.who if not _is_among(named, absent)]
            if not others:  # "lunch with Kim, Kim cancelled"
                last.kind, last.days = draft.kind, list(draft.days)
                last.unread.append("")
                return Reading((*self.drafts[:-2], last), "unread")
            draft.who, last.days = others, list(draft.days)
        for draft in self.drafts:
            draft.note = self._note_of(draft)
        return Reading(tuple(self.drafts), "unread")

    def _note_of(self, draft: Draft) -> str:
        parts = [self._quoted(start, end) for start, end in draft.places]
        return "; ".join(part for part in parts if part)

    def _said_in(self, at: int, stop: int, outcome: str) -> list[tuple[int, int]]:
        """Return where a sentence has words worth keeping: how it was, about what."""
        said: list[tuple[int, int]] = []
        last = -1
        for k in range(at, stop):
            piece = self.pieces[k]
            if self._is_pronoun(piece):
                continue
            if _is_said(piece, outcome) or piece.symbol == "?":
                place = self.place(piece)
                if said and last == k - 1:
                    place = said.pop()[0], place[1]
                said.append(place)
                last = k
        return said

    def _is_pronoun(self, piece: Piece) -> bool:
        pronouns = self.line.lexicon.people.get("pronouns", ())
        return piece.length == 1 and self.line.key(piece.first) in pronouns

    def _may_follow(self, at: int, draft: Draft) -> bool:
        """Say whether a further contact of the same line may start at a piece."""
        starts = self.pieces[at - 1].symbol in (",", "&")
        starts = starts or self.pieces[at].symbol == "&" or self.turns(at - 1)
        starts = starts or self.line.key(self.pieces[at].first - 1) in (",", ";", ".")
        sure = draft.mood not in ("wish", "bare", "unclear")
        sure = sure or (draft.mood == "bare" and bool(draft.days))
        return starts and sure and all(named.who.people for named in draft.who)

    def _remark(self, at: int) -> int:
        """Pass a greeting, or a remark about nobody; return where it ends, 0 = none."""
        end = self.next_clause(at)
        clause = self.pieces[at:end]
        tokens = range(clause[0].first, clause[-1].last)
        if (
            end == len(self.pieces)
            or any(
                piece.symbol and piece.symbol not in "?nIYWhxM,U" for piece in clause
            )
            or any(piece.sort == "day" for piece in clause)
            or any(self.line.tokens[k].capital and k for k in tokens)
        ):
            return 0
        if any(piece.symbol == "?" for piece in clause):
            if self.pieces[end].value == ":":
                return 0
            start = (
                self.lead[0] if self.lead else self.line.tokens[clause[0].first].start
            )
            self.lead = start, self.line.tokens[clause[-1].last - 1].end
        return end + (self.pieces[end].symbol == ",")

    def _one_more(self, at: int) -> int:
        """Take ", plus Kim" behind a note; return where it ends, 0 = it is none.

        Whether they were there, or belong to the note, only the leader knows.
        """
        if not self.drafts:
            return 0
        if at and self.pieces[at].symbol == "P" and self.pieces[at - 1].symbol == "&":
            at -= 1
        joined = self.pieces[at - 1].symbol == ","
        if not joined or not self.starts("plus", self.pieces[at].first):
            return 0
        draft = self.drafts[-1]
        end = at + 1
        while end < len(self.pieces) and self.pieces[end].symbol in ("P", "&"):
            end += 1
        ends = end == len(self.pieces) or self.pieces[end].symbol == ","
        named = fill(Draft(), self.line, self.pieces[at:end]).who
        if not ends or not named or draft.mood not in ("past", "open"):
            return 0
        draft.who += named
        draft.unread.append(self.line.key(self.pieces[at].first))
        return end

    def _note(self, at: int) -> int:
        """Take the clause at a piece into the note of the last draft."""
        end = self.next_clause(at)
        start, stop = self.place(self.pieces[at], self.pieces[end - 1])
        draft = self.drafts[-1]
        between = self.line.text[draft.places[-1][1] : start] if draft.places else ""
        if any(letter.isalnum() for letter in between) or not draft.places:
            draft.places.append((start, stop))
        else:
            draft.places[-1] = draft.places[-1][0], stop
        if end == len(self.pieces):
            return end
        return self.following.take(draft, end, headed=bool(self.headings.last))


def _ids(draft: Draft) -> frozenset[str]:
    """Return the ids of everybody that a draft may be about."""
    return frozenset(one.id for named in draft.who for one in named.who.people)


def _is_among(named: NamedAt, ids: frozenset[str]) -> bool:
    return any(one.id in ids for one in named.who.people)


def _is_said(piece: Piece, outcome: str) -> bool:
    """Say whether a piece is kept in the note: how it was, what about, where."""
    if isinstance(piece.value, Day) and outcome == "no reply":
        return piece.value.role == "from"  # since when
    if piece.symbol == "u":
        return piece.length > 1  # "gives me the runaround": more than an outcome
    if outcome and piece.symbol in ("N", "y"):
        return True  # "passed on the workshop"
    in_person = piece.symbol in ("p", "e") and piece.value == "met"
    return piece.sort == "said" or piece.symbol == "?" or in_person


def _one_each(draft: Draft, line: Line, pieces: Sequence[Piece]) -> list[Draft]:
    """Return a draft for each of "Zoë on Friday and José yesterday", else the one."""
    parts = _split_at_signs(pieces)
    whens = [[p.sort for p in part if p.sort in ("day", "time")] for part in parts]
    alike = len(parts) > 1 and all(when == whens[0] and when for when in whens)
    if not alike or any(sum(p.symbol == "P" for p in part) != 1 for part in parts):
        return [draft]
    kind = fill(Draft(), line, parts[0]).kind if parts[0][0].symbol in ACTS else ""
    each = [fill(Draft(draft.mood), line, part) for part in parts]
    for one in each:
        one.kind, one.outcome = one.kind or kind, one.outcome or draft.outcome
        one.places = list(draft.places)
    share_the_week(each)
    return each


def _split_at_signs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the pieces between commas and "and"; none of them is empty.

    Brackets go on telling of whoever stands before them: "Kim (call)".
    """
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.symbol in (",", "&") and piece.value not in ("(", ")"):
            parts.append([])
        else:
            parts[-1].append(piece)
    return [part for part in parts if part]
