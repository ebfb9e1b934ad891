"""A unit's standing as our playbook sees it, by `storage.services.standing`."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bench.simulated.notebook import Notebook
from storage.services.facts import FEWEST_RATERS, WINDOW_DAYS, RatingFact, Standing


def standing_of(notebook: Notebook, unit_id: str) -> Standing:
    """Return how satisfied a unit is, as far as it said."""
    notes, since = notebook.units[unit_id], notebook.today - timedelta(WINDOW_DAYS)
    newest = {r.by_id: r for r in notes.ratings if since < r.on <= notebook.today}
    before = {
        r.by_id: r.score
        for r in notes.ratings
        if since - timedelta(WINDOW_DAYS) < r.on <= since
    }
    return Standing(
        unit_id=unit_id, unit=notes.name, services=(notes.service,),
        ratings=tuple(newest.values()), earlier_mean=_mean(before.values()),
        issues=tuple(
            i
            for i in notes.issues.values()
            if i.confirmed_on is None or i.confirmed_on > since
        ),
        newest_rating_on=_newest(notes.ratings),
    )  # fmt: skip


def _mean(scores: Iterable[float]) -> float | None:
    known = list(scores)
    return sum(known) / len(known) if len(known) >= FEWEST_RATERS else None


def _newest(ratings: Sequence[RatingFact]) -> date | None:
    return max((r.on for r in ratings), default=None)
