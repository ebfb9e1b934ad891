"""Which tie will be silent? AUC for "any contact in the next 30 days", over six days.

The days are 90, 120, ... 240 days after the first message, all pairs with a contact
before, pooled. `scheduler.rules.introducers.warmth` was chosen on the first three.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import col

from bench.advice_data import Imported
from bench.rows import Row, at_least, floor
from scheduler.rules.introducers import warmth
from storage.database.transactions import Transaction
from storage.models import ObservedDay

FIRST, EVERY, AHEAD = 90, 30, 30  # days
PUBLISHED = {90: 0.867, 60: 0.866, 30: 0.858, 100_000: 0.861}
# By half-life in days; the last is none but for telling equals apart
WITHIN = 0.005
WELL_ABOVE = 0.03  # over longest-since-contact; house rule

Score = Callable[[Sequence[date], date], float]
Case = tuple[list[date], date, bool]  # days before, the day asked on, contact after


def measure(firm: Imported) -> list[Row]:
    """Return the published baselines as they come out here, then ours."""
    on = firm.database.run_now(lambda tx: _cases(tx, firm.workspace_id))
    cases = [case for day in on for case in day]
    earlier = [case for day in on[: len(on) // 2] for case in day]
    later = [case for day in on[len(on) // 2 :] for case in day]
    rows = []
    for half_life, published in PUBLISHED.items():
        figure = auc(cases, _decayed(half_life))
        name = f"AUC, contact-days, half-life {half_life:,} d"
        same = abs(figure - published) <= WITHIN
        rows.append(Row(name, f"{figure:.4f}", f"{published} ± {WITHIN}", same))
    silent = auc(cases, _recent)
    best = auc(later, _decayed(90))
    ours, ours_later = auc(cases, warmth), auc(later, warmth)
    return [
        *rows,
        Row("AUC, longest since contact", f"{silent:.4f}"),
        _above("AUC, ours", ours, PUBLISHED[90]),
        at_least("AUC, ours over longest since contact", ours - silent, WELL_ABOVE, ""),
        floor("AUC, ours, earlier half", auc(earlier, warmth), ""),
        _above("AUC, ours, later half, against 90 days there", ours_later, best),
    ]


def _above(name: str, figure: float, limit: float) -> Row:
    return Row(name, f"{figure:.4f}", f"> {limit:.4f}", figure > limit)


def days_between(
    tx: Transaction, workspace_id: str
) -> dict[frozenset[str], list[date]]:
    """Return the days on which two were in touch, either way, in order."""
    days: dict[frozenset[str], set[date]] = defaultdict(set)
    query = sa.select(
        col(ObservedDay.from_id), col(ObservedDay.to_id), col(ObservedDay.on)
    ).where(col(ObservedDay.workspace_id) == workspace_id)
    for one, other, on in tx.execute(query):
        days[frozenset((one, other))].add(on)
    return {pair: sorted(found) for pair, found in days.items()}


def _cases(tx: Transaction, workspace_id: str) -> list[list[Case]]:
    listed = list(days_between(tx, workspace_id).values())
    first, last = min(d[0] for d in listed), max(d[-1] for d in listed)
    cases = []
    asked = first + timedelta(FIRST)
    while asked + timedelta(AHEAD - 1) <= last:
        cases.append([_case(found, asked) for found in listed if found[0] < asked])
        asked += timedelta(EVERY)
    return cases


def _case(days: list[date], asked: date) -> Case:
    known = bisect_left(days, asked)
    soon = known < len(days) and days[known] < asked + timedelta(AHEAD)
    return days[:known], asked, soon


def _decayed(half_life: int) -> Score:
    def score(days: Sequence[date], today: date) -> float:
        return float(sum(0.5 ** ((today - day).days / half_life) for day in days))

    return score


def _recent(days: Sequence[date], today: date) -> float:
    return -(today - days[-1]).days


def auc(cases: Sequence[Case], score: Score) -> float:
    """Return how often a tie with a contact scores above one without; ties half."""
    scored = sorted((score(days, on), soon) for days, on, soon in cases)
    ranks = 0.0
    start = 0
    while start < len(scored):
        end = start
        while end < len(scored) and scored[end][0] == scored[start][0]:
            end += 1
        soon = sum(hit for _, hit in scored[start:end])
        ranks += soon * (start + 1 + end) / 2
        start = end
    hits = sum(hit for _, hit in scored)
    return (ranks - hits * (hits + 1) / 2) / (hits * (len(scored) - hits))
