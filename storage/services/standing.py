"""How satisfied units are, as plays and replies see it; and one unit by itself."""

from collections.abc import Collection
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import col

from storage.contacts.totals import totals_from_json
from storage.database.transactions import Transaction
from storage.database.writer import AnySelect
from storage.models import Person, Rating, Tie, Unit
from storage.people.facts import PersonFact
from storage.services.facts import (
    FEWEST_RATERS,
    WINDOW_DAYS,
    IssueFact,
    RatingFact,
    ServiceFact,
    Standing,
    UnitFact,
)
from storage.services.store import (
    ISSUES_FELT,
    SERVICES_USED,
    UNITS,
    issue_of,
    service_of,
)

MOST_KNOWN = 5_000  # standings kept in memory

# Statements are built once: building one costs more than running it.
NEWEST_RATING = (
    sa.select(sa.func.max(col(Rating.on)))
    .where(col(Rating.unit_id) == col(Unit.id))
    .correlate(Unit)
    .scalar_subquery()
)
PEOPLE = (
    sa.select(sa.func.count())
    .select_from(Person)
    .where(col(Person.unit_id) == col(Unit.id))
    .correlate(Unit)
    .scalar_subquery()
)
NAMES = sa.select(col(Unit.id), col(Unit.name), NEWEST_RATING, PEOPLE).where(
    col(Unit.id).in_(UNITS)
)
RATINGS: AnySelect = (
    sa.select(
        col(Rating.unit_id),
        col(Rating.by_id),
        col(Rating.service_id),
        col(Rating.score),
        col(Rating.on),
    )
    .where(col(Rating.unit_id).in_(UNITS), col(Rating.on) > sa.bindparam("rated_since"))
    .order_by(col(Rating.on), col(Rating.id))
)


_known: dict[tuple[str, date], tuple[str, Standing]] = {}


def standings(
    tx: Transaction, unit_ids: Collection[str], *, today: date, token: str = ""
) -> dict[str, Standing]:
    """Return each unit's standing by its id.

    Args:
        token: the workspace's `facts_token` as this transaction sees it. While it and
            the day stay the same, a standing is not read again. "" = read it.
    """
    found: dict[str, Standing] = {}
    for unit_id in unit_ids:
        known_by, standing = _known.get((unit_id, today), ("", Standing()))
        if token and known_by == token:
            found[unit_id] = standing
    missing = [unit_id for unit_id in unit_ids if unit_id not in found]
    if missing:
        read = _read(tx, missing, today)
        found.update(read)
        if token:
            if len(_known) > MOST_KNOWN:
                _known.clear()
            _known.update({(one, today): (token, read[one]) for one in read})
    return found


def _read(tx: Transaction, ids: list[str], today: date) -> dict[str, Standing]:
    services = _services(tx, ids)
    ratings = _ratings(tx, ids, today)
    issues = _issues(tx, ids, today)
    return {
        unit_id: Standing(
            unit_id=unit_id,
            unit=name,
            services=tuple(services.get(unit_id, ())),
            ratings=_newest_each(ratings.get(unit_id, []), today),
            earlier_mean=_earlier_mean(ratings.get(unit_id, []), today),
            issues=tuple(issues.get(unit_id, ())),
            newest_rating_on=newest,
            people=people,
        )
        for unit_id, name, newest, people in tx.rows(NAMES, units=ids)
    }


def _services(tx: Transaction, ids: list[str]) -> dict[str, list[ServiceFact]]:
    found: dict[str, list[ServiceFact]] = {}
    for row in tx.rows(SERVICES_USED, units=ids):
        found.setdefault(row.unit_id, []).append(service_of(row, {}))
    return found


def _ratings(
    tx: Transaction, ids: list[str], today: date
) -> dict[str, list[RatingFact]]:
    found: dict[str, list[RatingFact]] = {}
    since = today - timedelta(2 * WINDOW_DAYS)
    for unit_id, *rest in tx.rows(RATINGS, units=ids, rated_since=since):
        found.setdefault(unit_id, []).append(RatingFact(*rest))
    return found


def _newest_each(ratings: list[RatingFact], today: date) -> tuple[RatingFact, ...]:
    since = today - timedelta(WINDOW_DAYS)
    newest = {(r.by_id, r.service_id): r for r in ratings if since < r.on <= today}
    return tuple(newest.values())


def _earlier_mean(ratings: list[RatingFact], today: date) -> float | None:
    until = today - timedelta(WINDOW_DAYS)
    newest = {(r.by_id, r.service_id): r.score for r in ratings if r.on <= until}
    if len(newest) < FEWEST_RATERS:
        return None
    return sum(newest.values()) / len(newest)


def _issues(tx: Transaction, ids: list[str], today: date) -> dict[str, list[IssueFact]]:
    found: dict[str, list[IssueFact]] = {}
    since = today - timedelta(WINDOW_DAYS)
    for row in tx.rows(ISSUES_FELT, units=ids, confirmed_since=since):
        found.setdefault(row.unit_id, []).append(issue_of(tx, row))
    return found


# A unit by itself, as one leader sees it: who is in it, who heads it, who answered how.

HEAD = (
    sa.select(col(Person.id), col(Person.name))
    .join(Unit, col(Unit.head_id) == col(Person.id))
    .where(col(Unit.id) == sa.bindparam("unit"))
)
IN_IT = (
    sa.select(col(Person.name), col(Tie.totals))
    .select_from(
        sa.outerjoin(
            Person,
            Tie,
            sa.and_(
                col(Tie.person_id) == col(Person.id),
                col(Tie.leader_id) == sa.bindparam("leader"),
            ),
        )
    )
    .where(col(Person.unit_id) == sa.bindparam("unit"))
    .order_by(col(Person.name_key))
)


def unit_by_itself(
    tx: Transaction, unit_id: str, *, leader_id: str, since: date, today: date
) -> UnitFact:
    """Return what is known of a unit, with answers to the leader after `since`.

    Args:
        since: local date.
        today: the leader's local date, which the standing is of.

    Raises:
        KeyError: there is no such unit.
    """
    people = tx.rows(IN_IT, leader=leader_id, unit=unit_id)
    answers = [
        met
        for row in people
        for on, met in totals_from_json(dict(row.totals or {})).answers
        if on > since
    ]
    head = tx.first(HEAD, unit=unit_id)
    return UnitFact(
        standings(tx, [unit_id], today=today)[unit_id],
        head=PersonFact(head.id, head.name) if head else None,
        people=tuple(row.name for row in people),
        met=sum(answers),
        attempts=len(answers) - sum(answers),
    )
