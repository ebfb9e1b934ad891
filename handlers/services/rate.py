"""`rate`: what people of a unit think of a service, from 1 to 5."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.grammar.days.typed import cut_day
from handlers.grammar.known_services import cut_service, cut_unit, not_used_by
from handlers.grammar.people.names import one_person, told_apart
from handlers.people.directory import myself
from handlers.services.words import unit_sections
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn, kept
from language.say import say
from language.words import day_beside_today, listed, quoted
from storage.people.facts import Known
from storage.people.store import listed_people
from storage.services.facts import ServiceFact
from storage.services.store import add_rating

LOWEST, HIGHEST = 1.0, 5.0
MOST_USERS = 4  # people offered as whose mark it is; house rule
EXAMPLE = "rate Payroll 4 by Rosa"
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
BETWEEN = re.compile(r"[,;&]|\band\b", re.IGNORECASE)
OF_FIVE = r"(?:\s*/\s*5|\s+(?:out )?of 5|\s+stars?)?"
SCORE = re.compile(
    rf"(?<![\w.#])([-+]?\d+(?:\.\d+)?){OF_FIVE}(?![\w.]\d|\w)", re.IGNORECASE
)
AROUND = ("by", "from", "at", "gave", "")
ME = ("me", "my", "mine", "myself", "i")
FOR_UNIT = re.compile(r"\b(?:for|in)\s+(.+?)(?=\s+by\b|[,;]|$)", re.IGNORECASE)
REMARK = re.compile(
    r":\s*[^\W\d][^\d:]*$"
)  # words after the last colon, without a rating


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """A rating and the name it was given by, "" when nobody is named."""

    score: float
    name: str


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating, whose it is, and the unit it counts for."""

    by: Known
    score: float
    unit_id: str
    outsider: bool  # not of that unit, as far as we know


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
    ratings = read_ratings(rest[: remark.start()] if remark else rest)
    rated = rated_by(turn, service, unit_id, ratings)
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
            day=day_beside_today(on, turn.today),
            marks=said,
        ),
        label=say("rating of {service}", service=service.name),
        sections=unit_sections(turn, unit_ids),
        small_print=(found.how_read, *notes),
    )


def _unit(turn: Turn, service: ServiceFact, text: str) -> tuple[str | None, str]:
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


# Reading who gave which: “3 by Rosa, 4 by Ben”, “Rosa 3 and Ben 4”.


def read_ratings(text: str) -> list[RatingGiven]:
    """Return every rating in `text`; people in a row without their own share one.

    Raises:
        Refusal: no rating, two for one name, or one outside 1 to 5.
    """
    pieces = [_piece(one) for one in BETWEEN.split(DECIMAL_COMMA.sub(".", text))]
    pieces = [(score, name) for score, name in pieces if name or score is not None]
    scores = [score for score, _ in pieces]
    if not any(score is not None for score in scores):
        raise Refusal(
            say(
                "Which mark, from 1 (poor) to 5 (excellent)? Type for example: "
                "/outreach {example}",
                example=EXAMPLE,
            )
        )
    backwards = scores[0] is None  # "Rosa and Ben 4": the rating follows the names
    ratings: list[RatingGiven] = []
    last: float | None = None
    for score, name in reversed(pieces) if backwards else pieces:
        last = score if score is not None else last
        if last is None:
            raise Refusal(
                say(
                    "Which mark from {words}? Type: /outreach {example}",
                    words=quoted(name),
                    example=EXAMPLE,
                )
            )
        ratings.append(RatingGiven(last, name))
    return ratings[::-1] if backwards else ratings


def _piece(text: str) -> tuple[float | None, str]:
    match = SCORE.search(text)
    if match is None:
        return None, _name(text)
    score = float(match.group(1))
    if not LOWEST <= score <= HIGHEST:
        raise Refusal(
            say(
                "A mark goes from 1 (poor) to 5 (excellent), so {group} is none. Type "
                "for example: /outreach {example}",
                group=match.group(1),
                example=EXAMPLE,
            )
        )
    return score, _name(f"{text[: match.start()]} {text[match.end() :]}")


def _name(text: str) -> str:
    """Return the words of a name without “by” and the like around them."""
    words = text.split()
    while words and words[0].strip(":").casefold() in AROUND:
        words.pop(0)
    while words and words[-1].strip(":").casefold() in AROUND:
        words.pop()
    return " ".join(words).strip(":")


# Whose a rating is, and for which unit it counts.


def rated_by(
    turn: Turn,
    service: ServiceFact,
    unit_id: str | None,
    ratings: Sequence[RatingGiven],
) -> list[Rated]:
    """Return who gave which rating.

    Args:
        unit_id: the unit that was named, if any.

    Raises:
        Refusal: nobody, or somebody who cannot be told; no unit; one person twice.
    """
    rated = [
        _rated(turn, service, unit_id, rating.score, rating.name) for rating in ratings
    ]
    _refuse_two_of_one(rated)
    return rated


def _rated(
    turn: Turn,
    service: ServiceFact,
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
    service: ServiceFact,
    unit_id: str | None,
    score: float,
    name: str,
) -> Known:
    if name and name.casefold() not in ME:
        return one_person(turn, name, example=EXAMPLE)
    me = myself(turn)
    if me.unit_id in ([unit_id] if unit_id else service.units):
        return me
    raise _whose(turn, service, unit_id, f"{score:g}")


def _whose(
    turn: Turn, service: ServiceFact, unit_id: str | None, score: str
) -> Refusal:
    """Return the question whose mark it is, with those on the list who use it."""
    text = say(
        "Whose mark is that? You are not in a unit that uses {service}, as far as I "
        "know.",
        service=service.name,
    )
    units = [unit_id] if unit_id else list(service.units)
    people = listed_people(turn.tx, leader_id=turn.speaker.leader_id)
    users = [one for one in people if one.unit_id in units][:MOST_USERS]
    line = f"rate {service.name} {score} by {{}}"
    choices = tuple(
        Choice(one.name, (line.replace("{}", told_apart(one, people)),))
        for one in users
    )
    nothing = Choice(say("Nothing"))
    return Refusal(text, doubt=Doubt(text, (*choices, nothing), "who", line))


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


def outsider_note(one: Rated, service: ServiceFact) -> str:
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
