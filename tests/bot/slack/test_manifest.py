"""The manifest Slack gets names what the bot listens to, and asks for no more."""

import json
import re
from typing import Any, cast

import pytest
from slack_bolt.async_app import AsyncApp

from bot.slack.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES, manifest
from handlers.slack import register
from handlers.slack_port import Slack
from storage.database import Database

BASE = "https://bot.example.com"


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

    def error(self, listener: Any) -> None:
        """Errors are no part of a manifest."""


@pytest.fixture
def heard() -> dict[str, list[str]]:
    recorder = Recorder()
    register(
        cast(AsyncApp, recorder),
        database=cast(Database, None),
        slack=cast(Slack, None),
        now=cast(Any, None),
    )
    return recorder.heard


def test_every_listener_is_in_the_manifest_and_the_other_way_round(
    heard: dict[str, list[str]],
) -> None:
    made = manifest()
    commands = [one["command"] for one in made["features"]["slash_commands"]]
    events = made["settings"]["event_subscriptions"]["bot_events"]

    shortcuts = [one["callback_id"] for one in made["features"]["shortcuts"]]

    assert set(heard) == {"command", "event", "shortcut"}
    assert sorted(heard["shortcut"]) == sorted(shortcuts)
    assert heard["command"] == commands
    assert sorted(heard["event"]) == sorted(one.partition(".")[0] for one in events)
    assert made["settings"]["interactivity"]["is_enabled"]


def test_the_scopes_are_these_and_no_more() -> None:
    scopes = manifest()["oauth_config"]["scopes"]
    assert scopes["bot"] == [
        "channels:read",
        "chat:write",
        "commands",
        "groups:read",
        "im:history",
        "im:write",
        "users:read",
    ]
    assert scopes["bot_optional"] == ["channels:read", "groups:read", "im:history"]


def test_no_scope_reads_what_people_write_elsewhere() -> None:
    scopes = manifest()["oauth_config"]["scopes"]["bot"]
    histories = {scope for scope in scopes if scope.endswith(":history")}
    assert histories == {"im:history"}


def test_every_scope_and_event_has_a_reason() -> None:
    reasons = [*SCOPES.values(), *OPTIONAL_SCOPES.values(), *EVENTS.values()]
    assert all(len(reason.split()) > 2 for reason in reasons)


def test_optional_scopes_stand_among_all_scopes_too() -> None:
    scopes = manifest()["oauth_config"]["scopes"]
    assert set(scopes["bot_optional"]) < set(scopes["bot"])


@pytest.mark.parametrize("made", [manifest(), manifest("http", base_url=BASE)])
def test_it_keeps_slacks_limits(made: dict[str, Any]) -> None:
    shown = made["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert re.fullmatch("#[0-9a-f]{6}", shown["background_color"])
    features = made["features"]
    assert len(features["bot_user"]["display_name"]) <= 80
    for command in features["slash_commands"]:
        assert re.fullmatch("/[a-z-]{1,31}", command["command"])
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
        assert command["should_escape"] is True
    assert len(features["shortcuts"]) <= 10
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24 and len(shortcut["description"]) <= 150
    assert "assistant_view" not in features
    agent = features["agent_view"]
    assert set(agent) == {"agent_description", "suggested_prompts"}
    assert len(agent["agent_description"]) <= 300
    assert len(agent["suggested_prompts"]) <= 4
    assert len(made["settings"]["event_subscriptions"]["bot_events"]) <= 100
    assert made["settings"]["org_deploy_enabled"] is True
    json.dumps(made)


def test_socket_mode_needs_no_address() -> None:
    assert manifest()["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(manifest())


def test_http_names_one_address_everywhere() -> None:
    made = manifest("http", base_url=BASE + "/")
    url = "https://bot.example.com/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == url
    assert made["settings"]["interactivity"]["request_url"] == url
    assert made["settings"]["interactivity"]["message_menu_options_url"] == url
    assert made["features"]["slash_commands"][0]["url"] == url


@pytest.mark.parametrize("base_url", ["", "http://bot.example.com", "bot"])
def test_http_without_a_safe_address_is_refused(base_url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        manifest("http", base_url=base_url)


def test_for_many_workspaces_it_adds_the_way_back_rotation_and_uninstalls() -> None:
    made = manifest("http", base_url=BASE, many=True)

    assert made["oauth_config"]["redirect_urls"] == [f"{BASE}/slack/oauth_redirect"]
    assert made["settings"]["token_rotation_enabled"]
    events = made["settings"]["event_subscriptions"]["bot_events"]
    assert set(events) == {*EVENTS, "app_uninstalled", "tokens_revoked"}


def test_many_workspaces_need_a_public_address() -> None:
    with pytest.raises(ValueError, match="public address"):
        manifest("socket", many=True)
