"""`outreach doctor` says in plain words what is missing, and touches nothing."""

import base64
import json
import os
import socket
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pydantic import SecretStr

from bot.doctor.doctor import examine
from bot.doctor.finding import Finding, State
from bot.doctor.platforms import look_at_slack
from bot.settings import PREFIX, Settings
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from storage.database.keys import check_key, open_vault
from storage.database.transactions import PRAGMAS, Database
from storage.migrations.migrate import bring_up_to_date

ALL_SCOPES = ",".join(SCOPES | OPTIONAL_SCOPES)


class SmallSlack(ThreadingHTTPServer):
    """Answers `auth.test` as it is told to, and what doctor asks besides."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.answer: dict[str, object] = {"ok": True, "user": "outreach", "team": "T"}
        self.scopes = ALL_SCOPES
        self.opened: dict[str, object] = {"ok": True, "url": "wss://127.0.0.1/"}
        self.channel: dict[str, object] = {"ok": True, "channel": {}}
        self.seconds_ahead = 0

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api/"


class _Answers(BaseHTTPRequestHandler):
    server: SmallSlack

    def do_POST(self) -> None:
        method = self.path.partition("?")[0].removeprefix("/api/")
        is_socket = method == "apps.connections.open"
        token = "xapp-1" if is_socket else "xoxb-1"
        assert self.headers["Authorization"] == f"Bearer {token}"
        answer = {
            "auth.test": self.server.answer,
            "apps.connections.open": self.server.opened,
            "conversations.info": self.server.channel,
        }[method]
        ahead = timedelta(seconds=self.server.seconds_ahead)
        self.send_response_only(200)
        self.send_header("Date", format_datetime(datetime.now(UTC) + ahead, True))
        self.send_header("Content-Type", "application/json")
        self.send_header("X-OAuth-Scopes", self.server.scopes)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    do_GET = do_POST

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def slack() -> Iterator[SmallSlack]:
    server = SmallSlack()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def settings(tmp_path: Path, slack: SmallSlack) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=f"sqlite:///{tmp_path}/outreach.db",
        slack_bot_token=SecretStr("xoxb-1"),
        slack_app_token=SecretStr("xapp-1"),
        slack_api_url=slack.api_url,
        port=0,
    )


def report(settings: Settings, folder: Path) -> list[Finding]:
    return list(examine(settings, env_file=folder / ".env"))


def what_is(state: State, found: list[Finding]) -> list[str]:
    return [one.what for one in found if one.state is state]


def set_up(settings: Settings) -> None:
    bring_up_to_date(settings.database_url)
    vault = open_vault(None, settings.key_file)
    database = Database(settings.database_url, vault=vault)
    database.run_now(check_key)
    database.close()


def test_before_the_first_start_nothing_is_missing_and_nothing_is_made(
    settings: Settings, tmp_path: Path
) -> None:
    found = report(settings, tmp_path)

    assert what_is(State.MISSING, found) == []
    assert list(tmp_path.iterdir()) == []
    file = settings.database_file
    assert f"There is no database at {file} yet." in what_is(State.NOTE, found)


def test_a_bot_that_is_set_up_is_fine(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_life = "storage.database.transactions.PRAGMAS"
    monkeypatch.setattr(in_life, PRAGMAS)  # without ours for tests
    set_up(settings)
    env_file = tmp_path / ".env"
    env_file.touch(mode=0o600)

    found = report(settings, tmp_path)

    assert {one.state for one in found} == {State.FINE}
    assert what_is(State.FINE, found)[1:] == [
        f"Settings from {env_file} and the environment.",
        "The database can be written to (SQLite, journal_mode wal, synchronous 2, "
        "foreign_keys 1, secure_delete 1).",
        "Its tables are up to date.",
        "The key opens what is sealed.",
        "127.0.0.1:0 is free to listen on.",
        "No second reader: lines are read by this bot alone.",
        "Slack reaches us by Socket Mode.",
        "Slack opens Socket Mode for us.",
        "Slack knows us as outreach in T.",
        "This machine's clock agrees with Slack's.",
    ]


def test_a_lost_key_is_missing_once_something_was_sealed(
    settings: Settings, tmp_path: Path
) -> None:
    bring_up_to_date(settings.database_url)
    key = settings.key_file
    assert f"There is no key at {key} yet." in what_is(
        State.NOTE, report(settings, tmp_path)
    )

    set_up(settings)
    key.unlink()

    assert what_is(State.MISSING, report(settings, tmp_path)) == [
        f"The key is missing: there is no file {key}."
    ]


def test_another_key_does_not_open_the_database(
    settings: Settings, tmp_path: Path
) -> None:
    set_up(settings)
    settings.key_file.write_bytes(base64.urlsafe_b64encode(os.urandom(32)))

    assert what_is(State.MISSING, report(settings, tmp_path)) == [
        "The key does not open this database."
    ]


def test_files_that_others_can_read_are_named(
    settings: Settings, tmp_path: Path
) -> None:
    set_up(settings)
    env_file = tmp_path / ".env"
    env_file.touch()
    for file in (env_file, settings.key_file):
        file.chmod(0o640)

    assert what_is(State.NOTE, report(settings, tmp_path)) == [
        f"Others on this machine can read {env_file}.",
        f"Others on this machine can read {settings.key_file}.",
    ]


def test_a_misspelled_setting_is_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("OUTREACH_SLACK_BOTTOKEN=xoxb-2\n")
    monkeypatch.setenv(PREFIX + "PROT", "1")

    notes = what_is(State.NOTE, report(settings, tmp_path))

    assert "OUTREACH_PROT is no setting I know." in notes
    assert "OUTREACH_SLACK_BOTTOKEN is no setting I know." in notes


def test_a_port_in_use_is_missing(settings: Settings, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = report(settings.model_copy(update={"port": port}), tmp_path)

    assert what_is(State.MISSING, found) == [
        f"127.0.0.1:{port} cannot be listened on: Address already in use."
    ]


def test_a_database_that_cannot_be_reached_is_missing(
    settings: Settings, tmp_path: Path
) -> None:
    nowhere = f"postgresql://user:canary@127.0.0.1:{free_port()}/outreach"
    found = report(settings.model_copy(update={"database_url": nowhere}), tmp_path)

    assert what_is(State.MISSING, found) == [
        "The database cannot be used: the database cannot be reached."
    ]
    assert "canary" not in "".join(map(str, found))


@pytest.mark.postgres
def test_an_empty_postgresql_is_told_to_migrate_and_then_is_fine(
    settings: Settings, tmp_path: Path, postgres_url: str
) -> None:
    settings = settings.model_copy(
        update={
            "database_url": postgres_url,
            "encryption_key_file": tmp_path / "outreach.key",
        }
    )
    set_up(settings)

    found = report(settings, tmp_path)

    assert what_is(State.MISSING, found) == []
    [line] = [one for one in what_is(State.FINE, found) if "PostgreSQL" in one]
    assert line.startswith("The database can be written to (PostgreSQL 18")


def test_without_tokens_it_says_where_they_come_from() -> None:
    found = list(
        look_at_slack(
            bot_token="", app_token="", signing_secret="", api_url="http://127.0.0.1/"
        )
    )

    assert what_is(State.MISSING, found) == [
        "There is no Slack bot token (OUTREACH_SLACK_BOT_TOKEN).",
        "Slack cannot reach us.",
    ]
    assert all(one.do for one in found)


@pytest.mark.parametrize(
    ("answer", "scopes", "ahead", "sentence"),
    [
        (
            {"ok": False, "error": "invalid_auth"},
            ALL_SCOPES,
            0,
            "Slack refuses the bot token: invalid_auth.",
        ),
        (
            {"ok": True},
            "chat:write,commands",
            0,
            "Slack has not granted: im:write, users:read.",
        ),
        ({"ok": True}, ALL_SCOPES, 90, "This machine's clock is 90 seconds off"),
    ],
)
def test_what_slack_holds_against_us(
    slack: SmallSlack, answer: dict[str, object], scopes: str, ahead: int, sentence: str
) -> None:
    slack.answer, slack.scopes, slack.seconds_ahead = answer, scopes, ahead

    [missing] = what_is(State.MISSING, ask(slack.api_url))

    if ahead:
        seconds = missing.removeprefix("This machine's clock is ").split()[0]
        assert 88 <= int(seconds) <= 91, missing
    else:
        assert missing == sentence


def test_an_app_token_that_slack_refuses_is_missing(slack: SmallSlack) -> None:
    slack.opened = {"ok": False, "error": "invalid_auth"}

    [missing] = what_is(State.MISSING, ask(slack.api_url, app_token="xapp-1"))

    assert missing == "Slack refuses the app-level token: invalid_auth."


def test_socket_mode_that_opens_is_fine(slack: SmallSlack) -> None:
    found = ask(slack.api_url, app_token="xapp-1")
    assert "Slack opens Socket Mode for us." in what_is(State.FINE, found)


@pytest.mark.parametrize(
    ("about", "state", "sentence"),
    [
        ({"name": "wins", "is_member": True}, State.FINE, "We are in #wins, where"),
        ({"name": "wins", "is_member": False}, State.MISSING, "We are not in #wins"),
        (
            {"name": "wins", "is_member": True, "is_archived": True},
            State.MISSING,
            "We are not in #wins",
        ),
        (
            {"name": "wins", "is_member": True, "is_ext_shared": True},
            State.MISSING,
            "#wins is shared with another company",
        ),
    ],
)
def test_the_channel_for_results_is_looked_at(
    slack: SmallSlack, about: dict[str, object], state: State, sentence: str
) -> None:
    slack.channel = {"ok": True, "channel": about}

    found = what_is(state, ask(slack.api_url, channels=["C1"]))

    assert any(one.startswith(sentence) for one in found), found


@pytest.mark.parametrize(
    ("error", "state", "sentence"),
    [
        ("channel_not_found", State.MISSING, "The channel C1 for joint results cannot"),
        ("missing_scope", State.NOTE, "Whether we are in the channels"),
    ],
)
def test_a_channel_that_cannot_be_seen_is_told(
    slack: SmallSlack, error: str, state: State, sentence: str
) -> None:
    slack.channel = {"ok": False, "error": error}

    found = what_is(state, ask(slack.api_url, channels=["C1", "C2"]))

    assert any(one.startswith(sentence) for one in found), found


def test_slack_out_of_reach_is_missing() -> None:
    [missing] = what_is(State.MISSING, ask(f"http://127.0.0.1:{free_port()}/api/"))

    assert missing.startswith("Slack cannot be reached at http://127.0.0.1:")


def ask(
    api_url: str, *, app_token: str = "", channels: Sequence[str] = ()
) -> list[Finding]:
    return list(
        look_at_slack(
            bot_token="xoxb-1",
            app_token=app_token,
            signing_secret="s",
            api_url=api_url,
            channels=channels,
        )
    )


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def test_many_workspaces_need_no_token_of_their_own_in_the_settings() -> None:
    found = list(
        look_at_slack(
            bot_token="",
            app_token="",
            signing_secret="s",
            api_url="http://127.0.0.1/",
            many_workspaces=True,
        )
    )

    assert what_is(State.MISSING, found) == []
    assert any("/slack/install" in one for one in what_is(State.FINE, found))
