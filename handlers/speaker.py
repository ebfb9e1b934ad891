"""Who is speaking: the leader behind an address, welcomed at first use."""

import unicodedata
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import col

from handlers.profile_changes import follow_locale, follow_zone
from handlers.reader_language import language_for
from handlers.request import Address, Profile, Speaker
from scheduler.local_time import next_nudge_at, zone_of
from storage.late_names import name_leader
from storage.leaders import LeaderRow, leader_at
from storage.models import Leader
from storage.transaction import Transaction
from storage.welcome import welcome_leader

LONGEST_NAME = 80  # characters; house rule
HEARD_AGAIN = timedelta(minutes=15)  # written down no more often; house rule
HEARD = (  # built once: building a statement costs more than running it
    sa.update(Leader)
    .where(col(Leader.id) == sa.bindparam("leader"))
    .values(active_at=sa.bindparam("at"))
)
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
        tx.execute(HEARD, {"leader": known.id, "at": at})
    zone = follow_zone(tx, known, profile, surface=by.surface, at=at)
    follow_locale(tx, known, profile, surface=by.surface)
    person_id, name = _named(tx, known, by, profile)
    return Speaker(
        leader_id=known.id,
        workspace_id=known.workspace_id,
        person_id=person_id,
        name=name,
        zone=ZoneInfo(zone),
        country=known.country,
        subdivision=known.subdivision,
        address=by,
        locale=profile.locale or known.locale,
        language=language_for(known, profile),
        has_asked=known.has_asked,
        has_noted=known.has_noted,
        questions=known.questions,
    )


def _known(tx: Transaction, by: Address) -> LeaderRow | None:
    return leader_at(tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key)


def _welcomed(
    tx: Transaction, by: Address, profile: Profile, at: datetime
) -> LeaderRow:
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
    tx.execute(
        sa.update(Leader)
        .where(col(Leader.id) == new.id)
        .values(next_nudge_at=first_card)
    )
    return new


def _named(
    tx: Transaction, known: LeaderRow, by: Address, profile: Profile
) -> tuple[str, str]:
    """Return the leader's person and name, after taking a name told only now.

    Teams tells none when the app is installed.
    """
    name = name_on(profile, by)
    if known.name != by.user_key or name == by.user_key:
        return known.person_id, known.name
    person_id = name_leader(
        tx,
        leader_id=known.id,
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
