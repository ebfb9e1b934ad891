"""A contact in words: what was understood, said back."""

from collections.abc import Sequence
from datetime import date

from handlers.grammar.spoken import listed, plain_day, quoted, spoken
from language.say import mark, say
from scheduler.gather_prep import KINDS as OTHER_KINDS
from scheduler.gather_prep import NOT_MET as OUTCOMES
from storage.contacts import Logged
from storage.models import Contact

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
LONGEST_NOTE = 300  # characters of a note said back; house rule


def contact_title(kind: str, outcome: str, names: Sequence[str]) -> str:
    """Return e.g. "call with Dana Whitfield" or "Dana Whitfield postponed"."""
    people = listed(names)
    if outcome == "met":
        return say(WITH[kind], names=people)
    if kind != "met":
        return f"{say(WITH[kind], names=people)}, {say(OUTCOMES[outcome])}"
    return say(NOT_MET[outcome], names=people)


def contact_headline(logged: Logged, names: Sequence[str], today: date) -> str:
    """Return e.g. "Logged: call with Dana Whitfield, yesterday, Mon 30 March."."""
    title = contact_title(logged.kind, logged.outcome, names)
    return say("Logged: {title}, {day}.", title=title, day=spoken(logged.on, today))


def contact_facts(logged: Logged | Contact, today: date) -> tuple[str, ...]:
    """Return what else is known of a contact, one line each; not its note."""
    facts = []
    if logged.listened is not None:
        facts.append(say("Listened {listened}%", listened=logged.listened))
    if logged.next_meeting_on is not None:
        facts.append(
            say("Next meeting {day}", day=spoken(logged.next_meeting_on, today))
        )
    if logged.mode:
        facts.append(say(MODES[logged.mode]))
    if logged.formal is not None:
        facts.append(say("Formal") if logged.formal else say("Informal"))
    if logged.tense is not None:
        facts.append(say("Tense") if logged.tense else say("Not tense"))
    return tuple(facts)


def note_fact(note: str, *, run_on: bool = False) -> str:
    """Return how a note is said back to the one who wrote it."""
    said = quoted(note, longest=LONGEST_NOTE)
    if run_on:
        return say("The rest is kept as your private note: {note}", note=said)
    return say("Kept as your private note: {note}", note=said)


def contact_line(contact: Contact, today: date) -> str:
    """Return e.g. "Mon 30 March: call, listened 70%, next meeting Tue 12 May"."""
    return f"{plain_day(contact.on, today)}: {contact_words(contact, today)}"


def contact_words(contact: Contact, today: date) -> str:
    """Return e.g. "call, listened 70%, next meeting Tue 12 May"."""
    parts = [say(KINDS[contact.kind])]
    if contact.outcome != "met":
        outcome = say(OUTCOMES[contact.outcome])
        parts = [outcome] if contact.kind == "met" else [*parts, outcome]
    parts += [fact[0].lower() + fact[1:] for fact in contact_facts(contact, today)]
    return ", ".join(parts)
