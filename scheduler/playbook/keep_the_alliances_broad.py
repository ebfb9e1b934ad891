"""A play: once a month, name the next partnership to start (P18)."""

from datetime import timedelta

from language.say import say, say_count
from language.words import listed
from scheduler.book import Book, single_threads
from storage.people.facts import PersonFact
from storage.services.facts import Gate
from storage.steps.facts import Answers, Suggestion

MONTHLY_DAYS = 7  # the first days of a month; house rule
HALF = 2  # of the owners; house rule
AGAIN_DAYS = 30  # once taken on; house rule
SHOWN = 4  # names without a tie that are cited


def keep_the_alliances_broad(book: Book) -> Answers:
    """Start the next partnership where the agenda has owners without a tie.

    When: in the first 7 days of a month; fewer than half of the owners of the Three P's
        on live items have a live tie to the leader, or one tie carries a unit alone.
    Step: name the next partnership: the owner with the most parts, else a second person
        in that unit.
    Withheld: silent for whoever is unreachable or has a meeting on the calendar, where
        the gate is shut, and for who was refused lately or marked as done.
    Source: S0; the half and the days are house rules.
    """
    if not book.items and not book.live_by_unit:
        return ()
    if book.today.day > MONTHLY_DAYS and not _put_off(book):
        return ()
    return _owner(book) or _second_person(book)


def _put_off(book: Book) -> bool:
    """Return whether the leader put this month's step off to a later day."""
    return any(
        earlier.play == "P18"
        and earlier.state == "later"
        and (earlier.suggested_on.year, earlier.suggested_on.month)
        == (book.today.year, book.today.month)
        for steps in book.earlier.values()
        for earlier in steps
    )


def _owner(book: Book) -> Answers:
    owners: dict[str, PersonFact] = {}
    parts: dict[str, list[str]] = {}
    live = set()
    for item in book.items:
        for owner in item.owners:
            owners[owner.person.id] = owner.person
            parts.setdefault(owner.person.id, []).append(item.code)
            if owner.live_tie:
                live.add(owner.person.id)
    if not owners or len(live) * HALF >= len(owners):
        return ()
    missing = [person_id for person_id in owners if person_id not in live]
    missing.sort(key=lambda id: (-len(parts[id]), owners[id].name, id))
    for person_id in missing:
        if _planned(book, person_id) or book.answered("P18", person_id, "owner"):
            continue
        person = owners[person_id]
        names = [owners[id].first_name for id in missing]
        without = listed(names[:SHOWN] + [say("others")] * (len(names) > SHOWN))
        codes = listed(list(dict.fromkeys(parts[person_id])))
        step = say("Start the next partnership with {name}.", name=person.name)
        if person.unit:
            step = _start_in(person, person.unit)
        return (
            _suggestion(
                book,
                person,
                step,
                (
                    say_count(
                        "{live} of {all} owners on your live agenda have a live tie to "
                        "you; {names} has none",
                        "{live} of {all} owners on your live agenda have a live tie to "
                        "you; {names} have none",
                        len(names),
                        live=len(live),
                        all=len(owners),
                        names=without,
                    ),
                    say(
                        "{name} owns a part of {codes}",
                        name=person.first_name,
                        codes=codes,
                    ),
                ),
                "owner",
                (person_id, *sorted(parts[person_id])),
            ),
        )
    return ()


def _second_person(book: Book) -> Answers:
    for thread in single_threads(book):
        for person in thread.others:
            if _planned(book, person.id) or book.answered("P18", person.id, "unit"):
                continue
            alone = thread.alone.first_name
            return (
                _suggestion(
                    book,
                    person,
                    _start_in(person, thread.unit),
                    (
                        say(
                            "{name} is your only live tie to {unit}",
                            name=alone,
                            unit=thread.unit,
                        ),
                    ),
                    "unit",
                    (person.id, thread.alone.id),
                ),
            )
    return ()


def _start_in(person: PersonFact, unit: str) -> str:
    return say(
        "Start the next partnership with {name} in {unit}.", name=person.name, unit=unit
    )


def _planned(book: Book, person_id: str) -> bool:
    """Return whether they cannot be met now, or will be met anyway."""
    one = book.people.get(person_id)
    if one is None:
        return False
    shut = one.credibility.gate is Gate.SHUT
    return shut or one.unreachable or one.tie.next_meeting_on is not None


def _suggestion(
    book: Book,
    person: PersonFact,
    step: str,
    because: tuple[str, ...],
    about: str,
    fired_by: tuple[str, ...],
) -> Suggestion:
    one = book.people.get(person.id)
    return Suggestion(
        step=step,
        because=because,
        withdrawn_if=say("you log a first talk with {name}.", name=person.first_name),
        about=about,
        approach_id=person.id,
        approach=person.name,
        person_id=person.id,
        person=person.name,
        salience=one.salience if one else 0,
        gap=one.stance_gap if one else 0,
        returns_on=book.today + timedelta(AGAIN_DAYS),
        fired_by=fired_by,
    )
