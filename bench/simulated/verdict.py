"""The contest compared: what each policy came to, and where ours wins and loses."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from statistics import median

from bench.rows import Comparison, Row
from bench.simulated.assumptions import Assumptions, draw
from bench.simulated.contest import OURS, Lived
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
SPEED = MEASURES[0]
MARKS = "✓ better, ✗ worse, else undecided (95 % intervals)"


def absolute(lived: Lived) -> Comparison:
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
            Row(f"{policy}: {measure.name}", str(at))
            for measure, at in zip(counted, found, strict=True)
        ]
    columns = ("policy", *(measure.of for measure in MEASURES))
    title = "What each policy came to, a world"
    return Comparison(title, columns, tuple(lines), tuple(rows), _named(MEASURES))


def against(lived: Lived, rivals: Sequence[str]) -> Comparison:
    """Return ours less each rival's; a row is met when the whole interval is better."""
    lines, rows = [], []
    for rival in rivals:
        cells = {}
        for measure in _counted(rival):
            found = difference(measure, lived[OURS], lived[rival])
            cells[measure.of] = marked(found, measure)
            rows.append(
                Row(
                    f"ours less {rival}: {measure.name}",
                    _verdict(found, measure),
                    "> 0" if measure.more_is_better else "< 0",
                    _better(found, measure),
                )
            )
        lines.append((rival, *(cells.get(measure.of, "") for measure in MEASURES)))
    columns = ("against", *(measure.of for measure in MEASURES))
    title = f"Ours less theirs: {MARKS}"
    return Comparison(title, columns, tuple(lines), tuple(rows))


def where_ours_loses(lived: Lived, rivals: Sequence[str]) -> Comparison:
    """Return, for each rival, the assumptions under which ours is slowest against it.

    Worlds are split at the median of each assumption's values. The rows name three.
    """
    given = [draw(Luck(seed)) for seed in range(len(lived[OURS]))]
    lines, rows = [], []
    for rival in rivals:
        halves = [
            (difference(SPEED, *_only(worlds, lived, rival)), said)
            for said, worlds in _halves(given).items()
        ]
        halves.sort(key=lambda half: -half[0].figure)
        worst, said = halves[0]
        lines.append((rival, marked(worst, SPEED), said))
        rows += [
            Row(f"slowest against {rival}: where {said}", _verdict(found, SPEED))
            for found, said in halves[:WORST]
        ]
    columns = ("against", SPEED.of, "where")
    title = "Ours less theirs where ours is slowest, of all halves of the worlds"
    return Comparison(title, columns, tuple(lines), tuple(rows))


def marked(found: Interval, measure: Measure) -> str:
    """Return a difference in a few signs, as `MARKS` tells them."""
    if _better(found, measure):
        return f"{found.figure:.2g} ✓"
    return f"{found.figure:.2g}{' ✗' if _worse(found, measure) else ''}"


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
