"""Who is speaking: the leader behind an address, welcomed at first use."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.request import Address, Profile, Speaker
from storage.leaders import leader_at, welcome_leader


def speaker_of(
    session: Session, by: Address, *, profile: Profile, at: datetime
) -> Speaker:
    """Return the leader behind `by`; somebody new becomes one.

    Args:
        profile: what the platform says about them; used at first use only.
        at: now, UTC.
    """
    known = leader_at(
        session, surface=by.surface, tenant=by.tenant, user_key=by.user_key
    )
    if known is None:
        defaults = session.info.get("defaults", {})
        zone = profile.zone or defaults.get("zone", "UTC")
        welcome_leader(
            session,
            surface=by.surface,
            tenant=by.tenant,
            user_key=by.user_key,
            name=profile.name or by.user_key,
            zone=zone,
            zone_source="profile" if profile.zone else "default",
            country=defaults.get("country", ""),
            subdivision=defaults.get("subdivision", ""),
            at=at,
        )
        known = leader_at(
            session, surface=by.surface, tenant=by.tenant, user_key=by.user_key
        )
        assert known is not None
    return Speaker(
        leader_id=known.id,
        workspace_id=known.workspace_id,
        person_id=known.person_id,
        name=known.name,
        zone=ZoneInfo(known.zone),
        country=known.country,
        subdivision=known.subdivision,
        address=by,
    )
