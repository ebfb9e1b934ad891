"""In which language somebody reads us: as they chose, else as their platform says."""

from handlers.faults import log_fault
from handlers.request import Address, Profile
from storage.database import Database, NotSaved
from storage.leaders import LeaderRow, leader_at
from storage.transaction import Transaction


def language_for(known: LeaderRow, profile: Profile) -> str:
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
