"""How satisfied units are: services, ratings and issues, as a play sees them."""

from collections.abc import Collection
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.vault import place
from storage.database.writer import AnyRow, AnySelect
from storage.models import Issue, Person, Rating, Service, ServiceUse, Unit
from storage.people.facts import PersonFact
from storage.services.facts import (
    FEWEST_RATERS,
    WINDOW_DAYS,
    IssueFact,
    RatingFact,
    ServiceFact,
    UnitStanding,
)

MOST_KNOWN = 5_000  # standings kept in memory


# Statements are built once: building one costs more than running it.
UNITS: sa.BindParameter[str] = sa.bindparam("units", expanding=True)
SINCE: sa.BindParameter[date] = sa.bindparam("since")
NEWEST_RATING = (
    sa.select(sa.func.max(col(Rating.on)))
    .where(col(Rating.unit_id) == col(Unit.id))
    .correlate(Unit)
    .scalar_subquery()
)
NAMES = sa.select(col(Unit.id), col(Unit.name), NEWEST_RATING).where(
    col(Unit.id).in_(UNITS)
)
SERVICES: AnySelect = (
    sa.select(
        col(ServiceUse.unit_id),
        col(Service.id),
        col(Service.name),
        col(Service.owner_id),
        col(Person.name).label("owner"),
    )
    .join(Service, col(Service.id) == col(ServiceUse.service_id))
    .outerjoin(Person, col(Person.id) == col(Service.owner_id))
    .where(col(ServiceUse.unit_id).in_(UNITS))
    .order_by(col(Service.name_key))
)
RATINGS: AnySelect = (
    sa.select(
        col(Rating.unit_id),
        col(Rating.by_id),
        col(Rating.service_id),
        col(Rating.score),
        col(Rating.on),
    )
    .where(col(Rating.unit_id).in_(UNITS), col(Rating.on) > SINCE)
    .order_by(col(Rating.on), col(Rating.id))
)
OWNER, CONFIRMER = aliased(Person, name="owner"), aliased(Person, name="confirmer")
ISSUES: AnySelect = (
    sa.select(
        Issue,
        col(Service.name).label("service"),
        col(Service.owner_id),
        col(OWNER.name).label("owner"),
        col(CONFIRMER.name).label("confirmer"),
    )
    .join(Service, col(Service.id) == col(Issue.service_id))
    .outerjoin(OWNER, col(OWNER.id) == col(Service.owner_id))
    .outerjoin(CONFIRMER, col(CONFIRMER.id) == col(Issue.confirmed_by_id))
    .where(
        col(Issue.unit_id).in_(UNITS),
        sa.or_(col(Issue.confirmed_on).is_(None), col(Issue.confirmed_on) > SINCE),
    )
    .order_by(col(Issue.severity), col(Issue.due_on), col(Issue.id))
)


_known: dict[tuple[str, date], tuple[str, UnitStanding]] = {}


def standings(
    tx: Transaction, unit_ids: Collection[str], *, today: date, token: str = ""
) -> dict[str, UnitStanding]:
    """Return each unit's standing by its id.

    Args:
        token: the workspace's `facts_token` as this transaction sees it. While it and
            the day stay the same, a standing is not read again. "" = read it.
    """
    found: dict[str, UnitStanding] = {}
    for unit_id in unit_ids:
        known_by, standing = _known.get((unit_id, today), ("", UnitStanding()))
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


def _read(tx: Transaction, ids: list[str], today: date) -> dict[str, UnitStanding]:
    services = _services(tx, ids)
    ratings = _ratings(tx, ids, today)
    issues = _issues(tx, ids, today)
    return {
        unit_id: UnitStanding(
            unit_id=unit_id,
            unit=name,
            services=tuple(services.get(unit_id, ())),
            ratings=_newest_each(ratings.get(unit_id, []), today),
            earlier_mean=_earlier_mean(ratings.get(unit_id, []), today),
            issues=tuple(issues.get(unit_id, ())),
            newest_rating_on=newest,
        )
        for unit_id, name, newest in tx.execute(NAMES, {"units": ids})
    }


def _services(tx: Transaction, ids: list[str]) -> dict[str, list[ServiceFact]]:
    found: dict[str, list[ServiceFact]] = {}
    for row in tx.execute(SERVICES, {"units": ids}):
        owner = PersonFact(row.owner_id, row.owner) if row.owner else None
        found.setdefault(row.unit_id, []).append(ServiceFact(row.id, row.name, owner))
    return found


def _ratings(
    tx: Transaction, ids: list[str], today: date
) -> dict[str, list[RatingFact]]:
    found: dict[str, list[RatingFact]] = {}
    values = {"units": ids, "since": today - timedelta(2 * WINDOW_DAYS)}
    for unit_id, *rest in tx.execute(RATINGS, values):
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
    values = {"units": ids, "since": today - timedelta(WINDOW_DAYS)}
    for row in tx.execute(ISSUES, values):
        found.setdefault(row.unit_id, []).append(_issue(tx, row))
    return found


def _issue(tx: Transaction, row: AnyRow) -> IssueFact:
    about = place(row.workspace_id, row.id, "title")
    by = row.confirmed_by_id
    return IssueFact(
        id=row.id,
        code=row.code,
        service=row.service,
        opened_on=row.opened_on,
        owner=PersonFact(row.owner_id, row.owner) if row.owner else None,
        title=tx.vault.open(row.title, about=about),
        severity=row.severity,
        due_on=row.due_on,
        resolved_on=row.resolved_on,
        confirmed_on=row.confirmed_on,
        confirmed_by=PersonFact(by, row.confirmer) if row.confirmer else None,
        reopened=row.reopened,
    )
