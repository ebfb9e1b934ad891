"""`who`: everything the leader kept about one person."""

from handlers.commands.list import standing
from handlers.contact_said import contact_line
from handlers.grammar.asking import described
from handlers.grammar.names import one_person
from handlers.grammar.spoken import counted, listed, plain_day
from handlers.motive_words import motive_sections
from handlers.request import Reply, Turn
from language.say import mark, say
from storage.contacts import latest_contacts, note_of
from storage.declared_ties import declared_with
from storage.favours import asks_to, is_open, what_of
from storage.history import totals_of
from storage.message import Message, Section
from storage.people import Known
from storage.reporting_lines import names_of, report_names
from storage.tie_totals import TieTotals

CONTACTS = 5  # shown; house rule
NO_PLACE = mark("Whom they report to, and who knows them, is not known yet.")
TYPES = {
    "review slot": mark("review slot"),
    "praise": mark("praise"),
    "intro": mark("intro"),
    "favour": mark("favour"),
    "meeting": mark("meeting"),
}  # of asks, as they are kept


def who(turn: Turn) -> Reply:
    """Show what you kept about somebody: contacts, notes, asks, motives, stances.

    Examples:
        who Dana
        who Dana (Operations)
    """
    person = one_person(turn, turn.text, example="who Dana")
    leader_id = turn.speaker.leader_id
    totals = totals_of(turn.tx, leader_id=leader_id, person_ids=[person.id])
    sections = (
        Section(
            text=_place(turn, person) or say(NO_PLACE),
            facts=standing(totals.get(person.id, TieTotals()), turn.today),
        ),
        *_contacts(turn, person),
        *_asks(turn, person),
        *motive_sections(turn, person.id),
    )
    unlisted = (say("Not on your list: /outreach add {name}", name=person.name),)
    return Reply(
        Message(
            headline=f"{described(person)}.",
            sections=sections,
            small_print=() if person.listed else unlisted,
        )
    )


def _place(turn: Turn, person: Known) -> str:
    tx, parts = turn.tx, []
    if person.manager_id:
        manager = names_of(tx, [person.manager_id]).get(person.manager_id, "")
        parts.append(say("Reports to {manager}.", manager=manager))
    reports = report_names(
        tx, workspace_id=turn.speaker.workspace_id, manager_id=person.id
    )
    if reports:
        shown = [*reports[:10], *([say("others")] if len(reports) > 10 else [])]
        parts.append(say("Their reports: {names}.", names=listed(shown)))
    declared = declared_with(tx, leader_id=turn.speaker.leader_id, person_id=person.id)
    if declared:
        parts.append(say("Knows {names}, as you said.", names=listed(declared)))
    return " ".join(parts)


def _contacts(turn: Turn, person: Known) -> tuple[Section, ...]:
    contacts = latest_contacts(
        turn.tx,
        leader_id=turn.speaker.leader_id,
        person_id=person.id,
        limit=CONTACTS,
    )
    return tuple(
        Section(
            text=contact_line(contact, turn.today),
            facts=(say("Your note: {note}", note=note),)
            if (note := note_of(turn.tx, contact))
            else (),
        )
        for contact in contacts
    )


def _asks(turn: Turn, person: Known) -> tuple[Section, ...]:
    leader_id = turn.speaker.leader_id
    asks = asks_to(turn.tx, leader_id=leader_id, asked_id=person.id)
    waiting = [ask for ask in asks if is_open(ask)]
    if not waiting:
        return ()
    facts = []
    for ask in waiting:
        what = what_of(turn.tx, ask)
        said = f"{plain_day(ask.on, turn.today)}: {say(TYPES[ask.type])}"
        facts.append(f"{said}, {what}" if what else said)
    return (
        Section(
            text=counted("{n} open ask", "{n} open asks", len(waiting)) + ".",
            facts=tuple(facts),
        ),
    )
