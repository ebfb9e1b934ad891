"""Reading when and where cards shall come: time, zone, days, holidays, pause."""

import re
from datetime import date, timedelta
from typing import Any

from handlers.grammar.dates import one_date
from handlers.grammar.numbers import TIME, time_of
from handlers.grammar.places import holiday_place, is_zone, zone_named
from handlers.grammar.spoken import quoted
from handlers.grammar.workdays import cut_days
from handlers.request import Refusal, Turn
from language.say import mark, say
from storage.accounts import PLATFORMS, accounts_of

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


def _paused_through(turn: Turn, match: re.Match[str]) -> date:
    """Return the last day without a card: until a day means before it."""
    when = match.group("when").strip(" .")
    if not when:
        raise Refusal(
            say(
                "Until when? Type for example: /outreach remind pause until 12 May, or "
                "/outreach remind stop"
            )
        )
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
