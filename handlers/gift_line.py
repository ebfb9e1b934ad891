"""Reading a line about something done for people: who, what, and when."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.cut_day import cut_day
from handlers.grammar.names import find_people_in, people_called, plain_name
from handlers.request import Turn
from storage.people import Known

COLON = re.compile(r"(?<!\d):|:(?!\d)")  # but not the one in 10:30
TO = re.compile(r"^to\s+", re.IGNORECASE)
NAME_WORDS = 4  # words a name has at most when no colon ends it; house rule


@dataclass(frozen=True, slots=True)
class GiftLine:
    """Who got what on which day; `what` is "" when it was not said."""

    people: list[Known]
    what: str
    day: date | None
    how_read: str


def gift_line(turn: Turn, text: str, *, example: str) -> GiftLine:
    """Split “Kim: reviewed her board deck”; without a colon, the name comes first.

    Raises:
        Refusal: nobody, or somebody unknown or unclear; or a day still ahead.
    """
    text = TO.sub("", " ".join(text.split()))
    colon = COLON.search(text)
    if colon is None:
        who, what = name_first(turn, text)
    else:
        who, what = text[: colon.start()], text[colon.end() :]
    found = cut_day(turn, who, prefer="past")
    if found.day is None and colon is None:
        found = cut_day(turn, what, prefer="past")
        what, who_text = found.rest, who
    else:
        who_text = found.rest
    people = find_people_in(turn, who_text, example=example)
    return GiftLine(people, " ".join(what.split()), found.day, found.how_read)


def name_first(turn: Turn, text: str) -> tuple[str, str]:
    """Split “Kim and Ben reviewed it” after the last name in a row."""
    words = text.split()
    end = _name_end(turn, words, 0)
    while end and end < len(words):
        joined = words[end - 1].endswith(",")
        start = end if joined else end + 1
        if not joined and words[end].casefold() not in ("and", "&"):
            break
        further = _name_end(turn, words, start)
        if not further:
            break
        end = further
    return (" ".join(words[:end]), " ".join(words[end:])) if end else (text, "")


def _name_end(turn: Turn, words: list[str], start: int) -> int:
    """Return where the longest name beginning at `start` ends; 0 if none does."""
    for end in range(min(start + NAME_WORDS, len(words)), start, -1):
        if people_called(turn, plain_name(" ".join(words[start:end]))):
            return end
    return 0
