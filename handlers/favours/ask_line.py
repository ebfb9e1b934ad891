"""An ask: read from a line, and said in words."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.grammar.contact_words import COLON
from handlers.grammar.dates import cut_day
from handlers.turn import Turn
from language.say import mark, say
from language.words import day_beside_today, day_said, quoted
from storage.favours.facts import AskFact

# Reading a line about an ask: whom, for what, to reach whom, or what they answered.

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
    text = " ".join(turn.text.split())
    colon = COLON.search(text)
    head = text[: colon.start()] if colon else text
    what = text[colon.end() :].strip() if colon else ""
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
        whom=_name(whom),
        target=_name(target),
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


# Asks in words: what was asked of whom, and how it stands.

ARTICLES = {
    "review slot": mark("a review slot"),
    "praise": mark("a good word"),
    "intro": mark("an introduction"),
    "favour": mark("a favour"),
    "meeting": mark("a meeting"),
}
TARGETED = {
    "review slot": mark("a review slot with {target}"),
    "praise": mark("a good word to {target}"),
    "intro": mark("an introduction to {target}"),
    "favour": mark("a favour with {target}"),
    "meeting": mark("a meeting with {target}"),
}


def asked_for(type_: str, target: str) -> str:
    """Return e.g. "a review slot with Dana Whitfield"."""
    if target:
        return say(TARGETED[type_], target=target)
    return say(ARTICLES[type_])


def ask_standing(ask: AskFact, today: date) -> str:
    """Return how an ask stands, e.g. "asked Wed 6 May, agreed for Wed 20 May"."""
    start = say("asked {day}", day=day_said(ask.on, today))
    if ask.thanked_on:
        return say(
            "{start}, done, thanked {day}",
            start=start,
            day=day_beside_today(ask.thanked_on, today),
        )
    if ask.fulfilled_on:
        done = day_beside_today(ask.fulfilled_on, today)
        then = say(
            "Say thanks, then type: /outreach thanks {first_name}",
            first_name=ask.asked.first_name,
        )
        return say("{start}, done {done}. {then}", start=start, done=done, then=then)
    if ask.declined_on:
        return say(
            "{start}, declined {day}",
            start=start,
            day=day_beside_today(ask.declined_on, today),
        )
    if ask.dropped_on:
        return say(
            "{start}, dropped {day}",
            start=start,
            day=day_beside_today(ask.dropped_on, today),
        )
    if ask.agreed_for:
        return say(
            "{start}, agreed for {day}",
            start=start,
            day=day_beside_today(ask.agreed_for, today),
        )
    if ask.agreed_on:
        return say(
            "{start}, agreed {day}",
            start=start,
            day=day_beside_today(ask.agreed_on, today),
        )
    return say("{start}, no answer yet", start=start)


def what_words(what: str) -> tuple[str, ...]:
    """Return what was asked for in the leader's own words, if any were kept."""
    return (quoted(what, 200),) if what else ()
