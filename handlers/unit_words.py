"""A unit in words: its people, how they answer, and what they think of services."""

from datetime import timedelta

from handlers.grammar.spoken import counted, listed
from handlers.request import Turn
from handlers.standing_words import unit_sections
from language.say import say
from scheduler.gather_routes import WINDOW_DAYS
from storage.message import Section
from storage.unit_facts import UnitFacts, unit_facts

FEWEST = 3  # answers before a rate is said; house rule, playbook section 6
SHOWN = 12  # people named; house rule


def facts_of(turn: Turn, unit_id: str) -> UnitFacts:
    """Return the people of a unit, its head, and how it answered in the last window."""
    return unit_facts(
        turn.tx,
        unit_id,
        leader_id=turn.speaker.leader_id,
        since=turn.today - timedelta(WINDOW_DAYS),
    )


def unit_headline(found: UnitFacts) -> str:
    """Return "Finance, headed by Kim Ito."."""
    if found.head:
        return say("{unit}, headed by {name}.", unit=found.name, name=found.head)
    return f"{found.name}."


def sections_of(turn: Turn, found: UnitFacts) -> tuple[Section, ...]:
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
        *unit_sections(turn, [found.id]),
    )


def _answers(found: UnitFacts) -> str:
    total = found.met + found.refused
    if total < FEWEST:
        return say(
            "{answers} to you in {days} days; a rate is said from {fewest} on",
            answers=counted("{n} answer", "{n} answers", total),
            days=WINDOW_DAYS,
            fewest=FEWEST,
        )
    return say(
        "Accepted {share} of what you offered in {days} days ({met} of {total})",
        share=f"{found.met / total:.0%}",
        days=WINDOW_DAYS,
        met=found.met,
        total=total,
    )
