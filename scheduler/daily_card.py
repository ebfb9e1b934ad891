"""The daily card: one a working day, at the leader's own hour, or silence.

`scheduler.jobs` calls `claim`, `plan`, `write` and `enqueue`, in one transaction.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlmodel import col

from scheduler.attention import (
    SILENT,
    Turn,
    ignored_so_far,
    last_card,
    question,
    turn_of,
)
from scheduler.local_time import next_nudge_at
from scheduler.meetings import meeting_sections, prepared_today
from scheduler.nudges import card, without_held_back
from scheduler.outgoing import Written, send_once
from scheduler.planning import plan_morning
from scheduler.reachable import Reachable, move_leader, reachable
from scheduler.showing_steps import RETURNS_WORKING_DAYS, put_on_card, show_steps
from scheduler.suggestion import Advice
from scheduler.unasked import on_a_morning
from storage.message import Section
from storage.models import Delivery
from storage.transaction import Transaction

LATEST = time(18)  # local; a card that missed the working day waits for tomorrow


@dataclass(frozen=True, slots=True)
class Morning:
    """A leader's working day that may bring a card."""

    leader: Reachable
    today: date
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Plan:
    """What the morning brings: steps and meetings, or else the question."""

    ignored: int  # cards in a row, as from now on
    asks: bool = False  # whether the cards are of any use
    advice: Advice = field(default_factory=Advice)
    meetings: tuple[Section, ...] = ()


def claim(tx: Transaction, leader_id: str, at: datetime) -> Morning | None:
    """Return the leader's morning if a card is due at `at` (UTC), and set the next one.

    None: not due, passed too long ago, no day for cards, or there was one today.
    """
    leader = reachable(tx, leader_id)
    if leader is None or leader.next_nudge_at is None or leader.next_nudge_at > at:
        return None
    move_leader(tx, leader_id, next_nudge_at=following_card(leader, at))
    local = at.astimezone(leader.zone)
    today = local.date()
    working = leader.calendar.is_working_day(today)
    if not working or local.time() >= LATEST or not leader.wants_messages(today):
        return None
    if card_sent_on(tx, leader_id, today):
        return None
    return Morning(leader, today, at)


def plan(tx: Transaction, morning: Morning) -> Plan | None:
    """Return what to say this morning; None = nothing."""
    leader, today, whom = morning.leader, morning.today, morning.leader.whom
    last = last_card(tx, whom.leader_id)
    ignored = ignored_so_far(leader.ignored_cards, last, leader.active_at)
    turn = turn_of(ignored, last, today, leader.calendar)
    if turn is Turn.SKIP:
        return None
    if turn is Turn.ASK:
        return Plan(ignored=SILENT, asks=True)
    planned = plan_morning(tx, whom, today=today, at=morning.at)
    prepared = {one.executive.id for one in prepared_today(leader, planned.situations)}
    advice = without_held_back(planned.advice, prepared)  # their meeting says it
    meetings = meeting_sections(tx, leader, planned.situations)
    if not advice.steps and not meetings:
        return None
    return Plan(ignored, advice=advice, meetings=meetings)


def write(tx: Transaction, morning: Morning, plan: Plan) -> Written | None:
    """Note which steps are shown, and return the card with them, or the question."""
    leader, today = morning.leader, morning.today
    if plan.asks:
        return Written(question(leader.name))
    ids = show_steps(
        tx,
        plan.advice.steps,
        workspace_id=leader.whom.workspace_id,
        leader_id=leader.whom.leader_id,
        today=today,
        returns_on=leader.calendar.add_working_days(today, RETURNS_WORKING_DAYS),
        at=morning.at,
    )
    message = card(
        plan.advice,
        leader_name=leader.name,
        today=today,
        suggestion_ids=ids,
        meetings=plan.meetings,
    )
    if message is None:
        return None
    return Written(message, tuple(ids[step.key] for step in plan.advice.steps))


def enqueue(tx: Transaction, morning: Morning, plan: Plan, written: Written) -> bool:
    """Queue the card, and remember what stands on it."""
    leader, leader_id = morning.leader, morning.leader.whom.leader_id
    delivery_id = send_once(
        tx,
        on_a_morning(written.message),
        once_key=_once_key(leader_id, morning.today),
        kind="nudge",
        workspace_id=leader.whom.workspace_id,
        leader_id=leader_id,
        surface=leader.surface,
        tenant=leader.tenant,
        recipient=leader.user_key,
        on=morning.today,
        at=morning.at,
    )
    assert delivery_id is not None  # the leader's row is locked
    put_on_card(tx, written.ids, delivery_id)
    move_leader(tx, leader_id, ignored_cards=plan.ignored)
    return True


def following_card(leader: Reachable, after: datetime) -> datetime:
    """Return the next moment a card may be due, UTC, after `after`."""
    return next_nudge_at(
        after,
        zone=leader.zone.key,
        minute=leader.nudge_minute,
        working_days=leader.calendar.working_days,
        country=leader.calendar.country,
        subdivision=leader.calendar.subdivision,
        paused_through=leader.paused_through,
    )


def card_sent_on(tx: Transaction, leader_id: str, day: date) -> bool:
    """Say whether the leader was sent the card of local `day` already."""
    once_key = _once_key(leader_id, day)
    query = sa.select(col(Delivery.id)).where(col(Delivery.once_key) == once_key)
    return tx.first(query) is not None


def _once_key(leader_id: str, day: date) -> str:
    return f"nudge:{leader_id}:{day}"
