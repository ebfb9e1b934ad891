"""What to type instead of a line about a contact that would need a guess."""

import re
from datetime import date

from rapidfuzz import fuzz, process

from handlers.grammar.contact_words import MET
from handlers.grammar.date_words import NO_SINGLE_DAY
from handlers.grammar.dates import Found, find_days
from handlers.grammar.marks import Marked
from handlers.grammar.other_languages import day_in_other_words
from handlers.grammar.spoken import listed, plain_date, plain_day, quoted
from handlers.request import Refusal, Turn
from language.catalogues import ENGLISH
from language.commands import to_type
from language.say import current_language, mark, say

NO_NEXT_DAY = re.compile(
    r"next(?: (?:month|quarter|year|time|meeting|call))?", re.IGNORECASE
)
KIND_WORDS = (
    "call", "met", "meeting", "message", "email", "event", "coffee", "lunch",
    "declined", "postponed", "yesterday", "today",
)  # fmt: skip
NEAR = 80  # rapidfuzz ratio from which a word is taken for a slip; house rule
WEEKEND = frozenset({"sat", "sun"})  # alone they are ordinary words, too
MOST_WORDS = 3  # of a day in another language; house rule


def check_single_day(turn: Turn, line: Marked, note: str) -> None:
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
                day=plain_day(day, turn.today),
                words=quoted(note),
                line=_retold(turn, line),
                typed=plain_date(day, turn.today),
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


def check_slip(turn: Turn, line: Marked, note: str) -> None:
    """Let a note through that is not one mistyped word for what happened.

    Raises:
        Refusal: it is, so that a meeting would be a guess.
    """
    if line.of("kind") or line.of("outcome") or not note.isalpha():
        return
    slip = process.extractOne(
        note.casefold(), KIND_WORDS, scorer=fuzz.ratio, score_cutoff=NEAR
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


def wrong_day(turn: Turn, line: Marked, day: Found) -> Refusal:
    """Return what is wrong with a day, and how a meeting to come is noted."""
    people = line.of("person")
    if day.date <= turn.today or not people:
        return Refusal(day.problem)
    name, when = people[0].value.name, plain_date(day.date, turn.today)
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


def _retold(turn: Turn, line: Marked) -> str:
    """Return the start of a line that says who and how."""
    verb = "edit" if turn.verb == "edit" else "log"
    kinds = [mark.value for mark in line.of("kind") if mark.value != MET]
    outcomes = [mark.value for mark in line.of("outcome")]
    people = listed([mark.value.name for mark in line.of("person")])
    return to_type(f"{verb} {people} {(outcomes or kinds or ['met'])[0]}")
