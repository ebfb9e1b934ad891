"""`unit`: a part of the organization: its people, standing, answers, and head."""

import re
from datetime import timedelta

from handlers.grammar.known_services import nearest
from handlers.grammar.people.names import one_person
from handlers.services.words import unit_section
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import say
from language.words import counted, listed, quoted
from scheduler.gather.routes import WELCOME_DAYS
from storage.message import Message, Section
from storage.models import Unit
from storage.people.facts import Known
from storage.people.store import fold, units_of
from storage.services.facts import UnitFact
from storage.services.standing import unit_by_itself
from storage.services.store import set_head

FEWEST = 3  # answers before a rate is said; house rule, playbook section 6
SHOWN = 12  # people named; house rule
EXAMPLE = "unit Finance headed by Kim"
HEADED = re.compile(
    r"[\s,:]+(?:(?:is )?(?:headed|led|run) by|head(?: is)?|boss(?: is)?)[\s:]+(.*)$",
    re.IGNORECASE,
)
MOST = 30  # units listed; house rule


def unit(turn: Turn) -> Reply:
    """Show a unit: its people, what they think of your services, how they answer.

    Examples:
        unit Finance
        unit Finance headed by Kim
        unit
    """
    units = units_of(turn.tx, workspace_id=turn.speaker.workspace_id)
    text = " ".join(turn.text.split())
    if not text:
        return _all(units)
    said = HEADED.search(text)
    one = _called(units, text[: said.start()] if said else text)
    if said is not None:
        return _head(turn, one, said.group(1))
    found = facts_of(turn, one.id)
    return Reply(
        Message(headline=unit_headline(found), sections=sections_of(turn, found))
    )


def _all(units: list[Unit]) -> Reply:
    if not units:
        return Reply(
            Message(
                headline=say(
                    "No unit yet. Start with: "
                    "/outreach add Dana Whitfield, COO in Operations"
                )
            )
        )
    more = (
        [say("And {number} more.", number=len(units) - MOST)]
        if len(units) > MOST
        else []
    )
    return Reply(
        Message(
            headline=f"{counted('{n} unit', '{n} units', len(units))}: "
            f"{listed([one.name for one in units[:MOST]])}.",
            small_print=(
                *more,
                say("To see one: /outreach unit {unit}", unit=units[0].name),
            ),
        )
    )


def _called(units: list[Unit], typed: str) -> Unit:
    name = typed.strip(" ,.“”\"'")
    found = next((one for one in units if fold(one.name) == fold(name)), None)
    if found is not None:
        return found
    near = nearest(name, [one.name for one in units])
    sentences = [say("I know no unit called {name}.", name=quoted(name))]
    if near:
        sentences.append(
            say("Did you mean {name}? Type: /outreach unit {name}.", name=near)
        )
    else:
        sentences.append(
            say(
                "A unit begins with its first person, for example: /outreach add "
                "Dana Whitfield, COO in Operations."
            )
        )
    sentences.append(say("To see them all: /outreach unit"))
    raise Refusal(" ".join(sentences))


def _head(turn: Turn, one: Unit, typed: str) -> Reply:
    person = one_person(turn, typed, example=EXAMPLE)
    if one.head_id == person.id:
        return Reply(
            Message(
                headline=say(
                    "{name} heads {unit}, as I know.", name=person.name, unit=one.name
                )
            )
        )
    set_head(turn.writer, one.id, person.id)
    return kept(
        turn,
        say("Noted: {name} heads {unit}.", name=person.name, unit=one.name),
        label=say("head of {unit}", unit=one.name),
        sections=sections_of(turn, facts_of(turn, one.id)),
        small_print=("" if person.unit_id == one.id else _elsewhere(person, one),),
    )


def _elsewhere(person: Known, head_of: Unit) -> str:
    if person.unit:
        return say(
            "{name} is in {place}, as far as I know. To change it: "
            "/outreach add {name} in {unit}",
            name=person.name,
            place=person.unit,
            unit=head_of.name,
        )
    return say(
        "{name} has no unit yet, as far as I know. To change it: "
        "/outreach add {name} in {unit}",
        name=person.name,
        unit=head_of.name,
    )


# A unit in words: its people, how they answer, and what they think of services.


def facts_of(turn: Turn, unit_id: str) -> UnitFact:
    """Return the people of a unit, its head, and how it answered in the last window."""
    return unit_by_itself(
        turn.tx,
        unit_id,
        leader_id=turn.speaker.leader_id,
        since=turn.today - timedelta(WELCOME_DAYS),
        today=turn.today,
    )


def unit_headline(found: UnitFact) -> str:
    """Return "Finance, headed by Kim Ito."."""
    unit, head = found.standing.unit, found.head
    if head is not None:
        return say("{unit}, headed by {name}.", unit=unit, name=head.name)
    return f"{unit}."


def sections_of(turn: Turn, found: UnitFact) -> tuple[Section, ...]:
    """Return who is there, how they answer the leader, and what they rate."""
    more = len(found.people) - SHOWN
    names = list(found.people[:SHOWN])
    if more > 0:
        names.append(say("{number} more", number=more))
    people = say("Nobody on file yet.")
    if names:
        people = say(
            "{people} on file: {names}.",
            people=counted("{n} person", "{n} people", len(found.people)),
            names=listed(names),
        )
    return (
        Section(text=people, facts=(_answers(found),)),
        unit_section(found.standing, turn.today),
    )


def _answers(found: UnitFact) -> str:
    total = found.met + found.attempts
    if total < FEWEST:
        return say(
            "{answers} to you in {days} days; a rate is said from {fewest} on",
            answers=counted("{n} answer", "{n} answers", total),
            days=WELCOME_DAYS,
            fewest=FEWEST,
        )
    return say(
        "Accepted {share} of what you offered in {days} days ({met} of {total})",
        share=f"{found.met / total:.0%}",
        days=WELCOME_DAYS,
        met=found.met,
        total=total,
    )
