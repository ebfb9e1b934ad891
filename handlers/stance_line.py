"""Reading a line about where somebody stands: level, level wanted, priority.

Dana on A-1 resistant, wanted supportive
Dana ranks A-1 low
"""

import re
from dataclasses import dataclass

from handlers.about_line import check_somebody_else
from handlers.agenda_items import cut_item
from handlers.grammar.names import one_person
from handlers.request import Refusal, Turn
from language.say import say
from storage.agenda import KnownItem
from storage.people import Known
from storage.stances import LEVELS

LEVEL = rf"({'|'.join(LEVELS)})"
WANTED = re.compile(
    r"(?<![\w-])(?:i |we )?(?:wanted|wants?|want(?:ed)? (?:as|to be)|should be|desired|"
    rf"target|goal|towards?|to)(?: (?:as|to be|is|at))?\s*[:=]?\s*{LEVEL}(?![\w-])",
    re.IGNORECASE,
)
PRESENT = re.compile(
    rf"(?<![\w-])(?:is |now |currently |at |current[:=]? ?)*{LEVEL}(?![\w-])",
    re.IGNORECASE,
)
PRIORITY = re.compile(
    r"(?<![\w-])(?:(?:ranks?|rates?|priority|prio)(?: it)?(?: (?:as|is))?\s*[:=]?\s*)*"
    r"(high|low)(?:est)?(?: on (?:her|his|their) list)?(?: priority)?(?![\w-])",
    re.IGNORECASE,
)
FILLER = re.compile(
    r"(?<![\w-])(?:ranks?|rates?|priority|stance|is|as|on)(?![\w-])", re.I
)
SHOWN = f"{', '.join(LEVELS[:-1])} or {LEVELS[-1]}"


@dataclass(frozen=True, slots=True)
class StanceLine:
    """What was typed; "" where nothing was."""

    person: Known
    item: KnownItem | None
    current: str
    desired: str
    priority: str  # "high", "low"


def stance_line(turn: Turn, *, example: str) -> StanceLine:
    """Split the line into its parts, in any order.

    Raises:
        Refusal: nobody or no such person or item, or words that are no level.
    """
    text = " ".join(re.sub(r"[:=]", " ", turn.text).split())
    item, rest = cut_item(turn, text)
    desired, rest = _cut(rest, WANTED)
    current, rest = _cut(rest, PRESENT)
    priority, rest = _cut(rest, PRIORITY)
    if again := PRESENT.search(rest):
        raise Refusal(
            say(
                "I read both “{current}” and “{other}” in that. Say which is now and "
                "which you want, for example: /outreach {example}",
                current=current,
                other=again.group(1),
                example=example,
            )
        )
    name = " ".join(FILLER.sub(" ", rest).split()).strip(" ,;.")
    if not (current or desired or priority):
        raise Refusal(
            say(
                "Where do they stand: {levels}? Type for example: /outreach {example}",
                levels=SHOWN,
                example=example,
            )
        )
    person = one_person(turn, name, example=example)
    check_somebody_else(turn, person, example=example)
    return StanceLine(person, item, current, desired, priority)


def _cut(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    match = pattern.search(text)
    if match is None:
        return "", text
    return match.group(1).casefold(), f"{text[: match.start()]} {text[match.end() :]}"
