"""What somebody answered to an ask: granted, declined, dropped or done."""

from datetime import date

from handlers.ask_line import AskLine
from handlers.ask_words import asked_for
from handlers.directory import name_of
from handlers.grammar.spoken import plain_day, spoken
from handlers.kept import kept
from handlers.request import Refusal, Reply, Turn
from language.commands import to_type
from language.say import say
from storage.favours import LEADS_TO_A_MEETING, change_ask, is_open
from storage.message import Section
from storage.models import Ask
from storage.people import Known


def answer_ask(turn: Turn, person: Known, asks: list[Ask], line: AskLine) -> Reply:
    """Note what became of the newest open ask to somebody.

    Args:
        asks: the leader's asks to them, newest first.
    """
    ask = _meant(person, asks, line)
    wanted = asked_for(ask.type, name_of(turn, ask.target_id))
    if line.answer == "granted":
        said, then = _granted(turn, person, ask, line)
    else:
        said, then = _ended(turn, person, ask, line)
    return kept(
        turn,
        f"{said} {wanted}.",
        label=say("answer of {name}", name=person.name),
        sections=(Section(text=then),) if then else (),
        small_print=(line.how_read,),
    )


def _meant(person: Known, asks: list[Ask], line: AskLine) -> Ask:
    waiting = [ask for ask in asks if is_open(ask)]
    fitting = [ask for ask in waiting if line.type in ("", ask.type)]
    if not fitting:
        raise _none_open(person, line.type if waiting else "")
    types = {ask.type for ask in fitting}
    if len(types) > 1:
        choices = tuple(
            to_type(f"ask {person.first_name} {type_} {line.answer}")
            for type_ in sorted(types)
        )
        raise Refusal(
            say(
                "{name} has {number} open asks of yours. Which one? Type:",
                name=person.name,
                number=len(fitting),
            ),
            choices=choices,
        )
    return fitting[0]


def _none_open(person: Known, type_: str) -> Refusal:
    """Return that no ask to somebody is open; of this type only, unless "" is given."""
    first = person.first_name
    parts = {
        "name": person.name,
        "first": first,
        "target": "Kim" if first == "Dana" else "Dana",
    }
    if not type_:
        return Refusal(
            say(
                "No ask to {name} is open. To note one: /outreach ask {first} slot "
                "with {target}: what it is about",
                **parts,
            )
        )
    return Refusal(
        say(
            "No ask for {thing} to {name} is open. To note one: /outreach ask {first} "
            "slot with {target}: what it is about",
            thing=asked_for(type_, ""),
            **parts,
        )
    )


def _granted(turn: Turn, person: Known, ask: Ask, line: AskLine) -> tuple[str, str]:
    if line.day is not None and line.day < ask.on:
        raise Refusal(
            say(
                "You asked {name} on {day}, so that can't be for {day2}. Type for "
                "example: /outreach ask {name2} granted for tomorrow",
                name=person.name,
                day=plain_day(ask.on, turn.today),
                day2=plain_day(line.day, turn.today),
                name2=person.first_name,
            )
        )
    agreed_on = ask.agreed_on or min(turn.today, line.day or turn.today)
    changes: dict[str, date | None] = {"agreed_on": agreed_on}
    if line.day is not None:
        changes["agreed_for"] = line.day
    change_ask(turn.writer, ask.id, **changes)
    agreed = say("Noted: {name} agreed:", name=person.name)
    if line.day is not None:
        day = spoken(line.day, turn.today)
        agreed = say("Noted: {name} agreed for {day}:", name=person.name, day=day)
    then = say(
        "When it has happened: /outreach ask {name} done", name=person.first_name
    )
    if ask.type in LEADS_TO_A_MEETING and (line.day or ask.agreed_for):
        met = name_of(turn, ask.target_id) or person.name
        then = say("It counts as done when you log the meeting with {met}.", met=met)
    elif ask.type in LEADS_TO_A_MEETING:
        then = say(
            "When it has a day: /outreach ask {name} granted for 20 May",
            name=person.first_name,
        )
    return agreed, then


def _ended(turn: Turn, person: Known, ask: Ask, line: AskLine) -> tuple[str, str]:
    on = line.day or turn.today
    if not ask.on <= on <= turn.today:
        raise Refusal(
            say(
                "{day} is not between the day you asked, {day2}, and today. Type for "
                "example: /outreach ask {name} {answer}",
                day=plain_day(on, turn.today),
                day2=plain_day(ask.on, turn.today),
                name=person.first_name,
                answer=line.answer,
            )
        )
    columns = {
        "declined": "declined_on",
        "dropped": "dropped_on",
        "done": "fulfilled_on",
    }
    changes: dict[str, date | None] = {columns[line.answer]: on}
    change_ask(turn.writer, ask.id, **changes)
    when = spoken(on, turn.today)
    if line.answer == "done":
        then = say(
            "Thank {name} and say what came of it, then type: /outreach thanks {name}",
            name=person.first_name,
        )
        return say("Noted: {name} did it, {when}:", name=person.name, when=when), then
    if line.answer == "declined":
        return say("Noted: {name} declined, {when}:", name=person.name, when=when), ""
    return say("Dropped your ask to {name}, {when}:", name=person.name, when=when), ""
