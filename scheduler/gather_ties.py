"""A tie's running totals, as a play sees them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from scheduler.tie_facts import DECLARED_DAYS, LIVE_STRENGTH, TieFact
from storage.tie_totals import TieTotals
from storage.tie_totals_json import from_json


def tie_fact(
    totals: Mapping[str, Any] | None,
    *,
    today: date,
    declared_on: date | None = None,
    promised: date | None = None,
    was_promised: date | None = None,
) -> TieFact:
    """Return what a play may know of a tie.

    Args:
        totals: `Tie.totals`; None = never logged.
        declared_on: when the leader said they know each other.
        promised: a coming day with them that somebody else arranged.
        was_promised: the newest such day that is past, if nobody said it took place.
    """
    saved = from_json(dict(totals or {}))
    return tie_seen(
        saved,
        today=today,
        declared_on=declared_on,
        promised=promised,
        was_promised=was_promised,
    )


def tie_seen(
    saved: TieTotals,
    *,
    today: date,
    declared_on: date | None = None,
    promised: date | None = None,
    was_promised: date | None = None,
) -> TieFact:
    """Return what a play may know of a tie whose totals were read already.

    Args:
        declared_on: as for `tie_fact`; the others likewise.
    """
    strength = saved.strength_at(today)
    declared = declared_on is not None and today - declared_on <= timedelta(
        DECLARED_DAYS
    )
    coming = [day for day in (saved.next_meeting_on, promised) if day and day >= today]
    return TieFact(
        strength=max(strength, 1.0) if declared else strength,
        declared_on=declared_on,
        last_on=saved.last_on,
        contact_days=saved.contact_days,
        substantive_days=saved.substantive_days,
        attempts=saved.attempts,
        unreachable_since=saved.unreachable_since,
        pause_through=saved.pause_through,
        listened=saved.listened,
        next_meeting_on=min(coming, default=None),
        met_by_now_on=_met_by_now(saved, today, was_promised),
        no_next_date_since=saved.newest_without_next_on,
        live=declared or strength >= LIVE_STRENGTH,
        formal=saved.formal,
        talks=saved.talks,
        tense_on=saved.tense_on,
        peak=saved.peak,
    )


def _met_by_now(
    saved: TieTotals, today: date, was_promised: date | None
) -> date | None:
    """Return the newest day before today that had a meeting and no contact since."""
    due = [day for day in (saved.next_meeting_on, was_promised) if day and day < today]
    newest = max(due, default=None)
    if newest is None or (saved.last_on is not None and saved.last_on >= newest):
        return None
    return newest
