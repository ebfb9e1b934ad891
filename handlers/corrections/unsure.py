"""A correction that may be none: asked, with what it likely changes as buttons."""

from datetime import date

from handlers.contacts.last_entry import LastEntry
from handlers.contacts.log import KINDS, contact_title
from handlers.corrections.said_instead import Meant
from handlers.grammar.contacts.heard import Heard, line_of
from handlers.grammar.days import Day
from handlers.grammar.people.names import people_called, surely_named
from handlers.people.directory import person_by_id
from handlers.turn import Choice, Doubt, Refusal, Turn
from language.say import say
from language.words import day_said
from storage.people.facts import Known
from storage.people.store import names_of

OTHER_KINDS = ("met", "call", "message", "email")  # offered where none was said


def is_own(turn: Turn, entry: LastEntry, meant: Meant) -> bool:
    """Say whether all that a correction denies is the entry's own."""
    had = {one.person_id for one in entry.contacts}
    people = all(had & {one.id for one in who.people} for who in meant.not_with)
    days = all(is_its_day(turn, entry, day) for day in meant.not_days)
    return people and days and all(one == entry.first.kind for one in meant.not_kinds)


def is_its_day(turn: Turn, entry: LastEntry, day: Day) -> bool:
    """Say whether a day is the one that the entry is of, or is planned for."""
    if entry.planned:
        return entry.first.next_meeting_on in day.dates("future", turn.today)
    return entry.first.on in day.dates("past", turn.today)


def which_change(turn: Turn, entry: LastEntry, meant: Meant) -> Refusal:
    """Return the question what a line changes, or if it is a contact of its own."""
    names = names_of(turn.tx, [one.person_id for one in entry.contacts])
    title = contact_title(entry.first.kind, entry.first.outcome, list(names.values()))
    text = say("Your last entry was {contact}. What is to be changed?", contact=title)
    choices = () if entry.planned else _changes(turn, entry, meant)
    person = _person(meant)
    new: tuple[Choice, ...] = ()
    if person:
        new = (_as_a_new_one(turn, person, meant),)
    return Refusal(text, doubt=Doubt(text, (*choices, *new)))


def _person(meant: Meant) -> Known | None:
    known = [who.people[0] for who in meant.who if who.sure]
    return known[0] if known else None


def _day(turn: Turn, meant: Meant) -> date | None:
    days = meant.days[0].dates("past", turn.today) if meant.days else []
    return days[0] if days else None


def _changes(turn: Turn, entry: LastEntry, meant: Meant) -> tuple[Choice, ...]:
    """Return the likely corrections: what was said; of a kind denied, others."""
    lines = [_line(turn, entry, meant, kind) for kind in _kinds(entry, meant)]
    person = _person(meant)
    found = []
    for facts, said in lines:
        words = list(said)
        edits = tuple(
            f"edit {_called(turn, one.person_id)} {facts}"
            for one in entry.contacts
            if facts
        )
        if person is not None and len(entry.contacts) == 1:
            had = person_by_id(turn, entry.first.person_id)
            if had is not None and had.id != person.id:
                edits = (*edits, f"edit {_named(turn, person)}")
                change = say(
                    "Change {name} to {other}",
                    name=had.first_name,
                    other=person.first_name,
                )
                words.insert(0, change)
        if edits and words:
            label = ", ".join(words)
            if person is None:
                label = say("Change it to: {what}", what=label)
            found.append(Choice(label, edits))
    return tuple(found)


def _kinds(entry: LastEntry, meant: Meant) -> tuple[str, ...]:
    if meant.kinds:
        vague = meant.verb and bool(meant.who)  # "I spoke to Mark, not Kim"
        return ("", *meant.kinds[:1]) if vague else meant.kinds[:1]
    if meant.not_kinds and meant.says_nothing:
        return tuple(one for one in OTHER_KINDS if one != entry.first.kind)
    return ("",)


def _line(
    turn: Turn, entry: LastEntry, meant: Meant, kind: str
) -> tuple[str, list[str]]:
    """Return the facts of an `edit` line, and how a button says them."""
    on = _day(turn, meant)
    facts = [meant.outcome, kind]
    said = [say(KINDS[kind])] if kind else []
    if on:
        facts.append(on.isoformat())
        said.append(day_said(on, turn.today))
    if meant.share is not None:
        facts.append(f"listened {meant.share}%")
        said.append(f"{meant.share} %")
    return " ".join(fact for fact in facts if fact), said


def _as_a_new_one(turn: Turn, person: Known, meant: Meant) -> Choice:
    on = _day(turn, meant) or turn.today
    kind = meant.kinds[0] if meant.kinds else "met"
    heard = Heard((person,), kind=kind, outcome=meant.outcome or None, on=on)
    label = say(
        "Log a new contact with {name}: {what}",
        name=person.first_name,
        what=f"{say(KINDS[kind])}, {day_said(on, turn.today)}",
    )
    return Choice(label, (line_of(turn, heard),))


def _called(turn: Turn, person_id: str) -> str:
    person = person_by_id(turn, person_id)
    assert person is not None  # an entry is with somebody
    return _named(turn, person)


def _named(turn: Turn, person: Known) -> str:
    return surely_named(turn, person, people_called(turn, person.name))
