"""`rate`: what people of a unit think of a service, from 1 to 5."""

import re
from dataclasses import dataclass

from handlers.cut_day import cut_day
from handlers.directory import myself
from handlers.grammar.names import one_person
from handlers.grammar.spoken import listed, quoted, spoken
from handlers.kept import kept
from handlers.known_services import cut_service, cut_unit
from handlers.marks import EXAMPLE, read_marks
from handlers.request import Refusal, Reply, Request
from handlers.standing_words import unit_sections
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
    said = listed([f"{one.score:g} by {one.by.name}" for one in rated])
    notes = [_outsider_note(one, service) for one in rated if one.outsider]
    if remark:
        notes.append(
            "A rating is only a number; the words after the colon are not kept."
        )
    return kept(
        request,
        f"Noted for {service.name} in {units}, {spoken(on, request.today)}: {said}.",
        label=f"rating of {service.name}",
        sections=unit_sections(request, unit_ids),
        small_print=(found.how_read, *notes),
    )


def _unit(request: Request, service: KnownService, text: str) -> tuple[str | None, str]:
    """Return the unit said in the line, if any, and the line without it."""
    if not service.units:
        raise Refusal(
            f"I don't know who uses {service.name}. First type: "
            f"/outreach service {service.name} for UNIT"
        )
    unit_id, rest = cut_unit(request, text)
    said = FOR_UNIT.search(text)
    if unit_id not in service.units and (unit_id or said):
        typed = quoted(said.group(1)) if said else "that unit"
        users = listed(list(service.units.values()))
        raise Refusal(
            f"{service.name} is used by {users}, as far as I know, and not by {typed}. "
            f"If it is, first type: /outreach service {service.name} for UNIT"
        )
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
            f"For which unit does {by.name} speak: {units}? Type for example: "
            f"/outreach rate {service.name} {score:g} for {first} by {by.name}"
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
        f"Whose mark is that? You are not in a unit that uses {service.name}, as far "
        f"as I know. Type: /outreach rate {service.name} {score:g} by NAME"
    )


def _refuse_two_of_one(rated: list[_Rated]) -> None:
    seen: set[str] = set()
    for one in rated:
        if one.by.id in seen:
            raise Refusal(
                f"{one.by.name} is there twice. Name everybody once: "
                "/outreach rate Payroll 3 by Rosa, 4 by Ben"
            )
        seen.add(one.by.id)


def _outsider_note(one: _Rated, service: KnownService) -> str:
    unit = service.units[one.unit_id]
    known = f"is in {one.by.unit}" if one.by.unit else "has no unit"
    return f"{one.by.name} {known}, as far as I know; the mark counts for {unit}."
