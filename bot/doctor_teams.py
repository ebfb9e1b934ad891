"""Whether Microsoft knows us: does it give our app a token for Teams?"""

import json
from collections.abc import Iterator
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from bot.finding import Finding, fine, missing
from bot.teams.addresses import MICROSOFT, PATH, SCOPE

TIMEOUT = 5  # seconds
SECRET = "Make a new secret under “Certificates & secrets” of your app registration."


def look_at_teams(
    *,
    client_id: str,
    client_secret: str,
    tenant_id: str,
    login: str = MICROSOFT.login,
) -> Iterator[Finding]:
    """Yield what stands how with Teams. Asks Microsoft for a token."""
    if not (client_id and client_secret and tenant_id):
        yield missing(
            "Microsoft Teams is set up by half.",
            "Set OUTREACH_TEAMS_CLIENT_ID, OUTREACH_TEAMS_CLIENT_SECRET and "
            "OUTREACH_TEAMS_TENANT_ID, or none of them.",
        )
        return
    yield fine(f"Teams reaches us at {PATH}, if your proxy sends it on.")
    asked = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": client_secret,
        "scope": SCOPE,
    }
    url = f"{login}/{tenant_id}/oauth2/v2.0/token"
    try:
        with urlopen(url, urlencode(asked).encode(), timeout=TIMEOUT) as answer:
            given = json.load(answer).get("access_token")
    except HTTPError as refused:
        yield missing(f"Microsoft refuses our app: {_error(refused)}.", SECRET)
        return
    except (URLError, OSError, ValueError, AttributeError) as away:
        yield missing(
            f"Microsoft cannot be reached at {login}: {type(away).__name__}.",
            "Check the network.",
        )
        return
    if not given:
        yield missing("Microsoft gives our app no token.", SECRET)
        return
    yield fine("Microsoft knows our app, and gives it a token for Teams.")


def _error(refused: HTTPError) -> str:
    try:
        return str(json.load(refused)["error"])[:80]
    except (ValueError, KeyError, TypeError):
        return str(refused.code)
