"""Who is speaking: the leader behind an address, welcomed and followed."""

import unicodedata
from dataclasses import fields, replace
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col

from handlers.grammar.people.names import LONGEST_NAME
from handlers.turn import Address, Profile, Speaker
from scheduler.card.daily_card import card_sent_on, following_card
from scheduler.local_time import next_nudge_at
from storage.database.transactions import Database, NotSaved, Transaction
from storage.faults import log_fault
from storage.leaders.facts import LeaderFact, zone_of
from storage.leaders.leaders import (
    leader_at,
    leader_with,
    move_leader,
    name_leader,
    welcome_leader,
)
from storage.models import Leader

OPEN_END = timedelta(days=365)  # of a status without an end; it is followed anyway
LONGEST_LOCALE = 35  # characters; RFC 5646, 4.4.1
HEARD_AGAIN = timedelta(minutes=15)  # written down no more often; house rule
HEARD = (  # built once: building a statement costs more than running it
    sa.update(Leader)
    .where(col(Leader.id) == sa.bindparam("leader"))
    .values(active_at=sa.bindparam("at"))
)
OF_A_LEADER = tuple(one.name for one in fields(LeaderFact))
NUDGE_MINUTE = int(Leader.model_fields["nudge_minute"].default)


def speaker_of(
    tx: Transaction, by: Address, *, profile: Profile, at: datetime
) -> Speaker:
    """Return the leader behind `by`; somebody new becomes one.

    Args:
        profile: what the platform says about them; the first name it tells counts,
            the zone until they choose one, the locale each time it tells one.
        at: now, UTC.
    """
    known = _known(tx, by) or _welcomed(tx, by, profile, at)
    if known.active_at is None or at - known.active_at >= HEARD_AGAIN:
        tx.execute(HEARD, {"leader": known.leader_id, "at": at})
    zone = follow_zone(tx, known, profile, surface=by.surface, at=at)
    follow_locale(tx, known, profile, surface=by.surface)
    person_id, name = _named(tx, known, by, profile)
    told = {name: getattr(known, name) for name in OF_A_LEADER}
    told["locale"] = profile.locale or known.locale
    return Speaker(
        **{**told, "person_id": person_id, "name": name, "zone": zone_of(zone)},
        address=by,
    )


def _known(tx: Transaction, by: Address) -> LeaderFact | None:
    return leader_at(tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key)


def _welcomed(
    tx: Transaction, by: Address, profile: Profile, at: datetime
) -> LeaderFact:
    """Make a leader of somebody new, with the first card at their next 08:30.

    Whoever was welcomed, or linked, by another request a moment ago stays as they are.
    """
    defaults = tx.defaults
    zone = zone_of(profile.zone or defaults.get("zone", "UTC")).key
    is_new = welcome_leader(
        tx,
        surface=by.surface,
        tenant=by.tenant,
        user_key=by.user_key,
        name=name_on(profile, by),
        zone=zone,
        zone_source="profile" if profile.zone == zone else "default",
        country=defaults.get("country", ""),
        subdivision=defaults.get("subdivision", ""),
        at=at,
    )
    new = _known(tx, by)
    assert new is not None
    if not is_new:
        return new
    first_card = next_nudge_at(
        at,
        zone=zone,
        minute=NUDGE_MINUTE,
        country=new.country,
        subdivision=new.subdivision,
    )
    move_leader(tx, new.leader_id, next_nudge_at=first_card)
    return new


def _named(
    tx: Transaction, known: LeaderFact, by: Address, profile: Profile
) -> tuple[str, str]:
    """Return the leader's person and name, after taking a name told only now.

    Teams tells none when the app is installed.
    """
    name = name_on(profile, by)
    if known.name != by.user_key or name == by.user_key:
        return known.person_id, known.name
    person_id = name_leader(
        tx,
        leader_id=known.leader_id,
        person_id=known.person_id,
        workspace_id=known.workspace_id,
        user_key=by.user_key,
        name=name,
    )
    return person_id, name


def name_on(profile: Profile, by: Address) -> str:
    """Return what the platform calls somebody, cleaned; their user id if nothing."""
    letters = (
        letter if unicodedata.category(letter) not in ("Cc", "Cs") else " "
        for letter in profile.name
    )
    name = " ".join("".join(letters).split())[:LONGEST_NAME].strip()
    return name or by.user_key


# What the platform says about a leader, followed: zone, language, and being away.


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
    move_leader(tx, known.leader_id, away_through=away)


def follow_zone(
    tx: Transaction, known: LeaderFact, profile: Profile, *, surface: str, at: datetime
) -> str:
    """Return the leader's zone, after taking a new one from their profile.

    Of several linked accounts, only the one that cards come to says where they are.
    """
    if profile.zone in ("", known.zone.key) or known.zone_source == "set":
        return known.zone.key
    if known.card_surface not in ("", surface):
        return known.zone.key
    zone = zone_of(profile.zone).key
    if zone != profile.zone:  # this machine does not know it
        return known.zone.key
    move_leader(tx, known.leader_id, zone=zone, zone_source="profile")
    plan_next_card(tx, known.leader_id, at=at)
    return zone


def follow_locale(
    tx: Transaction, known: LeaderFact, profile: Profile, *, surface: str
) -> None:
    """Keep what the platform says their language is, for what comes by itself.

    Of several linked accounts, only the one that cards come to says so.
    """
    locale = profile.locale[:LONGEST_LOCALE]
    here = known.card_surface in ("", surface)
    if locale and locale != known.locale and here:
        move_leader(tx, known.leader_id, locale=locale)


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


def plan_next_card(tx: Transaction, leader_id: str, *, at: datetime) -> datetime | None:
    """Set the moment of the leader's next card, and return it; None when stopped.

    A day whose card was sent gets no other.

    Args:
        at: now, UTC; the card comes after it.
    """
    leader = leader_with(tx, leader_id)
    assert leader is not None  # who speaks
    moment = None
    if not leader.stopped:
        today, rests = leader.today(at), leader.paused_through
        if card_sent_on(tx, leader_id, today):
            rests = max(today, rests or today)
        moment = following_card(replace(leader, paused_through=rests), at)
    move_leader(tx, leader_id, next_nudge_at=moment)
    return moment


# In which language somebody reads us: as they chose, else as their platform says.


def language_for(known: LeaderFact, profile: Profile) -> str:
    """Return a leader's language; what the platform says now beats what it said."""
    return known.language or profile.locale or known.locale


def language_at(tx: Transaction, by: Address, profile: Profile) -> str:
    """Return the language of whoever is behind `by`, also of somebody new."""
    known = leader_at(tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key)
    return language_for(known, profile) if known else profile.locale


async def language_after_fault(
    database: Database, by: Address, profile: Profile
) -> str:
    """Return the language to tell a fault in: their platform's if nothing is known."""
    try:
        return await database.run(lambda tx: language_at(tx, by, profile))
    except NotSaved:
        return profile.locale
    except Exception as error:  # the fault may be the same one
        log_fault(error)
        return profile.locale
