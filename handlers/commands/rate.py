"""`rate`: what people of a unit think of a service, from 1 to 5."""

import re

from handlers.cut_day import cut_day
from handlers.grammar.spoken import listed, spoken
from handlers.kept import kept
from handlers.known_services import cut_service, cut_unit
from handlers.marks import EXAMPLE, read_marks
from handlers.raters import outsider_note, rated_by
from handlers.request import Refusal, Reply, Turn
from handlers.service_users import not_used_by
from handlers.standing_words import unit_sections
from language.say import say
from storage.services import KnownService, add_rating

FOR_UNIT = re.compile(r"\b(?:for|in)\s+(.+?)(?=\s+by\b|[,;]|$)", re.IGNORECASE)
REMARK = re.compile(
    r":\s*[^\W\d][^\d:]*$"
)  # words after the last colon, without a mark


def rate(turn: Turn) -> Reply:
    """Note somebody's mark for a service, 1 to 5.

    Examples:
        rate Payroll 4 by Rosa
        rate Payroll 3 by Rosa, 4.5 by Ben yesterday
        rate Payroll 4 for Operations by Rosa on 27 February
    """
    lines = (" ".join(line.split()) for line in turn.text.splitlines())
    typed = "; ".join(line for line in lines if line)
    service, rest = cut_service(turn, typed, example=EXAMPLE)
    found = cut_day(turn, rest, prefer="past")
    on = found.day or turn.today
    unit_id, rest = _unit(turn, service, found.rest.lstrip(" :,;"))
    remark = REMARK.search(rest)
    marks = read_marks(rest[: remark.start()] if remark else rest)
    rated = rated_by(turn, service, unit_id, marks)
    for one in rated:
        add_rating(
            turn.writer,
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
    notes = [outsider_note(one, service) for one in rated if one.outsider]
    if remark:
        notes.append(
            say("A rating is only a number; the words after the colon are not kept.")
        )
    return kept(
        turn,
        say(
            "Noted for {service} in {units}, {day}: {marks}.",
            service=service.name,
            units=units,
            day=spoken(on, turn.today),
            marks=said,
        ),
        label=say("rating of {service}", service=service.name),
        sections=unit_sections(turn, unit_ids),
        small_print=(found.how_read, *notes),
    )


def _unit(turn: Turn, service: KnownService, text: str) -> tuple[str | None, str]:
    """Return the unit said in the line, if any, and the line without it."""
    if not service.units:
        raise Refusal(
            say(
                "I don't know who uses {service}. First type: /outreach service "
                "{service} for UNIT",
                service=service.name,
            )
        )
    unit_id, rest = cut_unit(turn, text)
    said = FOR_UNIT.search(text)
    if unit_id not in service.units and (unit_id or said):
        raise Refusal(not_used_by(service, said.group(1) if said else ""))
    return unit_id, rest
