"""A contact that was heard, kept, and said back with what is next.

A line, a sentence, the form and a message that was logged all end in `log_all`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.contacts.listened import ask_how_much
from handlers.contacts.log_form import EXAMPLE, heard_in_form
from handlers.follow_up import (
    before_change,
    how_much_listened,
    next_section,
    one_question,
)
from handlers.grammar.contacts.heard import Heard
from handlers.grammar.people.known_people import person_of_account
from handlers.grammar.people.names import people_called
from handlers.people.whom import is_chosen
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
    """Save one contact with everybody named, and say what was understood.

    Raises:
        Refusal: as for `log_all`.
    """
    return log_all(turn, (heard,))


def log_all(turn: Turn, all_heard: Sequence[Heard]) -> Reply:
    """Save all that a line tells as one change, and say what was understood.

    Kind "met" and today are meant where nothing else is said, and the reply names both.

    Raises:
        Refusal: it contradicts itself, or is about the leader alone.
    """
    for heard in all_heard:
        _check(turn, heard)
    met = [person.id for heard in all_heard for person in heard.people]
    met = list(dict.fromkeys(met))
    before = before_change(turn, met)
    kept_all = [_keep(turn, heard) for heard in all_heard]
    headlines = [
        contact_headline(one.logged, one.names, turn.today) for one in kept_all
    ]
    sections: tuple[Section, ...] = ()
    for one in kept_all:
        facts = _facts_told(turn, one)
        if facts:
            sections += (Section(text=facts[0], facts=tuple(facts[1:])),)
    sections += next_section(turn, met, before)
    if len(kept_all) == 1:
        sections += _listened(turn, kept_all[0])
    titles = [
        contact_title(one.logged.kind, one.logged.outcome, one.names)
        for one in kept_all
    ]
    return kept(
        turn,
        " ".join(headlines),
        label=listed(titles),
        sections=sections,
        small_print=tuple(dict.fromkeys(_unlisted(heard) for heard in all_heard)),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """What was heard, and what was written of it: the same for everybody named."""

    heard: Heard
    logged: ContactFact
    contact_id: str  # of the first of them
    called_off: tuple[PlanFact, ...] = ()  # what was planned, and is no longer

    @property
    def names(self) -> list[str]:
        """Everybody's name."""
        return [person.name for person in self.heard.people]


def _keep(turn: Turn, heard: Heard) -> Kept:
    """Write a contact with each of the people, and end what it fulfils."""
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
    ids, planned = [], _planned_with(turn, logged)
    for one in logged:
        ids.append(remember_contact(turn.writer, one))
        if one.substantive and turn.speaker.has_asked:
            fulfil_asks(turn.writer, met_id=one.person_id, on=one.on)
        if one.substantive and turn.speaker.has_noted:
            end_waiting(turn.writer, one.person_id, on=one.on)
    left = _planned_with(turn, logged)
    called_off = tuple(one for one in planned if one not in left)
    return Kept(heard, logged[0], ids[0], called_off)


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


def _facts_told(turn: Turn, one: Kept) -> list[str]:
    heard = one.heard
    facts = [*contact_facts(one.logged, turn.today)]
    if heard.no_next:
        facts.append(say("No next date"))
    if heard.note:
        facts.append(note_fact(heard.note, run_on=heard.run_on))
    facts += [
        say("No longer planned: {plan}", plan=plan_in_words(plan, turn.today))
        for plan in one.called_off
    ]
    return [*facts, *heard.explained]


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


def _listened(turn: Turn, kept_one: Kept) -> tuple[Section, ...]:
    """Ask how much they listened to somebody on their list, where it was not said.

    A form has asked it already.
    """
    if turn.values:
        return ()
    person, *more = kept_one.heard.people
    said = kept_one.logged.listened is not None
    if not kept_one.logged.substantive or more or not person.listed or said:
        return ()
    return one_question(
        turn,
        [how_much_listened(person.id)],
        lambda question: ask_how_much(question, kept_one.contact_id),
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
