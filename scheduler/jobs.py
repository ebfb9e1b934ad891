"""What the clock asks for: due cards, steps that were put off, month-end summaries.

One leader's failure is logged and does not cost the others theirs: a transaction each.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.daily_card import send_due_card
from scheduler.delivery_state import forget_bodies
from scheduler.due_summary import send_due_summary
from scheduler.put_off import send_put_off_step
from storage.changes import table_of
from storage.database import Database
from storage.faults import log_fault
from storage.install_states import forget_states
from storage.links import forget_link_codes
from storage.models import Leader, SuggestionRow
from storage.purge import purge_uninstalled
from storage.seen import forget_seen
from storage.teams_tenants import purge_removed_tenants

LEADER = table_of(Leader)
SUGGESTION = table_of(SuggestionRow)
BODIES_KEPT = timedelta(days=90)  # what old messages said; house rule
AT_ONCE = 500  # ids read a time; house rule

One = Callable[[Session, str, datetime], bool]


async def run_due(database: Database, *, at: datetime) -> int:
    """Decide and queue everything that is due at `at` (UTC); return how many messages.

    Any replica may run it, any number of times: each piece of work is claimed in its
    own transaction and queued under a key that cannot repeat.
    """
    cards = sa.select(LEADER.c.id).where(LEADER.c.next_nudge_at <= at)
    later = sa.select(SUGGESTION.c.id).where(SUGGESTION.c.returns_at <= at)
    summaries = sa.select(LEADER.c.id).where(
        LEADER.c.channel_key != "",
        sa.or_(LEADER.c.next_summary_at.is_(None), LEADER.c.next_summary_at <= at),
    )
    queued = await _each(database, cards, send_due_card, at)
    queued += await _each(database, later, send_put_off_step, at)
    return queued + await _each(database, summaries, send_due_summary, at)


async def _each(
    database: Database, due: sa.Select[str], work: One, at: datetime
) -> int:
    tried: set[str] = set()
    queued = 0
    while True:
        found = await database.run_patiently(partial(_ids, due))
        ids = [one for one in found if one not in tried]
        if not ids:
            return queued
        for one in ids:
            tried.add(one)
            try:
                queued += await database.run_patiently(partial(_one, work, one, at))
            except Exception as error:
                log_fault(error, f"{work.__name__} for {one}")


def _ids(due: sa.Select[str], session: Session) -> list[str]:
    return [row[0] for row in session.execute(due.limit(AT_ONCE))]


def _one(work: One, subject: str, at: datetime, session: Session) -> bool:
    return work(session, subject, at)


async def clean_up(database: Database, *, at: datetime) -> None:
    """Delete what is kept only for a while."""
    await database.run_patiently(lambda session: forget_seen(session, at=at))
    await database.run_patiently(
        lambda session: forget_bodies(session, before=at - BODIES_KEPT)
    )
    await database.run_patiently(lambda session: forget_states(session, at=at))
    await database.run_patiently(lambda session: forget_link_codes(session, at=at))
    await database.run_patiently(lambda session: purge_uninstalled(session, at=at))
    await database.run_patiently(lambda session: purge_removed_tenants(session, at=at))
