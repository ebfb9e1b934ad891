"""`ask`: what the leader asks of people, and what becomes of it."""

from dataclasses import replace
from datetime import date

from handlers.favours.ask_line import AskLine, ask_line
from handlers.favours.words import ask_list, asked_for, what_words
from handlers.grammar.about_line import check_somebody_else
from handlers.grammar.people.names import one_person, people_called
from handlers.results.words import newest_result_with
from handlers.turn import Refusal, Reply, Turn, kept
from language.commands import to_type
from language.say import mark, say
from language.words import day_beside_today, day_said
from storage.favours.facts import REST_DAYS, AskFact
from storage.favours.store import (
    LEADS_TO_A_MEETING,
    asks_to,
    change_ask,
    open_asks,
    remember_ask,
    too_soon,
)
from storage.message import Section
from storage.people.facts import Known

EXAMPLE = "ask Rosa slot with Dana: 20 minutes to review the cut-over"
NEED_A_TARGET = {
    "review slot": ("slot with", mark("Slot with whom?")),
    "praise": ("praise to", mark("Praise to whom?")),
    "intro": ("intro to", mark("Intro to whom?")),
}  # as typed, and as asked
LONGEST_WHAT = 500  # characters; house rule
ABOUT_A_RESULT = ("review slot", "praise")


def ask(turn: Turn) -> Reply:
    """Note what you asked of somebody, and what they answered; alone, list asks.

    Examples:
        ask Rosa slot with Dana: 20 minutes to review the cut-over
        ask Rosa granted for 20 May
        ask Rosa done
        ask Kim praise to Dana
        ask Ben favour: a second look at the plan
        ask Ben declined
        ask
    """
    if not turn.text:
        return ask_list(turn, open_asks(turn.tx, leader_id=_me(turn)))
    line = ask_line(turn)
    person = one_person(turn, line.whom, example=EXAMPLE)
    check_somebody_else(turn, person, example=EXAMPLE)
    earlier = asks_to(turn.tx, leader_id=_me(turn), asked_id=person.id)
    if line.answer:
        return answer_ask(turn, person, earlier, line)
    if not (line.type or line.what or line.target):
        if not earlier:
            raise which_type(person)
        return ask_list(turn, earlier)
    return _new_ask(turn, person, earlier, line)


def _new_ask(turn: Turn, person: Known, earlier: list[AskFact], line: AskLine) -> Reply:
    line = checked_ask(turn, person, line)
    target = target_of(turn, person, line)
    wished = line.day if line.day and line.day > turn.today else None
    on = line.day if line.day and not wished else turn.today
    if not line.anyway:
        refuse_too_soon(turn, person, too_soon(earlier, on=on))
    what = line.what
    if wished:
        day = day_said(wished, turn.today)
        what = say("{what} (for {day})", what=what, day=day).strip()
    result = newest_result_with(turn, person) if line.type in ABOUT_A_RESULT else None
    remember_ask(
        turn.writer,
        asked_id=person.id,
        type=line.type,
        on=on,
        what=what,
        target_id=target.id if target else None,
        accomplishment_id=result.id if result else None,
    )
    wanted = asked_for(line.type, target.name if target else "")
    about = (say("It is about: {title}", title=result.title),) if result else ()
    first = person.first_name
    return kept(
        turn,
        say(
            "Noted: you asked {name} for {wanted}, {day}.",
            name=person.name,
            wanted=wanted,
            day=day_beside_today(on, turn.today),
        ),
        label=say("ask to {name}", name=person.name),
        sections=(
            Section(
                text=say(
                    "When there is an answer: /outreach ask {name} granted for "
                    "20 May, or /outreach ask {name} declined",
                    name=first,
                ),
                facts=(*what_words(what), *about),
            ),
        ),
        small_print=(line.how_read,),
    )


def checked_ask(turn: Turn, person: Known, line: AskLine) -> AskLine:
    """Return the line with its type; without one it asks for a favour.

    Raises:
        Refusal: too long, or towards somebody without a type.
    """
    if len(line.what) > LONGEST_WHAT:
        raise Refusal(
            say(
                "That is {number} characters, and an ask has up to {most}. Send "
                "the gist: /outreach {example}",
                number=f"{len(line.what):,}",
                most=LONGEST_WHAT,
                example=EXAMPLE,
            )
        )
    if not line.type and line.target:
        raise which_type(person)
    line = line if line.type else replace(line, type="favour")
    if line.type == "favour" and len(people_called(turn, line.target)) != 1:
        what = f"{line.target} {line.what}".strip()  # "help with the forecast"
        return replace(line, target="", what=what)
    return line


def which_type(person: Known) -> Refusal:
    """Return the question what is asked of somebody."""
    return Refusal(
        say(
            "What do you ask of {name}: a meeting, praise, an intro, a slot "
            "or a favour? Type for example: /outreach ask {first_name} favour: "
            "a second look at the plan",
            name=person.name,
            first_name=person.first_name,
        )
    )


def target_of(turn: Turn, person: Known, line: AskLine) -> Known | None:
    """Return towards whom it is asked, e.g. whom to introduce to; None = nobody.

    Raises:
        Refusal: the type needs somebody, and nobody is named.
    """
    if not line.target or line.target.casefold() in ("me", "us"):
        target = None
    else:
        target = one_person(turn, line.target, example=EXAMPLE)
    if target is not None and target.id in (person.id, turn.speaker.person_id):
        target = None
    if target is None and line.type in NEED_A_TARGET:
        typed, question = NEED_A_TARGET[line.type]
        raise Refusal(
            say(
                "{question} Type for example: /outreach ask {name} {typed} Dana",
                question=say(question),
                name=person.first_name,
                typed=typed,
            )
        )
    return target


def refuse_too_soon(turn: Turn, person: Known, before: AskFact | None) -> None:
    """Refuse another ask to somebody, because of the one before.

    Raises:
        Refusal: there is one before.
    """
    if before is None:
        return
    wanted = asked_for(before.type, before.towards)
    if before.open:
        words = mark(
            "Your ask to {name} for {wanted} on {day} is still open. One open ask, and "
            "one in {number} days, is what keeps people glad to help."
        )
    else:
        words = mark(
            "Your ask to {name} for {wanted} on {day} is not long ago. One open ask, "
            "and one in {number} days, is what keeps people glad to help."
        )
    raise Refusal(
        say(
            words,
            name=person.name,
            wanted=wanted,
            day=day_said(before.on, turn.today),
            number=REST_DAYS,
        ),
        choices=(
            say(
                "Ask somebody else, or type it with “anyway”: /outreach ask anyway "
                "{text}",
                text=turn.text,
            ),
        ),
    )


# What somebody answered to an ask: granted, declined, dropped or done.


def answer_ask(turn: Turn, person: Known, asks: list[AskFact], line: AskLine) -> Reply:
    """Note what became of the newest open ask to somebody.

    Args:
        asks: the leader's asks to them, newest first.
    """
    ask = _meant(person, asks, line)
    wanted = asked_for(ask.type, ask.towards)
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


def _meant(person: Known, asks: list[AskFact], line: AskLine) -> AskFact:
    waiting = [ask for ask in asks if ask.open]
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


def _granted(turn: Turn, person: Known, ask: AskFact, line: AskLine) -> tuple[str, str]:
    if line.day is not None and line.day < ask.on:
        raise Refusal(
            say(
                "You asked {name} on {day}, so that can't be for {day2}. Type for "
                "example: /outreach ask {name2} granted for tomorrow",
                name=person.name,
                day=day_said(ask.on, turn.today),
                day2=day_said(line.day, turn.today),
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
        day = day_beside_today(line.day, turn.today)
        agreed = say("Noted: {name} agreed for {day}:", name=person.name, day=day)
    then = say(
        "When it has happened: /outreach ask {name} done", name=person.first_name
    )
    if ask.type in LEADS_TO_A_MEETING and (line.day or ask.agreed_for):
        met = ask.towards or person.name
        then = say("It counts as done when you log the meeting with {met}.", met=met)
    elif ask.type in LEADS_TO_A_MEETING:
        then = say(
            "When it has a day: /outreach ask {name} granted for 20 May",
            name=person.first_name,
        )
    return agreed, then


def _ended(turn: Turn, person: Known, ask: AskFact, line: AskLine) -> tuple[str, str]:
    on = line.day or turn.today
    if not ask.on <= on <= turn.today:
        raise Refusal(
            say(
                "{day} is not between the day you asked, {day2}, and today. Type for "
                "example: /outreach ask {name} {answer}",
                day=day_said(on, turn.today),
                day2=day_said(ask.on, turn.today),
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
    when = day_beside_today(on, turn.today)
    if line.answer == "done":
        then = say(
            "Thank {name} and say what came of it, then type: /outreach thanks {name}",
            name=person.first_name,
        )
        return say("Noted: {name} did it, {when}:", name=person.name, when=when), then
    if line.answer == "declined":
        return say("Noted: {name} declined, {when}:", name=person.name, when=when), ""
    return say("Dropped your ask to {name}, {when}:", name=person.name, when=when), ""


def _me(turn: Turn) -> str:
    return turn.speaker.leader_id
