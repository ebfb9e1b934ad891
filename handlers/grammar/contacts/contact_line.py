"""Reading contacts out of a line: all that it tells, or the one question it leaves.

A line is read in the leader's own language first. Another one is tried only where words
are left over, so it never saves what the first one understood and wanted to ask.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time

from handlers.grammar.contacts.heard import Heard
from handlers.grammar.contacts.settling import Settler
from handlers.grammar.contacts.unsettled import Unsettled, doubt_of
from handlers.grammar.days import Day, DayReader, day_first_in
from handlers.grammar.people.people import PeopleReader
from handlers.grammar.sentences.drafts import KIND_SYMBOLS, Draft, fill
from handlers.grammar.sentences.labels import OWNED, pieces_of, put_right
from handlers.grammar.sentences.line import Line, Piece
from handlers.grammar.sentences.pasted import (
    may_be_pasted,
    named_in_labels,
    pasted_draft,
)
from handlers.grammar.sentences.reading import (
    LONGEST_READ,
    Reading,
    read_line,
    read_part,
)
from handlers.grammar.words.lexicon import CODES, codes_for, lexicon
from handlers.grammar.words.tokens import Token, split_note, tokens_of
from handlers.turn import Refusal, Turn
from language.catalogues import ENGLISH
from language.say import current_language, say

BETWEEN_PEOPLE = re.compile(r"P[,&]*[^P,&].*P")  # "Kim met Rosa"
MOST_AT_ONCE = 8  # contacts of one line; house rule
CHANGES = frozenset("XLwKsOQmu")  # symbols that change what happened
FACTS = KIND_SYMBOLS | frozenset("POQmUh&,")  # of a line that only says facts


def contacts_in(turn: Turn, text: str, *, told: bool = False) -> tuple[Heard, ...]:
    """Return all that `text` tells; () where it tells of no contact.

    Args:
        told: after the verb "log", so that it is about a contact for sure.

    Raises:
        Refusal: it leaves a question open; its `doubt` has the answers.
    """
    if told and (heard := facts_in(turn, text)) and heard.people:
        if heard == Heard(heard.people):
            raise _asked(turn, Settler(turn, text, told=True).ask_how(heard.people))
        return (heard,)
    if draft := _pasted(turn, text):
        raise _asked(turn, Settler(turn, text, told=True).confirm(draft))
    best: Reading | None = None
    for line in lines_of(turn, text):
        reading = read_line(line, told=told)
        if not reading.verdict:
            return _settled(turn, text, reading, told=told)
        if best is None and reading.verdict in ("command", "question", "empty"):
            return ()
        if best is None or _left_over(reading) < _left_over(best):
            best = reading
        if reading.drafts and not _has_unknown_words(reading):
            break  # all words were understood: another language would guess
    if best is None or not (told or _worth_asking(best)):
        return ()
    if not any(draft.who for draft in best.drafts):
        return ()
    return _settled(turn, text, best, told=told)


def contact_in(turn: Turn, text: str) -> Heard | None:
    """Return the one contact that a correction or an answer tells; gaps are left.

    Returns:
        None where it tells of none, of several, or something in it is not clear.

    Raises:
        Refusal: somebody is named who is not known, or of whom there are several.
    """
    if heard := facts_in(turn, text):
        return heard
    try:
        found = contacts_in(turn, text, told=True)
    except Refusal as refusal:
        if refusal.doubt and refusal.doubt.about == "who":
            raise
        return None
    return found[0] if len(found) == 1 else None


def lines_of(turn: Turn, text: str) -> Iterator[Line]:
    """Yield a line once for each language to read it in, the leader's own first."""
    short = read_part(text)
    people: PeopleReader | None = None
    for code in codes_for(current_language()):
        words, tokens = lexicon(code), tokens_of(short)
        if people is None:
            people = PeopleReader(turn, tokens, words)
        else:
            people = people.read_in(turn, words)
        yield _line(turn, short, people, tokens)


def _line(turn: Turn, text: str, people: PeopleReader, tokens: list[Token]) -> Line:
    locale = turn.speaker.locale
    # Where no platform says a locale, the day is first and the reply says so, as for
    # every other verb.
    day_first = day_first_in(locale) if locale else True
    days = DayReader(people.words, turn.today, day_first)
    return Line(text, tokens, people.words, days, people)


def _has_unknown_words(reading: Reading) -> bool:
    return any(any(draft.unread) or _strangers(draft) for draft in reading.drafts)


def _left_over(reading: Reading) -> int:
    return sum(len(draft.unread) + _strangers(draft) for draft in reading.drafts)


def _strangers(draft: Draft) -> int:
    """Return how many names nobody has: nouns of another language, perhaps."""
    return sum(not named.who.people for named in draft.who)


def _worth_asking(reading: Reading) -> bool:
    """Say whether somebody is named in a line, and something besides."""
    drafts = [draft for draft in reading.drafts if draft.who]
    if not drafts:
        return False
    if len(drafts) > 1 or reading.verdict == "":
        return True
    [draft] = drafts
    known = any(named.who.people for named in draft.who)
    said = draft.kind or draft.outcome or draft.days or draft.mood or draft.at
    return bool(said or (known and any(draft.unread)))


# Settling what was read.


def _settled(
    turn: Turn, text: str, reading: Reading, *, told: bool
) -> tuple[Heard, ...]:
    """Return what all drafts tell, each of them settled.

    Raises:
        Refusal: one of them leaves a question open; what the others tell goes with
            each answer, so that never half of a line is kept.
    """
    settler = Settler(turn, text, told=told)
    drafts = list(reading.drafts)
    if len(drafts) > MOST_AT_ONCE:
        raise Refusal(
            say(
                "I read more than {most} contacts in that, too many to be sure of. "
                "Nothing was saved. Send it in parts.",
                most=MOST_AT_ONCE,
            )
        )
    if reading.verdict:
        drafts = settler.without_me(drafts)
        if not drafts:
            return ()
        if len(drafts) > 1:
            raise _asked(turn, settler.as_read(drafts))
        drafts[0].note = text.strip()
    elif rest := text[len(read_part(text)) :]:
        drafts[-1].note = f"{drafts[-1].note}{rest}".strip()
    settled = [settler.settle(draft) for draft in drafts]
    unsettled = [one for one in settled if isinstance(one, Unsettled)]
    if not unsettled:
        heard = tuple(one for one in settled if isinstance(one, Heard))
        if "\n" in text.strip() and any(one.planned for one in heard):
            raise _asked(turn, settler.as_read(drafts))  # it may be a pasted calendar
        return heard
    if len(unsettled) > 1 and len(unsettled) == len(drafts):
        raise _asked(turn, settler.several(drafts, unsettled))
    if len(unsettled) > 1:
        raise _asked(turn, settler.as_read(drafts))
    at = settled.index(unsettled[0])
    before = [one for one in settled[:at] if isinstance(one, Heard)]
    after = [one for one in settled[at:] if isinstance(one, Heard)]
    raise _asked(turn, unsettled[0].with_others(before, after))


def _asked(turn: Turn, question: Unsettled) -> Refusal:
    return Refusal(question.text, doubt=doubt_of(turn, question))


def _pasted(turn: Turn, text: str) -> Draft | None:
    """Return what a pasted mail, chat or calendar answer tells, None = it is none."""
    if not may_be_pasted(text):
        return None
    tokens = tokens_of(named_in_labels(text))
    people = PeopleReader(turn, tokens, lexicon(ENGLISH))
    line = _line(turn, text, people, tokens)
    return pasted_draft(line, text, own_id=turn.speaker.person_id)


# A line that says only facts, in any order: after "log", "edit" and "done".


def facts_in(turn: Turn, text: str) -> Heard | None:
    """Return what a line of facts says; None where anything else is left.

    Facts are people, kind, outcome, day, share, how it went, and the next meeting. What
    stands after the first colon is the note, word for word.

    Raises:
        Refusal: a fact can be read in two ways; its `doubt` has the answers.
    """
    head, note = split_note(text)
    if len(head) > LONGEST_READ:
        return None
    draft = _facts_in(turn, head)
    if draft is not None and note and not (draft.kind or draft.outcome):
        whole = _facts_in(turn, text, run_on=False)  # "log Dana: call yesterday"
        if whole is not None and (whole.kind or whole.outcome):
            draft, note = whole, ""
    if draft is None:
        return None
    if note:
        draft.note = f"{draft.note}: {note}" if draft.note else note
    draft.marked = bool(note)
    settled = Settler(turn, text, told=True).facts(draft)
    if isinstance(settled, Unsettled):
        raise _asked(turn, settled)
    return settled


def _facts_in(turn: Turn, text: str, *, run_on: bool = True) -> Draft | None:
    """Return the facts of a line, in whichever language all of them can be read.

    Args:
        run_on: a note may follow without a colon. It does so only in the leader's own
            language: another one would take its words for days as note.
    """
    for line in lines_of(turn, text):
        put_right(line)
        pieces = pieces_of(line)
        if turn.verb == "edit":
            pieces = [_moved_to(piece) for piece in pieces]
        draft = _facts(line, pieces, run_on=run_on)
        if draft is not None:
            return draft
        run_on = False
    return None


def _moved_to(piece: Piece) -> Piece:
    """Return a day as a plain one: "edit my last call with Dana to Friday"."""
    if isinstance(piece.value, Day) and piece.value.role == "till":
        return replace(piece, value=replace(piece.value, role=""))
    return piece


def _facts(line: Line, pieces: Sequence[Piece], *, run_on: bool) -> Draft | None:
    symbols = "".join(piece.symbol for piece in pieces)
    if BETWEEN_PEOPLE.search(symbols) or _says_two(pieces):
        return None
    refused = any(piece.symbol in tuple("OQm") for piece in pieces)
    draft = Draft("outcome" if refused else "open")
    said: list[tuple[int, int]] = []  # the tokens of how it was: "good"
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if after := _next_fact(line, draft, pieces, at):
            at = after
        elif after := _bare_share(line, draft, pieces, at):
            at, run_on = after, False  # "20% budget cut" is no share
        elif piece.symbol and not _is_fact(draft, piece):
            rest = pieces[at:]
            return _with_run_on_note(line, draft, said, rest) if run_on else None
        else:
            fill(draft, line, (piece,))
            if piece.sort == "said":
                said.append((piece.first, piece.last))
            at += 1
    draft.note = _quoted(line, said)
    return None if draft.unread else draft


def _quoted(line: Line, places: Sequence[tuple[int, int]]) -> str:
    """Return these tokens as they were typed; what stands apart, with a comma."""
    joined: list[tuple[int, int]] = []
    for first, last in places:
        if joined and joined[-1][1] == first:
            first = joined.pop()[0]
        joined.append((first, last))
    tokens = line.tokens
    return ", ".join(
        line.text[tokens[first].start : tokens[last - 1].end] for first, last in joined
    )


def _with_run_on_note(
    line: Line, draft: Draft, said: Sequence[tuple[int, int]], rest: Sequence[Piece]
) -> Draft | None:
    """Return a draft with what is left of a line as its note, None where it is more.

    After "log" somebody and a kind are said, so that "log Dana call budget" needs no
    colon. Words that may say a day, a number, a person or "not" are asked about.
    """
    if draft.unread or not draft.who or not (draft.kind or draft.outcome):
        return None
    plain = all(
        piece.symbol in ("", "?", "n", ",", "B", "G")
        and piece.value != ":"
        and piece.sort not in ("day", "time", "share")
        for piece in rest
    )
    first, last = rest[0].first, rest[-1].last
    if last == first + 1 and (day := _small_weekday(line, first)):
        draft.doubt = day
        return draft
    if not plain or any(_may_change_it(line, k) for k in range(first, last)):
        return None
    draft.note = _quoted(line, [*said, (first, len(line.tokens))]).strip(" ,;-.")
    return draft


def _small_weekday(line: Line, at: int) -> Day | None:
    """Return the weekday that a small word may be that means more: "call sat"."""
    kind, number = line.lexicon.day_words.get(line.key(at), ("", 0))
    return Day("weekday", weekday=number) if kind == "weekday" else None


def _may_change_it(line: Line, at: int) -> bool:
    """Say whether a word may say a day or a number, or, in any language, "not"."""
    key = line.key(at)
    daylike = line.lexicon.has("daylike", key) or key in line.lexicon.day_words
    if daylike or key[:1].isdigit():
        return True
    found = (lexicon(code).match(line.tokens, at) for code in CODES)
    return any(one is not None and one.symbol in CHANGES for one in found)


def _says_two(pieces: Sequence[Piece]) -> bool:
    """Say whether there are two kinds, or two outcomes: only one can be."""
    kinds = {p.value for p in pieces if p.symbol and p.symbol in KIND_SYMBOLS}
    outcomes = {p.value for p in pieces if p.symbol and p.symbol in "OQm"}
    return len(kinds - {"met", ""}) > 1 or len(outcomes) > 1


def _is_fact(draft: Draft, piece: Piece) -> bool:
    """Say whether a piece belongs to a line of facts; "see" after "call" is note."""
    if piece.symbol == ",":
        return piece.value in tuple(",;.:-()")
    if piece.symbol in "BG" and draft.kind:
        return False
    return piece.symbol in FACTS or piece.value == OWNED  # "log Dana's call"


def _bare_share(line: Line, draft: Draft, pieces: Sequence[Piece], at: int) -> int:
    """Take "70%" among facts; return the piece after it, 0 = none stands here."""
    first = pieces[at].first
    sign = at + 1 < len(pieces) and line.key(first + 1) in ("%", "percent")
    if not sign or draft.share is not None or not line.key(first).isdecimal():
        return 0
    draft.share = int(line.key(first))
    return at + 2


def _next_fact(line: Line, draft: Draft, pieces: Sequence[Piece], at: int) -> int:
    """Take "next 12 May 15:00"; return the piece after it, 0 = none stands here."""
    first = pieces[at].first
    length = line.lexicon.starts("next_meeting", line.tokens, first)
    k = at  # "on" of "next on 12 May" may belong to either
    while (
        k < len(pieces)
        and pieces[k].first < first + length
        and (k == at or not isinstance(pieces[k].value, Day))
    ):
        k += 1
    if not length or k == len(pieces) or not isinstance(day := pieces[k].value, Day):
        return 0
    if day.kind == "span":
        return 0
    draft.next_day = day
    k += 1
    if k < len(pieces) and isinstance(hour := pieces[k].value, time):
        draft.next_at = hour
        k += 1
    return k
