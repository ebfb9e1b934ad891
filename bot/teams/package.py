"""The app as Teams should know it: a zip of the manifest and two icons (R61).

Least permissions (R62): no resource-specific consent, so the bot hears what is said to
it and what mentions it, and nothing else in a channel.
"""

import io
import json
import re
import uuid
import zipfile
from importlib.metadata import version
from typing import Any

from bot.about import LONG
from bot.teams.icons import ACCENT, color_icon, outline_icon
from bot.teams.offers import COMMANDS, IN_A_TEAM, extension_commands

MANIFEST_VERSION = "1.22"
SCHEMA = (
    "https://developer.microsoft.com/json-schemas/teams/"
    f"v{MANIFEST_VERSION}/MicrosoftTeams.schema.json"
)
ENTRA_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
ADDRESS = re.compile(r"https://[^/\s?#@]+(/[^\s]*)?")
LONGEST_ADDRESS = 2048  # characters, as the schema has it
SHORT = "Suggests one good next step with the people you work with each morning."


def manifest(
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
        "description": {"short": SHORT, "full": LONG},
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
