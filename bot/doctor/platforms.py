"""Whether those we call know us: Slack, Microsoft and a second reader."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen

from slack_sdk.errors import SlackApiError
from slack_sdk.web import WebClient

from bot.doctor.finding import TIMEOUT, Finding, fine, missing, note
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from bot.slack.sender import NO_LOOK
from bot.teams.tokens import MICROSOFT, PATH, SCOPE

SECRET = "Make a new secret under “Certificates & secrets” of your app registration."
LARGEST_SKEW = 60  # seconds; Slack's signatures are refused at 300
CREATE = (
    "To connect Slack, make an app from the output of “outreach manifest” and put its "
    "tokens into .env. To look around without Slack, type: make demo"
)


def look_at_slack(
    *,
    bot_token: str,
    app_token: str,
    signing_secret: str,
    api_url: str,
    channels: Collection[str] = (),
    many_workspaces: bool = False,
) -> Iterator[Finding]:
    """Yield what stands how with Slack. Calls it when there is a token.

    Args:
        channels: ids of the channels that leaders chose for joint results.
        many_workspaces: each installs the app itself, and has a token of its own.
    """
    if many_workspaces:
        yield fine("Workspaces install the bot themselves, at /slack/install.")
    elif not bot_token:
        yield missing("There is no Slack bot token (OUTREACH_SLACK_BOT_TOKEN).", CREATE)
    if not app_token and not signing_secret:
        yield missing(
            "Slack cannot reach us.",
            "Set OUTREACH_SLACK_APP_TOKEN for Socket Mode, or "
            "OUTREACH_SLACK_SIGNING_SECRET for a public address.",
        )
    else:
        way = "Socket Mode" if app_token else "HTTP requests with a signature"
        yield fine(f"Slack reaches us by {way}.")
    if app_token:
        yield from _socket(app_token, api_url)
    if bot_token:
        yield from _call(bot_token, api_url)
        yield from _channels(bot_token, api_url, channels)


def _call(token: str, api_url: str) -> Iterator[Finding]:
    client = WebClient(token=token, base_url=api_url, timeout=TIMEOUT)
    try:
        answer = client.auth_test()
    except SlackApiError as refused:
        error = refused.response.get("error", "unknown error")
        yield missing(
            f"Slack refuses the bot token: {error}.",
            "Copy it again from “OAuth & Permissions” of your app.",
        )
        return
    except (URLError, OSError, ValueError) as away:
        yield missing(
            f"Slack cannot be reached at {api_url}: {type(away).__name__}.",
            "Check the network, and OUTREACH_SLACK_API_URL.",
        )
        return
    yield fine(f"Slack knows us as {answer.get('user')} in {answer.get('team')}.")
    headers = {name.lower(): value for name, value in answer.headers.items()}
    yield from _scopes(headers)
    yield from _skew(headers)


def _socket(token: str, api_url: str) -> Iterator[Finding]:
    """Ask for a Socket Mode address, which connects nothing yet."""
    client = WebClient(token=token, base_url=api_url, timeout=TIMEOUT)
    try:
        client.apps_connections_open(app_token=token)
    except SlackApiError as refused:
        error = refused.response.get("error", "unknown error")
        yield missing(
            f"Slack refuses the app-level token: {error}.",
            "Make one under “Basic Information” with the scope connections:write, and "
            "turn on Socket Mode.",
        )
    except (URLError, OSError, ValueError):
        return  # the next call says that Slack cannot be reached
    else:
        yield fine("Slack opens Socket Mode for us.")


def _channels(token: str, api_url: str, channels: Collection[str]) -> Iterator[Finding]:
    client = WebClient(token=token, base_url=api_url, timeout=TIMEOUT)
    for channel in sorted(channels):
        try:
            about = client.conversations_info(channel=channel).get("channel") or {}
        except SlackApiError as refused:
            error = refused.response.get("error", "unknown error")
            if error in NO_LOOK:
                yield note(
                    "Whether we are in the channels for joint results cannot be seen.",
                    "Grant the optional scopes channels:read and groups:read.",
                )
                return
            yield missing(
                f"The channel {channel} for joint results cannot be found: {error}.",
                "Its leader can choose another: /outreach channel here",
            )
            continue
        except (URLError, OSError, ValueError):
            return
        name = f"#{about.get('name') or channel}"
        if about.get("is_ext_shared") or about.get("is_pending_ext_shared"):
            yield missing(
                f"{name} is shared with another company, so no results go there.",
                "Its leader can choose another: /outreach channel here",
            )
        elif about.get("is_archived") or not about.get("is_member"):
            yield missing(
                f"We are not in {name}, where joint results go.",
                f"In Slack, type in {name}: /invite @Outreach",
            )
        else:
            yield fine(f"We are in {name}, where joint results go.")


def _scopes(headers: Mapping[str, str]) -> Iterator[Finding]:
    if "x-oauth-scopes" not in headers:
        return
    granted = {scope.strip() for scope in headers["x-oauth-scopes"].split(",")}
    if lacking := sorted(set(SCOPES) - granted):
        yield missing(
            f"Slack has not granted: {', '.join(lacking)}.",
            "Paste the output of “outreach manifest” into your app and reinstall it.",
        )
    for scope in sorted(set(OPTIONAL_SCOPES) - granted):
        yield note(f"Without the scope {scope}: no “{OPTIONAL_SCOPES[scope]}”.")


def _skew(headers: Mapping[str, str]) -> Iterator[Finding]:
    if "date" not in headers:
        return
    try:
        theirs = parsedate_to_datetime(headers["date"])
    except ValueError:
        return
    seconds = round(abs((datetime.now(UTC) - theirs).total_seconds()))
    if seconds > LARGEST_SKEW:
        yield missing(
            f"This machine's clock is {seconds} seconds off Slack's.",
            "Set it by network time: requests older than five minutes are refused.",
        )
    else:
        yield fine("This machine's clock agrees with Slack's.")


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


# A second reader of lines that are not understood.


class _StaysThere(HTTPRedirectHandler):
    """Follows nobody elsewhere: the key is for one host."""

    def redirect_request(self, *_: object) -> None:
        """Let a redirect be the answer."""


def look_at_second_reader(*, url: str, key: str, model: str) -> Iterator[Finding]:
    """Yield whether there is one, and whether it answers. Sends it no line."""
    if not url:
        yield fine("No second reader: lines are read by this bot alone.")
        return
    host = urlsplit(url).hostname
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        asked = Request(f"{url}/v1/models", headers=headers)
        build_opener(_StaysThere).open(asked, timeout=TIMEOUT).close()
    except HTTPError as refused:
        refused.close()
        if refused.code in (401, 403):
            yield note(
                f"The second reader at {host} refuses us ({refused.code}).",
                "Check OUTREACH_READER_KEY. Until then lines are read without it.",
            )
            return  # any other answer is one: not everybody lists models
    except (OSError, ValueError, HTTPException) as away:
        yield note(
            f"The second reader at {host} cannot be reached: {type(away).__name__}.",
            "Check OUTREACH_READER_URL. Until then lines are read without it.",
        )
        return
    yield fine(f"Lines that are not understood are also read by {model} at {host}.")
