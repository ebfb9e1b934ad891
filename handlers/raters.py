"""Whose a mark for a service is, and for which unit it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.directory import myself
from handlers.grammar.names import one_person
from handlers.grammar.spoken import listed
from handlers.marks import EXAMPLE, Mark
from handlers.request import Refusal, Turn
from language.say import say
from storage.people import Known
from storage.services import KnownService

ME = ("me", "my", "mine", "myself", "i")


@dataclass(frozen=True, slots=True)
class Rated:
    """One mark, whose it is, and the unit it counts for."""

    by: Known
    score: float
    unit_id: str
    outsider: bool  # not of that unit, as far as we know


def rated_by(
    turn: Turn,
    service: KnownService,
    unit_id: str | None,
    marks: Sequence[Mark],
) -> list[Rated]:
    """Return who gave which mark.

    Args:
        unit_id: the unit that was named, if any.

    Raises:
        Refusal: nobody, or somebody who cannot be told; no unit; one person twice.
    """
    rated = [_rated(turn, service, unit_id, mark.score, mark.name) for mark in marks]
    _refuse_two_of_one(rated)
    return rated


def _rated(
    turn: Turn,
    service: KnownService,
    unit_id: str | None,
    score: float,
    name: str,
) -> Rated:
    by = _rater(turn, service, unit_id, score, name)
    if unit_id is None and by.unit_id in service.units:
        unit_id = by.unit_id
    if unit_id is None and len(service.units) == 1:
        [unit_id] = service.units
    if unit_id is None:
        units = listed(list(service.units.values()), either=True)
        first = next(iter(service.units.values()))
        raise Refusal(
            say(
                "For which unit does {name} speak: {units}? Type for example: "
                "/outreach rate {service} {score} for {unit} by {name}",
                name=by.name,
                units=units,
                service=service.name,
                score=f"{score:g}",
                unit=first,
            )
        )
    return Rated(by, score, unit_id, outsider=by.unit_id != unit_id)


def _rater(
    turn: Turn,
    service: KnownService,
    unit_id: str | None,
    score: float,
    name: str,
) -> Known:
    if name and name.casefold() not in ME:
        return one_person(turn, name, example=EXAMPLE)
    me = myself(turn)
    if me.unit_id in ([unit_id] if unit_id else service.units):
        return me
    raise Refusal(
        say(
            "Whose mark is that? You are not in a unit that uses {service}, "
            "as far as I know. Type: /outreach rate {service} {score} by NAME",
            service=service.name,
            score=f"{score:g}",
        )
    )


def _refuse_two_of_one(rated: list[Rated]) -> None:
    seen: set[str] = set()
    for one in rated:
        if one.by.id in seen:
            raise Refusal(
                say(
                    "{name} is there twice. Name everybody once: "
                    "/outreach rate Payroll 3 by Rosa, 4 by Ben",
                    name=one.by.name,
                )
            )
        seen.add(one.by.id)


def outsider_note(one: Rated, service: KnownService) -> str:
    """Return that somebody who rated is in another unit, as far as we know."""
    if one.by.unit:
        return say(
            "{name} is in {place}, as far as I know; the mark counts for {unit}.",
            name=one.by.name,
            place=one.by.unit,
            unit=service.units[one.unit_id],
        )
    return say(
        "{name} has no unit, as far as I know; the mark counts for {unit}.",
        name=one.by.name,
        unit=service.units[one.unit_id],
    )
