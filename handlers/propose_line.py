"""Reading a line about a proposal: which item, to whom, and what came of it.

A-1 to Dana
A-1 to Dana: agreed
A-1 to Dana: objection no testers in March
A-1 to Dana anyway: safety
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from handlers.about_line import check_somebody_else, check_words
from handlers.agenda_items import cut_item, one_titled
from handlers.cut_day import cut_day
from handlers.grammar.names import one_person
from handlers.grammar.note_in_line import split_note
from handlers.request import Turn
from storage.agenda import KnownItem
from storage.people import Known

ANYWAY = re.compile(r"(?<![\w-])anyway(?![\w-])", re.IGNORECASE)
WHO = r"(?:(?:she|he|they|has|have|an|with) )*"
OUTCOMES = (
    ("agreed", rf"{WHO}(?:agreed|agrees|accepted|accepts|said yes|yes)"),
    ("refused", rf"{WHO}(?:refused|refuses|declined|rejected|said no|no)"),
    ("objection", rf"{WHO}object(?:ion|ed|s)(?: to)?"),
)
PUSHES = re.compile(
    r"(?<![\w-])escalat\w*|(?:\w+'s|her|his|their|the) boss(?![\w-])|over \w+ head|"
    r"ultimatum|(?<![\w-])insist\w*",
    re.IGNORECASE,
)
TO = re.compile(r"(?<![\w-])(?:to|with|for|again)(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ProposeLine:
    """What was typed; None or "" where nothing was."""

    person: Known
    item: KnownItem | None
    outcome: str  # "agreed", "refused", "objection"; "" = not said
    words: str  # of the objection, the reason to do it anyway, or a plan
    anyway: bool
    pushes: bool  # it speaks of escalation
    day: date | None
    how_read: str


def propose_line(turn: Turn, *, example: str) -> ProposeLine:
    """Split the line into its parts.

    Raises:
        Refusal: nobody or no such person, item or day; or more than 500 characters.
    """
    head, words = split_note(" ".join(turn.text.split()))
    check_words(words, example)
    pushes = bool(PUSHES.search(f"{head}: {words}"))
    head = PUSHES.sub(" ", head)
    anyway = bool(ANYWAY.search(head))
    item, rest = cut_item(turn, ANYWAY.sub(" ", head))
    found = cut_day(turn, rest, prefer="past")
    if item is None and (match := TO.search(found.rest)):  # "cut-over to Dana"
        item = one_titled(turn, found.rest[: match.start()])
        rest = found.rest[match.start() :] if item else found.rest
        found = replace(found, rest=rest)
    outcome, name = _outcome(TO.sub(" ", found.rest), last=True)
    if not outcome and not anyway:
        outcome, words = _outcome(words, last=False)
    person = one_person(turn, " ".join(name.split()).strip(" ,"), example=example)
    check_somebody_else(turn, person, example=example)
    return ProposeLine(
        person, item, outcome, words.strip(" ,:;"), anyway, pushes, found.day,
        found.how_read,
    )  # fmt: skip


def _outcome(text: str, *, last: bool) -> tuple[str, str]:
    """Cut an outcome off the start of a text, or off its end."""
    for outcome, words in OUTCOMES:
        wording = rf"[\s,]+(?:{words})[\s.!]*$" if last else rf"(?:{words})(?![\w-])"
        pattern = re.compile(wording, re.IGNORECASE)
        match = pattern.search(text) if last else pattern.match(text)
        if match:
            return outcome, text[: match.start()] + text[match.end() :]
    return "", text
