"""What Slack takes in charts and tables.

Source: the reference of the blocks data_visualization, data_table and table. Where
copies of it differ (6 or 12 series), the smaller number stands.
"""

import json
from typing import Any

from tests.fake_slack.text_limits import Payload, keys, length

SERIES = 6
POINTS = 20
LABEL = 20


def faults_of_chart(block: Payload) -> list[str]:
    """Return what is wrong with a data_visualization block."""
    faults = keys("chart", block, "type title chart", "block_id")
    faults += length("chart: title", block.get("title"), 50)
    if "<" in json.dumps(block):
        faults.append("a chart with angle brackets")  # nobody says they are literal
    chart = block.get("chart") or {}
    if chart.get("type") == "pie":
        return faults + _faults_of_pie(chart)
    if chart.get("type") not in ("bar", "line", "area"):
        return [*faults, f"an unknown chart {chart.get('type')}"]
    faults += keys("chart", chart, "type series axis_config")
    axes = chart.get("axis_config") or {}
    faults += keys("axis_config", axes, "categories", "x_label y_label")
    for name in ("x_label", "y_label"):
        if name in axes:
            faults += length(name, axes[name], 50)
    categories = axes.get("categories") or []
    if not 1 <= len(categories) <= POINTS or len(set(categories)) < len(categories):
        faults.append("not 1 to 20 categories of different names")
    for category in categories:
        faults += length("category", category, LABEL)
    series = chart.get("series") or []
    if not 1 <= len(series) <= SERIES:
        faults.append(f"not 1 to {SERIES} series")
    if len({one.get("name") for one in series}) < len(series):
        faults.append("two series of one name")
    for one in series:
        faults += _faults_of_series(one, categories)
    return faults


def _faults_of_series(series: Payload, categories: list[str]) -> list[str]:
    faults = keys("series", series, "name data")
    faults += length("series: name", series.get("name"), LABEL)
    points = series.get("data") or []
    if [point.get("label") for point in points] != categories:
        faults.append("a series without one point for each category")
    for point in points:
        faults += keys("point", point, "label value")
        if not _is_number(point.get("value")):
            faults.append("a point without a number")
    return faults


def _faults_of_pie(chart: Payload) -> list[str]:
    faults = keys("pie", chart, "type segments")
    segments = chart.get("segments") or []
    if not 1 <= len(segments) <= SERIES:
        faults.append(f"not 1 to {SERIES} segments")
    for segment in segments:
        faults += keys("segment", segment, "label value")
        faults += length("segment: label", segment.get("label"), LABEL)
        if not _is_number(segment.get("value")) or segment["value"] <= 0:
            faults.append("a segment without a number above 0")
    return faults


def faults_of_table(block: Payload) -> list[str]:
    """Return what is wrong with a table, or a data_table."""
    more = "caption page_size row_header_column_index"
    if block["type"] == "table":
        faults = keys("table", block, "type rows", "block_id column_settings")
        least, most = 1, 100
    else:
        faults = keys("data_table", block, "type rows caption", f"block_id {more}")
        least, most = 2, 201
    rows = block.get("rows") or []
    if not least <= len(rows) <= most:
        faults.append(f"not {least} to {most} rows")
    if any(len(row) != len(rows[0]) or not 1 <= len(row) <= 20 for row in rows):
        faults.append("rows that are not all of 1 to 20 cells")
    if len(block.get("column_settings") or []) > 20:
        faults.append("more than 20 column settings")
    for row in rows:
        for cell in row:
            if cell.get("type") not in ("raw_text", "raw_number", "rich_text"):
                faults.append(f"an unknown cell {cell.get('type')}")
            elif cell["type"] != "rich_text":
                faults += length("cell", cell.get("text"), 20_000)
    return faults


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
