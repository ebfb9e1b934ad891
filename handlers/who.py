"""`who`: everything the leader kept about one person."""

from collections.abc import Sequence
from datetime import date

from handlers.agenda.words import level_words
from handlers.contacts.log import contact_line
from handlers.grammar.people.names import described, one_person
from handlers.people.list import standing
from handlers.turn import Reply, Turn
from language.say import mark, say
from language.words import NEARLY_WHOLE, counted, day_said, listed, quoted
from scheduler.card.plans import plan_in_words
from storage.agenda.facts import StanceFact
from storage.agenda.needs import needs_of
from storage.agenda.stances import stances_of
from storage.contacts.declared import declared_with
from storage.contacts.plans import meetings_between
from storage.contacts.store import latest_contacts, note_of, totals_of
from storage.contacts.totals import TieTotals
from storage.favours.store import asks_to, what_of
from storage.message import Message, Section
from storage.motives.facts import CURRENCY_WORDS, MotivatorFact
from storage.motives.store import motivators_of, notes_on, remarks_by, topics_for
from storage.people.facts import Known
from storage.people.store import names_of, report_names

MOST = 6  # of each sort; with it `who` stays below 10 000 characters. House rule
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
        *_planned(turn, person),
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


def _planned(turn: Turn, person: Known) -> tuple[Section, ...]:
    plans = meetings_between(
        turn.tx, turn.speaker.leader_id, since=turn.today, person_id=person.id
    )
    return tuple(
        Section(
            text=say("Planned: {plan}", plan=plan_in_words(one, turn.today)),
            facts=(say("Your note: {note}", note=one.note),) if one.note else (),
        )
        for one in plans[:CONTACTS]
        if not one.with_contact  # said with its contact, below
    )


def _contacts(turn: Turn, person: Known) -> tuple[Section, ...]:
    contacts = latest_contacts(
        turn.tx,
        leader_id=turn.speaker.leader_id,
        person_id=person.id,
        limit=CONTACTS + 1,
    )
    shown = tuple(
        Section(
            text=contact_line(contact, turn.today),
            facts=(say("Your note: {note}", note=note),)
            if (note := note_of(turn.tx, contact))
            else (),
        )
        for contact in contacts[:CONTACTS]
    )
    if len(contacts) <= CONTACTS:
        return shown
    more = say(
        "More, and what came before: /outreach why {name} history", name=person.name
    )
    return (*shown, Section(text=more))


def _asks(turn: Turn, person: Known) -> tuple[Section, ...]:
    leader_id = turn.speaker.leader_id
    asks = asks_to(turn.tx, leader_id=leader_id, asked_id=person.id)
    waiting = [ask for ask in asks if ask.open]
    if not waiting:
        return ()
    facts = []
    for ask in waiting:
        what = what_of(turn.tx, ask)
        said = f"{day_said(ask.on, turn.today)}: {say(TYPES[ask.type])}"
        facts.append(f"{said}, {what}" if what else said)
    return (
        Section(
            text=counted("{n} open ask", "{n} open asks", len(waiting)) + ".",
            facts=tuple(facts),
        ),
    )


# What moves them, what they need, where they stand, what to talk about: the leader's
# alone.


def motive_sections(turn: Turn, person_id: str) -> tuple[Section, ...]:
    """Return motivators, needs, stances, topics, notes and bad words, newest first."""
    tx, today = turn.tx, turn.today
    whose = {"leader_id": turn.speaker.leader_id, "person_id": person_id}
    needs = [
        f"{day_said(one.on, today)}: {quoted(one.text, NEARLY_WHOLE)}, "
        + (
            say("{code} serves it", code=one.code)
            if one.code
            else say("nothing serves it yet")
        )
        for one in needs_of(tx, **whose)
    ]
    stances = [_stance(turn, code, one) for code, one in stances_of(tx, **whose)]
    topics = topics_for(tx, **whose)
    remarks = remarks_by(tx, **whose)
    found = (
        _section(
            say("What moves them"),
            [_motivator(turn, one) for one in motivators_of(tx, **whose)],
        ),
        _section(say("What they need"), needs),
        _section(say("Where they stand"), stances),
        _section(
            say(
                "{number} for your next meeting",
                number=counted("{n} topic", "{n} topics", len(topics)),
            ),
            [quoted(one.text, NEARLY_WHOLE) for one in topics],
        ),
        _section(
            say("Your notes"),
            [
                f"{day_said(one.on, today)}: {quoted(one.text, NEARLY_WHOLE)}"
                for one in notes_on(tx, **whose)
            ],
        ),
        _section(
            say("Bad words to put right"),
            [
                f"{day_said(one.on, today)}: {quoted(one.text, NEARLY_WHOLE)}"
                for one in remarks
            ],
        ),
    )
    return tuple(section for section in found if section is not None)


def _section(text: str, facts: Sequence[str]) -> Section | None:
    if not facts:
        return None
    more = (
        [say("And {number} more", number=len(facts) - MOST)]
        if len(facts) > MOST
        else []
    )
    return Section(text=f"{text}:", facts=(*facts[:MOST], *more))


def _motivator(turn: Turn, one: MotivatorFact) -> str:
    whose = say("in their own words") if one.confirmed else say("hearsay")
    if not one.confirmed and one.told_by:
        whose = say("hearsay from {told_by}", told_by=one.told_by)
    currency = f", {say(CURRENCY_WORDS[one.currency])}" if one.currency else ""
    said = quoted(one.text, NEARLY_WHOLE)
    return f"{day_said(one.on, turn.today)}: {said}, {whose}{currency}"


def _stance(turn: Turn, code: str, one: StanceFact) -> str:
    today = turn.today
    parts = [level_words(one)]
    if one.view:
        parts.append(_heard(quoted(one.view, NEARLY_WHOLE), one.heard_on, today))
    if one.objection:
        words = quoted(one.objection, NEARLY_WHOLE)
        if one.objection_open:
            parts.append(say("objection: {words}", words=words))
        else:
            parts.append(say("objection, answered: {words}", words=words))
    if one.anyway:
        parts.append(
            say("proposed anyway: {words}", words=quoted(one.anyway, NEARLY_WHOLE))
        )
    return f"{code}: {'; '.join(part for part in parts if part)}"


def _heard(words: str, on: date | None, today: date) -> str:
    if on is None:
        return say("heard: {words}", words=words)
    return say("heard {day}: {words}", day=day_said(on, today), words=words)
