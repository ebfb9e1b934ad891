"""Following what the platform says about a leader: zone, language, and being away."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col

from handlers.leader_times import plan_next_card
from handlers.request import Address, Profile
from scheduler.local_time import zone_of
from storage.leaders import LeaderRow, leader_at
from storage.models import Leader
from storage.transaction import Transaction

OPEN_END = timedelta(days=365)  # of a status without an end; it is followed anyway
LONGEST_LOCALE = 35  # characters; RFC 5646, 4.4.1


def follow_profile(
    tx: Transaction, by: Address, *, profile: Profile, at: datetime
) -> None:
    """Keep a leader's zone, locale and absence as their profile has them now.

    A zone the leader chose by hand stays. Somebody who is no leader stays none.

    Args:
        at: now, UTC.
    """
    known = leader_at(tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key)
    if known is None:
        return
    zone = zone_of(follow_zone(tx, known, profile, surface=by.surface, at=at))
    follow_locale(tx, known, profile, surface=by.surface)
    away = away_through(profile, at.astimezone(zone).date(), at, zone.key)
    tx.execute(
        sa.update(Leader).where(col(Leader.id) == known.id).values(away_through=away)
    )


def follow_zone(
    tx: Transaction, known: LeaderRow, profile: Profile, *, surface: str, at: datetime
) -> str:
    """Return the leader's zone, after taking a new one from their profile.

    Of several linked accounts, only the one that cards come to says where they are.
    """
    if profile.zone in ("", known.zone) or known.zone_source == "set":
        return known.zone
    if known.card_surface not in ("", surface):
        return known.zone
    zone = zone_of(profile.zone).key
    if zone != profile.zone:  # this machine does not know it
        return known.zone
    tx.execute(
        sa.update(Leader)
        .where(col(Leader.id) == known.id)
        .values(zone=zone, zone_source="profile")
    )
    plan_next_card(tx, known.id, at=at)
    return zone


def follow_locale(
    tx: Transaction, known: LeaderRow, profile: Profile, *, surface: str
) -> None:
    """Keep what the platform says their language is, for what comes by itself.

    Of several linked accounts, only the one that cards come to says so.
    """
    locale = profile.locale[:LONGEST_LOCALE]
    here = known.card_surface in ("", surface)
    if locale and locale != known.locale and here:
        tx.execute(
            sa.update(Leader).where(col(Leader.id) == known.id).values(locale=locale)
        )


def away_through(profile: Profile, today: date, at: datetime, zone: str) -> date | None:
    """Return the last local day somebody is away, None when they are not.

    A status that ends in the middle of a day leaves that day free.
    """
    if not profile.away:
        return None
    if profile.away_until is None:
        return today + OPEN_END
    if profile.away_until <= at:
        return None
    return profile.away_until.astimezone(zone_of(zone)).date() - timedelta(days=1)
