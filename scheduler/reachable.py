"""A leader as the clock sees them: where they are reached, and when."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import col

from scheduler.gather.situations import ForWhom
from scheduler.local_time import Calendar
from storage.database.transactions import Transaction
from storage.leaders.accounts import BEST_FIRST, REACHES
from storage.models import Account, Leader, Person


@dataclass(frozen=True, slots=True)
class Reachable:
    """One leader, locked by the caller's transaction."""

    whom: ForWhom
    name: str
    zone: ZoneInfo
    calendar: Calendar
    nudge_minute: int
    paused_through: date | None
    away_through: date | None  # as the platform's status says
    stopped: bool
    delivery_problem: str
    channel_key: str
    channel_rhythm: str  # "monthly" or "weekly"
    next_nudge_at: datetime | None
    next_summary_at: datetime | None
    ignored_cards: int  # in a row, before the last card
    active_at: datetime | None  # last heard of, UTC
    surface: str
    tenant: str
    user_key: str
    language: str  # what they read us in: a locale, or their choice, e.g. "es"
    set_aside: bool  # their account opens another book, linked to it: no cards of this
    channel_surface: str  # the platform of `channel_key`

    def wants_messages(self, today: date) -> bool:
        """Whether anything may be sent to them on this local date."""
        paused = self.paused_through is not None and today <= self.paused_through
        away = self.away_through is not None and today <= self.away_through
        quiet = paused or away or self.stopped or self.set_aside
        return not (quiet or self.delivery_problem)


def reachable(tx: Transaction, leader_id: str) -> Reachable | None:
    """Return the leader and lock their row; None if another replica holds it."""
    row = tx.first(
        sa.select(
            Leader,
            col(Person.name),
            col(Account.surface),
            col(Account.tenant),
            col(Account.user_key),
            (col(Account.leader_id) != col(Leader.id)).label("set_aside"),
        )
        .join(Person, col(Person.id) == col(Leader.person_id))
        .join(Account, REACHES)
        .where(col(Leader.id) == leader_id)
        .order_by(*BEST_FIRST)
        .limit(1)
        .with_for_update(of=Leader, skip_locked=True, key_share=True)
    )
    if row is None:
        return None
    return Reachable(
        whom=ForWhom(row.id, row.workspace_id, row.person_id),
        name=row.name,
        zone=ZoneInfo(row.zone),
        calendar=Calendar(row.working_days, row.country, row.subdivision),
        nudge_minute=row.nudge_minute,
        paused_through=row.paused_through,
        away_through=row.away_through,
        stopped=row.stopped,
        delivery_problem=row.delivery_problem,
        channel_key=row.channel_key,
        channel_rhythm=row.channel_rhythm,
        next_nudge_at=row.next_nudge_at,
        next_summary_at=row.next_summary_at,
        ignored_cards=row.ignored_cards,
        active_at=row.active_at,
        surface=row.surface,
        tenant=row.tenant,
        user_key=row.user_key,
        language=row.language or row.locale,
        set_aside=bool(row.set_aside),
        channel_surface=row.channel_surface,
    )


def move_leader(tx: Transaction, leader_id: str, **columns: object) -> None:
    """Write when the leader is next due."""
    tx.execute(sa.update(Leader).where(col(Leader.id) == leader_id).values(**columns))
