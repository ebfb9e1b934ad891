"""What somebody answered to an ask: granted, declined, dropped or done."""

from datetime import date

from handlers.ask_line import AskLine
from handlers.ask_words import asked_for
from handlers.directory import name_of
from handlers.grammar.spoken import plain_day, spoken
from handlers.kept import kept
from handlers.request import Refusal, Reply, Request
from storage.favours import LEADS_TO_A_MEETING, change_ask, is_open
from storage.message import Section
from storage.models import Ask
from storage.people import Known


def answer_ask(
    request: Request, person: Known, asks: list[Ask], line: AskLine
) -> Reply:
    """Note what became of the newest open ask to somebody.

    Args:
        asks: the leader's asks to them, newest first.
    """
    ask = _meant(person, asks, line)
    wanted = asked_for(ask.type, name_of(request, ask.target_id))
    if line.answer == "granted":
        said, then = _granted(request, person, ask, line)
    else:
        said, then = _ended(request, person, ask, line)
    return kept(
        request,
        f"{said} {wanted}.",
        label=f"answer of {person.name}",
        sections=(Section(text=then),) if then else (),
        small_print=(line.how_read,),
    )


def _meant(person: Known, asks: list[Ask], line: AskLine) -> Ask:
    waiting = [ask for ask in asks if is_open(ask)]
    fitting = [ask for ask in waiting if line.type in ("", ask.type)]
    if not fitting:
        kind = f"for {asked_for(line.type, '')} " if line.type and waiting else ""
        somebody = "Kim" if person.first_name == "Dana" else "Dana"
        raise Refusal(
            f"No ask {kind}to {person.name} is open. To note one: /outreach ask "
            f"{person.first_name} slot with {somebody}: what it is about"
        )
    types = {ask.type for ask in fitting}
    if len(types) > 1:
        choices = tuple(
            f"/outreach ask {person.first_name} {type_} {line.answer}"
            for type_ in sorted(types)
        )
        raise Refusal(
            f"{person.name} has {len(fitting)} open asks of yours. Which one? Type:",
            choices=choices,
        )
    return fitting[0]


def _granted(
    request: Request, person: Known, ask: Ask, line: AskLine
) -> tuple[str, str]:
    if line.day is not None and line.day < ask.on:
        raise Refusal(
            f"You asked {person.name} on {plain_day(ask.on, request.today)}, so that "
            f"can't be for {plain_day(line.day, request.today)}. Type for example: "
            f"/outreach ask {person.first_name} granted for tomorrow"
        )
    agreed_on = ask.agreed_on or min(request.today, line.day or request.today)
    changes: dict[str, date | None] = {"agreed_on": agreed_on}
    if line.day is not None:
        changes["agreed_for"] = line.day
    change_ask(request.writer, ask.id, **changes)
    when = f" for {spoken(line.day, request.today)}" if line.day else ""
    then = f"When it has happened: /outreach ask {person.first_name} done"
    if ask.type in LEADS_TO_A_MEETING and (line.day or ask.agreed_for):
        met = name_of(request, ask.target_id) or person.name
        then = f"It counts as done when you log the meeting with {met}."
    elif ask.type in LEADS_TO_A_MEETING:
        then = (
            f"When it has a day: /outreach ask {person.first_name} granted for 20 May"
        )
    return f"Noted: {person.name} agreed{when}:", then


def _ended(request: Request, person: Known, ask: Ask, line: AskLine) -> tuple[str, str]:
    on = line.day or request.today
    if not ask.on <= on <= request.today:
        raise Refusal(
            f"{plain_day(on, request.today)} is not between the day you asked, "
            f"{plain_day(ask.on, request.today)}, and today. Type for example: "
            f"/outreach ask {person.first_name} {line.answer}"
        )
    columns = {
        "declined": "declined_on",
        "dropped": "dropped_on",
        "done": "fulfilled_on",
    }
    changes: dict[str, date | None] = {columns[line.answer]: on}
    change_ask(request.writer, ask.id, **changes)
    when = spoken(on, request.today)
    if line.answer == "done":
        then = (
            f"Thank {person.first_name} and say what came of it, then type: "
            f"/outreach thanks {person.first_name}"
        )
        return f"Noted: {person.name} did it, {when}:", then
    if line.answer == "declined":
        return f"Noted: {person.name} declined, {when}:", ""
    return f"Dropped your ask to {person.name}, {when}:", ""
