"""`service`: what the leader's organization does for others, and who relies on it."""

import re

from handlers.grammar.names import one_person
from handlers.grammar.spoken import listed, quoted
from handlers.kept import kept
from handlers.known_services import nearest
from handlers.request import Refusal, Reply, Request
from handlers.service_line import ServiceLine, service_line
from handlers.service_list import service_list
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
        start = f"No service yet. Start with: /outreach {EXAMPLE}"
        return Reply(Message(headline=start))
    if not request.text:
        return service_list(request, known)
    line = service_line(request.text, [one.name for one in known])
    same = next((one for one in known if fold(one.name) == fold(line.name)), None)
    if same is None:
        _check_name(line.name, "service")
    if not line.units and not line.owner:
        if same is None:
            raise _unknown(line.name, known)
        return service_list(request, [same])
    return _save(request, line, same, known)


def _check_name(name: str, thing: str) -> None:
    if not any(letter.isalnum() for letter in name):
        raise Refusal(f"Say what the {thing} is called: /outreach {EXAMPLE}")
    if len(name) > LONGEST_NAME:
        raise Refusal(
            f"{quoted(name)} is {len(name):,} characters long, and the name of a "
            f"{thing} has up to {LONGEST_NAME}. Type it shorter: /outreach {EXAMPLE}"
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
        notes.append("That is a new service." + (near and f" There is also {near}."))
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
        return Reply(Message(headline=f"That is what I know already: {_said(saved)}."))
    return kept(
        request,
        f"Noted: {_said(saved)}.",
        label=f"service {saved.name}",
        small_print=tuple(notes),
    )


def _unit_names(request: Request, typed: str) -> list[str]:
    """Split a list of units; a known unit may have “and” or a comma in its name."""
    units = units_of(request.session, workspace_id=request.speaker.workspace_id)
    known = {fold(unit.name) for unit in units}
    pieces = BETWEEN.split(typed)  # names and what stands between them, in turn
    if len(pieces) > 2 * MOST_UNITS:
        raise Refusal(
            f"I take up to {MOST_UNITS} units in one line. Name fewer at a time: "
            f"/outreach {EXAMPLE}"
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
    _check_name(name, "unit")
    near = nearest(name, [unit.name for unit in known])
    note = f"{name} is a new unit." + (near and f" There is also {near}.")
    return unit_id_for(request.writer, name), note


def _said(one: KnownService) -> str:
    used = f", used by {listed(list(one.units.values()))}" if one.units else ""
    return f"{one.name}{used}{f', owned by {one.owner}' if one.owner else ''}"


def _unknown(name: str, known: list[KnownService]) -> Refusal:
    near = nearest(name, [one.name for one in known])
    hint = f"Did you mean {near}? Type: /outreach service {near}. " if near else ""
    return Refusal(
        f"I know no service called {quoted(name)}. {hint}To add it, say who relies on "
        f"it: /outreach service {name} for UNIT owned by PERSON"
    )
