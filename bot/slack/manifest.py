"""The app as Slack should know it: paste it at "From a manifest" when creating it.

Least scopes (R47). None reads channels; `im:history` reads only the chat with the bot.
"""

from typing import Any, Literal

from bot.drawing import DESCRIPTION
from bot.slack.endpoint import OAUTH_BACK, PATH
from handlers.slack import LOG_CONTACT, LOG_MESSAGE
from language.commands import COMMAND

SCOPES = {
    "chat:write": "posts the morning card, replies, and summaries where it was invited",
    "commands": f"the command {COMMAND}",
    "im:write": "opens the private chat with a leader",
    "users:read": "a leader's name and time zone, and whether they are a guest",
}
OPTIONAL_SCOPES = {
    "app_mentions:read": "answers in the private chat whoever mentions it in a channel",
    "channels:read": "sees that a public channel is shared with another company, "
    "and posts no summary there",
    "groups:read": "the same for a private channel it was invited to",
    "im:history": "understands sentences in its own chat, and looks there whether an "
    "uncertain message arrived, so that none comes twice",
}
EVENTS = {
    "app_home_opened": "draws the dashboard when it is opened; the agent view needs it",
    "app_mention": "a line that mentions it in a channel; the answer is private",
    "message.im": "a line typed in the private chat",
    "user_change": "follows a leader's time zone, and is quiet while they are away",
}
UNINSTALLS = {
    "app_uninstalled": "the app was removed: its token is deleted at once",
    "tokens_revoked": "the same, and Slack sends both in any order",
}
SHORTCUTS = (
    (LOG_MESSAGE, "message", "Log as outreach", "Keep this message as a contact"),
    (LOG_CONTACT, "global", "Log a contact", "Keep what happened with somebody"),
)
PROMPTS = (
    ("What should I do next?", "next"),
    ("Log a meeting", "help log"),
    ("Who do I know?", "list"),
    ("What can you do?", "help"),
)
SHORT = "Remembers whom you work with, and suggests one good next step each morning."


def slack_manifest(
    mode: Literal["socket", "http"] = "socket",
    *,
    base_url: str = "",
    many: bool = False,
) -> dict[str, Any]:
    """Return the app manifest, ready for JSON.

    Args:
        mode: "socket" needs no public address; "http" does.
        base_url: for "http", where Slack reaches us, e.g. "https://bot.example.com".
        many: workspaces install it themselves, and tokens rotate; only with "http".

    Raises:
        ValueError: "http" without an https address, or `many` without "http".
    """
    command: dict[str, Any] = {
        "command": COMMAND,
        "description": "Log a contact, see the next step, or type help",
        "usage_hint": "log Dana call yesterday",
        "should_escape": True,  # people arrive as ids, not as guesses (R30)
    }
    events: dict[str, Any] = {"bot_events": sorted(EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if mode == "http":
        if not base_url.startswith("https://"):
            raise ValueError("Slack needs an address that starts with https://")
        url = base_url.rstrip("/") + PATH
        command["url"] = events["request_url"] = interactivity["request_url"] = url
        interactivity["message_menu_options_url"] = url  # searches ask there
    oauth: dict[str, Any] = {
        "scopes": {
            "bot": sorted(SCOPES | OPTIONAL_SCOPES),
            "bot_optional": sorted(OPTIONAL_SCOPES),
        }
    }
    if many:
        if mode != "http":
            raise ValueError("Many workspaces need a public address")
        oauth["redirect_urls"] = [base_url.rstrip("/") + OAUTH_BACK]
        events["bot_events"] = sorted(EVENTS | UNINSTALLS)
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Outreach",
            "description": SHORT,
            "long_description": DESCRIPTION,
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Outreach", "always_online": True},
            "slash_commands": [command],
            "shortcuts": [
                {"name": name, "type": kind, "callback_id": id, "description": said}
                for id, kind, name, said in SHORTCUTS
            ],
            "agent_view": {
                "agent_description": SHORT,
                "suggested_prompts": [
                    {"title": title, "message": message} for title, message in PROMPTS
                ],
            },
        },
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": True,
            "socket_mode_enabled": mode == "socket",
            "token_rotation_enabled": many,
        },
    }
