"""What `outreach doctor` looks at: is everything there that the bot needs?

It only looks. It makes no file, no table and no key, and sends nothing but a greeting
to Slack, and a request for a token to Microsoft.
"""

import os
import platform
import socket
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.doctor_data import (
    chosen_channels,
    closed,
    look_at_data,
    others_may_read,
)
from bot.doctor_people import look_at_people
from bot.doctor_slack import look_at_slack
from bot.doctor_teams import look_at_teams
from bot.finding import Finding, fine, missing, note
from bot.settings import PREFIX, Settings, secret_of

OLDEST_PYTHON = (3, 11)


def examine(settings: Settings, *, env_file: Path) -> Iterator[Finding]:
    """Yield what stands how, one finding a thing."""
    yield _python()
    yield from _settings(env_file)
    yield from look_at_data(settings)
    yield from look_at_people(settings)
    yield _address(settings.host, settings.port)
    if settings.teams_client_id or settings.teams_tenant_id:
        yield from look_at_teams(
            client_id=settings.teams_client_id,
            client_secret=secret_of(settings.teams_client_secret),
            tenant_id=settings.teams_tenant_id,
        )
        if not (settings.slack_bot_token or settings.slack_client_id):
            return  # Slack is not wanted
    yield from look_at_slack(
        bot_token=secret_of(settings.slack_bot_token),
        app_token=secret_of(settings.slack_app_token),
        signing_secret=secret_of(settings.slack_signing_secret),
        api_url=settings.slack_api_url,
        many_workspaces=settings.many_workspaces,
        channels=chosen_channels(settings) if settings.slack_bot_token else (),
    )


def _python() -> Finding:
    what = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}."
    if sys.version_info < OLDEST_PYTHON:
        return missing(what, "Install Python 3.11 or newer.")
    return fine(what)


def _settings(env_file: Path) -> Iterator[Finding]:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    named = {name for name in os.environ if name.startswith(PREFIX)}
    if env_file.exists():
        lines = env_file.read_text(errors="replace").splitlines()
        named |= {
            line.partition("=")[0].strip() for line in lines if line.startswith(PREFIX)
        }
        if others_may_read(env_file):
            yield note(f"Others on this machine can read {env_file}.", closed(env_file))
        else:
            yield fine(f"Settings from {env_file} and the environment.")
    else:
        yield note(
            "There is no .env file, so the defaults and the environment count.",
            "To make one, type: cp .env.example .env && chmod 600 .env",
        )
    for name in sorted(named - known):
        yield note(f"{name} is no setting I know.", "See .env.example for their names.")


def _address(host: str, port: int) -> Finding:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as taken:
            return missing(
                f"{host}:{port} cannot be listened on: {taken.strerror}.",
                "Stop what runs there, or choose another OUTREACH_PORT.",
            )
    return fine(f"{host}:{port} is free to listen on.")
