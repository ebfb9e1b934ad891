"""Names of services and of the units that use them: what may be one."""

import re

from handlers.grammar.spoken import quoted
from handlers.known_services import nearest
from handlers.request import Refusal, Turn
from language.say import mark, say
from storage.people import fold
from storage.units import unit_id_for, units_of

EXAMPLE = "service Payroll for Operations owned by Sam"
LONGEST_NAME = 60  # characters; house rule
MOST_UNITS = 20  # in one line; house rule
BETWEEN = re.compile(r"(\s*[,;]\s*|\s+and\s+)", re.IGNORECASE)
SERVICE_NAMELESS = mark("Say what the service is called: /outreach {example}")
UNIT_NAMELESS = mark("Say what the unit is called: /outreach {example}")
SERVICE_TOO_LONG = mark(
    "{name} is {number} characters long, and the name of a service has up to {most}. "
    "Type it shorter: /outreach {example}"
)
UNIT_TOO_LONG = mark(
    "{name} is {number} characters long, and the name of a unit has up to {most}. "
    "Type it shorter: /outreach {example}"
)


def check_name(name: str, *, is_unit: bool = False) -> None:
    """Let through what can be the name of a service, or of a unit.

    Raises:
        Refusal: it has no letter or digit, or more than 60 characters.
    """
    if not any(letter.isalnum() for letter in name):
        nameless = UNIT_NAMELESS if is_unit else SERVICE_NAMELESS
        raise Refusal(say(nameless, example=EXAMPLE))
    if len(name) > LONGEST_NAME:
        raise Refusal(
            say(
                UNIT_TOO_LONG if is_unit else SERVICE_TOO_LONG,
                name=quoted(name),
                number=f"{len(name):,}",
                most=LONGEST_NAME,
                example=EXAMPLE,
            )
        )


def unit_names(turn: Turn, typed: str) -> list[str]:
    """Split a list of units; a known unit may have “and” or a comma in its name.

    Raises:
        Refusal: more than 20.
    """
    units = units_of(turn.tx, workspace_id=turn.speaker.workspace_id)
    known = {fold(unit.name) for unit in units}
    pieces = BETWEEN.split(typed)  # names and what stands between them, in turn
    if len(pieces) > 2 * MOST_UNITS:
        raise Refusal(
            say(
                "I take up to {most} units in one line. Name fewer at a time: "
                "/outreach {example}",
                most=MOST_UNITS,
                example=EXAMPLE,
            )
        )
    names = []
    while pieces:
        ends = range(len(pieces), 0, -2)
        end = next((n for n in ends if fold("".join(pieces[:n])) in known), 1)
        names.append(" ".join("".join(pieces[:end]).split()))
        pieces = pieces[end + 1 :]
    return [name for name in names if name]


def unit_of_name(turn: Turn, name: str) -> tuple[str, str]:
    """Return the id of a unit, added if it is new, and a note that it was.

    Raises:
        Refusal: it is new, and can't be a name.
    """
    known = units_of(turn.tx, workspace_id=turn.speaker.workspace_id)
    found = next((unit.id for unit in known if fold(unit.name) == fold(name)), None)
    if found is not None:
        return found, ""
    check_name(name, is_unit=True)
    near = nearest(name, [unit.name for unit in known])
    note = say("{unit} is a new unit.", unit=name) + also_there(near)
    return unit_id_for(turn.writer, name), note


def also_there(near: str) -> str:
    """Return a sentence about a name much like a new one, "" for none."""
    return " " + say("There is also {name}.", name=near) if near else ""
