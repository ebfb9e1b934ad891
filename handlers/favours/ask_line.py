"""Reading a line about an ask: whom, for what, to reach whom, or what they answered."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.grammar.days.typed import cut_day
from handlers.grammar.people.names_first import set_aside
from handlers.grammar.words.tokens import split_note
from handlers.turn import Turn

Words = tuple[tuple[str, str], ...]
MINUTES = r"(?:\d{1,3}|ten|fifteen|twenty|thirty) ?min(?:ute)?s?|half an hour"
TYPES: Words = (
    ("review slot", r"(?:review[- ]?)?slot|review"),
    ("praise", r"praise|good word|mention"),
    ("intro", r"introduction|introduce|intro"),
    ("favour", r"favou?r|help"),
    ("meeting", r"meeting"),
    ("review slot", MINUTES),
)
ANSWERS: Words = (
    ("declined", r"declined?|refused?|said no|no"),
    ("dropped", r"drop(?:ped)?|cancel(?:l?ed)?|withdrawn?"),
    ("done", r"done|fulfilled|did it|happened"),
    ("granted", r"granted|agreed|agrees|accepted|said yes|yes|ok(?:ay)?"),
)
ANYWAY = re.compile(r"(?<!\w)anyway(?!\w)", re.IGNORECASE)
TOWARDS = re.compile(r"\b(?:to (?:see|meet)|with|to)\b", re.IGNORECASE)
FILLERS = re.compile(  # in small letters: An is a name, too
    r"\b(?:for|an?|the|me|my|us|please|if|from|he|she|they|her|his|their|has|was)\b"
)


MEANS_MORE = re.compile(
    "|".join(rf"(?<!\w)(?:{said})(?!\w)" for _, said in (*TYPES, *ANSWERS)),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AskLine:
    """What was typed about an ask; "" or None where nothing was."""

    whom: str
    target: str
    type: str  # as in `Ask`
    answer: str  # "granted", "declined", "dropped", "done", "" = a new ask
    what: str
    day: date | None
    anyway: bool
    how_read: str


def ask_line(turn: Turn) -> AskLine:
    """Split the line into its parts; what follows a colon is what is asked for.

    Raises:
        Refusal: a day that cannot be.
    """
    aside = set_aside(turn, " ".join(turn.text.split()), but=MEANS_MORE)
    head, what = split_note(aside.text)
    what = aside.back(what)
    anyway = bool(ANYWAY.search(head))
    found = cut_day(turn, ANYWAY.sub(" ", head), prefer="nearest")
    type_, head = _cut(found.rest, TYPES, anywhere=True)
    minutes = re.search(rf"(?<!\w)(?:{MINUTES})(?!\w)", found.rest, re.IGNORECASE)
    if minutes and minutes.group() not in head and not what:
        what = minutes.group()
    answer, head = _cut(head, ANSWERS)
    whom, *towards = TOWARDS.split(head)
    target = towards[-1] if towards else ""
    if not _name(whom):  # "slot with Dana from Rosa"
        target, whom = (*re.split(r"\bfrom\b", target, maxsplit=1), "")[:2]
    return AskLine(
        whom=aside.back(_name(whom)),
        target=aside.back(_name(target)),
        type=type_,
        answer=answer,
        what=what,
        day=found.day,
        anyway=anyway,
        how_read=found.how_read,
    )


def _cut(text: str, words: Words, *, anywhere: bool = False) -> tuple[str, str]:
    """Cut the first of `words` out; unless anywhere, from either end of the text."""
    for meaning, pattern in words:
        for found in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE):
            before, after = text[: found.start()], text[found.end() :]
            if anywhere or not (before.strip() and after.strip(" ,.")):
                return meaning, f"{before} {after}"
    return "", text


def _name(text: str) -> str:
    return " ".join(FILLERS.sub(" ", text).split()).strip(" ,.;")
