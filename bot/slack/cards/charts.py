"""A figure as Slack's own chart. Source: the data_visualization block's reference.

The words beside a figure say all of it: a chart may be left out, and is where Slack
does not take it (R49). What people typed stands in it without angle brackets, because
the reference does not say whether labels are parsed.
"""

from collections.abc import Sequence
from typing import Any

from bot.drawing import clean, cut
from bot.slack.cards import limits
from bot.slack.cards.text import Payload
from storage.message import Figure

CHART = "data_visualization"
FEWEST = 2  # bars; one alone compares nothing; house rule
ANGLES = str.maketrans("<>", "‹›")


def draw_figure(figure: Figure) -> list[Payload]:
    """Return the chart's block, or nothing where there is nothing to compare."""
    bars = figure.bars[: limits.CHART_POINTS]
    if len(bars) < FEWEST:
        return []
    labels = _told_apart([bar.label for bar in bars])
    points = [
        {"label": label, "value": bar.value}
        for label, bar in zip(labels, bars, strict=True)
    ]
    name = _label(figure.measure, limits.CHART_LABEL)
    chart = {
        "type": "bar",
        "series": [{"name": name, "data": points}],
        "axis_config": {"categories": labels},
    }
    title = _label(figure.title, limits.CHART_TITLE)
    return [{"type": CHART, "title": title, "chart": chart}]


def without_charts(blocks: Sequence[Payload]) -> list[Payload]:
    """Return the blocks that are no charts."""
    return [block for block in blocks if block["type"] != CHART]


def has_charts(blocks: Any) -> bool:
    """Return whether a chart is among the blocks."""
    return any(block["type"] == CHART for block in blocks)


def _label(text: str, most: int) -> str:
    kept = cut(" ".join(clean(text).translate(ANGLES).split()), most)
    return kept or "…"


def _told_apart(labels: Sequence[str]) -> list[str]:
    """Return labels short enough, of which no two are equal."""
    found: list[str] = []
    for label in labels:
        short = _label(label, limits.CHART_LABEL)
        number = 2
        while short in found:
            tail = f" {number}"
            short = _label(label, limits.CHART_LABEL - len(tail)) + tail
            number += 1
        found.append(short)
    return found
