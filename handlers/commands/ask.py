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
from handlers.request import Reply, Turn
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


def _me(turn: Turn) -> str:
    return turn.speaker.leader_id


def _new_ask(turn: Turn, person: Known, earlier: list[Ask], line: AskLine) -> Reply:
    line = checked_ask(turn, person, line)
    target = target_of(turn, person, line)
    wished = line.day if line.day and line.day > turn.today else None
    on = line.day if line.day and not wished else turn.today
    if not line.anyway:
        refuse_too_soon(turn, person, too_soon(earlier, on=on))
    what = line.what
    if wished:
        day = plain_day(wished, turn.today)
        what = say("{what} (for {day})", what=what, day=day).strip()
    result = newest_result_with(turn, person) if line.type in ABOUT_A_RESULT else None
    remember_ask(
        turn.writer,
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
        turn,
        say(
            "Noted: you asked {name} for {wanted}, {day}.",
            name=person.name,
            wanted=wanted,
            day=spoken(on, turn.today),
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
