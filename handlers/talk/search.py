"""`search`: a word looked up in one's own book, and in the workspace's services."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from handlers.grammar.people.names import described
from handlers.turn import Refusal, Reply, Turn
from language.say import say
from language.words import IN_PASSING, counted, day_said, quoted
from storage.agenda.store import items_of
from storage.message import Message, Section
from storage.motives.written import PrivateText, count_written, written_by
from storage.people.store import fold, names_of, tied_people
from storage.services.store import open_issues, services_of

MOST_HITS = 10  # shown; house rule
MOST_OPENED = 500  # texts opened for one search, some 20 ms; house rule
LONGEST_SEARCHED = 80  # characters of what is looked for; house rule
BEFORE_THE_WORD = 20  # characters of a text shown before what was found; house rule


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that has all the words, told on one line; None = of no day."""

    said: str
    on: date | None = None  # local


def search(turn: Turn) -> Reply:
    """Look a word up in your people, notes, agenda, and the services' issues.

    Examples:
        search payroll
        search cut-over
    """
    wanted = " ".join(turn.text.split()).strip("“”\"' ")
    words = fold(wanted).split()
    if not words or len(wanted) > LONGEST_SEARCHED:
        raise Refusal(
            say("Type a word or two to look for, for example: /outreach search payroll")
        )
    has = _test_for(words)
    hits = [*_people(turn, has), *_items(turn, has), *_services(turn, has)]
    hits += _written(turn, has, words[0], MOST_HITS + 1 - len(hits))
    return Reply(
        Message(
            headline=_headline(wanted, len(hits)),
            sections=tuple(
                Section(text=f"{day_said(hit.on, turn.today)}: {hit.said}")
                if hit.on
                else Section(text=hit.said)
                for hit in hits[:MOST_HITS]
            ),
            small_print=_looked_through(turn),
        )
    )


def _headline(wanted: str, found: int) -> str:
    words = quoted(wanted)
    if not found:
        return say("Nothing found for {words}.", words=words)
    if found > MOST_HITS:
        return say("The first {number} for {words}:", number=MOST_HITS, words=words)
    return say(
        "{found} for {words}:",
        found=counted("{n} line", "{n} lines", found),
        words=words,
    )


def _looked_through(turn: Turn) -> tuple[str, ...]:
    """Say how much was not looked at, if anything."""
    number = count_written(turn.tx, leader_id=turn.speaker.leader_id)
    if number <= MOST_OPENED:
        return ()
    said = say(
        "I looked through the newest {most} of your {number} notes.",
        most=f"{MOST_OPENED:,}",
        number=f"{number:,}",
    )
    return (said,)


def _test_for(words: list[str]) -> Callable[[str], bool]:
    def has(text: str) -> bool:
        folded = fold(text)
        return all(word in folded for word in words)

    return has


def _people(turn: Turn, has: Callable[[str], bool]) -> Iterator[Hit]:
    for person in tied_people(turn.tx, leader_id=turn.speaker.leader_id):
        if has(f"{person.name} {person.title} {person.unit}"):
            yield Hit(described(person))


def _items(turn: Turn, has: Callable[[str], bool]) -> Iterator[Hit]:
    for item in items_of(turn.tx, leader_id=turn.speaker.leader_id):
        if has(f"{item.code} {item.title}"):
            yield Hit(f"{item.code}: {quoted(item.title, IN_PASSING)}")


def _services(turn: Turn, has: Callable[[str], bool]) -> Iterator[Hit]:
    workspace_id = turn.speaker.workspace_id
    for service in services_of(turn.tx, workspace_id=workspace_id):
        if has(service.name):
            yield Hit(say("Service {service}", service=service.name))
    for issue in open_issues(turn.tx, workspace_id=workspace_id):
        if has(f"{issue.code} {issue.title} {issue.service}"):
            title = quoted(issue.title, IN_PASSING)
            yield Hit(f"{issue.code}, {issue.service}: {title}", issue.opened_on)


def _written(
    turn: Turn, has: Callable[[str], bool], first: str, most: int
) -> list[Hit]:
    """Return at most so many of the leader's own texts, newest first."""
    leader_id = turn.speaker.leader_id
    found: list[PrivateText] = []
    for one in written_by(turn.tx, leader_id=leader_id, most=MOST_OPENED):
        if len(found) >= most:
            break
        if has(one.text):
            found.append(one)
    names = names_of(turn.tx, list({one.person_id for one in found}))
    return [
        Hit(
            say(
                "{name}, {kind}: {words}",
                name=names.get(one.person_id, ""),
                kind=say(one.kind),
                words=quoted(_from_the_word(one.text, first), IN_PASSING),
            ),
            one.on,
        )
        for one in found
    ]


def _from_the_word(text: str, word: str) -> str:
    """Return a text from a little before a word on, so that the word is seen."""
    at = text.casefold().find(word) - BEFORE_THE_WORD
    return f"…{text[at:]}" if at > 0 else text
