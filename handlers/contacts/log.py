"""`log`: what happened with somebody, kept, and said back with what is next.

A line, a sentence, the form and a message that was logged all end in `log_heard`.
"""

from collections.abc import Sequence
from datetime import date

from handlers.contacts.listened import ask_how_much
from handlers.contacts.log_form import EXAMPLE, ask_what_happened, heard_in_form
from handlers.follow_up import how_much_listened, next_section, one_question
from handlers.grammar.contact_line import Heard, read_contact
from handlers.grammar.names import people_called, who_is
from handlers.people.whom import is_chosen, person_of_account
from handlers.turn import Refusal, Reply, Turn, kept
from language.commands import to_type
from language.say import mark, say
from language.words import (
    WHOLE_NOTE,
    day_beside_today,
    day_said,
    listed,
    quoted,
    with_time,
)
from scheduler.card.meetings import KINDS as OTHER_KINDS
from scheduler.card.meetings import NOT_MET as OUTCOMES
from scheduler.card.plans import plan_in_words
from storage.contacts.facts import REFUSED, ContactFact
from storage.contacts.plans import PlanFact, meetings_between
from storage.contacts.store import CALLED_OFF, remember_contact
from storage.favours.store import fulfil_asks
from storage.message import Section
from storage.models import Contact
from storage.motives.store import end_waiting
from storage.people.store import add_person

WITH = {
    "met": mark("meeting with {names}"),
    "call": mark("call with {names}"),
    "message": mark("message with {names}"),
    "email": mark("email with {names}"),
    "event": mark("event with {names}"),
}
KINDS = {"met": mark("met"), **OTHER_KINDS}
NOT_MET = {
    "declined": mark("{names} declined"),
    "no reply": mark("no reply from {names}"),
    "postponed": mark("{names} postponed"),
}
MODES = {
    "enquiry": mark("Enquiry"),
    "advocacy": mark("Advocacy"),
    "both": mark("Enquiry and advocacy"),
}


def log(turn: Turn) -> Reply:
    """Keep what happened with somebody, and see what is next.

    Examples:
        log Dana call yesterday listened 70% next 12 May: worries about the cut-over
        log Dana and Kim lunch on 3 March
        log Dana no reply
        log Dana postponed to 12 May
        log Dana (Operations) email, informal
        had coffee with Dana yesterday, she worries about the cut-over
    """
    if not turn.text:
        return ask_what_happened(turn)
    heard = read_contact(turn, turn.text)
    if not heard.people and heard.stranger:
        raise who_is(turn, heard.stranger, heard.stranger)
    if not heard.people:
        raise Refusal(
            say(
                "Who was it with? Type for example: {example}", example=to_type(EXAMPLE)
            )
        )
    return log_heard(turn, heard)


def send_log_form(turn: Turn) -> Reply:
    """Save the contact that a sent form tells of.

    Raises:
        Refusal: an answer does not fit; its `field` says which.
    """
    return log_heard(turn, heard_in_form(turn))


def send_message_form(turn: Turn) -> Reply:
    """Save the contact; a colleague nobody has logged before joins the directory.

    Raises:
        Refusal: as for `send_log_form`.
    """
    _introduce(turn)
    return send_log_form(turn)


def _introduce(turn: Turn) -> None:
    """Put who wrote the message into the directory, if nobody there can be meant."""
    name = " ".join(turn.values.get("who", "").split())
    if not name or is_chosen(name) or not turn.subject or people_called(turn, name):
        return
    if person_of_account(turn, turn.subject) is None:
        add_person(turn.writer, name)


def log_heard(turn: Turn, heard: Heard) -> Reply:
    """Save the contact with everybody named, and say what was understood.

    Kind "met" and today are meant where nothing else is said, and the reply names both.

    Raises:
        Refusal: it contradicts itself, or is about the leader alone.
    """
    _check(turn, heard)
    logged = [
        ContactFact(
            person_id=person.id,
            on=heard.on or turn.today,
            at=turn.at,
            kind=heard.kind or "met",
            outcome=heard.outcome or "met",
            listened=heard.listened,
            mode=heard.mode or "",
            next_meeting_on=heard.next_on,
            next_meeting_at=heard.next_at,
            note=heard.note,
            formal=heard.formal,
            tense=heard.tense,
        )
        for person in heard.people
    ]
    ids, before = [], _planned_with(turn, logged)
    for one in logged:
        ids.append(remember_contact(turn.writer, one))
        if one.substantive and turn.speaker.has_asked:
            fulfil_asks(turn.writer, met_id=one.person_id, on=one.on)
        if one.substantive and turn.speaker.has_noted:
            end_waiting(turn.writer, one.person_id, on=one.on)
    first, names = logged[0], [person.name for person in heard.people]
    facts = [*contact_facts(first, turn.today)]
    if heard.no_next:
        facts.append(say("No next date"))
    if heard.note:
        facts.append(note_fact(heard.note, run_on=heard.run_on))
    facts += heard.explained
    left = _planned_with(turn, logged)
    facts += [
        say("No longer planned: {plan}", plan=plan_in_words(one, turn.today))
        for one in before
        if one not in left
    ]
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


def _planned_with(turn: Turn, logged: Sequence[ContactFact]) -> list[PlanFact]:
    """Return what is planned with those who called something off."""
    return [
        plan
        for one in logged
        if one.outcome in CALLED_OFF
        for plan in meetings_between(
            turn.tx,
            turn.speaker.leader_id,
            since=turn.today,
            person_id=one.person_id,
        )
    ]


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


def _listened(
    turn: Turn, heard: Heard, logged: ContactFact, contact_id: str
) -> tuple[Section, ...]:
    """Ask how much they listened to somebody on their list, where it was not said."""
    one, *more = heard.people
    if not logged.substantive or more or not one.listed or logged.listened is not None:
        return ()
    return one_question(
        turn,
        [how_much_listened(one.id)],
        lambda question: ask_how_much(question, contact_id),
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


# A contact in words.


def contact_title(kind: str, outcome: str, names: Sequence[str]) -> str:
    """Return e.g. "call with Dana Whitfield" or "Dana Whitfield postponed"."""
    people = listed(names)
    if outcome == "met":
        return say(WITH[kind], names=people)
    if kind != "met":
        return f"{say(WITH[kind], names=people)}, {say(OUTCOMES[outcome])}"
    return say(NOT_MET[outcome], names=people)


def contact_headline(logged: ContactFact, names: Sequence[str], today: date) -> str:
    """Return e.g. "Logged: call with Dana Whitfield, yesterday, Mon 30 March."."""
    title = contact_title(logged.kind, logged.outcome, names)
    return say(
        "Logged: {title}, {day}.", title=title, day=day_beside_today(logged.on, today)
    )


def contact_facts(logged: ContactFact | Contact, today: date) -> tuple[str, ...]:
    """Return what else is known of a contact, one line each; not its note."""
    facts = []
    if logged.listened is not None:
        facts.append(say("Listened {listened}%", listened=logged.listened))
    if logged.next_meeting_on is not None:
        day = day_beside_today(logged.next_meeting_on, today)
        day = with_time(day, logged.next_meeting_at)
        facts.append(say("Next meeting {day}", day=day))
    if logged.mode:
        facts.append(say(MODES[logged.mode]))
    if logged.formal is not None:
        facts.append(say("Formal") if logged.formal else say("Informal"))
    if logged.tense is not None:
        facts.append(say("Tense") if logged.tense else say("Not tense"))
    return tuple(facts)


def note_fact(note: str, *, run_on: bool = False) -> str:
    """Return how a note is said back to the one who wrote it."""
    said = quoted(note, WHOLE_NOTE)
    if run_on:
        return say("The rest is kept as your private note: {note}", note=said)
    return say("Kept as your private note: {note}", note=said)


def contact_line(contact: Contact, today: date) -> str:
    """Return e.g. "Mon 30 March: call, listened 70%, next meeting Tue 12 May"."""
    return f"{day_said(contact.on, today)}: {contact_words(contact, today)}"


def contact_words(contact: Contact, today: date) -> str:
    """Return e.g. "call, listened 70%, next meeting Tue 12 May"."""
    parts = [say(KINDS[contact.kind])]
    if contact.outcome != "met":
        outcome = say(OUTCOMES[contact.outcome])
        parts = [outcome] if contact.kind == "met" else [*parts, outcome]
    parts += [fact[0].lower() + fact[1:] for fact in contact_facts(contact, today)]
    return ", ".join(parts)
