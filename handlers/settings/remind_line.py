"""Reading when and where cards shall come: time, zone, days, holidays, pause."""

import re
from datetime import date, timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from handlers.grammar.days.times import TIME, time_of
from handlers.grammar.days.typed import one_date
from handlers.settings.pace import PACE, STEPS, pace_of_week, steps_a_card
from handlers.turn import Choice, Doubt, Refusal, Turn
from language.commands import to_type
from language.say import mark, say
from language.words import WEEKDAYS, day_beside_today, listed, quoted, weekday_said
from storage.leaders.accounts import accounts_of
from storage.models.organization import PLATFORMS

NEAR_ZONE = 80  # rapidfuzz ratio from which a zone is offered; house rule
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
STARTS = [day.casefold() for day in WEEKDAYS]
DAY = (
    r"(?:mon(?:days?)?|tue(?:s(?:days?)?)?|wed(?:nesdays?)?|thu(?:r(?:s(?:days?)?)?)?|"
    r"fri(?:days?)?|sat(?:urdays?)?|sun(?:days?)?)"
)
SPAN = re.compile(
    rf"(?<!\w)({DAY})(?:\s*(?:-|–|to|through|till|until)\s*({DAY}))?(?!\w)",
    re.IGNORECASE,
)
WEEKDAY_WORDS = re.compile(
    r"(?<!\w)(?:on )?(?:(weekdays|working days)|(every ?day|daily))(?!\w)",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"(?<!\w)(?:and|on|only)(?!\w)|[,&+]", re.IGNORECASE)
EXAMPLES = mark(
    "/outreach remind 8:15, /outreach remind mon-thu, /outreach remind London time, or "
    "/outreach remind pause until 12 May"
)
PAUSE = re.compile(
    r"(?<!\w)(?:pause|snooze|away|on leave)(?!\w)"
    r"(?:\s+(?P<how>until|till|to|through|for))?\s*(?P<when>[^,;]*)",
    re.IGNORECASE,
)
RESUME = re.compile(r"(?<!\w)(?:resume|unpause|continue|back)(?!\w)", re.IGNORECASE)
STOP = re.compile(r"(?<!\w)(?:stop|off|never)(?!\w)", re.IGNORECASE)
START = re.compile(r"(?<!\w)(?:start|on)\s*$", re.IGNORECASE)
QUESTIONS = re.compile(
    r"(?<!\w)(?P<no>no |stop |without )?questions?(?!\w)"
    r"(?:\s*[:=]?\s*(?P<how>on|off))?",
    re.IGNORECASE,
)
HOLIDAYS = re.compile(
    r"(?<!\w)(?:public )?holidays?(?!\w)(?:\s+(?:in|of))?\s*(?P<place>[^;]*)",
    re.IGNORECASE,
)
ZONE = re.compile(
    r"(?<!\w)(?:time ?)?zone\s+(?P<after>[\w/+-]+(?: [\w/+-]+)?)|"
    r"(?P<full>(?<!\w)[A-Za-z]+/[A-Za-z_/+-]+)|"
    r"(?P<city>[^\W\d]+(?: [^\W\d]+)?) time(?!\w)",
    re.IGNORECASE,
)
HOUR = re.compile(
    r"^(?:me )?(?:daily )?(?:at )?(\d{1,2})(?: o'?clock)?(?: daily)?$", re.IGNORECASE
)
SIDE = re.compile(
    r"(?<!\w)(?:(?:in|on|via|to)\s+)?(?:microsoft |ms )?(?P<side>slack|teams)(?!\w)",
    re.IGNORECASE,
)
TASK = re.compile(r"(?:me )?(?:to|about|of) \w", re.IGNORECASE)
FILLER = re.compile(
    r"(?<!\w)(?:me|at|in|on|the|and|please|cards?|daily)(?!\w)|[,;.]", re.I
)


def read_reminder(turn: Turn, text: str) -> dict[str, Any]:
    """Return the columns of `Leader` that `text` sets; several things in any order.

    Raises:
        Refusal: something in it is not understood.
    """
    columns: dict[str, Any] = {}
    if TASK.match(text):
        raise Refusal(
            say(
                "I keep no list of things to do, so nothing was saved. A date you "
                "fixed with somebody goes like this: /outreach log Dana call next 12 "
                "May. To choose when cards come: /outreach remind 8:15"
            )
        )
    text, side = _cut(text, SIDE)
    if side is not None:
        columns |= card_side(turn, side.group("side").casefold())
    text, steps = _cut(text, STEPS)
    if steps is not None:
        columns |= steps_a_card(steps.group("after") or steps.group("before"))
    text, pace = _cut(text, PACE)
    if pace is not None:
        columns |= pace_of_week(pace.group("pace"))
    text, questions = _cut(text, QUESTIONS)
    if questions is not None:
        off = bool(questions.group("no")) or questions.group("how") in ("off", "OFF")
        columns["questions"] = not off
    text, pause = _cut(text, PAUSE)
    if pause is not None:
        columns |= {"paused_through": _paused_through(turn, pause), "stopped": False}
    days, text = cut_days(text)
    if days:
        columns["working_days"] = days
    text, hour = _cut(text, TIME)
    text, holidays = _cut(text, HOLIDAYS)
    if holidays is not None:
        country, part = holiday_place(holidays.group("place").strip(" ."))
        columns |= {"country": country, "subdivision": part}
    text, zone = _cut(text, ZONE)
    if zone is not None:
        typed = zone.group("after") or zone.group("full") or zone.group("city")
        columns |= {"zone": zone_named(typed), "zone_source": "set"}
    if hour is None:
        text, hour = _cut(text.strip(), HOUR)
    if hour is not None:
        columns["nudge_minute"] = _minute(hour)
    for pattern, values in (
        (RESUME, {"paused_through": None, "stopped": False}),
        (STOP, {"stopped": True}),
        (START, {"stopped": False, "paused_through": None, "delivery_problem": ""}),
    ):
        text, said = _cut(text, pattern)
        if said is not None:
            columns |= values
    left = FILLER.sub(" ", text).strip()
    if left and "zone" not in columns and is_zone(left):
        columns |= {"zone": zone_named(left), "zone_source": "set"}
        left = ""
    if left or not columns:
        raise Refusal(
            say(
                "I did not understand {words}. Type: {examples}",
                words=quoted(left or text),
                examples=say(EXAMPLES),
            )
        )
    return columns


def card_side(turn: Turn, surface: str) -> dict[str, Any]:
    """Return the columns that let cards come on one of several linked accounts.

    Raises:
        Refusal: no account of that platform is linked.
    """
    accounts = accounts_of(turn.tx, turn.speaker.leader_id)
    if all(one.surface != surface for one in accounts):
        raise Refusal(
            say(
                "You are not linked with {platform}, so nothing was changed. To link "
                "it: /outreach link",
                platform=PLATFORMS[surface],
            )
        )
    return {"card_surface": surface, "delivery_problem": ""}


def _cut(text: str, pattern: re.Pattern[str]) -> tuple[str, re.Match[str] | None]:
    match = pattern.search(text)
    if match is None:
        return text, None
    return f"{text[: match.start()]} {text[match.end() :]}".strip(), match


def _minute(match: re.Match[str]) -> int:
    hour = time_of(match) if match.re is TIME else None
    if match.re is HOUR and int(match.group(1)) < 24:
        return int(match.group(1)) * 60
    if hour is None:
        raise Refusal(
            say(
                "There is no {words} o'clock. Type a time like 8:15, for example: "
                "/outreach remind 8:15",
                words=quoted(match.group()),
            )
        )
    return hour.hour * 60 + hour.minute


def _until_when(turn: Turn) -> Refusal:
    text, weeks = say("Until when?"), (1, 2)
    until = [turn.today + timedelta(days=7 * n) for n in weeks]
    choices = tuple(
        Choice(day_beside_today(day, turn.today), (f"remind pause until {day}",))
        for day in until
    )
    line = "remind pause until {}"
    return Refusal(text, doubt=Doubt(text, choices, "day", line))


def _paused_through(turn: Turn, match: re.Match[str]) -> date:
    """Return the last day without a card: until a day means before it."""
    when = match.group("when").strip(" .")
    if not when:
        raise _until_when(turn)
    how = (match.group("how") or "until").casefold()
    if how == "for" or re.match(r"\d+ (?:day|week|month)", when):
        when = f"in {when}"
    day = one_date(
        when,
        today=turn.today,
        prefer="future",
        zone=turn.speaker.zone,
        locale=turn.speaker.locale,
    )
    return day if how == "through" else day - timedelta(days=1)


# Weekdays people type: “mon-thu”, “Monday, Wednesday and Friday”, “weekdays”.


def cut_days(text: str) -> tuple[str, str]:
    """Return the weekdays named in `text` as digits, 0 = Monday, and the rest.

    "" when none is named.
    """
    if match := WEEKDAY_WORDS.search(text):
        days = "01234" if match.group(1) else "0123456"
        return days, text[: match.start()] + text[match.end() :]
    found: set[int] = set()
    for match in SPAN.finditer(text):
        first = STARTS.index(match.group(1)[:3].casefold())
        last = STARTS.index(match.group(2)[:3].casefold()) if match.group(2) else first
        found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    if not found:
        return "", text
    return "".join(str(day) for day in sorted(found)), BETWEEN.sub(
        " ", SPAN.sub(" ", text)
    )


def spoken_days(digits: str) -> str:
    """Return "Mon to Thu" for "0123", "Sun to Thu" for "01236", "Mon and Wed"."""
    days = [int(digit) for digit in digits]
    if days == list(range(7)):
        return say("every day")
    for first in days if len(days) > 2 else ():
        span = [(first + step) % 7 for step in range(len(days))]
        if sorted(span) == days:
            return say(
                "{first} to {last}",
                first=weekday_said(first),
                last=weekday_said(span[-1]),
            )
    return listed([weekday_said(day) for day in days])


# Places people type: time zones, and where public holidays are kept.


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
    near = process.extractOne(
        wanted, list(zones), scorer=fuzz.ratio, score_cutoff=NEAR_ZONE
    )
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
