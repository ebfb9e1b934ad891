"""The limits of the product that a busy machine would meet, out of the way in tests.

A person may be kept waiting for 3 seconds, so the product gives up on a database or a
platform after one or two. On a machine that runs other things beside the tests, what
takes a millisecond may take that long, so in tests it gives up on nothing before
`PATIENCE`. A test about a limit sets it itself, beside something that never comes.
"""

from types import ModuleType

import bot.doctor.platforms as doctor_slack
import bot.doctor.platforms as doctor_teams
import bot.local.opening as opening
import bot.slack.clients as slack_clients
import bot.slack.door as slack_reply
import bot.slack.home as slack_home
import bot.slack.profiles as profiles
import bot.teams.door as teams_door
import bot.teams.door as teams_press
import bot.teams.microsoft.connector as connector
import bot.teams.microsoft.keys as keys
import bot.terminal as terminal
import handlers.teams as teams
import scheduler.delivery.queue as queue_engine
import scheduler.delivery.queue as queue_worker
import storage.database.transactions as database
import storage.database.transactions as engine
from tests.patience import PATIENCE

SECONDS: tuple[tuple[ModuleType, str], ...] = (
    (database, "START_WITHIN"),
    (engine, "POOL_SECONDS"),
    (engine, "CONNECT_SECONDS"),
    (queue_worker, "STOP_WITHIN"),
    (slack_clients, "AUTH_TEST_SECONDS"),
    (slack_clients, "CONNECT_SECONDS"),
    (slack_clients, "ANSWER_SECONDS"),
    (profiles, "ANSWER_SECONDS"),
    (slack_reply, "ANSWER_WITHIN"),
    (slack_reply, "WAIT_BEFORE_MODAL"),
    (slack_reply, "MODAL_WITHIN"),
    (slack_home, "PUBLISH_SECONDS"),
    (slack_home, "REFRESH_SECONDS"),
    (keys, "FETCH_SECONDS"),
    (connector, "CONNECT_SECONDS"),
    (connector, "ANSWER_SECONDS"),
    (teams_door, "ANSWER_SECONDS"),
    (teams, "ANSWER_SECONDS"),
    (teams_press, "ANSWER_SECONDS"),
    (doctor_slack, "TIMEOUT"),
    (doctor_teams, "TIMEOUT"),
    (opening, "DELIVERED_WITHIN"),
    (terminal, "DELIVERED_WITHIN"),
)
MILLISECONDS: tuple[tuple[ModuleType, str], ...] = (
    (engine, "BUSY_MS"),
    (engine, "STATEMENT_MS"),
)


IN_LIFE: dict[tuple[ModuleType, str], float] = {
    (module, name): getattr(module, name) for module, name in (*SECONDS, *MILLISECONDS)
}
"""Every limit as the product sets it."""


def unhurried() -> None:
    """Let the product in this process give up on nothing that comes in `PATIENCE`.

    Nor does it wait for the disk, which takes most of the time of a short test: a
    killed process loses nothing by that, and no test cuts the power.
    """
    engine.PRAGMAS = (*engine.PRAGMAS, "synchronous=OFF")
    queue_engine.PRAGMAS = (*queue_engine.PRAGMAS, "synchronous=OFF")
    for module, name in SECONDS:
        setattr(module, name, int(PATIENCE))
    for module, name in MILLISECONDS:
        setattr(module, name, int(PATIENCE * 1000))
