"""`service`: what the leader's organization does for others, and who relies on it."""

import re

from handlers.grammar.names import one_person
from handlers.grammar.spoken import listed, quoted
from handlers.kept import kept
from handlers.known_services import nearest
from handlers.request import Refusal, Reply, Request
from handlers.service_line import ServiceLine, service_line
from handlers.service_list import service_list
from language.say import mark, say
from storage.message import Message
from storage.people import fold, unit_id_for, units_of
from storage.services import (
    KnownService,
    add_service,
    add_use,
    services_of,
    set_owner,
)

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


def service(request: Request) -> Reply:
    """Note a service, who relies on it and who owns it; alone, list them all.

    Examples:
        service Payroll for Operations owned by Sam
        service Payroll for Finance and Legal
        service Payroll
        service
    """
    known = services_of(request.session, workspace_id=request.speaker.workspace_id)
    if not request.text and not known:
        start = say("No service yet. Start with: /outreach {example}", example=EXAMPLE)
        return Reply(Message(headline=start))
    if not request.text:
        return service_list(request, known)
    line = service_line(request.text, [one.name for one in known])
    same = next((one for one in known if fold(one.name) == fold(line.name)), None)
    if same is None:
        _check_name(line.name)
    if not line.units and not line.owner:
        if same is None:
            raise _unknown(line.name, known)
        return service_list(request, [same])
    return _save(request, line, same, known)


def _check_name(name: str, *, is_unit: bool = False) -> None:
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


def _save(
    request: Request,
    line: ServiceLine,
    same: KnownService | None,
    known: list[KnownService],
) -> Reply:
    writer, notes = request.writer, []
    owner = one_person(request, line.owner, example=EXAMPLE) if line.owner else None
    owner_id = owner.id if owner else None
    changed = same is None
    if same is None:
        service_id = add_service(writer, line.name, owner_id=owner_id)
        near = nearest(line.name, [one.name for one in known])
        notes.append(say("That is a new service.") + _also(near))
    else:
        service_id = same.id
        if owner_id and owner_id != same.owner_id:
            set_owner(writer, same.id, owner_id)
            changed = True
    for name in _unit_names(request, line.units):
        unit_id, note = _unit(request, name)
        notes.append(note)
        changed = add_use(writer, service_id, unit_id) or changed
    after = services_of(request.session, workspace_id=writer.workspace_id)
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
        request,
        say("Noted: {service}.", service=_said(saved)),
        label=say("service {name}", name=saved.name),
        small_print=tuple(notes),
    )


def _unit_names(request: Request, typed: str) -> list[str]:
    """Split a list of units; a known unit may have “and” or a comma in its name."""
    units = units_of(request.session, workspace_id=request.speaker.workspace_id)
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


def _unit(request: Request, name: str) -> tuple[str, str]:
    """Return a unit's id, and a note if it is new."""
    known = units_of(request.session, workspace_id=request.speaker.workspace_id)
    found = next((unit.id for unit in known if fold(unit.name) == fold(name)), None)
    if found is not None:
        return found, ""
    _check_name(name, is_unit=True)
    near = nearest(name, [unit.name for unit in known])
    note = say("{unit} is a new unit.", unit=name) + _also(near)
    return unit_id_for(request.writer, name), note


def _also(near: str) -> str:
    return " " + say("There is also {name}.", name=near) if near else ""


def _said(one: KnownService) -> str:
    said = [one.name]
    if one.units:
        said.append(say("used by {units}", units=listed(list(one.units.values()))))
    if one.owner:
        said.append(say("owned by {name}", name=one.owner))
    return ", ".join(said)


def _unknown(name: str, known: list[KnownService]) -> Refusal:
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
