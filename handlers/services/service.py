"""`service`: what the leader's organization does for others, and who relies on it."""

import re
from collections.abc import Sequence

from handlers.grammar.known_services import nearest
from handlers.grammar.people.names import one_person
from handlers.services.words import service_words
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import mark, say
from language.words import listed, quoted
from storage.message import Message, Section
from storage.people.store import fold, unit_id_for, units_of
from storage.services.facts import ServiceFact, Standing
from storage.services.standing import standings
from storage.services.store import add_service, add_use, services_of, set_owner

KEYWORD = re.compile(
    r"(?:^|[\s,;])(owned by|owner(?: is)?|used by|by|for)(?!\w)[:\s]*", re.IGNORECASE
)
QUOTED = re.compile(r"^[\"“'](.+?)[\"”']\s*")
MOST_SERVICES = 20  # services shown at once; house rule
EXAMPLE = "service Payroll for Operations owned by Sam"
LONGEST_SERVICE_NAME = 60  # characters; house rule
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


def service(turn: Turn) -> Reply:
    """Note a service, who relies on it and who owns it; alone, list them all.

    Examples:
        service Payroll for Operations owned by Sam
        service Payroll for Finance and Legal
        service Payroll
        service
    """
    known = services_of(turn.tx, workspace_id=turn.speaker.workspace_id)
    if not turn.text and not known:
        start = say("No service yet. Start with: /outreach {example}", example=EXAMPLE)
        return Reply(Message(headline=start))
    if not turn.text:
        return service_list(turn, known)
    name, units, owner = service_line(turn.text, [one.name for one in known])
    same = next((one for one in known if fold(one.name) == fold(name)), None)
    if same is None:
        check_name(name)
    if not units and not owner:
        if same is None:
            raise _unknown(name, known)
        return service_list(turn, [same])
    return _save(turn, name, units, owner, same=same, known=known)


def _save(
    turn: Turn,
    name: str,
    units: str,
    owned_by: str,
    *,
    same: ServiceFact | None,
    known: list[ServiceFact],
) -> Reply:
    writer, notes = turn.writer, []
    owner = one_person(turn, owned_by, example=EXAMPLE) if owned_by else None
    owner_id = owner.id if owner else None
    changed = same is None
    if same is None:
        service_id = add_service(writer, name, owner_id=owner_id)
        near = nearest(name, [one.name for one in known])
        notes.append(say("That is a new service.") + also_there(near))
    else:
        service_id = same.id
        known_owner = same.owner.id if same.owner else None
        if owner_id and owner_id != known_owner:
            set_owner(writer, same.id, owner_id)
            changed = True
    for unit in unit_names(turn, units):
        unit_id, note = unit_of_name(turn, unit)
        notes.append(note)
        changed = add_use(writer, service_id, unit_id) or changed
    after = services_of(turn.tx, workspace_id=writer.workspace_id)
    saved = next(one for one in after if one.id == service_id)
    if not changed:
        return Reply(
            Message(
                headline=say(
                    "That is what I know already: {service}.", service=_said(saved)
                )
            )
        )
    return kept(
        turn,
        say("Noted: {service}.", service=_said(saved)),
        label=say("service {name}", name=saved.name),
        small_print=tuple(notes),
    )


def _said(one: ServiceFact) -> str:
    said = [one.name]
    if one.units:
        said.append(say("used by {units}", units=listed(list(one.units.values()))))
    if one.owner:
        said.append(say("owned by {name}", name=one.owner.name))
    return ", ".join(said)


def _unknown(name: str, known: list[ServiceFact]) -> Refusal:
    near = nearest(name, [one.name for one in known])
    sentences = [say("I know no service called {name}.", name=quoted(name))]
    if near:
        sentences.append(
            say("Did you mean {name}? Type: /outreach service {name}.", name=near)
        )
    sentences.append(
        say(
            "To add it, say who relies on it: "
            "/outreach service {name} for UNIT owned by PERSON",
            name=name,
        )
    )
    return Refusal(" ".join(sentences))


# Reading its line: the name, who relies on it, who owns it.


def service_line(text: str, known: Sequence[str]) -> tuple[str, str, str]:
    """Return name, units and owner of a service as typed; "" where nothing was.

    The line is split at “for”, “used by” and “owned by”, in any order. The units are
    still a list, e.g. "Operations and Finance".

    Args:
        known: names of services, which may contain such a word themselves.
    """
    name, rest = _head(" ".join(text.split()), known)
    found: dict[str, list[str]] = {"units": [], "owner": []}
    words = KEYWORD.split(rest)
    for keyword, value in zip(words[1::2], words[2::2], strict=True):
        kind = "units" if keyword.casefold() in ("for", "used by") else "owner"
        if value.strip(" ,;"):
            found[kind].append(value.strip(" ,;"))
    name = name or words[0].strip(" ,;:")
    return name, ", ".join(found["units"]), " ".join(found["owner"])


def _head(text: str, known: Sequence[str]) -> tuple[str, str]:
    if match := QUOTED.match(text):
        return match.group(1).strip(), text[match.end() :]
    for name in sorted(known, key=len, reverse=True):
        typed, after = text[: len(name)], text[len(name) :]
        if fold(typed) == fold(name) and not after[:1].isalnum():
            return name, after
    return "", text


# What may be the name of a service, or of a unit that uses it.


def check_name(name: str, *, is_unit: bool = False) -> None:
    """Let through what can be the name of a service, or of a unit.

    Raises:
        Refusal: it has no letter or digit, or more than 60 characters.
    """
    if not any(letter.isalnum() for letter in name):
        nameless = UNIT_NAMELESS if is_unit else SERVICE_NAMELESS
        raise Refusal(say(nameless, example=EXAMPLE))
    if len(name) > LONGEST_SERVICE_NAME:
        raise Refusal(
            say(
                UNIT_TOO_LONG if is_unit else SERVICE_TOO_LONG,
                name=quoted(name),
                number=f"{len(name):,}",
                most=LONGEST_SERVICE_NAME,
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


# All of them as a list: who owns them, what each unit thinks, what is open.


def service_list(turn: Turn, services: Sequence[ServiceFact]) -> Reply:
    """Return one paragraph a service, with a line for each unit that relies on it."""
    shown = services[:MOST_SERVICES]
    unit_ids = {unit_id for one in shown for unit_id in one.units}
    found = standings(turn.tx, unit_ids, today=turn.today)
    sections = tuple(_section(turn, one, found) for one in shown)
    left = len(services) - len(shown)
    more = (
        (say("And {number} more. See one with: /outreach service NAME", number=left),)
        if left
        else ()
    )
    headline = say("Your services") if len(services) > 1 else say("One service")
    return Reply(Message(headline=headline, sections=sections, small_print=more))


def _section(turn: Turn, one: ServiceFact, found: dict[str, Standing]) -> Section:
    units = tuple(service_words(found[unit], one, turn.today) for unit in one.units)
    nobody = (
        say(
            "Nobody uses it yet. Type: /outreach service {name} for UNIT", name=one.name
        ),
    )
    text = one.name
    if one.owner:
        text = say(
            "{service}, owned by {owner}", service=one.name, owner=one.owner.name
        )
    return Section(text=text, facts=units or nobody)
