"""Numbers people type: times of day, and the share of a conversation they listened."""

import re
from datetime import time

from handlers.turn import Refusal
from language.say import say
from language.words import quoted

TIME = re.compile(
    r"(?<![\w:.])(?:at )?(?:(\d{1,2})[:.](\d{2}) ?([ap]\.?m\b\.?)?|(\d{1,2}) ?"
    r"([ap]\.?m\b\.?)|(noon|midday))(?![\w:%])",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"(?<!\w)(?:(?:i )?listen(?:ed|ing)?(?: share)?(?: for| to| about| was| of|:)? ?"
    r"(-?\d+(?:[.,]\d+)?) ?(%|percent|per cent)?(?: of the time)?|"
    r"(-?\d+(?:[.,]\d+)?) ?(%|percent|per cent)(?: of)?(?: the time)?"
    r"(?: (?:i )?listen(?:ed|ing)?)?)(?!\w)",
    re.IGNORECASE,
)


def time_of(match: re.Match[str]) -> time | None:
    """Return the time of day a `TIME` match says, or None if there is no such time."""
    if match.group(6):
        return time(12)
    hour = int(match.group(1) or match.group(4))
    minute = int(match.group(2) or 0)
    half = (match.group(3) or match.group(5) or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def share_of(typed: str, *, percent_sign: bool) -> int:
    """Return a listened share in per cent: "70" and "0.7" are both 70.

    Raises:
        Refusal: it is not from 0 to 100 %.
    """
    number = float(typed.replace(",", "."))
    fraction = not percent_sign and 0 < number <= 1 and "." in typed.replace(",", ".")
    share = number * 100 if fraction else number
    if not 0 <= share <= 100:
        said = typed + ("%" if percent_sign else "")
        raise Refusal(
            say(
                "{words} can't be a share of a conversation: it goes from 0% to 100%. "
                "Write for example: listened 70%",
                words=quoted(said),
            )
        )
    return round(share)
