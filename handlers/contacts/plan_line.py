"""Reading a line of `plan`: with whom, what, when; or which one moves or is off.

Every word is read as a person, a kind, a day, a time or a note, or it is asked about.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from handlers.contacts.which_plan import (
    EXAMPLE_PLAN,
    WORD_OF,
    capital,
    line_of,
    which_plan,
)
from handlers.grammar.dates import Found, find_days
from handlers.grammar.names import find_people_in, people_called, told_apart
from handlers.grammar.numbers import TIME, time_of
from handlers.turn import Choice, Doubt, Refusal, Turn
from language.commands import to_type
from language.say import say
from language.words import day_beside_today, day_said, with_time
from scheduler.card.plans import plan_title
from scheduler.local_time import calendar_of
from storage.contacts.facts import PLANNED_KINDS
from storage.contacts.plans import PlanFact
from storage.people.facts import Known

DAYS_OFFERED = 3  # working days, where none was said; house rule

NOTE = re.compile(r"(?<!\d):|:(?!\d)")  # but not the one in 10:30
MOVE = re.compile(
    r"(?<!\w)(?:mov(?:e|es|ed|ing)|reschedul(?:e|ed|ing)|postpon(?:e|ed)|shift(?:ed)?)"
    r"(?!\w)(?: it)?(?: to)?",
    re.IGNORECASE,
)
CANCEL = re.compile(
    r"(?<!\w)(?:cancel(?:led|ed|s)?|call(?:ed)? off|is off|off|drop(?:ped)?)(?!\w)",
    re.IGNORECASE,
)
KINDS = {
    "breakfast": r"breakfast",
    "coffee": r"coffee|tea",
    "lunch": r"lunch|brunch",
    "dinner": r"dinner",
    "drinks": r"drinks?|beers?",
    "walk": r"walk",
    "call": r"(?:(?:phone|video|zoom|teams) )?calls?|phone|zoom|ring",
    "event": r"event|conference",
    "email": r"e-?mail|mail",
    "message": r"message|text",
    "met": r"meetings?|meet|met|see|seeing|1:1|one[- ]on[- ]one|catch[- ]?up|chat|talk"
    r"|session|workshop|visit",
}
FILLERS = re.compile(
    r"(?<!\w)(?:a|an|the|my|our|with|for|on|at|have|having|is|it|please)(?!\w)",
    re.IGNORECASE,
)
ABOUT = re.compile(r"(?<!\w)(?:about|re|regarding|to discuss)(?!\w) *(?=\S)", re.I)
PLACE = re.compile(r"(?<=\S )(?:at|in)(?!\w) +(?=\w)", re.IGNORECASE)
HOUR = re.compile(r"(?<!\w)at (\d{1,2})(?![\w:.%/-])", re.IGNORECASE)
BRACKETS = re.compile(r"\([^()]*\)")
AFTERNOON = 7  # "at 3" is 15:00, "at 8" is 08:00; house rule


@dataclass(frozen=True, slots=True)
class New:
    """What is planned, and with whom."""

    people: tuple[Known, ...]
    kind: str
    on: date
    at: time | None
    note: str


@dataclass(frozen=True, slots=True)
class Move:
    """A meeting, and its new day; no time said = the one it had."""

    plan: PlanFact
    on: date
    at: time | None


@dataclass(frozen=True, slots=True)
class Off:
    """A meeting that is called off."""

    plan: PlanFact


@dataclass(frozen=True, slots=True)
class _Words:
    """A part of the line: its days, time and kind, and what is left for names."""

    days: tuple[Found, ...]
    at: time | None
    kind: str  # "" = not said
    kinds: tuple[str, ...]  # all that were said, but for the vague "meeting"
    names: str
    note: str  # what stood behind "about", "at" or "in"


def read_plan(turn: Turn) -> New | Move | Off:
    """Return what a line means.

    Raises:
        Refusal: a person, a day or a meeting that is not clear: then it asks; a day
            that is past.
    """
    text = " ".join(turn.text.split())
    head, note = _split(text)
    plain = _masked(head)
    if move := MOVE.search(plain):
        return _move(turn, head[: move.start()], head[move.end() :])
    if cancel := CANCEL.search(plain):
        return _off(turn, f"{head[: cancel.start()]} {head[cancel.end() :]}")
    words = _words(turn, head)
    people = _people(turn, words.names)
    kind = words.kind or "met"
    if len(words.kinds) > 1:
        raise _which_kind(turn, words.kinds)
    note = ": ".join(part for part in (words.note, note) if part)
    on = _one_day(turn, words, _Told(people, kind, words.at, note))
    return New(people, kind, on, words.at, note)


def _move(turn: Turn, before: str, after: str) -> Move:
    """Read "Rosa lunch move Friday 10:00", "move Rosa to Friday"."""
    which, to = _words(turn, before, past=True), _words(turn, after)
    people = _people(turn, f"{which.names} {to.names}", nobody=True)
    plan = _which(turn, people, which, to.kind, _to_typed(to))
    line = f"{line_of(turn, plan)} move {{}}"
    at = to.at
    if not to.days and at is not None:
        return Move(plan, plan.on, at)  # another time of the same day
    question = say(
        "To which day does the {plan} move?", plan=plan_title(plan.kind, [plan.name])
    )
    if at is not None:
        line = f"{line} {at:%H:%M}"
    return Move(plan, _day_or_ask(turn, to.days, question, line), at)


def _off(turn: Turn, text: str) -> Off:
    which = _words(turn, text, past=True)
    people = _people(turn, which.names, nobody=True)
    return Off(_which(turn, people, which, "", "cancel"))


def _which(
    turn: Turn, people: Sequence[Known], which: _Words, kind: str, then: str
) -> PlanFact:
    return which_plan(
        turn,
        people,
        kind=which.kind or kind,
        days=[one.date for one in which.days],
        at=which.at,
        then=then,
    )


def _to_typed(to: _Words) -> str:
    days = [one.date.isoformat() for one in to.days if not one.problem]
    at = [f"{to.at:%H:%M}"] if to.at else []
    return " ".join(("move", *days, *at))


# From the words of a line to its parts. What was read is blanked, so that places in the
# line stay what they are, and brackets are not looked into: "Dana (Call Centre)".


def _split(text: str) -> tuple[str, str]:
    """Return what stands before the first colon, and the note behind it."""
    colon = NOTE.search(_masked(text))
    if colon is None:
        return text, ""
    return text[: colon.start()], text[colon.end() :].strip()


def _masked(text: str) -> str:
    return BRACKETS.sub(lambda match: "(" + "_" * (len(match.group()) - 2) + ")", text)


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _words(turn: Turn, text: str, *, past: bool = False) -> _Words:
    """Return the parts of a text.

    Args:
        past: a day in it may be past: it says which meeting, not when one will be.
    """
    note, at = "", None
    kinds: dict[str, str] = {}
    if about := ABOUT.search(_masked(text)):
        text, note = text[: about.start()], text[about.end() :].strip(" ,.")
    days = find_days(
        _masked(text),
        today=turn.today,
        prefer="nearest" if past else "future",
        zone=turn.speaker.zone,
        locale=turn.speaker.locale,
    )
    for day in days:
        text = _blanked(text, day.start, day.end)
        at = at or day.hour
    for match in TIME.finditer(_masked(text)):
        at = at or time_of(match)
        text = _blanked(text, match.start(), match.end())
    if hour := HOUR.search(_masked(text)):
        at = at or _bare_hour(int(hour.group(1)))
        text = _blanked(text, hour.start(), hour.end())
    for kind, wording in KINDS.items():
        for match in re.finditer(rf"(?<!\w)(?:{wording})(?!\w)", _masked(text), re.I):
            kinds[kind] = match.group()
            text = _blanked(text, match.start(), match.end())
    text = " ".join(text.split())
    if place := PLACE.search(_masked(text)):
        text, note = text[: place.start()], note or text[place.start() :].strip(" ,.")
    said = tuple(kind for kind in kinds if kind != "met")
    kind = next(iter(said or kinds), "")
    return _Words(tuple(days), at, kind, said, _names(text), note)


def _which_kind(turn: Turn, kinds: Sequence[str]) -> Refusal:
    """Ask which of several kinds it is; each answer is the line without the others."""
    choices = []
    for kind in kinds:
        line = turn.text
        for other in kinds:
            if other != kind:
                line = re.sub(
                    rf"(?<!\w)(?:{KINDS[other]})(?!\w)", " ", line, flags=re.I
                )
        choices.append(
            Choice(capital(WORD_OF[kind]), (f"plan {' '.join(line.split())}",))
        )
    text = say("One thing at a time: which is it?")
    return Refusal(text, doubt=Doubt(text, tuple(choices)))


def _bare_hour(hour: int) -> time | None:
    """Return the time of "at 3": of the working day."""
    if hour >= 24:
        return None
    return time(hour + 12 if 0 < hour < AFTERNOON else hour)


def _names(text: str) -> str:
    plain = _masked(text)
    for match in FILLERS.finditer(plain):
        text = _blanked(text, match.start(), match.end())
    return " ".join(text.split()).strip(" ,.;!?-–—")


def _people(turn: Turn, names: str, *, nobody: bool = False) -> tuple[Known, ...]:
    """Return everybody named.

    Args:
        nobody: it may be nobody: then the meeting is told by its kind and day.

    Raises:
        Refusal: nobody, an unknown name, or one that several have.
    """
    if not names.strip():
        if nobody:
            return ()
        raise Refusal(
            say("With whom? Type for example: {line}", line=to_type(EXAMPLE_PLAN))
        )
    return tuple(find_people_in(turn, names.strip(), example=EXAMPLE_PLAN))


# When? One day from today on, or a question.


@dataclass(frozen=True, slots=True)
class _Told:
    """All of a plan but its day."""

    people: tuple[Known, ...]
    kind: str
    at: time | None
    note: str


def _one_day(turn: Turn, words: _Words, told: _Told) -> date:
    first = words.days[0] if words.days else None
    if first is not None and first.problem and first.date < turn.today:
        raise way_on(turn, told.people, told.kind, first.date, told.at, told.note)
    names = [person.name for person in told.people]
    question = say("On which day is the {plan}?", plan=plan_title(told.kind, names))
    return _day_or_ask(turn, words.days, question, _line(turn, told))


def _day_or_ask(turn: Turn, days: Sequence[Found], question: str, line: str) -> date:
    """Return the one day of a line.

    Raises:
        Refusal: none, several, or one that cannot be. It asks which, with answers.
    """
    said = {one.date: one for one in days}
    wrong = [one.problem for one in days if one.problem]
    if len(said) == 1 and not wrong:
        return days[0].date
    offered = sorted(said) if said and not wrong else next_days(turn)
    text = wrong[0] if wrong else question
    choices = tuple(
        Choice(capital(day_beside_today(day, turn.today)), (_with_day(line, day),))
        for day in offered
    )
    raise Refusal(text, doubt=Doubt(text, choices, about="day", line=line))


def next_days(turn: Turn) -> list[date]:
    """Return tomorrow and the next working days, three in all."""
    calendar, found = calendar_of(turn.speaker), [turn.today + timedelta(1)]
    while len(found) < DAYS_OFFERED:
        found.append(calendar.next_working_day(found[-1]))
    return found


def way_on(
    turn: Turn,
    people: Sequence[Known],
    kind: str,
    on: date,
    at: time | None,
    note: str,
) -> Refusal:
    """Return what to do about a plan that is past: log it, or another day."""
    told = _Told(tuple(people), kind, at, note)
    line = _line(turn, told)
    logged = " ".join(
        ("log", _names_typed(turn, people), PLANNED_KINDS[kind], on.isoformat())
    )
    said = day_said(on, turn.today)
    text = say("{day} has passed. Did it happen?", day=with_time(said, at))
    happened = Choice(
        say("Yes, log it: {day}", day=said),
        (_noted(logged, note),),
        (say("yes"), say("it happened")),
    )
    later = tuple(
        Choice(
            say("No, plan it: {day}", day=day_beside_today(day, turn.today)),
            (_with_day(line, day),),
        )
        for day in next_days(turn)[:2]
    )
    return Refusal(text, doubt=Doubt(text, (happened, *later), about="day", line=line))


# Lines to be carried out as if they were typed.


def _line(turn: Turn, told: _Told) -> str:
    line = f"plan {_names_typed(turn, told.people)} {WORD_OF[told.kind]} {{}}"
    if told.at is not None:
        line = f"{line} {told.at:%H:%M}"
    return _noted(line, told.note)


def _noted(line: str, note: str) -> str:
    return f"{line}: {note}" if note else line


def _with_day(line: str, day: date) -> str:
    return line.replace("{}", day.isoformat(), 1)


def _names_typed(turn: Turn, people: Sequence[Known]) -> str:
    """Return names to type, each told apart from others of that name."""
    return " and ".join(
        told_apart(one, people_called(turn, one.name) or [one]) for one in people
    )
