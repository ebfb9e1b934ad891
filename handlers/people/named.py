"""Several people of a form at once: picked from the platform's own, or typed.

Where the platform's people can be picked, there are two fields, else one to type into:
names with commas, each with a title and a unit behind it if known.
"""

import re

from handlers.grammar.people.names import MENTION
from handlers.grammar.people.person_line import (
    DESCRIBED,
    JOINED,
    PersonLine,
    read_people,
    read_person,
)
from handlers.grammar.people.roles import in_a_title
from handlers.people.whom import picks_colleagues
from handlers.turn import Refusal, Turn, in_field
from language.say import say
from storage.message import Field
from storage.people.store import fold

MOST_NAMED = 5  # people in one form; house rule
EXAMPLE = "Dana Whitfield, COO in Operations, Kim Park"
PICKED, TYPED = "picked", "typed"
PERSONS = re.compile(r"\s*[;\n]\s*")
COMMA = re.compile(r"\s*,\s*")
BRACKETS = re.compile(r"\s*\(([^()]*)\)")


def people_fields(turn: Turn, label: str) -> tuple[Field, ...]:
    """Return the fields that ask for up to five people."""
    hint = say("Names with commas: {example}", example=EXAMPLE)
    if not picks_colleagues(turn.speaker):
        return (Field(name=TYPED, label=label, kind="long_text", hint=hint),)
    return (
        Field(
            name=PICKED,
            label=label,
            kind="colleague",
            most=MOST_NAMED,
            optional=True,
            hint=say("From Slack"),
        ),
        Field(
            name=TYPED,
            label=say("Or type who it is"),
            kind="long_text",
            optional=True,
            hint=hint,
        ),
    )


def read_named(turn: Turn) -> list[PersonLine]:
    """Return whom a sent form names, at least one.

    Raises:
        Refusal: nobody, more than five, or no name; its `field` says where.
    """
    answers = turn.values
    first = PICKED if PICKED in answers else TYPED
    with in_field(PICKED):
        picked = [
            _picked(turn, one) for one in answers.get(PICKED, "").splitlines() if one
        ]
    with in_field(TYPED):
        typed = read_typed(turn, answers.get(TYPED, ""))
    lines = picked + typed
    if not lines:
        raise Refusal(say("Name at least one person."), field=first)
    if len(lines) > MOST_NAMED:
        raise Refusal(
            say(
                "That is {number} people, and I take up to {most} here. Keep the most "
                "important ones.",
                number=len(lines),
                most=MOST_NAMED,
            ),
            field=first,
        )
    return lines


def read_typed(turn: Turn, text: str) -> list[PersonLine]:
    """Return the people of “Dana Whitfield, COO in Operations, Kim Park”, in order."""
    people = [
        " ".join(person.split())
        for part in PERSONS.split(text)
        for person in _apart(BRACKETS.sub(r", \1", part))
    ]
    return [line for person in people for line in read_people(turn, person)]


def _apart(text: str) -> list[str]:
    """Return each person with what describes them, of a text parted by commas.

    A part with a word such as “in” or “manager” describes who stands before it, and so
    does a single word after a whole name: their unit.
    """
    found: list[str] = []
    whole = False  # the newest name is a whole one
    for part in COMMA.split(text.strip(" ,.")):
        if not part:
            continue
        words = part.split()
        describes = bool(DESCRIBED.search(part)) and not JOINED.search(part)
        describes = describes or any(in_a_title(fold(word)) for word in words)
        if found and describes and _first_is_small(words):
            found[-1] += f" {part}"
        elif found and describes:
            found[-1] += f", {part}"
        elif found and whole and len(words) == 1:
            found[-1] += f" in {part}"
            whole = False
        else:
            found.append(part)
            whole = len(words) > 1
    return found


def _first_is_small(words: list[str]) -> bool:
    return words[0].casefold() in ("in", "from")


def _picked(turn: Turn, mention: str) -> PersonLine:
    found = MENTION.fullmatch(mention.strip())
    if found is None:
        raise Refusal(say("Pick somebody from the list."))
    if not " ".join((found.group(2) or "").split()):
        raise Refusal(
            say(
                "Slack did not tell me a name for one of them: it is a bot, a guest or "
                "from outside, or Slack was slow. Type the name below instead."
            )
        )
    line = read_person(mention.strip())
    if line.user_key == turn.speaker.address.user_key:
        raise Refusal(say("That is you. Pick people you want on your side."))
    return line
