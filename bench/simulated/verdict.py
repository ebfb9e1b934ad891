"""The contest compared: what each policy came to, and where ours wins and loses."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from statistics import median

from bench.rows import Comparison, Row
from bench.simulated.assumptions import Assumptions, draw
from bench.simulated.contest import IDLE, OURS, WITH_AGENDA, Lived, Worlds
from bench.simulated.luck import Luck
from bench.simulated.outcomes import (
    MEASURES,
    Interval,
    Measure,
    Outcome,
    difference,
    interval,
)

WORST = 3  # assumptions named for each rival
BY_NAME = {measure.of: measure for measure in MEASURES}
SPEED, EFFORT = BY_NAME["weeks"], BY_NAME["acts"]
# What is wanted of the advice; set before anything was measured in worlds that judge.
OWNERS_WON, MOST_ACTS, WEEKS_AHEAD = 0.40, 250, 10
MARKS = "✓ better, ✗ worse, else undecided (95 % intervals)"


def wanted(full: Lived, lossy: Lived) -> list[Row]:
    """Return what is wanted of ours, and whether it is so, in worlds that only judge.

    Effort is acts: `MOST_ACTS` are what the checklist takes. A figure has its 95 %
    interval over worlds, a difference that of pairs of one world.

    Args:
        full: lived with every contact written down.
        lossy: the same worlds, with some of them forgotten.
    """
    ours, theirs = full[OURS], full[WITH_AGENDA]
    weeks, refusals = (
        difference(BY_NAME[of], ours, theirs) for of in ("weeks", "refusals")
    )
    won, acts = (interval(BY_NAME[of], ours) for of in ("won", "acts"))
    ahead = difference(SPEED, lossy[OURS], lossy[IDLE])
    less = f"judging: ours less {WITH_AGENDA}"
    return [
        Row(f"{less}: weeks", str(weeks), "<= 0", weeks.figure <= 0),
        Row(f"{less}: refusals", str(refusals), "< 0", refusals.figure < 0),
        Row(
            "judging: ours: share of owners won", str(won),
            f">= {OWNERS_WON:g}", won.figure >= OWNERS_WON,
        ),
        Row(
            "judging: ours: acts", str(acts),
            f"<= {MOST_ACTS}", acts.figure <= MOST_ACTS,
        ),
        Row(
            f"judging, contacts missing: ours less {IDLE}: weeks", str(ahead),
            f"<= -{WEEKS_AHEAD}", ahead.figure <= -WEEKS_AHEAD,
        ),
    ]  # fmt: skip


def beside(lived: Lived, rivals: Sequence[str], worlds: Worlds) -> Comparison:
    """Return ours beside some rivals, one figure a line, with intervals."""
    lines = []
    for rival in rivals:
        for measure in _counted(rival):
            found = difference(measure, lived[OURS], lived[rival])
            sides = (interval(measure, lived[who]).figure for who in (OURS, rival))
            told = (f"{figure:.3g}" for figure in sides)
            lines.append((rival, measure.name, *told, _verdict(found, measure)))
    columns = ("against", "", "ours", "theirs", "ours less theirs [95 %, paired]")
    return Comparison(f"Ours beside some: {worlds.said}", columns, tuple(lines), ())


def absolute(lived: Lived, worlds: Worlds) -> Comparison:
    """Return each policy's figures; the rows have intervals over worlds."""
    lines, rows = [], []
    for policy, outcomes in lived.items():
        counted = _counted(policy)
        found = [interval(measure, outcomes) for measure in counted]
        cells = {
            one.of: f"{at.figure:.3g}" for one, at in zip(counted, found, strict=True)
        }
        lines.append((policy, *(cells.get(measure.of, "") for measure in MEASURES)))
        rows += [
            Row(f"{worlds.name}: {policy}: {measure.name}", str(at))
            for measure, at in zip(counted, found, strict=True)
        ]
    columns = ("policy", *(measure.of for measure in MEASURES))
    title = f"What each policy came to, a world: {worlds.said}"
    return Comparison(title, columns, tuple(lines), tuple(rows), _named(MEASURES))


def against(lived: Lived, rivals: Sequence[str], worlds: Worlds) -> Comparison:
    """Return ours less each rival's; a row is met when the whole interval is better."""
    lines, rows = [], []
    for rival in rivals:
        cells = {}
        for measure in _counted(rival):
            found = difference(measure, lived[OURS], lived[rival])
            cells[measure.of] = marked(found, measure)
            rows.append(
                Row(
                    f"{worlds.name}: ours less {rival}: {measure.name}",
                    _verdict(found, measure),
                    "> 0" if measure.more_is_better else "< 0",
                    _better(found, measure),
                )
            )
        lines.append((rival, *(cells.get(measure.of, "") for measure in MEASURES)))
    columns = ("against", *(measure.of for measure in MEASURES))
    title = f"Ours less theirs: {MARKS}: {worlds.said}"
    return Comparison(title, columns, tuple(lines), tuple(rows))


def where_ours_loses(lived: Lived, rivals: Sequence[str], worlds: Worlds) -> Comparison:
    """Return, for each rival, the assumptions under which ours is slowest against it.

    Worlds are split at the median of each assumption's values. The rows name three.
    """
    given = [draw(Luck(seed)) for seed in worlds.seeds]
    lines, rows = [], []
    for rival in rivals:
        halves = [
            (difference(SPEED, *(pair := _only(half, lived, rival))), said, pair)
            for said, half in _halves(given).items()
        ]
        halves.sort(key=lambda half: -half[0].figure)
        worst, said, pair = halves[0]
        effort = marked(difference(EFFORT, *pair), EFFORT)
        lines.append((rival, marked(worst, SPEED), effort, said))
        rows += [
            Row(
                f"{worlds.name}: slowest against {rival}: where {said}",
                f"{_verdict(found, SPEED)}; acts {difference(EFFORT, *pair)}",
            )
            for found, said, pair in halves[:WORST]
        ]
    columns = ("against", SPEED.of, EFFORT.of, "where")
    title = f"Ours less theirs in the half where ours is slowest: {worlds.said}"
    return Comparison(title, columns, tuple(lines), tuple(rows))


def marked(found: Interval, measure: Measure) -> str:
    """Return a difference in a few signs, as `MARKS` tells them."""
    digits = 2 if abs(found.figure) < 100 else 3  # 1.1e+02 is nothing to read
    mark = " ✓" if _better(found, measure) else " ✗" if _worse(found, measure) else ""
    return f"{found.figure:.{digits}g}{mark}"


def _counted(policy: str) -> list[Measure]:
    """Return what is measured of a policy; nudges are shown by ours alone."""
    ours = policy.startswith(OURS)
    return [measure for measure in MEASURES if measure.of != "nudges" or ours]


def _named(measures: Sequence[Measure]) -> str:
    return "; ".join(f"{measure.of}: {measure.name}" for measure in measures)


def _halves(given: Sequence[Assumptions]) -> Mapping[str, list[int]]:
    """Return the worlds in which one assumption is low, or high; by its words."""
    halves = {}
    for one in fields(Assumptions):
        values = [getattr(world, one.name) for world in given]
        middle = median(values)
        low = [n for n, value in enumerate(values) if value <= middle]
        high = [n for n, value in enumerate(values) if value > middle]
        halves[f"{one.name} <= {middle:.2g}"] = low
        halves[f"{one.name} > {middle:.2g}"] = high
    return {said: worlds for said, worlds in halves.items() if worlds}


def _only(
    worlds: Sequence[int], lived: Lived, rival: str
) -> tuple[list[Outcome], list[Outcome]]:
    return [lived[OURS][n] for n in worlds], [lived[rival][n] for n in worlds]


def _better(found: Interval, measure: Measure) -> bool:
    return found.low > 0 if measure.more_is_better else found.high < 0


def _worse(found: Interval, measure: Measure) -> bool:
    return found.high < 0 if measure.more_is_better else found.low > 0


def _verdict(found: Interval, measure: Measure) -> str:
    if _better(found, measure):
        return f"{found}, better"
    return f"{found}, {'WORSE' if _worse(found, measure) else 'undecided'}"
