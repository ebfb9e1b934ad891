"""The limits of the product that a busy machine would meet, out of the way in tests.

A person may be kept waiting for 3 seconds, so the product gives up on a database or a
platform after one or two. On a machine that runs other things beside the tests, what
takes a millisecond may take that long, so in tests it gives up on nothing before
`PATIENCE`. A test about a limit sets it itself, beside something that never comes.
"""

from types import ModuleType

import bot.doctor.platforms as doctor
import bot.local.opening as opening
import bot.second_reader as second_reader
import bot.slack.clients as slack_clients
import bot.slack.home as slack_home
import bot.slack.profiles as profiles
import bot.slack.reply as slack_reply
import bot.teams.connector as connector
import bot.teams.keys as keys
import bot.terminal as terminal
import bot.web as web
import scheduler.delivery.queue as queue
import storage.database.transactions as database
from tests.patience import PATIENCE

SECONDS: tuple[tuple[ModuleType, str], ...] = (
    (database, "START_WITHIN"),
    (database, "POOL_SECONDS"),
    (database, "CONNECT_SECONDS"),
    (queue, "STOP_WITHIN"),
    (slack_clients, "AUTH_TEST_SECONDS"),
    (web, "CONNECT_SECONDS"),
    (web, "ANSWER_SECONDS"),
    (profiles, "ANSWER_SECONDS"),
    (slack_reply, "ANSWER_WITHIN"),
    (slack_reply, "WAIT_BEFORE_MODAL"),
    (slack_reply, "MODAL_WITHIN"),
    (slack_home, "PUBLISH_SECONDS"),
    (slack_home, "REFRESH_SECONDS"),
    (keys, "FETCH_SECONDS"),
    (connector, "ANSWER_SECONDS"),
    (doctor, "TIMEOUT"),
    (second_reader, "READER_SECONDS"),
    (opening, "DELIVERED_WITHIN"),
    (terminal, "DELIVERED_WITHIN"),
)
MILLISECONDS: tuple[tuple[ModuleType, str], ...] = (
    (database, "BUSY_MS"),
    (database, "STATEMENT_MS"),
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
    database.PRAGMAS = (*database.PRAGMAS, "synchronous=OFF")
    queue.PRAGMAS = (*queue.PRAGMAS, "synchronous=OFF")
    for module, name in SECONDS:
        setattr(module, name, int(PATIENCE))
    for module, name in MILLISECONDS:
        setattr(module, name, int(PATIENCE * 1000))
