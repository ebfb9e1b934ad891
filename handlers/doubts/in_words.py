"""An answer to the question that waits, read from a few words.

Understood are a number, "the second one", yes and no, "cancel", the words of a choice
or one of them, "it happened", "just a note", a day, a name. Every word must be
explained: whatever is more than an answer is a line of its own, and ends the question.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from handlers.doubts.pending import carried_out, done_as, waiting_for
from handlers.grammar.days.reader import DayReader, day_first_in
from handlers.grammar.days.said import Day
from handlers.grammar.people.names import people_called
from handlers.grammar.words.answers import (
    AnswerWords,
    answer_words,
    without_frame,
    words_of_answer,
)
from handlers.grammar.words.lexicon import CODES, lexicon
from handlers.grammar.words.tokens import Token, keys_of
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn
from language.say import say
from language.words import day_said
from storage.message import Message

A_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|º)?")
LONGEST_NAME_TYPED = 4  # words
LONGEST_TELLING = 8  # words of what happened, e.g. "coffee yesterday"
MOST_DAYS = 5  # offered at once; house rule
HOLDS = "{}"  # where a doubt's line has the answer
AHEAD = ("plan ", "later ", "remind pause ")  # lines about a day that is to come
KINDS = {  # how a choice of each kind begins
    "happened": ("log ",),
    "planned": ("plan ",),
    "note": ("note ", "topic "),
    "add": ("add ",),
}
TELLING = frozenset("NZzbBGVvOQmW")  # symbols of what can have happened, and how


def answer_question(turn: Turn) -> Reply | None:
    """Carry out an answer to the question that waits; None = the line is none.

    Args:
        turn: its `text` is the whole line; `verb` is the command it begins with, if
            it begins with one.

    Raises:
        Refusal: what was answered cannot be carried out.
    """
    waiting = waiting_for(turn)
    words = words_of_answer(turn.text)
    if waiting is None or not words:
        return None
    said, doubt = answer_words(), waiting.doubt
    keys = tuple(word.key for word in words)
    labels = not turn.verb  # "forget Dana" typed once more is no answer to itself
    found = _chosen(doubt, keys, words, said, labels=labels)
    if found is None and not turn.verb:
        finished = _finished(turn, doubt, words, said)
        if finished is not None:
            return finished
    if found is None:
        return None
    if len(found) == 1:
        return carried_out(turn, found[0])
    return _asked_again(doubt, found)


def is_only_an_answer(text: str) -> bool:
    """Say whether a line means something only after a question, e.g. "yes" or "2"."""
    words = words_of_answer(text)
    said = answer_words()
    keys = tuple(word.key for word in words)
    if not keys:
        return False
    left = tuple(word.key for word in without_frame(words, said))
    alone = ("yes", "no", "nothing", "happened", "planned")
    return (
        any(said.is_one(name, keys) for name in alone)
        or said.ordinal(left, len(left)) is not None
        or (len(left) == 1 and left[0].isdecimal())
    )


def nothing_to_answer() -> Refusal:
    """Return what is said to a "yes" that answers nothing."""
    return Refusal(
        say(
            "There is nothing to answer: I asked nothing in the last ten minutes, and "
            "nothing was changed. For all I can do: /outreach help"
        )
    )


def _asked_again(doubt: Doubt, found: Sequence[Choice]) -> Reply:
    """Ask once more, with those choices that the answer leaves."""
    text = say("Which one? {question}", question=doubt.text)
    again = replace(doubt, choices=tuple(found))
    return Reply(Message(headline=text), refused=True, doubt=again)


# Which choices an answer means.


def _chosen(
    doubt: Doubt,
    keys: tuple[str, ...],
    words: Sequence[Token],
    said: AnswerWords,
    *,
    labels: bool,
) -> list[Choice] | None:
    """Return the choices an answer can mean; [] never, None = it is no such answer.

    Args:
        labels: their words may be typed.
    """
    real = [one for one in doubt.choices if one.lines or one.press]
    nothing = [one for one in doubt.choices if not (one.lines or one.press)]
    typed = [one for one in doubt.choices if keys in _phrases_of(one)]
    if typed and labels:
        return typed
    if said.is_one("nothing", keys) or said.is_one("no", keys):
        return nothing
    if said.is_one("yes", keys):
        return _meant_by_yes(real)
    left = tuple(word.key for word in without_frame(words, said))
    number = said.ordinal(left, len(real))
    if number is None and len(left) == 1 and left[0].isdecimal():
        number = int(left[0]) - 1 if len(left[0]) < 3 else None
    if number is not None and 0 <= number < len(doubt.choices):
        return [(*real, *nothing)[number]]
    for name, starts in KINDS.items():
        if said.is_one(name, keys) or said.is_one(name, left):
            found = [one for one in real if one.lines[:1] and _begins(one, starts)]
            return found or None
    return _called(real, left) if labels else None


def _meant_by_yes(real: Sequence[Choice]) -> list[Choice] | None:
    """Return the one that is offered, or marked as the likeliest; else all."""
    marked = [one for one in real if {"yes", say("yes")} & set(one.words)]
    return marked[:1] or list(real) or None


def _begins(choice: Choice, starts: tuple[str, ...]) -> bool:
    return choice.lines[0].startswith(starts)


def _phrases_of(choice: Choice) -> set[tuple[str, ...]]:
    """Return the wholes that may be typed for a choice, as they are compared."""
    wholes = (choice.label, *choice.words)
    return {
        tuple(key for key in keys_of(one) if key[0].isalnum()) for one in wholes
    } - {()}


def _called(real: Sequence[Choice], left: tuple[str, ...]) -> list[Choice] | None:
    """Return the choices that have these words in a row; None if none has.

    What all of them have in common tells nothing apart: then all are asked again.
    """
    if not any(key.isalpha() and len(key) > 1 for key in left):
        return None
    found = [
        one for one in real if any(_has(whole, left) for whole in _phrases_of(one))
    ]
    return found or None


def _has(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    length = len(part)
    starts = range(len(whole) - length + 1)
    return any(whole[start : start + length] == part for start in starts)


# An answer that is none of the choices, and finishes the line all the same.


def _finished(
    turn: Turn, doubt: Doubt, words: Sequence[Token], said: AnswerWords
) -> Reply | None:
    """Carry out the doubt's line with what was answered, or the choice of that day."""
    left = without_frame(words, said)
    text = turn.text[left[0].start : left[-1].end]
    if doubt.about == "day":
        return _with_day(turn, doubt, left)
    if HOLDS not in doubt.line:
        return None
    if doubt.about == "who" and _is_name(turn, text, left, led_in=left != list(words)):
        return done_as(turn, line=doubt.line.replace(HOLDS, text, 1))
    if doubt.about == "what" and _tells(words):
        whole = turn.text[words[0].start : words[-1].end]
        return done_as(turn, line=doubt.line.replace(HOLDS, whole, 1))
    return None


def _with_day(turn: Turn, doubt: Doubt, left: Sequence[Token]) -> Reply | None:
    """Carry out what a day answers: one that is offered, else any other.

    Where several days fit, each is asked about; None = it is no day.
    """
    said = _day_said(turn, left)
    if said is None:
        return None
    offered = {one: day for one in doubt.choices if (day := _day_of(one)) is not None}
    named = [one for one, day in offered.items() if _fits(said, day, turn.today)]
    if len(named) == 1:
        return carried_out(turn, named[0])
    if HOLDS not in doubt.line:
        return None
    days = _days_meant(turn, doubt, said, has_days=bool(offered))
    if len(days) == 1:
        return done_as(turn, line=doubt.line.replace(HOLDS, days[0].isoformat(), 1))
    if not days:
        return None
    choices = [
        Choice(day_said(day, turn.today), (doubt.line.replace(HOLDS, str(day), 1),))
        for day in days[:MOST_DAYS]
    ]
    return _asked_again(doubt, choices)


def _day_said(turn: Turn, left: Sequence[Token]) -> Day | None:
    """Return the day that these words are, all of them, in any language."""
    number = DAY_NUMBER.fullmatch(left[0].key) if len(left) == 1 else None
    if number is not None:
        return Day("monthday", months=((int(number.group(1)), 0),))
    first_is_day = day_first_in(turn.speaker.locale)
    for code in CODES:
        reader = DayReader(lexicon(code), turn.today, first_is_day)
        length, day = reader.at(left, 0)
        if day is not None and length == len(left):
            return day
    return None


def _day_of(choice: Choice) -> date | None:
    """Return the day in a choice's first line; None = it has none."""
    found = A_DAY.search(choice.lines[0]) if choice.lines else None
    return date.fromisoformat(found.group()) if found else None


def _fits(said: Day, day: date, today: date) -> bool:
    """Say whether a day that was offered is the one that was said."""
    if said.kind == "weekday":
        return said.weekday == day.weekday()
    if said.kind == "monthday":
        return said.months[0][0] == day.day
    return day in said.dates("", today)


def _days_meant(
    turn: Turn, doubt: Doubt, said: Day, *, has_days: bool
) -> Sequence[date]:
    """Return the days that can be meant, none of which was offered.

    Args:
        has_days: days were offered; else a number alone may be of an earlier month.
    """
    today = turn.today
    if doubt.within:
        first, last = (date.fromisoformat(one) for one in doubt.within)
        span = range(first.toordinal(), last.toordinal() + 1)
        return [day for day in map(date.fromordinal, span) if _fits(said, day, today)]
    mood: Literal["past", "future"] = "past"
    if doubt.line.startswith(AHEAD):
        mood = "future"
    days = said.dates(mood, today)
    if said.kind == "monthday" and not has_days and mood == "past" and days:
        before = said.dates(mood, days[0].replace(day=1) - timedelta(1))
        return [*days, *before]
    return days


def _is_name(turn: Turn, text: str, left: Sequence[Token], *, led_in: bool) -> bool:
    """Say whether these words are somebody's name.

    A word that says something else is none, and an unknown one alone neither, unless
    it was led in: "no, Sam Smith", "it was Tom".
    """
    if len(left) > LONGEST_NAME_TYPED or not all(one.word for one in left):
        return False
    if people_called(turn, text):
        return True
    if any(_symbol(one.key) for one in left):
        return False
    return all(one.capital for one in left) and (led_in or len(left) > 1)


def _symbol(key: str) -> str:
    """Return what a word alone is in a sentence, in any language; "" = nothing."""
    for code in CODES:
        phrase = lexicon(code).phrases.get((key,))
        if phrase is not None:
            return phrase[0]
        if key in lexicon(code).day_words:
            return "day"
    return ""


def _tells(words: Sequence[Token]) -> bool:
    """Say whether a few words tell what happened, and name nobody."""
    if len(words) > LONGEST_TELLING:
        return False
    symbols = [_symbol(word.key) for word in words]
    named = any(
        word.capital and not symbol
        for word, symbol in zip(words[1:], symbols[1:], strict=True)
    )
    return not named and any(set(symbol) & TELLING for symbol in symbols)
