"""Which tie will be silent? AUC for "any contact in the next 30 days", over six days.

The days are 90, 120, ... 240 days after the first message, all pairs with a contact
before, pooled. `scheduler.rules.introducers.warmth` was chosen on the first three.

Then the list that a leader sees, everybody taken for a leader of all their pairs: how
much of them it names, and which order tells best who will stay silent, over all days
and inside one.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean

import sqlalchemy as sa
from sqlmodel import col

from bench.advice_data import Imported
from bench.rows import Row, at_least, at_most, floor
from scheduler.rules.introducers import (
    ONE_IN,
    coldest,
    cooling,
    usual_gap,
    warmth,
)
from storage.contacts.facts import KEPT_DAYS, TieFact
from storage.database.transactions import Transaction
from storage.models import ObservedDay

FIRST, EVERY, AHEAD = 90, 30, 30  # days
PUBLISHED = {90: 0.867, 60: 0.866, 30: 0.858, 100_000: 0.861}
# By half-life in days; the last is none but for telling equals apart
WITHIN = 0.005
WELL_ABOVE = 0.03  # over longest-since-contact; house rule

Score = Callable[[Sequence[date], date], float]
Pairs = Mapping[frozenset[str], list[date]]
Case = tuple[list[date], date, bool]  # days before, the day asked on, contact after


def measure(firm: Imported) -> list[Row]:
    """Return the published baselines as they come out here, then ours."""
    pairs = firm.database.run_now(lambda tx: days_between(tx, firm.workspace_id))
    asked = _asked(pairs)
    on = [[_case(d, day) for d in pairs.values() if d[0] < day] for day in asked]
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
        *told_of(pairs, asked),
    ]


def told_of(pairs: Pairs, asked: Sequence[date]) -> list[Row]:
    """Return how much of their ties leaders hear of as cooling, and in which order."""
    of: dict[str, list[list[date]]] = defaultdict(list)
    for pair, days in pairs.items():
        for one in pair:
            of[one].append(days)
    cool_shares, told_shares = [], []
    cool: list[list[Case]] = []  # all that cool, by day: what the order chooses from
    for day in asked:
        cool.append([])
        for ties in of.values():
            known = [_case(days, day) for days in ties if days[0] < day]
            facts = {
                f"{number:04}": TieFact(contact_days=tuple(days[-KEPT_DAYS:]))
                for number, (days, _, _) in enumerate(known)
            }
            found = [id for id, tie in facts.items() if cooling(tie, day)]
            cool[-1] += [known[int(id)] for id in found]
            if len(known) >= ONE_IN:
                cool_shares.append(len(found) / len(known))
                told_shares.append(len(coldest(facts, day)) / len(known))
    return [
        floor("cooling: share of all ties of a leader", fmean(cool_shares), ""),
        floor("cooling: share that is told", fmean(told_shares), ""),
        at_most(
            "cooling: share told, most of a leader", max(told_shares), 1 / ONE_IN, ""
        ),
        *_orders("over all days", cool, _across),
        *_orders("inside a day", cool, _inside),
        *_orders("inside a day, later half", cool[len(cool) // 2 :], _inside),
    ]


def _across(days: Sequence[Sequence[Case]], score: Score) -> float:
    return auc([case for cases in days for case in cases], score)


def _inside(days: Sequence[Sequence[Case]], score: Score) -> float:
    return fmean(auc(cases, score) for cases in days)


def _orders(
    where: str, days: list[list[Case]], over: Callable[[list[list[Case]], Score], float]
) -> list[Row]:
    """Return how well each order tells who will stay silent."""
    silence, rhythm, ours = (over(days, one) for one in (_recent, _in_rhythm, warmth))
    name = f"cooling, AUC {where}"
    return [
        Row(f"{name}, plain silence", f"{silence:.4f}"),
        Row(f"{name}, silence in the own rhythm", f"{rhythm:.4f}"),
        _above(f"{name}, ours", ours, max(silence, rhythm)),
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


def _asked(pairs: Pairs) -> list[date]:
    first = min(days[0] for days in pairs.values())
    last = max(days[-1] for days in pairs.values())
    asked = [first + timedelta(FIRST)]
    while asked[-1] + timedelta(EVERY + AHEAD - 1) <= last:
        asked.append(asked[-1] + timedelta(EVERY))
    return asked


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


def _in_rhythm(days: Sequence[date], today: date) -> float:
    return _recent(days, today) / max(1, usual_gap(days[-KEPT_DAYS:]))


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
