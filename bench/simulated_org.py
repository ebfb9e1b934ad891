"""`python -m bench.simulated_org`: is our advice better than what people do otherwise?

Every policy lives through the same made-up worlds (`bench.simulated`), whose
assumptions are drawn anew for each world from wide ranges. Figures have 95 % bootstrap
intervals over worlds, which --json gives; a difference is better when the whole
interval is on our side.
"""

import argparse

from bench.rows import Comparison, as_json, as_table
from bench.simulated import ablation, verdict
from bench.simulated.assumptions import as_lines
from bench.simulated.contest import OTHERS, OURS, UNGATED, compare

WORLDS = 18
WEEKS = 52
ABLATED = 3  # one world in three for each play left out


def measure(worlds: int = WORLDS, weeks: int = WEEKS) -> list[Comparison]:
    """Return the contest and the ablation."""
    lived = compare([OURS, *OTHERS, *UNGATED], worlds, weeks)
    rivals = [*OTHERS, *UNGATED]
    return [
        verdict.against(lived, rivals),
        verdict.where_ours_loses(lived, rivals),
        verdict.absolute(lived),
        ablation.compared(max(2, worlds // ABLATED), weeks, lived),
    ]


def main() -> None:
    """Print what was found, or the assumptions."""
    parser = argparse.ArgumentParser(prog="bench.simulated_org", description=__doc__)
    parser.add_argument("--worlds", type=int, default=WORLDS, metavar="N")
    parser.add_argument("--weeks", type=int, default=WEEKS, metavar="N")
    parser.add_argument("--json", action="store_true", help="rows as JSON")
    parser.add_argument(
        "--assumptions", action="store_true", help="what the worlds take for granted"
    )
    chosen = parser.parse_args()
    if chosen.worlds < 2 or chosen.weeks < 1:
        parser.error("at least two worlds and one week, please: --worlds 2 --weeks 1")
    if chosen.assumptions:
        print("\n".join(as_lines()))
        return
    found = measure(chosen.worlds, chosen.weeks)
    print(as_json(found) if chosen.json else as_table(found))


if __name__ == "__main__":
    main()
