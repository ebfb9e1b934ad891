"""What the dashboard costs us: 500 people on the list, every third one talked to."""

import tempfile
import time
from datetime import UTC, datetime
from statistics import median

from bench.rows import Row, at_most
from bot.slack.cards.blocks import draw
from handlers.answer import answer
from handlers.home import home_message
from handlers.speaker import speaker_of
from handlers.turn import Address, Profile, Said
from storage.database.transactions import Database, Transaction
from storage.database.vault import Vault
from storage.migrations.migrate import bring_up_to_date

PEOPLE = 500
UNITS = 20
TALKED_TO = 3  # every third
TIMES = 9
MOST = 200.0  # milliseconds of our own time
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADA = Address("local", "bench", "ada")
PROFILE = Profile(name="Ada Novak", zone="Europe/London")


def measure() -> list[Row]:
    """Return one row: gathering, deciding and drawing a Home."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/book.db"
        bring_up_to_date(url)
        database = Database(url, vault=Vault([bytes(32)]))
        database.run_now(_fill)
        took = median(_once(database) for _ in range(TIMES))
        database.close()
    return [at_most(f"the dashboard, {PEOPLE} people", took, MOST, "ms")]


def _fill(tx: Transaction) -> None:
    for number in range(PEOPLE):
        name = f"Person{number:03} Test{number:03}"
        _say(tx, f"add {name} in Unit{number % UNITS}")
        if number % TALKED_TO == 0:
            _say(tx, f"log {name} call on 3 October")


def _say(tx: Transaction, text: str) -> None:
    answer(tx, Said(by=ADA, text=text, at=NOW, profile=PROFILE))


def _once(database: Database) -> float:
    began = time.perf_counter()
    message = database.run_now(
        lambda tx: home_message(
            tx, speaker_of(tx, ADA, profile=PROFILE, at=NOW), at=NOW
        )
    )
    draw(message)
    return (time.perf_counter() - began) * 1000
