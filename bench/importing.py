"""What it costs to import a large file: many people, and most pairs of them seldom."""

import csv
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench.advice_data import QUICK, empty, take_contacts, take_people
from bench.rows import Row, at_most, floor

PEOPLE = 3_000
CONTACTS = 100_000
NEAR = 40  # whom somebody turns to in three cases of four: ids beside their own
FIRST = date(2025, 1, 1)
DAYS = 365
SEED = 20_261_201


def measure(people: int = PEOPLE, contacts: int = CONTACTS) -> list[Row]:
    """Return the seconds of one import of a made-up firm's contacts."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        file = written(place / "contacts.csv", people, contacts)
        with empty(place, "import") as firm:
            take_people(firm, place, {str(one): "" for one in range(people)})
            began = time.perf_counter()
            taken = take_contacts(firm, file)
            took = time.perf_counter() - began
    name = f"import: {taken.read:,} contacts over {people:,} people"
    return [
        at_most(name, took, QUICK, "s"),
        floor("import: days that were new", taken.changed, ""),
    ]


def written(file: Path, people: int, contacts: int) -> Path:
    """Write a log in order of time, the same one each time, and return its place."""
    random = Random(SEED)
    with file.open("w", newline="") as text:
        out = csv.writer(text)
        out.writerow(("from", "to", "at", "kind"))
        for number in range(contacts):
            one = random.randrange(people)
            near = random.random() < 0.75
            step = random.randint(1, NEAR) if near else random.randrange(1, people)
            on = FIRST + timedelta(number * DAYS // contacts)
            out.writerow((one, (one + step) % people, on, "met"))
    return file
