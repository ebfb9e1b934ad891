"""`unit`: a part of the organization: its people, standing, answers, and head."""

import re
from datetime import timedelta

from handlers.grammar.names import one_person
from handlers.grammar.spoken import counted, listed, quoted
from handlers.kept import kept
from handlers.known_services import nearest
from handlers.request import Refusal, Reply, Request
from handlers.standing_words import unit_sections
from scheduler.gather_routes import WINDOW_DAYS
from storage.message import Message, Section
from storage.models import Unit
from storage.people import fold, units_of
from storage.unit_facts import UnitFacts, set_head, unit_facts

EXAMPLE = "unit Finance headed by Kim"
HEADED = re.compile(
    r"[\s,:]+(?:(?:is )?(?:headed|led|run) by|head(?: is)?|boss(?: is)?)[\s:]+(.*)$",
    re.IGNORECASE,
)
FEWEST = 3  # answers before a rate is said; house rule, playbook section 6
SHOWN = 12  # people named; house rule
MOST = 30  # units listed; house rule


def unit(request: Request) -> Reply:
    """Show a unit: its people, what they think of your services, how they answer.

    Examples:
        unit Finance
        unit Finance headed by Kim
        unit
    """
    units = units_of(request.session, workspace_id=request.speaker.workspace_id)
    text = " ".join(request.text.split())
    if not text:
        return _all(units)
    said = HEADED.search(text)
    one = _called(units, text[: said.start()] if said else text)
    if said is not None:
        return _head(request, one, said.group(1))
    found = _facts(request, one.id)
    return Reply(Message(headline=_headline(found), sections=_sections(request, found)))


def _all(units: list[Unit]) -> Reply:
    if not units:
        return Reply(
            Message(
                headline="No unit yet. Start with: /outreach add Dana Whitfield, COO "
                "in Operations"
            )
        )
    more = [f"And {len(units) - MOST} more."] if len(units) > MOST else []
    return Reply(
        Message(
            headline=f"{counted('{n} unit', '{n} units', len(units))}: "
            f"{listed([one.name for one in units[:MOST]])}.",
            small_print=(*more, f"To see one: /outreach unit {units[0].name}"),
        )
    )


def _called(units: list[Unit], typed: str) -> Unit:
    name = typed.strip(" ,.“”\"'")
    found = next((one for one in units if fold(one.name) == fold(name)), None)
    if found is not None:
        return found
    near = nearest(name, [one.name for one in units])
    hint = f"Did you mean {near}? Type: /outreach unit {near}. " if near else ""
    raise Refusal(
        f"I know no unit called {quoted(name)}. {hint}To see them all: /outreach unit"
    )


def _head(request: Request, one: Unit, typed: str) -> Reply:
    person = one_person(request, typed, example=EXAMPLE)
    if one.head_id == person.id:
        return Reply(Message(headline=f"{person.name} heads {one.name}, as I know."))
    set_head(request.writer, one.id, person.id)
    elsewhere = person.unit_id != one.id
    place = f"is in {person.unit}" if person.unit else "has no unit yet"
    return kept(
        request,
        f"Noted: {person.name} heads {one.name}.",
        label=f"head of {one.name}",
        sections=_sections(request, _facts(request, one.id)),
        small_print=(
            f"{person.name} {place}, as far as I know. To change it: /outreach add "
            f"{person.name} in {one.name}"
            if elsewhere
            else "",
        ),
    )


def _facts(request: Request, unit_id: str) -> UnitFacts:
    return unit_facts(
        request.session,
        unit_id,
        leader_id=request.speaker.leader_id,
        since=request.today - timedelta(WINDOW_DAYS),
    )


def _headline(found: UnitFacts) -> str:
    head = f", headed by {found.head}" if found.head else ""
    return f"{found.name}{head}."


def _sections(request: Request, found: UnitFacts) -> tuple[Section, ...]:
    more = len(found.people) - SHOWN
    names = [*found.people[:SHOWN], *([f"{more} more"] if more > 0 else [])]
    who = f"{counted('{n} person', '{n} people', len(found.people))} on file"
    people = f"{who}: {listed(names)}." if names else "Nobody on file yet."
    return (
        Section(text=people, facts=(_answers(found),)),
        *unit_sections(request, [found.id]),
    )


def _answers(found: UnitFacts) -> str:
    total = found.met + found.refused
    if total < FEWEST:
        count = counted("{n} answer", "{n} answers", total)
        return f"{count} to you in {WINDOW_DAYS} days; a rate is said from {FEWEST} on"
    return (
        f"Accepted {found.met / total:.0%} of what you offered in {WINDOW_DAYS} days "
        f"({found.met} of {total})"
    )
