"""What follows a sentence: facts in clauses of their own, and where the note begins.

A note is kept as typed. It may still make unclear what happened: it takes something
back, says that all is off, or names a day.
"""

import re
from collections.abc import Sequence
from datetime import time
from itertools import pairwise

from handlers.grammar.days import Day
from handlers.grammar.sentences.drafts import KIND_SYMBOLS, Draft, is_fact, take_fact
from handlers.grammar.sentences.line import Piece, PiecesOfALine

YEAR = re.compile(r"(?:19|20)\d\d$")
SMALL_WORDS = 2  # "the", "the second" before what names the next; house rule
LONGEST_PLACE = 6  # words of "at the squash court by the river"; house rule


class Following(PiecesOfALine):
    """Reads what follows the sentences of one line."""

    def take(self, draft: Draft, at: int, *, headed: bool = False) -> int:
        """Take clauses that say only a day, an hour, a share, the next meeting, how.

        Args:
            headed: the line begins with a day and a colon.

        Returns:
            The piece at which the note begins.
        """
        while True:
            after, is_fact_clause = self._clause(draft, at, headed=headed)
            if not is_fact_clause:
                return after
            at = after

    def _clause(self, draft: Draft, at: int, *, headed: bool) -> tuple[int, bool]:
        """Take one clause; return where to go on, and whether it only said facts."""
        start = at
        while at < len(self.pieces) and self.pieces[at].symbol in (",", "&"):
            if self.pieces[at].first in self.line.marks:
                return at, False  # the next one of a list
            at += 1
        listed = bool(self.line.marks)
        if (listed or not headed) and self._marks_a_note(draft, start, at, headed):
            if headed:
                self._judge(draft, at)
            return self._take_marked(draft, at), False
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
        if not real and clause and end == len(self.pieces):
            self._finds_unanswered(draft, clause)  # "llamé a Kim y nada"
        if not real and not self._is_title(end):
            return at, False
        colon = end < len(self.pieces) and self.pieces[end].value == ":"
        upcoming = self.starts("next_meeting", clause[0].first)
        if colon and not upcoming:
            return at, False
        if self._is_title(end) and upcoming == clause[-1].last - clause[0].first:
            end = self.next_clause(end)
            clause = self.pieces[at:end]
            real = [p for p in clause if p.sort != "silent" and p.symbol != ","]
        if not real:
            return at, False
        self._finds_unanswered(draft, clause)
        if self._names_the_next(real) or self._again(draft, clause, real):
            taken = self._take_next(draft, real)
            return (end, True) if taken else (at, False)
        if all(is_fact(piece) for piece in real):
            for piece in real:
                if isinstance(piece.value, Day):
                    draft.days.append(piece.value)
                else:
                    take_fact(draft, piece)
            return end, True
        self._doubts(draft, clause, real, attached=at == start)
        return at, False

    def _marks_a_note(self, draft: Draft, start: int, at: int, headed: bool) -> bool:
        """Say whether a colon after a whole sentence marks all that follows as note."""
        return (
            at < len(self.pieces)
            and any(piece.value == ":" for piece in self.pieces[start:at])
            and (headed or bool(draft.kind) or bool(draft.outcome))
            and not self.starts("next_meeting", self.pieces[at].first)
        )

    def _judge(self, draft: Draft, at: int) -> None:
        """Note what the note of one in a list makes unclear: "1) Kim: if she can"."""
        clause = self.pieces[at : self.next_clause(at)]
        real = [piece for piece in clause if piece.sort not in ("silent", "said")]
        if real:
            self._doubts(draft, clause, real, attached=False)

    def _take_marked(self, draft: Draft, at: int) -> int:
        """Take what follows a colon as note, up to the end of the typed line."""
        end = next(
            (k for k in range(at, len(self.pieces)) if self.pieces[k].value == "\n"),
            len(self.pieces),
        )
        draft.places.append(self.place(self.pieces[at], self.pieces[end - 1]))
        draft.marked = True
        return end

    def _is_title(self, end: int) -> bool:
        """Say whether a sign ends a clause that a day may follow: "Next: 14 April"."""
        signs = (":", ",", "-")
        return end < len(self.pieces) and self.pieces[end].value in signs

    def _again(
        self, draft: Draft, clause: Sequence[Piece], real: Sequence[Piece]
    ) -> bool:
        """Say whether "again in a month" stands here, or "now on Friday" for a no."""
        ahead = [piece.value for piece in real if isinstance(piece.value, Day)]
        first = clause[0].first
        if not ahead or draft.next_day:
            return False
        if draft.mood == "outcome":
            off = draft.outcome in ("postponed", "declined")
            return off and bool(self.starts("now_on", first))
        day, today = ahead[0], self.line.days.today
        sure = day.tense > 0 or not day.dates("past", today)  # not "again on the 27th"
        told = [on for one in draft.days for on in one.dates("", today)]
        past = draft.mood == "past" or (told and max(told) <= today)
        sure = sure or bool(past and clause[0].sort != "said")
        return (
            sure and draft.mood != "plan" and bool(self.starts("next_meeting", first))
        )

    def _names_the_next(self, real: Sequence[Piece]) -> bool:
        last = min(real[0].first + 3, real[-1].last)
        if any(self.starts("next_meeting", k) for k in range(real[0].first, last)):
            return True
        said = next((one for one in real if one.sort not in ("day", "time")), None)
        if said is None or said is real[0]:
            return False
        ahead = any(isinstance(one.value, Day) and one.value.tense > 0 for one in real)
        words = ("again", "next_meeting") if ahead else ("again",)
        return any(self.starts(name, said.first) for name in words)

    def _take_next(self, draft: Draft, real: Sequence[Piece]) -> bool:
        days = [piece.value for piece in real if isinstance(piece.value, Day)]
        said: set[int] = set()  # tokens of "we'll do it", "instead"
        for k in range(max(real[0].first - SMALL_WORDS, 0), real[-1].last):
            for name in ("next_meeting", "now_on"):
                said.update(range(k, k + self.starts(name, k)))
        known = all(
            p.symbol in tuple("GikWDhnIYMKLwBNZzbVpe&U")
            or p.sort
            or said.issuperset(range(p.first, p.last))
            for p in real
        )
        compared = any(
            p.symbol == "n" and p.length == 1 and p.first not in said
            for p, after in pairwise(real)
            if after.sort == "day"
        )  # "same time as Friday"
        if not days or not known or compared or days[0].is_wide:
            return False
        draft.next_day = days[0]
        if draft.outcome == "declined":
            draft.outcome = "postponed"  # "begged off, we'll do it Thursday instead"
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
        off = next((p.value for p in clause if p.symbol in tuple("Ou")), "")
        if draft.mood in ("wish", "plan") and off:  # "... but she is off sick"
            draft.outcome = str(off)
            draft.unread.append(self.line.key(first))
        by = [str(p.value) for p in clause if p.symbol in ("p", "e") and p.value]
        if draft.mood == "wish" and by and by[0] != draft.kind:
            draft.other_kind = by[0]  # "wanted to see Kim ... we did it by phone"
            draft.unread.append(self.line.key(first))
        if self._takes_back(draft, clause, real):
            draft.unread.append(self.line.key(real[0].first))
        if draft.mood == "outcome" and (other := _other_outcome(draft, real)):
            draft.other_outcome = other  # "declined, no reply"
            draft.unread.append(self.line.key(first))
        of_it = attached and self.starts("determiners", first)
        if draft.mood == "outcome" and of_it and not draft.kind:
            draft.unread.append(self.line.key(first))  # "Kim cancelled the project"
        if draft.mood == "open" and self._is_undecided(real, attached=attached):
            draft.unread.append(self.line.key(first))  # "lunch with Kim is off"
        if attached and draft.mood == "open" and len(clause) > 1:
            word = self.line.lexicon.match(self.line.tokens, first)
            if clause[1].symbol == "P" and word and word.symbol == "W":
                draft.unread.append(self.line.key(first))  # "call from Kim to Rosa"
        subject = self.line.lexicon.has("subjects", self.line.key(first))
        joined = self.pieces[self.pieces.index(clause[0]) - 1].symbol == "&"
        named = any(piece.symbol == "P" for piece in clause)
        near = attached or (joined and not subject and not named)
        self._days_of_a_note(draft, clause, attached=near)
        if (
            draft.mood == "open"
            and not draft.unread
            and self.starts("turned_out", first)
        ):
            draft.mood = "past"  # "lunch on Friday with Kim was great"

    def _finds_unanswered(self, draft: Draft, clause: Sequence[Piece]) -> None:
        """Note that nobody answered: "called Kim, no answer"; or was there."""
        if draft.mood != "past" or any(p.symbol == "P" for p in clause):
            return  # "called Kim, Rosa didn't answer"
        places = range(clause[0].first, clause[-1].last)
        if draft.kind == "met" and any(self.starts("absent", k) for k in places):
            draft.outcome = "no reply"  # "went to see Kim but he was out"
            draft.unread.append(self.line.key(clause[0].first))
        elif draft.kind != "met" and any(self._is_unanswered(k) for k in places):
            draft.mood, draft.outcome = "outcome", "no reply"

    def _is_unanswered(self, token: int) -> bool:
        """Say whether nobody answered: "no answer", not "no answer on the budget"."""
        length = self.starts("unanswered", token)
        return bool(length) and not self.starts("topics", token + length)

    def _takes_back(
        self, draft: Draft, clause: Sequence[Piece], real: Sequence[Piece]
    ) -> bool:
        """Say whether a note begins by taking back: "met Rosa, no, it was Kim"."""
        length = self.starts("said_wrong", real[0].first)
        if not length:
            return False
        behind = list(clause)
        k = real[0].first + length
        while more := self.starts("said_wrong", k):
            k += more
        behind_sign = k < len(self.line.tokens) and self.line.key(k) in ",;.-"
        k += behind_sign  # "sorry, it was a phone call"
        if self.starts("corrects", k):  # "no sorry it was a call"
            at = next((n for n, p in enumerate(self.pieces) if p.first >= k), 0)
            other = self.pieces[at : self.next_clause(at)]
            kinds = [
                str(p.value) for p in other if p.symbol in KIND_SYMBOLS and p.value
            ]
            if kinds and kinds[0] != draft.kind:
                draft.kind, draft.other_kind = kinds[0], draft.kind
            if kinds or any(p.sort == "day" for p in other):
                return True
        alone = real[-1].last == real[0].first + length
        if alone and real[-1].last == len(self.line.tokens):
            return True  # "... Rosa, con Kim no"
        if alone:  # "no" alone, then a comma
            at = self.pieces.index(real[-1]) + 1
            if at < len(self.pieces):
                behind = list(self.pieces[at : self.next_clause(at)])
        return any(piece.symbol == "P" for piece in behind)

    def _is_undecided(self, real: Sequence[Piece], *, attached: bool) -> bool:
        if self.starts("undecided", real[0].first) or real[0].symbol in tuple("OKm"):
            return True
        early = any(piece.symbol in tuple("KLwXOQm") for piece in real[:3])
        return attached and early

    def _days_of_a_note(
        self, draft: Draft, clause: Sequence[Piece], *, attached: bool
    ) -> None:
        """Find a share in a note, and a day before its first subject.

        Such a day may be that of the contact: taken if that is plain, else asked.
        """
        mine = attached and draft.mood in ("past", "open", "outcome", "plan", "bare")
        for k, piece in enumerate(clause):
            if piece.sort == "share" and draft.share is None:
                take_fact(draft, piece)
            if self._is_subject(clause, k) or piece.symbol == "&":
                mine = False
            if (
                mine
                and self.line.key(piece.first - 1)
                not in self.line.lexicon.days["not_before"]
            ):
                self._day_of_a_note(draft, clause, k)

    def _is_subject(self, clause: Sequence[Piece], k: int) -> bool:
        """Say whether a piece begins what somebody else does: "because", "that".

        Not "el" of "el jueves" or of "en el tren", nor "his" of "at his desk".
        """
        key, lexicon = self.line.key(clause[k].first), self.line.lexicon
        if not k or clause[k].sort == "day" or not lexicon.has("subjects", key):
            return False
        before = clause[k - 1]
        of_a_thing = before.opens or before.symbol in tuple("WxDh")
        return not (of_a_thing and lexicon.has("determiners", key))

    def _says_where(self, clause: Sequence[Piece], k: int) -> bool:
        """Say whether all before a piece is one place: "at the squash court"."""
        start, end = clause[0].first, clause[k].first
        length = self.starts("places", start)
        if not length or end - start > LONGEST_PLACE:
            return False
        plain = all(
            piece.symbol in ("?", "D") or piece.sort == "silent"
            for piece in clause[:k]
            if piece.first >= start + length
        )
        lexicon = self.line.lexicon
        return plain and not any(
            key[:1].isdigit() or lexicon.has("daylike", key)
            for key in map(self.line.key, range(start, end))
        )

    def _day_of_a_note(self, draft: Draft, clause: Sequence[Piece], k: int) -> None:
        piece, days = clause[k], self.line.lexicon.days
        before, after = self.line.key(piece.first - 1), self.line.key(piece.last)
        key = self.line.key(piece.first)
        if isinstance(piece.value, Day):
            ahead = draft.mood == "past" and piece.value.tense > 0
            if draft.days or piece.value.role or after == "'s" or ahead:
                return
            behind = [one for one in clause[k + 1 :] if one.sort != "said"]
            ends = not behind or behind[0].opens or behind[0].symbol in ("&", "I")
            over = piece.value.kind == "on" and piece.value.tense < 0
            sure = over and draft.mood != "plan"
            if piece.value.kind != "span" and draft.mood != "outcome":
                place = before not in days["the"] and self._says_where(clause, k)
                sure = sure or place
            if ends and sure:
                draft.days.append(piece.value)
            elif draft.mood == "past" and before not in days["the"]:
                draft.doubt = piece.value
            elif draft.mood != "outcome" and before not in days["the"]:
                draft.days.append(piece.value)  # "lunch with Kim re Friday"
                draft.unread.append(key)
            if behind and behind[0].sort == "time" and draft.days and not draft.at:
                take_fact(draft, behind[0])
        elif near := self.line.lexicon.near_weekdays(key):
            draft.days += [Day("weekday", weekday=number) for number in near]
            draft.unread.append(key)  # "on Tursday"
        elif (
            self.line.lexicon.has("daylike", key)
            or YEAR.match(key)
            or (
                self.line.days.words.ordinals.at(self.line.tokens, piece.first)[0]
                and before in days["the"]
                and after not in days["counted"]  # "on the ninth floor"
            )
            or (
                key[:1].isdigit()
                and (before in days["on"] or before in days["the"])
                and after not in days["counted"]  # "for the 2nd time"
            )
        ):
            draft.unread.append(key)


def _other_outcome(draft: Draft, real: Sequence[Piece]) -> str:
    """Return another outcome that a clause begins with, of nobody else; "" = none."""
    begins = real[0].symbol in tuple("OQm") and real[0].value != draft.outcome
    named = any(piece.symbol == "P" for piece in real)
    return str(real[0].value) if begins and not named else ""
