"""Saving what was heard about a contact, and replying with what is next."""

from handlers.commands.next import next_section
from handlers.contact_said import (
    contact_facts,
    contact_headline,
    contact_title,
    note_fact,
)
from handlers.grammar.heard import Heard
from handlers.grammar.spoken import listed, quoted
from handlers.kept import kept
from handlers.listened import ask_how_much
from handlers.one_question import one_question
from handlers.request import Refusal, Reply, Turn
from language.commands import to_type
from language.say import say
from scheduler.gather_prep import NOT_MET as OUTCOMES
from scheduler.questions import how_much_listened
from storage.contact_weight import REFUSED, SUBSTANTIVE_KINDS
from storage.contacts import Logged, remember_contact
from storage.favours import fulfil_asks
from storage.message import Section
from storage.notes_about import end_waiting

EXAMPLE = "log Dana call yesterday"


def log_heard(turn: Turn, heard: Heard) -> Reply:
    """Save the contact with everybody named, and say what was understood.

    Kind "met" and today are meant where nothing else is said, and the reply names both.

    Raises:
        Refusal: it contradicts itself, or is about the leader alone.
    """
    _check(turn, heard)
    logged = [
        Logged(
            person_id=person.id,
            on=heard.on or turn.today,
            kind=heard.kind or "met",
            outcome=heard.outcome or "met",
            listened=heard.listened,
            mode=heard.mode or "",
            next_meeting_on=heard.next_on,
            note=heard.note,
            formal=heard.formal,
            tense=heard.tense,
        )
        for person in heard.people
    ]
    ids = []
    for one in logged:
        ids.append(remember_contact(turn.writer, one))
        talked = one.outcome == "met" and one.kind in SUBSTANTIVE_KINDS
        if talked and turn.speaker.has_asked:
            fulfil_asks(turn.writer, met_id=one.person_id, on=one.on)
        if talked and turn.speaker.has_noted:
            end_waiting(turn.writer, one.person_id, on=one.on)
    first, names = logged[0], [person.name for person in heard.people]
    facts = [*contact_facts(first, turn.today)]
    if heard.no_next:
        facts.append(say("No next date"))
    if heard.note:
        facts.append(note_fact(heard.note, run_on=heard.run_on))
    facts += heard.explained
    sections = next_section(turn, [person.id for person in heard.people])
    if facts:
        sections = (Section(text=facts[0], facts=tuple(facts[1:])), *sections)
    sections += _listened(turn, heard, first, ids[0])
    return kept(
        turn,
        contact_headline(first, names, turn.today),
        label=contact_title(first.kind, first.outcome, names),
        sections=sections,
        small_print=(_unlisted(heard),),
    )


def _listened(
    turn: Turn, heard: Heard, logged: Logged, contact_id: str
) -> tuple[Section, ...]:
    """Ask how much they listened to somebody on their list, where it was not said."""
    talked = logged.outcome == "met" and logged.kind in SUBSTANTIVE_KINDS
    one, *more = heard.people
    if not talked or more or not one.listed or logged.listened is not None:
        return ()
    return one_question(
        turn,
        [how_much_listened(one.id)],
        lambda question: ask_how_much(question, contact_id),
    )


def _check(turn: Turn, heard: Heard) -> None:
    if any(person.id == turn.speaker.person_id for person in heard.people):
        raise Refusal(
            say(
                "{name} is you. Say who you were in touch with, for example: {example}",
                name=turn.speaker.name,
                example=to_type(EXAMPLE),
            )
        )
    check_share(heard.outcome or "met", heard.listened)


def check_share(outcome: str, listened: int | None) -> None:
    """Let nobody have listened where nobody talked.

    Raises:
        Refusal: the outcome says that they did not talk.
    """
    if outcome in REFUSED and listened is not None:
        raise Refusal(
            say(
                "You can't have listened: the outcome is {words}. If you did talk, say "
                "how, for example: /outreach log Dana met listened {listened}%",
                words=quoted(say(OUTCOMES[outcome])),
                listened=listened,
            )
        )


def _unlisted(heard: Heard) -> str:
    names = [person.name for person in heard.people if not person.tied]
    if not names:
        return ""
    return say(
        "Not on your list: {names}. For advice on building that tie, type: /outreach "
        "add {name}",
        names=listed(names),
        name=names[0],
    )
