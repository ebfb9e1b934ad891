"""What an ask must say before it is kept: its type, and towards whom it is."""

from dataclasses import replace

from handlers.ask_line import AskLine
from handlers.grammar.names import one_person, people_called
from handlers.request import Refusal, Turn
from language.say import mark, say
from storage.people import Known

EXAMPLE = "ask Rosa slot with Dana: 20 minutes to review the cut-over"
NEED_A_TARGET = {
    "review slot": ("slot with", mark("Slot with whom?")),
    "praise": ("praise to", mark("Praise to whom?")),
    "intro": ("intro to", mark("Intro to whom?")),
}  # as typed, and as asked
LONGEST_WHAT = 500  # characters; house rule


def which_type(person: Known) -> Refusal:
    """Return the question what is asked of somebody."""
    return Refusal(
        say(
            "What do you ask of {name}: a meeting, praise, an intro, a slot "
            "or a favour? Type for example: /outreach ask {first_name} favour: "
            "a second look at the plan",
            name=person.name,
            first_name=person.first_name,
        )
    )


def checked_ask(turn: Turn, person: Known, line: AskLine) -> AskLine:
    """Return the line with its type; without one it asks for a favour.

    Raises:
        Refusal: too long, or towards somebody without a type.
    """
    if len(line.what) > LONGEST_WHAT:
        raise Refusal(
            say(
                "That is {number} characters, and an ask has up to {most}. Send "
                "the gist: /outreach {example}",
                number=f"{len(line.what):,}",
                most=LONGEST_WHAT,
                example=EXAMPLE,
            )
        )
    if not line.type and line.target:
        raise which_type(person)
    line = line if line.type else replace(line, type="favour")
    if line.type == "favour" and len(people_called(turn, line.target)) != 1:
        what = f"{line.target} {line.what}".strip()  # "help with the forecast"
        return replace(line, target="", what=what)
    return line


def target_of(turn: Turn, person: Known, line: AskLine) -> Known | None:
    """Return towards whom it is asked, e.g. whom to introduce to; None = nobody.

    Raises:
        Refusal: the type needs somebody, and nobody is named.
    """
    if not line.target or line.target.casefold() in ("me", "us"):
        target = None
    else:
        target = one_person(turn, line.target, example=EXAMPLE)
    if target is not None and target.id in (person.id, turn.speaker.person_id):
        target = None
    if target is None and line.type in NEED_A_TARGET:
        typed, question = NEED_A_TARGET[line.type]
        raise Refusal(
            say(
                "{question} Type for example: /outreach ask {name} {typed} Dana",
                question=say(question),
                name=person.first_name,
                typed=typed,
            )
        )
    return target
