"""`python -m bench [--json] [NAME ...]`: run the benches and say what was met.

Without a name, those of our own costs, which take two minutes: `house`, `dashboard`,
`deciding`, `slash` and `import`. By name alone: `reading`, what people type,
`half_year`, the cards of one leader, `org`, the made-up organizations, and `data`,
which reads other firms' data.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence

from bench import (
    advice,
    dashboard,
    deciding,
    half_year,
    importing,
    reading,
    simulated_org,
    slash_path,
    typed_line,
)
from bench.rows import Found, as_json, as_table

Bench = Callable[[], Sequence[Found]]

OUR_COSTS: Mapping[str, Bench] = {
    "house": typed_line.measure,
    "dashboard": dashboard.measure,
    "deciding": deciding.measure,
    "slash": slash_path.measure,
    "import": importing.measure,
}
BENCHES: Mapping[str, Bench] = {
    **OUR_COSTS,
    "reading": reading.measure,
    "half_year": half_year.measure,
    "org": simulated_org.measure,
    "data": advice.measure,
}


def main() -> None:
    """Run the named benches, or those of our own costs, and print what was found."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHES, []], metavar="NAME")
    parser.add_argument("--json", action="store_true", help="rows as JSON")
    chosen = parser.parse_args()
    found = [one for name in chosen.names or OUR_COSTS for one in BENCHES[name]()]
    print(as_json(found) if chosen.json else as_table(found))


if __name__ == "__main__":
    main()
