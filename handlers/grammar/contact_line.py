"""Reading a contact out of a line: who, how, when, what came of it, in any order."""

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from rapidfuzz import fuzz, process

from handlers.grammar.date_words import NO_SINGLE_DAY
from handlers.grammar.dates import Found, day_in_other_words, find_days
from handlers.grammar.note_in_line import (
    only_facts,
    run_on_note,
    split_note,
    stranger_in,
    tells_of_a_contact,
)
from handlers.grammar.numbers import SHARE, TIME, share_of, time_of
from handlers.grammar.people_in_line import Candidates
from handlers.grammar.pieces import (
    MET,
    MOVED_TO,
    NEXT,
    NO_NEXT,
    TAKEN,
    LineInPieces,
    Piece,
    take_words,
)
from handlers.turn import Refusal, Turn
from language.catalogues import ENGLISH
from language.commands import to_type
from language.say import current_language, mark, say
from language.words import date_typed, day_said, listed, quoted
from storage.people.facts import Known

NO_NEXT_DAY = re.compile(
    r"next(?: (?:month|quarter|year|time|meeting|call))?", re.IGNORECASE
)
KIND_WORDS = (
    "call", "met", "meeting", "message", "email", "event", "coffee", "lunch",
    "declined", "postponed", "yesterday", "today",
)  # fmt: skip
NEAR_SLIP = 80  # rapidfuzz ratio from which a word is taken for a slip; house rule
WEEKEND = frozenset({"sat", "sun"})  # alone they are ordinary words, too
MOST_WORDS = 3  # of a day in another language; house rule
LONGEST_HEAD = 600  # characters read for meaning; what follows is note. House rule
NOT_THE_HOUR = mark("The day is kept, not the hour")


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
    next_at: time | None = None  # local time of day of the next meeting
    no_next: bool = False  # "no next date" was said
    note: str = ""
    run_on: bool = False  # the note was not marked by a colon
    stranger: str = ""  # where nobody was found: the words that may be a name
    explained: tuple[str, ...] = ()  # how unclear dates were read


def read_contact(turn: Turn, text: str, *, sentence: bool = False) -> Heard:
    """Return what `text` says about a contact.

    Args:
        sentence: typed without a verb: "had coffee with Dana yesterday".

    Raises:
        Refusal: a name nobody or several have, no such day, a day still ahead, a share
            beyond 0 to 100 %, two answers to one question.
    """
    head, note = split_note(text)
    if only_facts(note, **_here(turn)) and not tells_of_a_contact(head):
        head, note = f"{head} {note}", ""  # "log Dana: call yesterday"
    tail = ""
    if len(head) > LONGEST_HEAD:
        cut = head.rfind(" ", 0, LONGEST_HEAD) + 1 or LONGEST_HEAD
        head, tail = head[:cut], head[cut:]
    line = LineInPieces(head)
    candidates = Candidates(turn, head)
    candidates.mark_mentions(line)
    candidates.mark_full_names(line)
    _take_next(turn, line)
    for match in SHARE.finditer(line.left):
        line.take(match.start(), match.end(), "share", match)
    take_words(line)
    for found in find_days(line.left, prefer="past", **_here(turn)):
        line.take(found.start, found.end, "day", found)
    for match in TIME.finditer(line.left):
        if time_of(match) is not None:
            line.take(match.start(), match.end(), "hour", match.group())
    candidates.take_names(line)
    if not line.of("person"):
        return _heard(turn, line, note, stranger=stranger_in(line))
    run_on = f"{run_on_note(turn, line, sentence=sentence)} {tail}".strip()
    check_slip(turn, line, run_on)
    if not line.of("day"):
        check_single_day(turn, line, run_on)
    whole = ": ".join(part for part in (run_on, note) if part)
    return _heard(turn, line, whole, run_on=bool(run_on))


def _take_next(turn: Turn, line: LineInPieces) -> None:
    """Take "next 12 May", "next Monday", "moved to 12 May" and "no next date"."""
    line.take_all(NO_NEXT, "next", False)
    for pattern in (MOVED_TO, NEXT):
        for match in pattern.finditer(line.left):
            for after in (match.end(), match.start()):  # "next 12 May", "next Monday"
                days = find_days(line.left[after:], prefer="future", **_here(turn))
                if days and not days[0].start:
                    break
            else:
                continue
            start = match.start()
            if pattern is MOVED_TO:
                line.take(start, match.end(1), "outcome", "postponed")
                start = match.end(1)
            line.take(start, after + days[0].end, "next", days[0])


def _heard(
    turn: Turn,
    line: LineInPieces,
    note: str,
    *,
    run_on: bool = False,
    stranger: str = "",
) -> Heard:
    people = {piece.value.id: piece.value for piece in line.of("person")}
    days = {piece.value.date: piece.value for piece in line.of("day")}
    for day in days.values():
        if day.problem:
            raise wrong_day(turn, line, day)
    day = _only(list(days.values()), [quoted(_typed(m, line)) for m in line.of("day")])
    upcoming = _one(line, "next")
    how_read = [one.how_read for one in (day, upcoming) if one and one.how_read]
    if line.of("hour") or (day and day.hour):
        how_read.append(say(NOT_THE_HOUR))
    if upcoming and upcoming.problem:
        raise Refusal(upcoming.problem)
    share = _one(line, "share")
    modes = {piece.value for piece in line.of("mode")}
    kinds = {piece.value for piece in line.of("kind")}
    if len(kinds) > 1:
        kinds.discard(MET)
    kind = _only(sorted(kinds), [quoted(_typed(m, line)) for m in line.of("kind")])
    return Heard(
        people=tuple(people.values()),
        kind="met" if kind == MET else kind,
        outcome=_one(line, "outcome"),
        on=day.date if day else None,
        listened=_share(share) if share else None,
        mode="both" if len(modes) > 1 else _one(line, "mode"),
        tense=_one(line, "tense"),
        formal=_one(line, "formal"),
        next_on=upcoming.date if upcoming else None,
        next_at=upcoming.hour if upcoming else None,
        no_next=upcoming is False,
        note=note,
        run_on=run_on,
        stranger=stranger,
        explained=tuple(how_read),
    )


def _here(turn: Turn) -> dict[str, Any]:
    speaker = turn.speaker
    return {"today": turn.today, "zone": speaker.zone, "locale": speaker.locale}


def _share(match: Any) -> int:
    return share_of(
        match.group(1) or match.group(3), percent_sign=bool(match.group(2) or match[4])
    )


def _one(line: LineInPieces, sort: str) -> Any:
    """Return the only value of a sort, or None.

    Raises:
        Refusal: two different ones.
    """
    pieces = line.of(sort)
    values = list({repr(piece.value): piece.value for piece in pieces}.values())
    return _only(values, [quoted(_typed(piece, line)) for piece in pieces])


def _only(values: list[Any], typed: list[str]) -> Any:
    if len(values) > 1:
        raise Refusal(
            say(
                "I read both {names} in that, and only one can be. Say one, and put "
                "the rest after a colon, for example: /outreach log Dana call: the "
                "rest",
                names=listed(typed),
            )
        )
    return values[0] if values else None


def _typed(piece: Piece, line: LineInPieces) -> str:
    return line.text[piece.start : piece.end].strip(TAKEN)


# What to type instead of a line that would need a guess.


def check_single_day(turn: Turn, line: LineInPieces, note: str) -> None:
    """Let a note through that is no day, and no span of days.

    Raises:
        Refusal: it is one, so that today would be a guess.
    """
    if NO_NEXT_DAY.fullmatch(note):
        raise Refusal(
            say(
                "{words} names no day, so nothing was saved. Write the day, for "
                "example: {line} next 12 May",
                words=quoted(note),
                line=_retold(turn, line),
            )
        )
    day = _day_in(turn, note)
    if day is not None:
        raise Refusal(
            say(
                "Do you mean {day} by {words}? Nothing was saved. If so: {line} on "
                "{typed}",
                day=day_said(day, turn.today),
                words=quoted(note),
                line=_retold(turn, line),
                typed=date_typed(day, turn.today),
            )
        )
    if NO_SINGLE_DAY.fullmatch(note):
        raise Refusal(
            say(
                "{words} is no single day, so nothing was saved. Write the day, for "
                "example: {line} yesterday",
                words=quoted(note),
                line=_retold(turn, line),
            )
        )


def _day_in(turn: Turn, note: str) -> date | None:
    """Return the day up to today that a short note may say, or None."""
    if note.casefold() in WEEKEND:
        found = find_days(f"last {note}", today=turn.today, prefer="past")
        return found[0].date
    locale = turn.speaker.locale
    languages = (locale or ENGLISH).casefold(), current_language()
    english = all(one.startswith(ENGLISH) for one in languages)
    digits = any(letter.isdigit() for letter in note)
    if not 0 < len(note.split()) <= MOST_WORDS or (english and not digits):
        return None
    day = day_in_other_words(note, today=turn.today, prefer="past", locale=locale)
    return day if day is not None and day <= turn.today else None


def check_slip(turn: Turn, line: LineInPieces, note: str) -> None:
    """Let a note through that is not one mistyped word for what happened.

    Raises:
        Refusal: it is, so that a meeting would be a guess.
    """
    if line.of("kind") or line.of("outcome") or not note.isalpha():
        return
    slip = process.extractOne(
        note.casefold(), KIND_WORDS, scorer=fuzz.ratio, score_cutoff=NEAR_SLIP
    )
    if slip is not None:
        again = f"{turn.verb} {turn.text.replace(note, slip[0], 1)}".strip()
        raise Refusal(
            say(
                "I don't know {words}, so nothing was saved. Did you mean: /outreach "
                "{again}",
                words=quoted(note),
                again=again,
            )
        )


def wrong_day(turn: Turn, line: LineInPieces, day: Found) -> Refusal:
    """Return what is wrong with a day, and how a meeting to come is noted."""
    people = line.of("person")
    if day.date <= turn.today or not people:
        return Refusal(day.problem)
    name, when = people[0].value.name, date_typed(day.date, turn.today)
    if turn.verb == "edit":
        words = mark(
            "{problem} To note a meeting to come: /outreach edit {name} next {when}"
        )
    else:
        words = mark(
            "{problem} To note a meeting to come, log how you fixed it: /outreach log "
            "{name} message next {when}"
        )
    return Refusal(say(words, problem=day.problem, name=name, when=when))


def _retold(turn: Turn, line: LineInPieces) -> str:
    """Return the start of a line that says who and how."""
    verb = "edit" if turn.verb == "edit" else "log"
    kinds = [piece.value for piece in line.of("kind") if piece.value != MET]
    outcomes = [piece.value for piece in line.of("outcome")]
    people = listed([piece.value.name for piece in line.of("person")])
    return to_type(f"{verb} {people} {(outcomes or kinds or ['met'])[0]}")
