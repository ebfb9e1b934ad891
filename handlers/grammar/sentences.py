"""Lines without a verb in front: "had coffee with Dana", "Sam knows Dana"."""

import re
from datetime import date
from zoneinfo import ZoneInfo

from handlers.grammar.contact_words import (
    ENDS_NAMES,
    KINDS,
    OUTCOMES,
    SILENT,
    TAKEN,
    LineInPieces,
    take_words,
)
from handlers.grammar.dates import find_days
from handlers.grammar.names import MENTION
from handlers.grammar.note_in_line import split_note
from handlers.grammar.people_in_line import untaken_words
from handlers.turn import Turn
from storage.people.finding import people_with_any

KNOWS = re.compile(r"(?<!\w)(?:knows|know)(?!\w)", re.IGNORECASE)
INVITED = re.compile(r"\b(?:i|we)(?:[’'a-z ]{0,6}) invited\b", re.IGNORECASE)
LONGEST_FACTS = 60  # characters of a note that may be none; house rule
MOST_BEFORE = 9  # words: two full names and "and"; more is a sentence. House rule
RANKS = re.compile(r"(?<!\w)ranks?(?!\w)", re.IGNORECASE)
MIDDLE_VERBS: tuple[tuple[re.Pattern[str], str], ...] = (
    (KNOWS, "knows"),
    (RANKS, "stance"),
)


def verb_in_the_middle(text: str) -> str:
    """Return the verb of a line such as "Sam knows Dana", or ""."""
    head, _ = split_note(text)
    for pattern, verb in MIDDLE_VERBS:
        match = pattern.search(head)
        before = head[: match.start()].strip() if match else ""
        words = before.casefold().split()
        if words and words[0] not in SILENT | ENDS_NAMES and len(words) <= MOST_BEFORE:
            return "" if tells_of_a_contact(before) else verb
    return ""


def tells_of_a_contact(text: str) -> bool:
    """Say whether a line has a word for a kind of contact, or for an outcome."""
    head, _ = split_note(text)
    return any(pattern.search(head) for pattern, _ in (*KINDS, *OUTCOMES))


def only_invited(text: str) -> bool:
    """Say whether a line tells of an invitation, and of no answer to it."""
    answered = any(pattern.search(text) for pattern, _ in OUTCOMES)
    return bool(INVITED.search(text)) and not answered


def only_facts(note: str, *, today: date, zone: ZoneInfo, locale: str) -> bool:
    """Say whether a "note" only says how and when, as in "log Dana: call yesterday".

    Args:
        today: local date.
        zone: the leader's.
        locale: e.g. "en-US".
    """
    if not 0 < len(note) <= LONGEST_FACTS or not tells_of_a_contact(note):
        return False
    line = LineInPieces(note)
    take_words(line)
    for found in find_days(
        line.left, today=today, prefer="past", zone=zone, locale=locale
    ):
        line.take(found.start, found.end, "day", found)
    return not line.left.strip(f"{TAKEN} ,.")


def starts_like_a_sentence(turn: Turn, text: str) -> bool:
    """Say whether the first word is one that a sentence about a contact starts with.

    A word for a contact, a word that says nothing, a day, a person: not a typing error.
    """
    words = untaken_words(text)
    if not words or words[0].key in SILENT | ENDS_NAMES or MENTION.match(text):
        return True
    if any(pattern.match(text) for pattern, _ in (*KINDS, *OUTCOMES)):
        return True
    days = find_days(text[:40], today=turn.today, prefer="nearest")
    if days and not days[0].start:
        return True
    speaker = turn.speaker
    return bool(
        people_with_any(
            turn.tx,
            workspace_id=speaker.workspace_id,
            leader_id=speaker.leader_id,
            words=words[0].key.split(),
        )
    )
