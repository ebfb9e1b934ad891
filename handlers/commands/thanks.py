"""`thanks`: closing the loop with somebody who did what was asked."""

from handlers.ask_words import asked_for
from handlers.commands.given import check_length
from handlers.directory import name_of
from handlers.gift_line import gift_line
from handlers.grammar.spoken import listed, spoken
from handlers.kept import kept
from handlers.request import Refusal, Reply, Request
from storage.favours import asks_to, change_ask, is_open, remember_given
from storage.message import Section
from storage.models import Ask
from storage.people import Known

EXAMPLE = "thanks Rosa"


def thanks(request: Request) -> Reply:
    """Note that you thanked somebody: it closes the newest ask they fulfilled.

    Examples:
        thanks Rosa
        thanks Rosa and Ben: for the quick help
    """
    line = gift_line(request, request.text, example=EXAMPLE)
    check_length(line.what, EXAMPLE)
    if any(person.id == request.speaker.person_id for person in line.people):
        raise Refusal(f"That is yourself. Type for example: /outreach {EXAMPLE}")
    on = line.day or request.today
    sections = []
    for person in line.people:
        asks = asks_to(
            request.session, leader_id=request.speaker.leader_id, asked_id=person.id
        )
        due = [ask for ask in asks if ask.fulfilled_on and not ask.thanked_on]
        if due:
            change_ask(request.writer, due[0].id, thanked_on=on)
            sections.append(Section(text=_closed(request, person, due)))
        else:
            what = f"thanks: {line.what}" if line.what else "thanks"
            remember_given(request.writer, to_id=person.id, what=what, on=on)
            sections.append(Section(text=_nothing_due(person, asks)))
    names = listed([person.name for person in line.people])
    return kept(
        request,
        f"Noted: you thanked {names}, {spoken(on, request.today)}.",
        label=f"thanks to {names}",
        sections=tuple(sections),
        small_print=(line.how_read,),
    )


def _closed(request: Request, person: Known, due: list[Ask]) -> str:
    wanted = asked_for(due[0].type, name_of(request, due[0].target_id))
    left = len(due) - 1
    more = f" {left} more to say thanks for." if left else ""
    return f"That closes your ask to {person.first_name} for {wanted}.{more}"


def _nothing_due(person: Known, asks: list[Ask]) -> str:
    first = person.first_name
    kept = "Nothing was waiting for thanks, so I keep it as something you gave."
    if any(is_open(ask) for ask in asks):
        return (
            f"{kept} If {first} has done what you asked, press Undo and type: "
            f"/outreach ask {first} done, then /outreach thanks {first}"
        )
    return f"{kept} To note what somebody did for you: /outreach ask {first} favour"
