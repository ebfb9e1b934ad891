"""The running totals of a tie as a JSON object, and back. Pure."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from storage.tie_totals import TieTotals

NAMES = tuple(field.name for field in fields(TieTotals))
MOMENTS = (
    "strength_on",
    "last_on",
    "last_at",
    "unreachable_since",
    "pause_through",
    "next_meeting_on",
    "newest_without_next_on",
    "tense_on",
)
DAYS = ("contact_days", "substantive_days")
DAYS_AND_MORE = ("attempts", "answers", "listened", "talks")


def to_json(totals: TieTotals) -> dict[str, Any]:
    """Return the totals as a JSON object; dates and moments in ISO 8601."""
    saved = {name: getattr(totals, name) for name in NAMES}
    for name in MOMENTS:
        if saved[name] is not None:
            saved[name] = saved[name].isoformat()
    for name in DAYS:
        saved[name] = [day.isoformat() for day in saved[name]]
    for name in DAYS_AND_MORE:
        saved[name] = [(day.isoformat(), *more) for day, *more in saved[name]]
    return saved


def from_json(saved: dict[str, Any]) -> TieTotals:
    """Return what `to_json` was given. Missing names take their default."""
    day = date.fromisoformat

    def maybe(name: str) -> date | None:
        return day(saved[name]) if saved.get(name) else None

    return TieTotals(
        strength=saved.get("strength", 0.0),
        strength_on=maybe("strength_on"),
        day_weight=saved.get("day_weight", 0.0),
        bond=saved.get("bond"),
        last_on=maybe("last_on"),
        last_at=(
            datetime.fromisoformat(saved["last_at"]) if saved.get("last_at") else None
        ),
        contact_days=tuple(map(day, saved.get("contact_days", ()))),
        substantive_days=tuple(map(day, saved.get("substantive_days", ()))),
        attempts=tuple((day(on), why) for on, why in saved.get("attempts", ())),
        unreachable_since=maybe("unreachable_since"),
        pause_through=maybe("pause_through"),
        answers=tuple((day(on), met) for on, met in saved.get("answers", ())),
        listened=tuple((day(on), share) for on, share in saved.get("listened", ())),
        formal=tuple(saved.get("formal", ())),
        talks=tuple(
            (day(on), mode, share) for on, mode, share in saved.get("talks", ())
        ),
        tense_on=maybe("tense_on"),
        peak=saved.get("peak", 0.0),
        next_meeting_on=maybe("next_meeting_on"),
        newest_without_next_on=maybe("newest_without_next_on"),
    )
