"""What a bench prints: one row a figure, with its target."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured figure. `met` is None when it is a floor without a target."""

    name: str
    figure: str
    target: str = ""
    met: bool | None = None


def at_most(name: str, figure: float, limit: float, unit: str) -> Row:
    """Return a row that is met when `figure` is not above `limit`."""
    return Row(
        name, f"{figure:.3g} {unit}".strip(), f"<= {limit:g} {unit}".strip(),
        figure <= limit,
    )  # fmt: skip


def at_least(name: str, figure: float, limit: float, unit: str) -> Row:
    """Return a row that is met when `figure` is not below `limit`."""
    return Row(
        name, f"{figure:.3g} {unit}".strip(), f">= {limit:g} {unit}".strip(),
        figure >= limit,
    )  # fmt: skip


def floor(name: str, figure: float, unit: str) -> Row:
    """Return a row that others are measured against."""
    return Row(name, f"{figure:.3g} {unit}")


def as_json(rows: Iterable[Row]) -> str:
    """Return rows as a JSON list of {name, figure, target, met}."""
    return json.dumps([asdict(row) for row in rows], indent=2)


def as_table(rows: Iterable[Row]) -> str:
    """Return rows as aligned text."""
    lines = [("figure", "measured", "target", "met")]
    words = {True: "yes", False: "NO", None: ""}
    lines += [(row.name, row.figure, row.target, words[row.met]) for row in rows]
    wide = [max(len(line[column]) for line in lines) for column in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, wide, strict=True))
        for line in lines
    )
