"""The running totals of a tie as a JSON object, and back. Pure."""

from typing import Any

from pydantic import TypeAdapter

from storage.tie_totals import TieTotals

TOTALS = TypeAdapter(TieTotals)


def to_json(totals: TieTotals) -> dict[str, Any]:
    """Return the totals as a JSON object; dates and moments in ISO 8601."""
    saved: dict[str, Any] = TOTALS.dump_python(totals, mode="json")
    return saved


def from_json(saved: dict[str, Any]) -> TieTotals:
    """Return what `to_json` was given. Missing names take their default."""
    return TOTALS.validate_python(saved)
