"""What a clause of an agenda line does to its item."""

from collections.abc import Sequence

from handlers.about_line import ME, check_words
from handlers.agenda_line import PARTS, Clause
from handlers.cut_day import cut_day
from handlers.directory import myself
from handlers.grammar.names import BETWEEN, one_person
from handlers.grammar.spoken import plain_day, spoken
from handlers.request import Refusal, Turn
from language.say import mark, say
from storage.agenda import KnownItem, add_part, change_item, drop_parts
from storage.people import Known
from storage.ties import tie_for_update

MOST_NAMED = 10  # people given one part in one line; house rule


def change(turn: Turn, item: KnownItem, clause: Clause) -> tuple[str, ...]:
    """Write what a clause says of an item, and return what needs explaining.

    Raises:
        Refusal: it cannot be, or nothing is there to take back.
    """
    if clause.name in PARTS:
        return _part(turn, item, clause)
    writer, code = turn.writer, item.code
    if clause.name == "measure":
        check_words(
            clause.said,
            f"agenda {code} measure: fewer than 5 late payslips",
        )
        _needs_words(clause, f"agenda {code} measure: fewer than 5 late payslips")
        change_item(writer, item.id, measure="" if clause.no else clause.said)
    elif clause.name == "title":
        check_words(clause.said, f"agenda {code} title: Cut-over in two steps")
        _needs_words(clause, f"agenda {code} title: Cut-over in two steps")
        if not clause.no:
            change_item(writer, item.id, title=clause.said)
    elif clause.name == "decision":
        return _decision(turn, item, clause)
    elif clause.name == "park" and not clause.no:
        return _park(turn, item, clause)
    elif clause.name in ("park", "resume"):
        change_item(writer, item.id, parked_until=None)
    else:
        return _close(turn, item, closed=clause.name == "close" and not clause.no)
    return ()


def _part(turn: Turn, item: KnownItem, clause: Clause) -> tuple[str, ...]:
    if clause.no:
        named = clause.said
        people = part_takers(turn, item, clause.name, named) if named else []
        ids = [person.id for person in people]
        if not drop_parts(turn.writer, item.id, clause.name, ids):
            raise _no_such_part(item, people)
        return ()
    people = part_takers(turn, item, clause.name, clause.said)
    give_part(turn, item, clause.name, people)
    return ()


def give_part(turn: Turn, item: KnownItem, part: str, people: Sequence[Known]) -> None:
    """Give people one of the `PARTS` in an item."""
    for person in people:
        add_part(turn.writer, item.id, person.id, part)
        if person.id != turn.speaker.person_id:
            tie_for_update(turn.writer, person.id, since=turn.today)


def _no_such_part(item: KnownItem, people: Sequence[Known]) -> Refusal:
    if not people:
        return Refusal(
            say(
                "Nobody has that part in {code}. To see who has which: /outreach "
                "agenda {code}",
                code=item.code,
            )
        )
    return Refusal(
        say(
            "{name} has no such part in {code}. To see who has: /outreach "
            "agenda {code}",
            name=people[0].name,
            code=item.code,
        )
    )


def part_takers(turn: Turn, item: KnownItem, part: str, typed: str) -> list[Known]:
    """Return the people that `typed` names for a part in an item.

    Raises:
        Refusal: nobody, somebody unknown or unclear, or more than ten.
    """
    example = f"agenda {item.code} {part} Dana"
    names = [name for name in BETWEEN.split(typed) if name.strip()] or [""]
    if len(names) > MOST_NAMED:
        raise Refusal(
            say(
                "That is {number} people, and I take up to {most} in one line. Type "
                "for example: /outreach {example}",
                number=len(names),
                most=MOST_NAMED,
                example=example,
            )
        )
    return [
        myself(turn)
        if ME.match(name.strip())
        else one_person(turn, name, example=example)
        for name in names
    ]


def _decision(turn: Turn, item: KnownItem, clause: Clause) -> tuple[str, ...]:
    if clause.no:
        change_item(turn.writer, item.id, decision_on=None)
        return ()
    found = cut_day(turn, clause.said, prefer="future")
    if found.day is None or found.rest.strip(" ,."):
        raise Refusal(
            say(
                "When is it decided? Type for example: /outreach agenda {code} "
                "decision 12 June",
                code=item.code,
            )
        )
    change_item(turn.writer, item.id, decision_on=found.day)
    return (found.how_read,)


def _park(turn: Turn, item: KnownItem, clause: Clause) -> tuple[str, ...]:
    found = cut_day(turn, clause.said.removeprefix("until "), prefer="future")
    if found.day is None or found.rest.strip(" ,.") or found.day <= turn.today:
        raise Refusal(
            say(
                "Until which day after today? Type for example: /outreach agenda "
                "{code} park until 1 September",
                code=item.code,
            )
        )
    change_item(turn.writer, item.id, parked_until=found.day)
    until = plain_day(found.day, turn.today)
    return (
        say("I say nothing about {code} until {day}.", code=item.code, day=until),
        found.how_read,
    )


def _close(turn: Turn, item: KnownItem, *, closed: bool) -> tuple[str, ...]:
    if closed == (item.closed_on is not None):
        if item.closed_on is None:
            words = mark("{code} is open. To close it: /outreach agenda {code} close")
            raise Refusal(say(words, code=item.code))
        raise Refusal(
            say(
                "{code} is closed already, {day}. To open it again: /outreach agenda "
                "{code} reopen",
                code=item.code,
                day=spoken(item.closed_on, turn.today),
            )
        )
    on = turn.today if closed else None
    change_item(turn.writer, item.id, closed_on=on)
    return ()


def _needs_words(clause: Clause, example: str) -> None:
    if not clause.said and not clause.no:
        raise Refusal(
            say(
                "Say it after the colon, for example: /outreach {example}",
                example=example,
            )
        )
