"""What a bench prints: one row a figure, with its target; and comparisons."""

import json
from collections.abc import Iterable, Sequence
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
        name, _told(figure, unit), f"<= {limit:g} {unit}".strip(),
        figure <= limit,
    )  # fmt: skip


def at_least(name: str, figure: float, limit: float, unit: str) -> Row:
    """Return a row that is met when `figure` is not below `limit`."""
    return Row(
        name, _told(figure, unit), f">= {limit:g} {unit}".strip(),
        figure >= limit,
    )  # fmt: skip


def floor(name: str, figure: float, unit: str) -> Row:
    """Return a row that others are measured against."""
    return Row(name, _told(figure, unit))


def _told(figure: float, unit: str) -> str:
    """Return a measured figure in three digits, a counted one whole."""
    shown = f"{figure:,}" if isinstance(figure, int) else f"{figure:.3g}"
    return f"{shown} {unit}".strip()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures side by side, which are told and not judged one by one."""

    title: str
    columns: tuple[str, ...]  # the first one's are names
    lines: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]  # all of it, a row a figure, for `as_json`
    note: str = ""


Found = Row | Comparison


def as_json(found: Iterable[Found]) -> str:
    """Return all rows as a list of {name, figure, target, met}, comparisons' too."""
    rows = [
        row
        for one in found
        for row in (one.rows if isinstance(one, Comparison) else [one])
    ]
    return json.dumps([asdict(row) for row in rows], indent=2)


def as_table(found: Iterable[Found]) -> str:
    """Return one table of all rows, then one of each comparison, as aligned text."""
    every = list(found)
    rows = [one for one in every if isinstance(one, Row)]
    compared = [one for one in every if isinstance(one, Comparison)]
    words = {True: "yes", False: "NO", None: ""}
    lines = [("figure", "measured", "target", "met")]
    lines += [(row.name, row.figure, row.target, words[row.met]) for row in rows]
    tables = [_aligned(lines)] if rows else []
    tables += [
        "\n".join(
            filter(None, [one.title, _aligned([one.columns, *one.lines]), one.note])
        )
        for one in compared
    ]
    return "\n\n".join(tables)


def _aligned(lines: Sequence[tuple[str, ...]]) -> str:
    wide = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) for cell, width in zip(line, wide, strict=True)
        ).rstrip()
        for line in lines
    )
