"""Reading a contact out of a line: who, how, when, what came of it, in any order."""

from typing import Any

from handlers.grammar.contact_words import (
    MET,
    MOVED_TO,
    NEXT,
    NO_NEXT,
    mark_words,
)
from handlers.grammar.dates import find_days
from handlers.grammar.heard import Heard
from handlers.grammar.marks import TAKEN, Mark, Marked
from handlers.grammar.note_in_line import run_on_note, split_note, stranger_in
from handlers.grammar.numbers import SHARE, TIME, share_of, time_of
from handlers.grammar.people_in_line import Candidates
from handlers.grammar.retelling import check_single_day, check_slip, wrong_day
from handlers.grammar.sentences import only_facts, tells_of_a_contact
from handlers.grammar.spoken import listed, quoted
from handlers.request import Refusal, Turn
from language.say import mark, say

LONGEST_HEAD = 600  # characters read for meaning; what follows is note. House rule


NOT_THE_HOUR = mark("The day is kept, not the hour")


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
    line = Marked(head)
    candidates = Candidates(turn, head)
    candidates.mark_mentions(line)
    candidates.mark_full_names(line)
    _mark_next(turn, line)
    for match in SHARE.finditer(line.left):
        line.take(match.start(), match.end(), "share", match)
    mark_words(line)
    for found in find_days(line.left, prefer="past", **_here(turn)):
        line.take(found.start, found.end, "day", found)
    for match in TIME.finditer(line.left):
        if time_of(match) is not None:
            line.take(match.start(), match.end(), "hour", match.group())
    candidates.mark_names(line)
    if not line.of("person"):
        return _heard(turn, line, note, stranger=stranger_in(line))
    run_on = f"{run_on_note(turn, line, sentence=sentence)} {tail}".strip()
    check_slip(turn, line, run_on)
    if not line.of("day"):
        check_single_day(turn, line, run_on)
    whole = ": ".join(part for part in (run_on, note) if part)
    return _heard(turn, line, whole, run_on=bool(run_on))


def _heard(
    turn: Turn,
    line: Marked,
    note: str,
    *,
    run_on: bool = False,
    stranger: str = "",
) -> Heard:
    people = {mark.value.id: mark.value for mark in line.of("person")}
    days = {mark.value.date: mark.value for mark in line.of("day")}
    for day in days.values():
        if day.problem:
            raise wrong_day(turn, line, day)
    day = _only(list(days.values()), [quoted(_typed(m, line)) for m in line.of("day")])
    upcoming = _one(line, "next")
    how_read = [one.how_read for one in (day, upcoming) if one and one.how_read]
    if line.of("hour") or any(one and one.hour for one in (day, upcoming)):
        how_read.append(say(NOT_THE_HOUR))
    if upcoming and upcoming.problem:
        raise Refusal(upcoming.problem)
    share = _one(line, "share")
    modes = {mark.value for mark in line.of("mode")}
    kinds = {mark.value for mark in line.of("kind")}
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
        no_next=upcoming is False,
        note=note,
        run_on=run_on,
        stranger=stranger,
        explained=tuple(how_read),
    )


def _mark_next(turn: Turn, line: Marked) -> None:
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


def _here(turn: Turn) -> dict[str, Any]:
    speaker = turn.speaker
    return {"today": turn.today, "zone": speaker.zone, "locale": speaker.locale}


def _share(match: Any) -> int:
    return share_of(
        match.group(1) or match.group(3), percent_sign=bool(match.group(2) or match[4])
    )


def _one(line: Marked, sort: str) -> Any:
    """Return the only value of a sort, or None.

    Raises:
        Refusal: two different ones.
    """
    marks = line.of(sort)
    values = list({repr(mark.value): mark.value for mark in marks}.values())
    return _only(values, [quoted(_typed(mark, line)) for mark in marks])


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


def _typed(mark: Mark, line: Marked) -> str:
    return line.text[mark.start : mark.end].strip(TAKEN)
