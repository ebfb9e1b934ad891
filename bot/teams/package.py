"""The app as Teams should know it: a zip of the manifest and two icons (R61).

Least permissions (R62): no resource-specific consent, so the bot hears what is said to
it and what mentions it, and nothing else in a channel. The icons are drawn, not stored:
three people, and the ties between them.
"""

import io
import json
import re
import struct
import uuid
import zipfile
import zlib
from collections.abc import Callable
from importlib.metadata import version
from math import hypot
from typing import Any

from bot.drawing import DESCRIPTION
from bot.settings import ENTRA_ID
from bot.teams.offers import COMMANDS, IN_A_TEAM, extension_commands

MANIFEST_VERSION = "1.22"
SCHEMA = (
    "https://developer.microsoft.com/json-schemas/teams/"
    f"v{MANIFEST_VERSION}/MicrosoftTeams.schema.json"
)
ADDRESS = re.compile(r"https://[^/\s?#@]+(/[^\s]*)?")
LONGEST_ADDRESS = 2048  # characters, as the schema has it
SHORT = "Suggests one good next step with the people you work with each morning."

COLOR_SIZE, OUTLINE_SIZE = 192, 32  # pixels, as Teams asks (R61)
Point = tuple[float, float]
Colour = tuple[int, int, int]
Paint = Callable[[float], tuple[int, int, int, int]]
BACKGROUND: Colour = (0x1F, 0x4E, 0x5F)
WHITE: Colour = (0xFF, 0xFF, 0xFF)
ACCENT = "#1F4E5F"  # the background, as the manifest says it
# In units of the icon's side. The sign stays within the middle, which is never cut off.
PEOPLE: tuple[Point, ...] = ((0.5, 0.32), (0.32, 0.66), (0.68, 0.66))
TIES = ((0, 1), (0, 2))
RADIUS, HALF_LINE = 0.09, 0.025


def package(made: dict[str, Any]) -> bytes:
    """Return the zip to upload to Teams; the same manifest gives the same bytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in (
            ("manifest.json", json.dumps(made, indent=2, ensure_ascii=False).encode()),
            ("color.png", color_icon()),
            ("outline.png", outline_icon()),
        ):
            bundle.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def teams_manifest(
    client_id: str, *, website: str, company: str, privacy: str = "", terms: str = ""
) -> dict[str, Any]:
    """Return the app's manifest, ready for JSON.

    Args:
        client_id: the app registration's id.
        website: who offers the bot, an https address.
        company: their name.
        privacy: the address of the privacy policy; `website` if empty.
        terms: the address of the terms of use; `website` if empty.

    Raises:
        ValueError: an id or an address that Teams would refuse; says which.
    """
    if not ENTRA_ID.fullmatch(client_id):
        raise ValueError("Teams needs the app's id: set OUTREACH_TEAMS_CLIENT_ID")
    if not company.strip() or len(company) > 32:
        raise ValueError("Teams needs your company's name, of 32 characters at most")
    privacy, terms = privacy or website, terms or website
    for address in (website, privacy, terms):
        if not ADDRESS.fullmatch(address) or len(address) > LONGEST_ADDRESS:
            raise ValueError("Teams needs addresses that start with https://")
    return {
        "$schema": SCHEMA,
        "manifestVersion": MANIFEST_VERSION,
        "version": version("outreach-bot"),
        "id": str(uuid.uuid5(uuid.UUID(client_id), "outreach")),
        "developer": {
            "name": company.strip(),
            "websiteUrl": website,
            "privacyUrl": privacy,
            "termsOfUseUrl": terms,
        },
        "name": {"short": "Outreach", "full": "Outreach, the next step with people"},
        "description": {"short": SHORT, "full": DESCRIPTION},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "bots": [
            {
                "botId": client_id.lower(),
                "scopes": ["personal", "team", "groupChat"],
                "isNotificationOnly": False,
                "supportsFiles": False,
                "commandLists": [
                    _commands(["personal"], COMMANDS),
                    _commands(["team", "groupChat"], IN_A_TEAM),
                ],
            }
        ],
        "composeExtensions": [
            {"botId": client_id.lower(), "commands": extension_commands()}
        ],
        "validDomains": [],
    }


def _commands(
    scopes: list[str], commands: tuple[tuple[str, str], ...]
) -> dict[str, Any]:
    named = [{"title": line, "description": text} for line, text in commands]
    return {"scopes": scopes, "commands": named}


def color_icon() -> bytes:
    """Return the PNG of 192 by 192 pixels: the sign in white on a full square."""
    return _png(COLOR_SIZE, lambda seen: (*_mixed(seen), 255), scale=1.0)


def outline_icon() -> bytes:
    """Return the PNG of 32 by 32 pixels: white on nothing."""
    return _png(OUTLINE_SIZE, lambda seen: (*WHITE, round(255 * seen)), scale=1.5)


def _mixed(seen: float) -> Colour:
    red, green, blue = (
        round(back + (front - back) * seen)
        for back, front in zip(BACKGROUND, WHITE, strict=True)
    )
    return red, green, blue


def _covered(x: float, y: float, pixel: float) -> float:
    """Return how much of the pixel around a point the sign covers, 0 to 1."""
    distance = min(hypot(x - px, y - py) - RADIUS for px, py in PEOPLE)
    for one, other in TIES:
        line = _from_line((x, y), PEOPLE[one], PEOPLE[other]) - HALF_LINE
        distance = min(distance, line)
    return min(max(0.5 - distance / pixel, 0.0), 1.0)


def _from_line(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / (dx**2 + dy**2)
    along = min(max(along, 0.0), 1.0)
    return hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def _png(size: int, colour: Paint, *, scale: float) -> bytes:
    """Return a picture of `size` pixels a side, red, green, blue and alpha."""
    pixel = 1 / size / scale
    rows = bytearray()
    for row in range(size):
        rows.append(0)  # this row is not filtered
        y = 0.5 + (row + 0.5 - size / 2) * pixel
        for column in range(size):
            x = 0.5 + (column + 0.5 - size / 2) * pixel
            rows += bytes(colour(_covered(x, y, pixel)))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(bytes(rows), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return (
        struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
    )
