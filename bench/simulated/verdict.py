"""Rows about the contest: what each policy came to, and where ours wins and loses."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from statistics import median

from bench.rows import Row
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


def absolute(lived: Lived) -> list[Row]:
    """Return each policy's figures, with intervals over worlds."""
    return [
        Row(f"{policy}: {measure.name}", str(interval(measure, outcomes)))
        for policy, outcomes in lived.items()
        for measure in MEASURES
        if measure.of != "nudges" or policy.startswith(OURS)
    ]


def against(lived: Lived, rivals: Sequence[str]) -> list[Row]:
    """Return ours less each rival's, met when the whole interval is better."""
    rows = []
    for rival in rivals:
        for measure in MEASURES:
            if measure.of == "nudges" and not rival.startswith(OURS):
                continue
            found = difference(measure, lived[OURS], lived[rival])
            rows.append(
                Row(
                    f"ours less {rival}: {measure.name}",
                    _verdict(found, measure),
                    "> 0" if measure.more_is_better else "< 0",
                    _better(found, measure),
                )
            )
    return rows


def where_ours_loses(lived: Lived, rivals: Sequence[str]) -> list[Row]:
    """Return, for each rival, the assumptions under which ours is slowest against it.

    Worlds are split at the median of each assumption's values.
    """
    given = [draw(Luck(seed)) for seed in range(len(lived[OURS]))]
    rows = []
    for rival in rivals:
        halves = [
            (difference(SPEED, *_only(worlds, lived, rival)), said)
            for said, worlds in _halves(given).items()
        ]
        halves.sort(key=lambda half: -half[0].figure)
        rows += [
            Row(f"slowest against {rival}: where {said}", _verdict(found, SPEED))
            for found, said in halves[:WORST]
        ]
    return rows


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


def _verdict(found: Interval, measure: Measure) -> str:
    if _better(found, measure):
        return f"{found}, better"
    worse = found.high < 0 if measure.more_is_better else found.low > 0
    return f"{found}, {'WORSE' if worse else 'undecided'}"
