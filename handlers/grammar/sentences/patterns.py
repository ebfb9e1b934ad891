"""One sentence: the longest pattern of the language that its symbols are.

A pattern counts only if the sentence ends with it: at the end, at a sign, at "and", or
at a word that may open a note.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.grammar.days import Day
from handlers.grammar.sentences.drafts import NOUNS, Draft, Mood, fill
from handlers.grammar.sentences.line import Line, Piece, PiecesOfALine

MOODS: tuple[Mood, ...] = (
    "past",
    "came",
    "outcome",
    "unclear",
    "open",
    "plan",
    "bare",
    "wish",
)
HEADED: tuple[Mood, ...] = (*MOODS, "headed")  # after "Yesterday:"
KEPT_AS: dict[Mood, Mood] = {"came": "past", "headed": "open"}
# People joined by "and" or commas are one P of a pattern; "+" is "with" said once more.
SEVERAL = re.compile(r"P(?:(?:,?&\+?|[,;](?=P(?:[,;&P]|$|n))|[,;]\+)P)*")
AGAIN = "+"
# A length of time, or by what, may stand anywhere, or be all that is said.
ANYWHERE = (("U", "p", "e"), ("U",), ("p", "e"), ())
ACTS = frozenset("VvqHgO")  # what somebody did, after "and" and a day
MOST_PIECES = 40  # of a sentence; more is a tale. House rule


class SentenceReader(PiecesOfALine):
    """Reads the sentences of one line."""

    def __init__(self, line: Line, pieces: Sequence[Piece], *, told: bool) -> None:
        super().__init__(line, pieces)
        self.told = told

    def sentence(
        self, at: int, before: Draft | None = None, *, headed: bool = False
    ) -> tuple[Draft | None, int]:
        """Return the draft of the longest pattern at a piece, and its pieces.

        Args:
            before: what the line told before: "him" is whoever is named there.
            headed: the line begins with a day, so that a name alone is a contact.
        """
        pieces = self._in_one_item(self.pieces[at : at + MOST_PIECES])
        if self.told:
            pieces = [_of_that_day(piece) for piece in pieces]
        if before is not None:
            pieces = self._with_pronouns(pieces, before)
        best = self._best(pieces, headed=headed)
        if best is None and (end := _new_day_at(pieces)):
            pieces = pieces[:end]  # "called Kim, and today Rosa wrote"
            best = self._best(pieces, headed=headed)
        if best is None:
            return None, 0
        mood, stop = best
        draft = fill(Draft(KEPT_AS.get(mood, mood)), self.line, pieces[:stop])
        if self.told and mood == "bare":
            draft.mood = "open"
        several = len(draft.who) > 1 and not draft.mine
        if several and (mood == "came" or (mood == "plan" and pieces[0].symbol == "P")):
            draft.unread.append("")  # "Kim and Grace talked": without me
        return draft, stop

    def _in_one_item(self, pieces: Sequence[Piece]) -> Sequence[Piece]:
        """Return the pieces before the next mark of a list: "1) Kim 2) Rosa"."""
        marks = self.line.marks
        end = next((k for k, p in enumerate(pieces) if k and p.first in marks), None)
        return pieces[:end]

    def _best(
        self, pieces: Sequence[Piece], *, headed: bool
    ) -> tuple[Mood, int] | None:
        """Return the mood of the longest pattern, and where its sentence ends."""
        best = None
        for without in ANYWHERE:
            seen = [
                (k, piece)
                for k, piece in enumerate(pieces)
                if piece.symbol and piece.symbol not in without
            ]
            best = best or self._longest(pieces, seen, HEADED if headed else MOODS)
        return best

    def _with_pronouns(self, pieces: Sequence[Piece], before: Draft) -> Sequence[Piece]:
        """Return the pieces with "him" and "her" as the one person named before."""
        pronouns = self.line.lexicon.people.get("pronouns", ())
        if len(before.who) != 1 or not pronouns:
            return pieces
        found: list[Piece] = []
        they = self.line.lexicon.people.get("they_themselves", ())
        if pieces and self.line.key(pieces[0].first) in they and pieces[0].length == 1:
            end = next(
                (
                    k
                    for k, p in enumerate(pieces)
                    if k
                    and (p.symbol == "," or self.starts("about", p.first))
                    and p.sort != "day"
                ),
                len(pieces),
            )
            whole = [piece.symbol for piece in pieces[1:end] if piece.symbol]
            days = [piece for piece in pieces[1:end] if piece.sort == "day"]
            if whole in (["v"], ["c"], ["q"], ["v", "M"]) and len(days) == 1:
                who = before.who[0].who  # "she rang back yesterday"
                found.append(Piece("P", pieces[0].first, pieces[0].last, who))
                pieces = pieces[1:]
        for piece in pieces:
            seen = [one.symbol for one in found if one.symbol]
            follows = bool(seen) and seen[-1] in tuple("VvWhGQ")
            if follows and piece.length == 1 and self.line.key(piece.first) in pronouns:
                piece = Piece("P", piece.first, piece.last, before.who[0].who)
            found.append(piece)
        return found

    def _longest(
        self,
        pieces: Sequence[Piece],
        seen: Sequence[tuple[int, Piece]],
        moods: Sequence[Mood],
    ) -> tuple[Mood, int] | None:
        signs, places = _joined(self._symbols([piece for _, piece in seen]))
        best: tuple[Mood, int] | None = None
        longest = 0
        for mood in moods:
            for pattern in self.line.lexicon.patterns.get(mood, ()):
                match = pattern.match(signs)
                if not match or match.end() <= longest:
                    continue
                stop = self._stop(pieces, seen, places[match.end() - 1], mood)
                if stop is not None:
                    best, longest = (mood, stop), match.end()
        return best

    def _symbols(self, pieces: Sequence[Piece]) -> str:
        """Return the symbols of pieces; "with" before one more person is AGAIN.

        It is that word which stands before the first one: "to Kim and to Rosa"; or
        any that says "with": "met Kim and with Rosa".
        """
        symbols = [piece.symbol for piece in pieces]
        led_by = ""
        for k, piece in enumerate(pieces):
            before = symbols[k - 1] if k else ""
            after = symbols[k + 1] if k + 1 < len(symbols) else ""
            if piece.symbol == "P":
                if before not in (AGAIN, ",", "&"):
                    led_by = self.line.key(piece.first - 1)
            elif piece.symbol in ("W", "h") and after == "P" and k > 1:
                same = piece.length == 1 and self.line.key(piece.first) == led_by
                says_with = piece.symbol == "h" or self.starts("with", piece.first)
                further = before == "&" and bool(says_with)
                named = "P" in symbols[:k] and _follows_a_name(symbols, k)
                if named and (further or (same and before in (",", "&"))):
                    symbols[k] = AGAIN
        return "".join(symbols)

    def _stop(
        self,
        pieces: Sequence[Piece],
        seen: Sequence[tuple[int, Piece]],
        last: int,
        mood: Mood,
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
                if self.starts("about", first):
                    return k
            elif pieces[k].opens and not self._names_more(pieces, k):
                return k
            turns_out = mood in ("open", "headed") or (mood == "past" and noun)
            if turns_out and self.starts("turned_out", first):
                return k
        if after == len(pieces) or pieces[after].symbol in (",", "&"):
            return after
        return None

    def _names_more(self, pieces: Sequence[Piece], at: int) -> bool:
        """Say whether "with" and one more person stand here: that opens no note.

        Nor does "and talked to Rosa", which is a contact of its own.
        """
        if self.line.key(pieces[at].first) == "and" and pieces[at].length > 1:
            after = [one.symbol for one in pieces[at + 1 :] if one.symbol][:2]
            return after in (["W", "P"], ["h", "P"])
        if pieces[at].symbol != "W" or not self.starts("with", pieces[at].first):
            return False
        return next((one.symbol for one in pieces[at + 1 :] if one.symbol), "") == "P"


def _of_that_day(piece: Piece) -> Piece:
    """Return "from Monday" as "on Monday": "log a call with Kim from Monday"."""
    day = piece.value
    if not isinstance(day, Day) or day.role != "from":
        return piece
    return replace(piece, value=replace(day, role=""))


def _new_day_at(pieces: Sequence[Piece]) -> int:
    """Return the "and" after which another day stands and somebody does something."""
    for k in range(1, len(pieces) - 2):
        if pieces[k].symbol != "&" or pieces[k + 1].sort not in ("day", "time"):
            continue
        after = [one.symbol for one in pieces[k + 2 :] if one.symbol][:2]
        if len(after) == 2 and set(after) & ACTS:
            return k
    return 0


def _follows_a_name(symbols: Sequence[str], at: int) -> bool:
    """Say whether a name stands before the signs in front of a piece."""
    before = [one for one in symbols[max(at - 3, 0) : at] if one not in (",", "&")]
    return bool(before) and before[-1] == "P"


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
