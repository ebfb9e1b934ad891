"""`python -m bench.advice [--json]`: is the advice better than what people would do?

Measured on other firms' data, which is read from ../shared/data beside the project or
from OUTREACH_BENCH_DATA, by ids alone, through the product's own import and rules. The
made-up organizations of `bench.simulated_org` follow, which need no data.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from bench import advice_cold, advice_introductions, advice_networks, simulated_org
from bench.advice_data import data_folder, imported_mail
from bench.rows import Found, Row, as_json, as_table


def measure() -> list[Row]:
    """Return the rows; none, with a word on stderr, where the data is not there."""
    data = data_folder()
    if not data.is_dir():
        print(
            f"The advice bench is left out: there is no data at {data}. Put it there, "
            "or say where it is in OUTREACH_BENCH_DATA.",
            file=sys.stderr,
        )
        return []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with imported_mail(data, place) as mail:
            rows = [
                *mail.rows,
                *advice_introductions.measure(data, mail),
                *advice_cold.measure(mail),
            ]
        return [*rows, *advice_networks.measure(data, place)]


def main() -> None:
    """Print what was found."""
    parser = argparse.ArgumentParser(prog="bench.advice", description=__doc__)
    parser.add_argument("--json", action="store_true", help="rows as JSON")
    chosen = parser.parse_args()
    found: list[Found] = [*measure(), *simulated_org.measure()]
    print(as_json(found) if chosen.json else as_table(found))


if __name__ == "__main__":
    main()
