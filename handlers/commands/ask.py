"""`ask`: what the leader asks of people, and what becomes of it."""

from handlers.about_line import check_somebody_else
from handlers.ask_answers import answer_ask
from handlers.ask_checked import EXAMPLE, checked_ask, target_of, which_type
from handlers.ask_limits import refuse_too_soon
from handlers.ask_line import AskLine, ask_line
from handlers.ask_list import ask_list
from handlers.ask_words import asked_for, what_words
from handlers.grammar.names import one_person
from handlers.grammar.spoken import plain_day, spoken
from handlers.kept import kept
from handlers.request import Reply, Request
from handlers.result_with import newest_result_with
from language.say import say
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

ABOUT_A_RESULT = ("review slot", "praise")


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
    check_somebody_else(request, person, example=EXAMPLE)
    earlier = asks_to(request.session, leader_id=_me(request), asked_id=person.id)
    if line.answer:
        return answer_ask(request, person, earlier, line)
    if not (line.type or line.what or line.target):
        if not earlier:
            raise which_type(person)
        return ask_list(request, earlier)
    return _new_ask(request, person, earlier, line)


def _me(request: Request) -> str:
    return request.speaker.leader_id


def _new_ask(
    request: Request, person: Known, earlier: list[Ask], line: AskLine
) -> Reply:
    line = checked_ask(request, person, line)
    target = target_of(request, person, line)
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
