"""Lines without a verb in front: "had coffee with Dana", "Sam knows Dana"."""

import re

from handlers.grammar.days.typed import find_days
from handlers.grammar.names import MENTION
from handlers.grammar.note_in_line import split_note, tells_of_a_contact
from handlers.grammar.people_in_line import untaken_words
from handlers.grammar.pieces import ENDS_NAMES, KINDS, OUTCOMES, SILENT
from handlers.turn import Turn
from storage.people.store import people_with_any

KNOWS = re.compile(r"(?<!\w)(?:knows|know)(?!\w)", re.IGNORECASE)
INVITED = re.compile(r"\b(?:i|we)(?:[’'a-z ]{0,6}) invited\b", re.IGNORECASE)
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


def only_invited(text: str) -> bool:
    """Say whether a line tells of an invitation, and of no answer to it."""
    answered = any(pattern.search(text) for pattern, _ in OUTCOMES)
    return bool(INVITED.search(text)) and not answered


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
