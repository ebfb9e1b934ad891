"""A contact in words: what was understood, said back."""

from collections.abc import Sequence
from datetime import date

from handlers.grammar.spoken import listed, plain_day, quoted, spoken
from storage.contacts import Logged
from storage.models import Contact

NOUNS = {
    "met": "meeting with",
    "call": "call with",
    "message": "message with",
    "email": "email with",
    "event": "event with",
}
LONGEST_NOTE = 300  # characters of a note said back; house rule


def contact_title(kind: str, outcome: str, names: Sequence[str]) -> str:
    """Return e.g. "call with Dana Whitfield" or "Dana Whitfield postponed"."""
    title = f"{NOUNS[kind]} {listed(names)}"
    if outcome == "met":
        return title
    if kind != "met":
        return f"{title}, {outcome}"
    if outcome == "no reply":
        return f"no reply from {listed(names)}"
    return f"{listed(names)} {outcome}"


def contact_headline(logged: Logged, names: Sequence[str], today: date) -> str:
    """Return e.g. "Logged: call with Dana Whitfield, yesterday, Mon 30 March."."""
    title = contact_title(logged.kind, logged.outcome, names)
    return f"Logged: {title}, {spoken(logged.on, today)}."


def contact_facts(logged: Logged | Contact, today: date) -> tuple[str, ...]:
    """Return what else is known of a contact, one line each; not its note."""
    facts = []
    if logged.listened is not None:
        facts.append(f"Listened {logged.listened}%")
    if logged.next_meeting_on is not None:
        facts.append(f"Next meeting {spoken(logged.next_meeting_on, today)}")
    if logged.mode:
        facts.append("Enquiry and advocacy" if logged.mode == "both" else logged.mode)
    if logged.formal is not None:
        facts.append("formal" if logged.formal else "informal")
    if logged.tense is not None:
        facts.append("tense" if logged.tense else "not tense")
    return tuple(fact[0].upper() + fact[1:] for fact in facts)


def note_fact(note: str, *, run_on: bool = False) -> str:
    """Return how a note is said back to the one who wrote it."""
    said = quoted(note, longest=LONGEST_NOTE)
    what = "The rest is kept" if run_on else "Kept"
    return f"{what} as your private note: {said}"


def contact_line(contact: Contact, today: date) -> str:
    """Return e.g. "Mon 30 March: call, listened 70%, next meeting Tue 12 May"."""
    return f"{plain_day(contact.on, today)}: {contact_words(contact, today)}"


def contact_words(contact: Contact, today: date) -> str:
    """Return e.g. "call, listened 70%, next meeting Tue 12 May"."""
    parts = ["met" if contact.kind == "met" else contact.kind]
    if contact.outcome != "met":
        parts = [f"{contact.kind}, {contact.outcome}"]
        if contact.kind == "met":
            parts = [contact.outcome]
    parts += [fact[0].lower() + fact[1:] for fact in contact_facts(contact, today)]
    return ", ".join(parts)
