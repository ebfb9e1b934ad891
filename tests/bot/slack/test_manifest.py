"""The manifest Slack gets names what the bot listens to, and asks for no more."""

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest
from slack_bolt.async_app import AsyncApp

from bot.slack.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES, slack_manifest
from handlers.slack import SlackDoor, register

BASE = "https://bot.example.com"
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "fake_slack" / "manifest.schema.json").read_text()
)
MANIFESTS = {
    "socket": slack_manifest(),
    "http": slack_manifest("http", base_url=BASE),
    "many": slack_manifest("http", base_url=BASE, many=True),
}


def faults(made: dict[str, Any]) -> list[str]:
    validator = jsonschema.Draft7Validator(SCHEMA)
    return [error.message for error in validator.iter_errors(made)]


class Recorder:
    """Stands in for Bolt and writes down what is listened to."""

    def __init__(self) -> None:
        self.heard: dict[str, list[str]] = {}

    def __getattr__(self, kind: str) -> Any:
        def listen(to: Any) -> Any:
            if not isinstance(to, re.Pattern):
                self.heard.setdefault(kind, []).append(to)
            return lambda listener: listener

        return listen


@pytest.fixture
def heard() -> dict[str, list[str]]:
    recorder = Recorder()
    register(cast(AsyncApp, recorder), cast(SlackDoor, None))
    return recorder.heard


def test_every_listener_is_in_the_manifest_and_the_other_way_round(
    heard: dict[str, list[str]],
) -> None:
    made = slack_manifest()
    commands = [one["command"] for one in made["features"]["slash_commands"]]
    events = made["settings"]["event_subscriptions"]["bot_events"]

    shortcuts = [one["callback_id"] for one in made["features"]["shortcuts"]]

    assert set(heard) == {"command", "event", "shortcut"}
    assert sorted(heard["shortcut"]) == sorted(shortcuts)
    assert heard["command"] == commands
    assert sorted(heard["event"]) == sorted(one.partition(".")[0] for one in events)
    assert made["settings"]["interactivity"]["is_enabled"]


def test_the_scopes_are_these_and_no_more() -> None:
    scopes = slack_manifest()["oauth_config"]["scopes"]
    assert scopes["bot"] == [
        "app_mentions:read",
        "channels:read",
        "chat:write",
        "commands",
        "groups:read",
        "im:history",
        "im:write",
        "users:read",
    ]
    assert scopes["bot_optional"] == [
        "app_mentions:read", "channels:read", "groups:read", "im:history",
    ]  # fmt: skip


def test_no_scope_reads_what_people_write_elsewhere() -> None:
    scopes = slack_manifest()["oauth_config"]["scopes"]["bot"]
    histories = {scope for scope in scopes if scope.endswith(":history")}
    assert histories == {"im:history"}


def test_every_scope_and_event_has_a_reason() -> None:
    reasons = [*SCOPES.values(), *OPTIONAL_SCOPES.values(), *EVENTS.values()]
    assert all(len(reason.split()) > 2 for reason in reasons)


def test_optional_scopes_stand_among_all_scopes_too() -> None:
    scopes = slack_manifest()["oauth_config"]["scopes"]
    assert set(scopes["bot_optional"]) < set(scopes["bot"])


def test_the_schema_itself_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("mode", MANIFESTS)
def test_it_fits_slacks_schema(mode: str) -> None:
    assert faults(MANIFESTS[mode]) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("display_information.name", "n" * 36),
        ("display_information.description", "d" * 141),
        ("display_information.long_description", "l" * 174),
        ("display_information.background_color", "blue"),
        ("features.assistant_view", {"assistant_description": "Old."}),
        ("features.agent_view.agent_description", "a" * 301),
        ("features.agent_view.suggested_prompts", [{"title": "t", "message": "m"}] * 5),
        ("features.slash_commands.0.command", "outreach"),
        ("features.slash_commands.0.command", "/" + "o" * 32),
        ("features.slash_commands.0.usage_hint", ""),
        ("features.shortcuts.0.name", "s" * 25),
        ("features.shortcuts.0.type", "channel"),
        ("oauth_config.scopes.bots", []),
        ("oauth_config.scopes.bot", ["commands", "commands"]),
        ("settings.event_subscriptions.bot_events", [f"e{n}" for n in range(101)]),
        ("settings.interactivity", {}),
        ("settings.interactivity.request_url", "bot.example.com"),
        ("settings.socket_mode", True),
    ],
)
def test_a_manifest_beyond_slacks_limits_does_not_fit(path: str, value: Any) -> None:
    made: Any = deepcopy(MANIFESTS["http"])
    *above, last = path.split(".")
    here = made
    for name in above:
        here = here[int(name)] if name.isdecimal() else here[name]
    here[last] = value
    assert faults(made) != []


@pytest.mark.parametrize("mode", MANIFESTS)
def test_it_is_what_new_apps_need(mode: str) -> None:
    made = MANIFESTS[mode]
    for command in made["features"]["slash_commands"]:
        assert re.fullmatch("/[a-z-]{1,31}", command["command"])
        assert command["should_escape"] is True
    assert set(made["features"]["agent_view"]) == {
        "agent_description",
        "suggested_prompts",
    }
    assert made["settings"]["org_deploy_enabled"] is True


def test_socket_mode_needs_no_address() -> None:
    assert slack_manifest()["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(slack_manifest())


def test_http_names_one_address_everywhere() -> None:
    made = slack_manifest("http", base_url=BASE + "/")
    url = "https://bot.example.com/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == url
    assert made["settings"]["interactivity"]["request_url"] == url
    assert made["settings"]["interactivity"]["message_menu_options_url"] == url
    assert made["features"]["slash_commands"][0]["url"] == url


@pytest.mark.parametrize("base_url", ["", "http://bot.example.com", "bot"])
def test_http_without_a_safe_address_is_refused(base_url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        slack_manifest("http", base_url=base_url)


def test_for_many_workspaces_it_adds_the_way_back_rotation_and_uninstalls() -> None:
    made = slack_manifest("http", base_url=BASE, many=True)

    assert made["oauth_config"]["redirect_urls"] == [f"{BASE}/slack/oauth_redirect"]
    assert made["settings"]["token_rotation_enabled"]
    events = made["settings"]["event_subscriptions"]["bot_events"]
    assert set(events) == {*EVENTS, "app_uninstalled", "tokens_revoked"}


def test_many_workspaces_need_a_public_address() -> None:
    with pytest.raises(ValueError, match="public address"):
        slack_manifest("socket", many=True)
