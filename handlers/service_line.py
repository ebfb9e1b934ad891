"""Reading a line about a service: its name, who relies on it, who owns it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.people import fold

KEYWORD = re.compile(
    r"(?:^|[\s,;])(owned by|owner(?: is)?|used by|by|for)(?!\w)[:\s]*", re.IGNORECASE
)
QUOTED = re.compile(r"^[\"“'](.+?)[\"”']\s*")


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """What was typed about a service; "" where nothing was."""

    name: str
    units: str  # still a list, e.g. "Operations and Finance"
    owner: str


def service_line(text: str, known: Sequence[str]) -> ServiceLine:
    """Split a line at “for”, “used by” and “owned by”, in any order.

    Args:
        known: names of services, which may contain such a word themselves.
    """
    name, rest = _head(" ".join(text.split()), known)
    found: dict[str, list[str]] = {"units": [], "owner": []}
    words = KEYWORD.split(rest)
    for keyword, value in zip(words[1::2], words[2::2], strict=True):
        kind = "units" if keyword.casefold() in ("for", "used by") else "owner"
        if value.strip(" ,;"):
            found[kind].append(value.strip(" ,;"))
    return ServiceLine(
        name or words[0].strip(" ,;:"),
        ", ".join(found["units"]),
        " ".join(found["owner"]),
    )


def _head(text: str, known: Sequence[str]) -> tuple[str, str]:
    if match := QUOTED.match(text):
        return match.group(1).strip(), text[match.end() :]
    for name in sorted(known, key=len, reverse=True):
        typed, after = text[: len(name)], text[len(name) :]
        if fold(typed) == fold(name) and not after[:1].isalnum():
            return name, after
    return "", text
