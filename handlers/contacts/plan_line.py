"""Reading a line of `plan`: with whom, what, when; or which one moves or is off.

Every word is read as a person, a kind, a day, a time or a note, or it is asked about.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from handlers.contacts.which_plan import (
    EXAMPLE_PLAN,
    WORD_OF,
    capital,
    check_others,
    line_of_plan,
    which_plan,
)
from handlers.grammar.contacts.heard import Heard, meeting
from handlers.grammar.days.times import TIME, time_of
from handlers.grammar.days.typed import Found, find_days
from handlers.grammar.people.names import (
    find_people_in,
    people_called,
    told_apart,
    who_called,
)
from handlers.grammar.words.lexicon import CODES, lexicon
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
PLACE = re.compile(r"(?<=\S )(?:at|in)(?!\w) +(?=\w)", re.IGNORECASE)
BRACKETS = re.compile(r"\([^()]*\)")
LONGEST_PLAN = 400  # characters before the note; house rule
AFTERNOON = 7  # "at 3" is 15:00, "at 8" is 08:00; house rule


@dataclass(frozen=True, slots=True)
class _Words:
    """A part of the line: its days, time and kind, and what is left for names."""

    days: tuple[Found, ...]
    at: time | None
    kind: str  # "" = not said
    kinds: tuple[str, ...]  # all that were said, but for the vague "meeting"
    names: str
    place: str  # "at the Ritz", "in Berlin"


# The words of `plan` in every language at once: `[plans]` of its file.

NO_LETTER_BEFORE, NO_LETTER_AFTER = r"(?<!\w)", r"(?!\w)"


def _said(name: str) -> list[str]:
    return [one for code in CODES for one in lexicon(code).data["plans"].get(name, ())]


def _wording(phrases: Iterable[str]) -> str:
    """Return the regular expression of any of these phrases, the longest first."""
    typed = sorted(_with_and_without_accents(phrases), key=len, reverse=True)
    return "|".join(re.escape(one) for one in typed)


def _with_and_without_accents(phrases: Iterable[str]) -> set[str]:
    """Return phrases as written, and with no accents: "café" and "cafe"."""
    composed = {unicodedata.normalize("NFC", phrase) for phrase in phrases}
    plain = {
        "".join(
            letter
            for letter in unicodedata.normalize("NFD", phrase)
            if not unicodedata.combining(letter)
        )
        for phrase in composed
    }
    return composed | plain


def _pattern(name: str, after: str = "") -> re.Pattern[str]:
    words = _wording(_said(name))
    return re.compile(
        rf"{NO_LETTER_BEFORE}(?:{words}){NO_LETTER_AFTER}{after}", re.IGNORECASE
    )


def _kinds() -> dict[str, str]:
    """Return the wording of each kind that can be planned, the vague one last."""
    found: dict[str, list[str]] = {}
    for code in CODES:
        for kind, phrases in lexicon(code).data["plans"]["kinds"].items():
            found.setdefault(kind, []).extend(phrases)
    return {kind: _wording(phrases) for kind, phrases in found.items()}


KINDS = _kinds()
FILLERS = _pattern("fillers")
MOVE = _pattern("move", rf"(?: (?:{_wording(_said('to'))}){NO_LETTER_AFTER})*")
CANCEL = _pattern("cancel")
ABOUT = _pattern("about", r" *(?=\S)")
AND = re.compile(r"(?<=\w) (?:y|e|und) (?=\w)", re.IGNORECASE)  # between names
HOUR = re.compile(
    rf"{NO_LETTER_BEFORE}(?:{_wording(_said('at'))}) (\d{{1,2}})(?![\w:.%/-])",
    re.IGNORECASE,
)

# The meeting that stands, None = it is a new one; and what is said of it: its day and
# hour to come, None = it is off, or keeps the hour it had.
Meant = tuple[PlanFact | None, Heard]


def read_plan(turn: Turn) -> Meant:
    """Return what a line means.

    Raises:
        Refusal: a person, a day or a meeting that is not clear: then it asks; a day
            that is past.
    """
    text = " ".join(turn.text.split())
    head, note = _split(text)
    if len(head) > LONGEST_PLAN:
        raise Refusal(
            say(
                "That is long. Say with whom, what and when, and the rest behind a "
                "colon, for example: {line}",
                line=to_type(f"{EXAMPLE_PLAN}: …"),
            )
        )
    plain = _masked(head)
    if move := MOVE.search(plain):
        return _move(turn, head[: move.start()], head[move.end() :], note)
    if cancel := CANCEL.search(plain):
        which = f"{head[: cancel.start()]} {head[cancel.end() :]}"
        return _off(turn, which, note)
    words = _words(turn, head)
    people = _people(turn, words.names)
    check_others(turn, people)
    if len(words.kinds) > 1:
        raise _which_kind(turn, words.kinds)
    kind, note = words.kind or "met", _joined(words.place, note)
    first = words.days[0] if words.days else None
    if first is not None and first.problem and first.date < turn.today:
        raise way_on(turn, meeting(people, kind, first.date, words.at, note))
    title = plan_title(kind, [person.name for person in people])
    question = say("On which day is the {plan}?", plan=title)
    line = _line(turn, people, kind, words.at, note)
    on = _day_or_ask(turn, words.days, question, line)
    return None, meeting(people, kind, on, words.at, note)


def _move(turn: Turn, before: str, after: str, note: str) -> Meant:
    """Read "Rosa lunch move Friday 10:00", "move Rosa to Friday"."""
    which, to = _words(turn, before), _words(turn, after)
    people = _people(turn, f"{which.names} {to.names}", nobody=True)
    note = _joined(which.place, to.place, note)
    plan = _which(turn, people, which, to.kind, _noted(_to_typed(to), note))
    if not to.days and to.at is not None:
        return plan, Heard(
            (), next_on=plan.on, next_at=to.at, note=note
        )  # another time of the same day
    title = plan_title(plan.kind, [plan.name])
    question = say("To which day does the {plan} move?", plan=title)
    line = f"{line_of_plan(turn, plan)} move {{}}"
    if to.at is not None:
        line = f"{line} {to.at:%H:%M}"
    day = _day_or_ask(turn, to.days, question, _noted(line, note))
    return plan, Heard((), next_on=day, next_at=to.at, note=note)


def _off(turn: Turn, text: str, note: str) -> Meant:
    which = _words(turn, text)
    people = _people(turn, which.names, nobody=True)
    note = _joined(which.place, note)
    plan = _which(turn, people, which, "", _noted("cancel", note))
    return plan, Heard((), note=note)


def _joined(*notes: str) -> str:
    return ": ".join(note for note in notes if note)


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
    """Return what stands before the first colon or "about", and the note behind."""
    colon, note = NOTE.search(_masked(text)), ""
    if colon is not None:
        text, note = text[: colon.start()], text[colon.end() :].strip()
    if about := ABOUT.search(_masked(text)):
        said = text[about.end() :].strip(" ,.")
        text, note = text[: about.start()], f"{said}: {note}" if note else said
    return text, note


def _masked(text: str) -> str:
    return BRACKETS.sub(lambda match: "(" + "_" * (len(match.group()) - 2) + ")", text)


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _words(turn: Turn, text: str) -> _Words:
    place, at = "", None
    kinds: dict[str, str] = {}
    days = find_days(
        _masked(text),
        today=turn.today,
        prefer="future",
        zone=turn.speaker.zone,
        locale=turn.speaker.locale,
        each=True,
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
    if found := PLACE.search(_masked(text)):
        text, place = text[: found.start()], text[found.start() :].strip(" ,.")
    said = tuple(kind for kind in kinds if kind != "met")
    kind = next(iter(said or kinds), "")
    return _Words(tuple(days), at, kind, said, _names(text), place)


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
        nobody: it may be nobody, or either of one name: the meetings that stand tell
            which one is meant.

    Raises:
        Refusal: nobody, an unknown name, or one that several have.
    """
    if not names.strip():
        if nobody:
            return ()
        raise Refusal(
            say("With whom? Type for example: {line}", line=to_type(EXAMPLE_PLAN))
        )
    names = names.strip()
    called = who_called(turn, names)
    if nobody and not called.unknown and called.people:
        return called.people
    if called.unknown or not called.people:
        names = AND.sub(" and ", names)
    return tuple(find_people_in(turn, names, example=EXAMPLE_PLAN))


# When? One day from today on, or a question.


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


def way_on(turn: Turn, planned: Heard) -> Refusal:
    """Return what to do about a plan that is past: log it, or another day."""
    people, kind, note = planned.people, planned.kind or "met", planned.note
    on, at = planned.ahead_on, planned.next_at
    line = _line(turn, people, kind, at, note)
    names = _names_typed(turn, people)
    logged = f"log {names} {PLANNED_KINDS[kind]} {on.isoformat()}"
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


def _line(
    turn: Turn, people: Sequence[Known], kind: str, at: time | None, note: str
) -> str:
    """Return the line of a plan, with "{}" where its day belongs."""
    line = f"plan {_names_typed(turn, people)} {WORD_OF[kind]} {{}}"
    return _noted(f"{line} {at:%H:%M}" if at else line, note)


def _noted(line: str, note: str) -> str:
    return f"{line}: {note}" if note else line


def _with_day(line: str, day: date) -> str:
    return line.replace("{}", day.isoformat(), 1)


def _names_typed(turn: Turn, people: Sequence[Known]) -> str:
    """Return names to type, each told apart from others of that name."""
    return " and ".join(
        told_apart(one, people_called(turn, one.name) or [one]) for one in people
    )
