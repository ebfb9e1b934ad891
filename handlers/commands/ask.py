"""`ask`: what the leader asks of people, and what becomes of it."""

from dataclasses import replace

from handlers.ask_answers import answer_ask
from handlers.ask_limits import refuse_too_soon
from handlers.ask_line import AskLine, ask_line
from handlers.ask_list import ask_list
from handlers.ask_words import asked_for, what_words
from handlers.grammar.names import one_person, people_called
from handlers.grammar.spoken import plain_day, spoken
from handlers.kept import kept
from handlers.request import Refusal, Reply, Request
from handlers.result_with import newest_result_with
from language.say import mark, say
from storage.favours import (
    Asked,
    asks_to,
    open_asks,
    remember_ask,
    too_soon,
)
from storage.message import Section
from storage.models import Ask
from storage.people import Known

EXAMPLE = "ask Rosa slot with Dana: 20 minutes to review the cut-over"
NEED_A_TARGET = {
    "review slot": ("slot with", mark("Slot with whom?")),
    "praise": ("praise to", mark("Praise to whom?")),
    "intro": ("intro to", mark("Intro to whom?")),
}  # as typed, and as asked
ABOUT_A_RESULT = ("review slot", "praise")
LONGEST_WHAT = 500  # characters; house rule


def ask(request: Request) -> Reply:
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
    if not request.text:
        return ask_list(request, open_asks(request.session, leader_id=_me(request)))
    line = ask_line(request)
    person = one_person(request, line.whom, example=EXAMPLE)
    if person.id == request.speaker.person_id:
        raise Refusal(
            say(
                "That is yourself. Type for example: /outreach {example}",
                example=EXAMPLE,
            )
        )
    earlier = asks_to(request.session, leader_id=_me(request), asked_id=person.id)
    if line.answer:
        return answer_ask(request, person, earlier, line)
    if not (line.type or line.what or line.target):
        if not earlier:
            raise _which_type(person)
        return ask_list(request, earlier)
    return _new_ask(request, person, earlier, line)


def _me(request: Request) -> str:
    return request.speaker.leader_id


def _which_type(person: Known) -> Refusal:
    return Refusal(
        say(
            "What do you ask of {name}: a meeting, praise, an intro, a slot "
            "or a favour? Type for example: /outreach ask {first_name} favour: "
            "a second look at the plan",
            name=person.name,
            first_name=person.first_name,
        )
    )


def _new_ask(
    request: Request, person: Known, earlier: list[Ask], line: AskLine
) -> Reply:
    line = _checked(request, person, line)
    target = _target(request, person, line)
    wished = line.day if line.day and line.day > request.today else None
    on = line.day if line.day and not wished else request.today
    if not line.anyway:
        refuse_too_soon(request, person, too_soon(earlier, on=on))
    what = line.what
    if wished:
        day = plain_day(wished, request.today)
        what = say("{what} (for {day})", what=what, day=day).strip()
    result = (
        newest_result_with(request, person) if line.type in ABOUT_A_RESULT else None
    )
    remember_ask(
        request.writer,
        Asked(
            asked_id=person.id,
            type=line.type,
            on=on,
            what=what,
            target_id=target.id if target else None,
            accomplishment_id=result.id if result else None,
        ),
    )
    wanted = asked_for(line.type, target.name if target else "")
    about = (say("It is about: {title}", title=result.title),) if result else ()
    first = person.first_name
    return kept(
        request,
        say(
            "Noted: you asked {name} for {wanted}, {day}.",
            name=person.name,
            wanted=wanted,
            day=spoken(on, request.today),
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


def _checked(request: Request, person: Known, line: AskLine) -> AskLine:
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
        raise _which_type(person)
    line = line if line.type else replace(line, type="favour")
    if line.type == "favour" and len(people_called(request, line.target)) != 1:
        what = f"{line.target} {line.what}".strip()  # "help with the forecast"
        return replace(line, target="", what=what)
    return line


def _target(request: Request, person: Known, line: AskLine) -> Known | None:
    if not line.target or line.target.casefold() in ("me", "us"):
        target = None
    else:
        target = one_person(request, line.target, example=EXAMPLE)
    if target is not None and target.id in (person.id, request.speaker.person_id):
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
