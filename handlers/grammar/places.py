"""Places people type: time zones, and where public holidays are kept."""

import re
from functools import cache
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from handlers.grammar.spoken import listed, quoted
from handlers.request import Refusal
from language.commands import to_type
from language.say import say

NEAR = 80  # rapidfuzz ratio from which a zone is offered; house rule
ALIASES = {
    "uk": "GB",
    "britain": "GB",
    "great britain": "GB",
    "usa": "US",
    "america": "US",
    "united states of america": "US",
    "holland": "NL",
    "the netherlands": "NL",
    "czech republic": "CZ",
    "turkey": "TR",
}
HOME_NATIONS = {"england", "scotland", "wales", "northern ireland"}
CODES = re.compile(r"\b([A-Za-z]{2})-([A-Za-z0-9]{1,3})\b")
NO_PLACE = frozenset({"none", "no", "off", "nowhere"})


def zone_named(typed: str) -> str:
    """Return the IANA zone of "Europe/London", "london" or "New York".

    Raises:
        Refusal: there is no such zone, or several.
    """
    wanted = " ".join(typed.replace("_", " ").casefold().split())
    zones = _zones()
    found = zones.get(wanted, ())
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(
            say(
                "There are several zones called {words}. Type one of: {lines}",
                words=quoted(typed),
                lines=listed([to_type(f"remind {one}") for one in found]),
            )
        )
    near = process.extractOne(wanted, list(zones), scorer=fuzz.ratio, score_cutoff=NEAR)
    example = zones[near[0]][0] if near else "Europe/London"
    raise Refusal(
        say(
            "I know no time zone {words}. Type for example: /outreach remind {example}",
            words=quoted(typed),
            example=example,
        )
    )


def is_zone(typed: str) -> bool:
    """Say whether there is a zone or a zone's city of this name."""
    return " ".join(typed.replace("_", " ").casefold().split()) in _zones()


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    """Return zones by full name and by city, folded; the city only where it is one."""
    zones: dict[str, tuple[str, ...]] = {}
    for zone in sorted(available_timezones()):
        if zone.startswith(("posix", "right", "Etc/", "US/", "Canada/", "Brazil/")):
            continue
        full = zone.replace("_", " ").casefold()
        zones[full] = (zone,)
        city = full.rpartition("/")[2]
        if city != full:
            zones[city] = (*zones.get(city, ()), zone)
    return zones


def holiday_place(typed: str) -> tuple[str, str]:
    """Return country and part for public holidays: "England" is ("GB", "ENG").

    Understood are a country, a country and its part in either order or with a slash,
    the nations of the United Kingdom alone, and "none", which is ("", "").

    Raises:
        Refusal: the holidays of such a place are not known.
    """
    parted = CODES.sub(r"\1 \2", typed)  # "GB-ENG", as .env writes it
    words = " ".join(parted.replace(",", " ").replace("/", " ").split())
    if not words:
        raise Refusal(
            say(
                "Whose public holidays? Type a country, and a part of it if you like, "
                "for example: /outreach remind holidays US California"
            )
        )
    if words.casefold() in NO_PLACE:
        return "", ""
    if words.casefold() in HOME_NATIONS:
        words = f"GB {words}"
    parts = words.split()
    for cut in range(len(parts), 0, -1):
        for country_words, rest in (
            (parts[:cut], parts[cut:]),
            (parts[-cut:], parts[:-cut]),
        ):
            country = _country(" ".join(country_words))
            part = _part(country, " ".join(rest)) if country else None
            if country and part is not None:
                return country, part
    raise Refusal(
        say(
            "I don't know the public holidays of {words}. Type a country, and a part "
            "of it if you like, for example: /outreach remind holidays US California",
            words=quoted(typed),
        )
    )


def _country(name: str) -> str:
    from holidays.registry import COUNTRIES  # here: 0.2 s; not everybody asks

    wanted = name.casefold()
    if wanted in ALIASES:
        return ALIASES[wanted]
    for module, names in COUNTRIES.items():
        spellings = {module.replace("_", " "), *(one.casefold() for one in names)}
        if wanted in spellings:
            return str(names[1])
    return ""


def _part(country: str, name: str) -> str | None:
    """Return the code of a country's part, "" for the whole, None if it has none."""
    if not name:
        return ""
    from holidays import country_holidays

    known = country_holidays(country)
    spellings = {code.casefold(): code for code in known.subdivisions}
    spellings |= {
        alias.casefold(): code for alias, code in known.subdivisions_aliases.items()
    }
    return spellings.get(name.casefold())
