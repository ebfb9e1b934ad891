"""`python -m bench.simulated_org`: is our advice better than what people do otherwise?

Every policy lives through the same made-up worlds (`bench.simulated`), whose
assumptions are drawn anew for each world from wide ranges. Some worlds only judge;
settings of the product are chosen on others. Figures have 95 % bootstrap intervals over
worlds; a difference is better when the whole interval is on our side.
"""

import argparse

from bench.rows import Found, as_json, as_table
from bench.simulated import ablation, verdict
from bench.simulated.assumptions import as_lines
from bench.simulated.contest import (
    CHECKLIST,
    CHOOSING,
    FORGOTTEN,
    IDLE,
    JUDGING,
    OTHERS,
    OURS,
    UNGATED,
    WITH_AGENDA,
    Worlds,
    compare,
)

WORLDS = 24
WEEKS = 52
CHOSEN, ABLATED = 2, 6  # one in two of these for the gates, in six for each play


def measure(worlds: int = WORLDS, weeks: int = WEEKS) -> list[Found]:
    """Return the contest in worlds that judge, then what settings may be chosen by.

    Args:
        worlds: of those that judge; of those to choose on there are fewer.
    """
    judging = Worlds(JUDGING[:worlds])
    lossy = Worlds(JUDGING[:worlds], FORGOTTEN)
    choosing = Worlds(CHOOSING[: max(2, worlds // CHOSEN)])
    ablated = Worlds(CHOOSING[: max(2, worlds // ABLATED)])
    full = compare([OURS, *OTHERS], judging, weeks)
    lost = compare([OURS, *OTHERS], lossy, weeks)
    tried = compare([OURS, *OTHERS, *UNGATED], choosing, weeks)
    closest = (WITH_AGENDA, CHECKLIST, IDLE)
    return [
        *verdict.wanted(full, lost),
        verdict.beside(full, closest, judging),
        verdict.against(full, list(OTHERS), judging),
        verdict.absolute(full, judging),
        verdict.beside(lost, closest, lossy),
        verdict.against(lost, list(OTHERS), lossy),
        verdict.absolute(lost, lossy),
        verdict.against(tried, [*OTHERS, *UNGATED], choosing),
        verdict.where_ours_loses(tried, list(OTHERS), choosing),
        ablation.compared(ablated, weeks, tried),
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
