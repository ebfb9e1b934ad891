"""`rate`: what people of a unit think of a service, from 1 to 5."""

import re
from dataclasses import dataclass

from handlers.cut_day import cut_day
from handlers.directory import myself
from handlers.grammar.names import one_person
from handlers.grammar.spoken import listed, spoken
from handlers.kept import kept
from handlers.known_services import cut_service, cut_unit
from handlers.marks import EXAMPLE, read_marks
from handlers.request import Refusal, Reply, Request
from handlers.service_users import not_used_by
from handlers.standing_words import unit_sections
from language.say import say
from storage.people import Known
from storage.services import KnownService, add_rating

FOR_UNIT = re.compile(r"\b(?:for|in)\s+(.+?)(?=\s+by\b|[,;]|$)", re.IGNORECASE)
ME = ("me", "my", "mine", "myself", "i")
REMARK = re.compile(
    r":\s*[^\W\d][^\d:]*$"
)  # words after the last colon, without a mark


@dataclass(frozen=True, slots=True)
class _Rated:
    by: Known
    score: float
    unit_id: str
    outsider: bool  # not of that unit, as far as we know


def rate(request: Request) -> Reply:
    """Note somebody's mark for a service, 1 to 5.

    Examples:
        rate Payroll 4 by Rosa
        rate Payroll 3 by Rosa, 4.5 by Ben yesterday
        rate Payroll 4 for Operations by Rosa on 27 February
    """
    lines = (" ".join(line.split()) for line in request.text.splitlines())
    typed = "; ".join(line for line in lines if line)
    service, rest = cut_service(request, typed, example=EXAMPLE)
    found = cut_day(request, rest, prefer="past")
    on = found.day or request.today
    unit_id, rest = _unit(request, service, found.rest.lstrip(" :,;"))
    remark = REMARK.search(rest)
    marks = read_marks(rest[: remark.start()] if remark else rest)
    rated = [_rated(request, service, unit_id, mark.score, mark.name) for mark in marks]
    _refuse_two_of_one(rated)
    for one in rated:
        add_rating(
            request.writer,
            service_id=service.id,
            unit_id=one.unit_id,
            by_id=one.by.id,
            score=one.score,
            on=on,
        )
    unit_ids = list(dict.fromkeys(one.unit_id for one in rated))
    units = listed([service.units[unit] for unit in unit_ids])
    said = listed(
        [
            say("{mark} by {name}", mark=f"{one.score:g}", name=one.by.name)
            for one in rated
        ]
    )
    notes = [_outsider_note(one, service) for one in rated if one.outsider]
    if remark:
        notes.append(
            say("A rating is only a number; the words after the colon are not kept.")
        )
    return kept(
        request,
        say(
            "Noted for {service} in {units}, {day}: {marks}.",
            service=service.name,
            units=units,
            day=spoken(on, request.today),
            marks=said,
        ),
        label=say("rating of {service}", service=service.name),
        sections=unit_sections(request, unit_ids),
        small_print=(found.how_read, *notes),
    )


def _unit(request: Request, service: KnownService, text: str) -> tuple[str | None, str]:
    """Return the unit said in the line, if any, and the line without it."""
    if not service.units:
        raise Refusal(
            say(
                "I don't know who uses {service}. First type: /outreach service "
                "{service} for UNIT",
                service=service.name,
            )
        )
    unit_id, rest = cut_unit(request, text)
    said = FOR_UNIT.search(text)
    if unit_id not in service.units and (unit_id or said):
        raise Refusal(not_used_by(service, said.group(1) if said else ""))
    return unit_id, rest


def _rated(
    request: Request,
    service: KnownService,
    unit_id: str | None,
    score: float,
    name: str,
) -> _Rated:
    by = _rater(request, service, unit_id, score, name)
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
    return _Rated(by, score, unit_id, outsider=by.unit_id != unit_id)


def _rater(
    request: Request,
    service: KnownService,
    unit_id: str | None,
    score: float,
    name: str,
) -> Known:
    if name and name.casefold() not in ME:
        return one_person(request, name, example=EXAMPLE)
    me = myself(request)
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


def _refuse_two_of_one(rated: list[_Rated]) -> None:
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


def _outsider_note(one: _Rated, service: KnownService) -> str:
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
