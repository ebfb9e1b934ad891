"""`list`: everybody on the leader's list, and how things stand with them."""

from datetime import date

from handlers.grammar.people.names import described
from handlers.turn import Refusal, Reply, Turn
from language.say import mark, say
from language.words import counted, day_beside_today, day_said, with_time
from storage.contacts.store import shown_strength, totals_of
from storage.contacts.totals import TieTotals
from storage.message import Button, Message, Section
from storage.people.facts import Known
from storage.people.store import listed_people

START = "start"  # what begins with the form: the button's action
PAGE = 25  # people; with four facts each it stays below 10 000 characters
EVERYBODY = frozenset({"people", "everybody", "everyone", "all", "contacts"})
TO_START = (
    mark(
        "1. Add somebody you want on your side: "
        "/outreach add Dana Whitfield, COO in Operations"
    ),
    mark("2. Say what happened with them: /outreach log Dana call yesterday"),
    mark("3. See what to do next: /outreach next"),
)


def start_button() -> Button:
    """Return the button that opens the form."""
    return Button(label=say("Set up in a minute"), action=START, style="primary")


def list_(turn: Turn) -> Reply:
    """Show everybody on your list, and how things stand with them.

    Examples:
        list
        list 2
    """
    people = listed_people(turn.tx, leader_id=turn.speaker.leader_id)
    if not people:
        return Reply(
            Message(
                headline=say("Nobody is on your list yet. Three steps to start:"),
                sections=tuple(Section(text=say(step)) for step in TO_START),
                buttons=(start_button(),),
            )
        )
    pages = -(-len(people) // PAGE)
    page = _page(turn.text, pages)
    shown = people[(page - 1) * PAGE : page * PAGE]
    totals = totals_of(
        turn.tx,
        leader_id=turn.speaker.leader_id,
        person_ids=[person.id for person in shown],
    )
    sections = tuple(
        _section(person, totals.get(person.id, TieTotals()), turn.today)
        for person in shown
    )
    on_list = counted("{n} person", "{n} people", len(people))
    headline = say("{people} on your list.", people=on_list)
    if pages > 1:
        headline = say(
            "{people} on your list, page {page} of {pages}.",
            people=on_list,
            page=page,
            pages=pages,
        )
    more = (
        (say("For the next page: /outreach list {page}", page=page + 1),)
        if page < pages
        else ()
    )
    return Reply(Message(headline=headline, sections=sections, small_print=more))


def _page(typed: str, pages: int) -> int:
    number = typed.casefold().removeprefix("page").strip() or "1"
    number = "1" if number in EVERYBODY else number
    page = int(number) if number.isdecimal() and len(number) < 5 else 0
    if not 1 <= page <= pages:
        count = counted("{n} page", "{n} pages", pages)
        raise Refusal(
            say(
                "Your list has {pages}. Type for example: /outreach list 1", pages=count
            )
        )
    return page


def _section(person: Known, totals: TieTotals, today: date) -> Section:
    return Section(text=described(person), facts=standing(totals, today))


def standing(totals: TieTotals, today: date) -> tuple[str, ...]:
    """Return how a tie stands: last contact, strength, next meeting, pause."""
    facts = []
    if totals.last_on is None:
        facts.append(say("No contact yet"))
    else:
        facts.append(
            say("Last contact {day}", day=day_beside_today(totals.last_on, today))
        )
        strength = shown_strength(totals.strength_at(today))
        facts.append(say("Strength {strength} of 100", strength=strength))
    if meeting := totals.next_meeting(today):
        on, at = meeting
        day = with_time(day_beside_today(on, today), at)
        facts.append(say("Next meeting {day}", day=day))
    if totals.pause_through is not None and totals.pause_through >= today:
        facts.append(
            say(
                "No invitations through {day}",
                day=day_said(totals.pause_through, today),
            )
        )
    return tuple(facts)
