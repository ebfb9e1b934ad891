"""`python -m bench [--json] [NAME ...]`: run the benches and say what was met."""

import argparse

from bench import advice, dashboard, deciding, simulated_org, slash_path
from bench.rows import as_json, as_table

BENCHES = {
    "advice": advice.measure,
    "dashboard": dashboard.measure,
    "deciding": deciding.measure,
    "simulated": simulated_org.measure,
    "slash": slash_path.measure,
}


def main() -> None:
    """Run the named benches, or all, and print their rows."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], metavar="NAME")
    parser.add_argument("--json", action="store_true", help="rows as JSON")
    chosen = parser.parse_args()
    rows = [row for name in chosen.names or BENCHES for row in BENCHES[name]()]
    print(as_json(rows) if chosen.json else as_table(rows))


if __name__ == "__main__":
    main()
