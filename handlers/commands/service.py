"""`service`: what the leader's organization does for others, and who relies on it."""

from handlers.grammar.names import one_person
from handlers.grammar.spoken import listed, quoted
from handlers.kept import kept
from handlers.known_services import nearest
from handlers.request import Refusal, Reply, Turn
from handlers.service_line import ServiceLine, service_line
from handlers.service_list import service_list
from handlers.service_names import (
    EXAMPLE,
    also_there,
    check_name,
    unit_names,
    unit_of_name,
)
from language.say import say
from storage.message import Message
from storage.people import fold
from storage.services import (
    KnownService,
    add_service,
    add_use,
    services_of,
    set_owner,
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
    line = service_line(turn.text, [one.name for one in known])
    same = next((one for one in known if fold(one.name) == fold(line.name)), None)
    if same is None:
        check_name(line.name)
    if not line.units and not line.owner:
        if same is None:
            raise _unknown(line.name, known)
        return service_list(turn, [same])
    return _save(turn, line, same, known)


def _save(
    turn: Turn,
    line: ServiceLine,
    same: KnownService | None,
    known: list[KnownService],
) -> Reply:
    writer, notes = turn.writer, []
    owner = one_person(turn, line.owner, example=EXAMPLE) if line.owner else None
    owner_id = owner.id if owner else None
    changed = same is None
    if same is None:
        service_id = add_service(writer, line.name, owner_id=owner_id)
        near = nearest(line.name, [one.name for one in known])
        notes.append(say("That is a new service.") + also_there(near))
    else:
        service_id = same.id
        if owner_id and owner_id != same.owner_id:
            set_owner(writer, same.id, owner_id)
            changed = True
    for name in unit_names(turn, line.units):
        unit_id, note = unit_of_name(turn, name)
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
