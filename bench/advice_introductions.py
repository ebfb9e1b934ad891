"""Introductions that were seen to happen: does our ranking find who made them?

A case: somebody writes to two people who never wrote to each other, and within 30 days
they do; each pair once. Messages to at most five. The first 44 days are history alone
(that reproduces the published 164 cases best: 166), the last 30 cannot be judged. No
setting of our ranking was chosen here; the halves are kept to compare with what was.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from math import prod
from pathlib import Path

from bench.advice_cold import days_between
from bench.advice_data import Imported, rows_of
from bench.rows import Row, at_least, floor
from scheduler.gather.routes import introducers_between
from storage.database.transactions import Transaction
from storage.people.same import everybody

MOST = 5  # recipients
WITHIN = timedelta(30)
HISTORY = timedelta(44)
PUBLISHED_1, PUBLISHED_3 = 0.418, 0.692  # data/README.md
SAME = 0.005
Worth = Callable[[tuple[float, float]], float]
WEAKER: Worth = min
PRODUCT: Worth = prod


@dataclass(frozen=True, slots=True)
class Case:
    """An introduction."""

    on: date
    one: str
    other: str
    by: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Who it really was, and everybody who could have been, with their scores."""

    by: str
    ours: dict[str, float]
    plain: dict[str, tuple[float, float]]  # contact-days with each, decayed


def measure(data: Path, firm: Imported) -> list[Row]:
    """Return hits of our ranking, over all and on each half."""
    cases = find_cases(data / "manufacturing" / "communication.csv")
    answers = firm.database.run_now(lambda tx: _asked(tx, firm, cases))
    through = [answer for answer in answers if answer.by in answer.ours]
    half = len(through) // 2
    earlier, later = through[:half], through[half:]
    return [
        floor("introductions: cases (published 164)", len(cases), ""),
        floor("introductions: through a mutual contact (146)", len(through), ""),
        *_published(through),
        at_least("hit@1, ours", _hits(through, 1), PUBLISHED_1, ""),
        at_least("hit@3, ours", _hits(through, 3), PUBLISHED_3, ""),
        floor("hit@1, ours, earlier half", _hits(earlier, 1), ""),
        floor("hit@3, ours, earlier half", _hits(earlier, 3), ""),
        at_least("hit@1, ours, later half", _hits(later, 1), PUBLISHED_1, ""),
        at_least("hit@3, ours, later half", _hits(later, 3), PUBLISHED_3, ""),
        *(
            at_least(
                f"hit@{first}, ours, later half, against the product there",
                _hits(later, first),
                _hits(later, first, PRODUCT),
                "",
            )
            for first in (1, 3)
        ),
    ]


def find_cases(file: Path) -> list[Case]:
    """Return the introductions of a mail log, in order of time."""
    sent: dict[tuple[datetime, str], set[str]] = defaultdict(set)
    for row in rows_of(file):
        at = datetime.fromisoformat(row["event_date"])
        sent[at, row["sender"]].add(row["recipient"])
    messages = [
        (at, by, sorted(to - {by}, key=int))
        for (at, by), to in sorted(sent.items())
        if 0 < len(to - {by}) <= MOST
    ]
    first: dict[frozenset[str], datetime] = {}
    for at, by, to in messages:
        for one in to:
            first.setdefault(frozenset((by, one)), at)
    start = messages[0][0].replace(hour=0, minute=0, second=0) + HISTORY
    end = messages[-1][0] - WITHIN
    found: dict[frozenset[str], Case] = {}
    for at, by, to in messages:
        for one, other in combinations(to, 2):
            pair = frozenset((one, other))
            met = first.get(pair)
            if met is None or not at < met <= at + WITHIN or not start <= at <= end:
                continue
            found.setdefault(pair, Case(at.date(), one, other, by))
    return list(found.values())


def _asked(tx: Transaction, firm: Imported, cases: Sequence[Case]) -> list[Answer]:
    people = everybody(tx, firm.workspace_id)
    days = days_between(tx, firm.workspace_id)
    answers = []
    for case in cases:
        me, them = people[case.one], people[case.other]
        found = introducers_between(
            tx, workspace_id=firm.workspace_id, me=me, them=them, before=case.on
        )
        plain = {
            one.person_id: (
                _strength(days[frozenset((me, one.person_id))], case.on),
                _strength(days[frozenset((them, one.person_id))], case.on),
            )
            for one in found
        }
        ours = {one.person_id: one.score for one in found}
        answers.append(Answer(people[case.by], ours, plain))
    return answers


def _strength(days: Sequence[date], on: date) -> float:
    """Return contact-days before `on`, each worth half after 30 days, as published."""
    return float(sum(0.5 ** ((on - day).days / 30) for day in days if day < on))


def _published(through: Sequence[Answer]) -> list[Row]:
    """Return the published baselines as they come out on these cases."""
    rows = []
    for name, worth, figures in (
        ("weaker link", WEAKER, {1: 0.404, 3: PUBLISHED_3}),
        ("product", PRODUCT, {1: PUBLISHED_1, 3: 0.671}),
    ):
        for first, published in figures.items():
            figure = _hits(through, first, worth)
            same = abs(figure - published) <= SAME
            told = f"{published} ± {SAME}"
            rows.append(Row(f"hit@{first}, {name}", f"{figure:.3f}", told, same))
    return rows


def _hits(answers: Sequence[Answer], first: int, worth: Worth | None = None) -> float:
    """Return the share of cases whose introducer is among the first few.

    Args:
        worth: orders by the plain strengths with each; None means by our score.
    """
    hits = 0
    for answer in answers:
        scores = answer.ours
        if worth is not None:
            scores = {id: worth(pair) for id, pair in answer.plain.items()}
        order = sorted(scores, key=lambda id: (-scores[id], id))
        hits += answer.by in order[:first]
    return hits / len(answers)
