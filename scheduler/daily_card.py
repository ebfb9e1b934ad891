"""The daily card: one a working day, at the leader's own hour, or silence."""

from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from language.say import speaking
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
from scheduler.outgoing import send_once
from scheduler.planning import plan_morning
from scheduler.reachable import Reachable, move_leader, reachable
from scheduler.showing_steps import RETURNS_WORKING_DAYS, put_on_card, show_steps
from scheduler.unasked import on_a_morning
from storage.changes import table_of
from storage.message import Message
from storage.models import Delivery

DELIVERY = table_of(Delivery)

LATEST = time(18)  # local; a card that missed the working day waits for tomorrow


def send_due_card(session: Session, leader_id: str, at: datetime) -> bool:
    """Queue the leader's card if it is due at `at` (UTC), and set the next moment.

    Returns:
        True if a card was queued; False on a day with nothing to say, when the moment
        passed too long ago, or when it is not due.
    """
    leader = reachable(session, leader_id)
    if leader is None or leader.next_nudge_at is None or leader.next_nudge_at > at:
        return False
    with speaking(leader.language, on=leader.surface):
        return _send_card(session, leader, at)


def _send_card(session: Session, leader: Reachable, at: datetime) -> bool:
    leader_id = leader.whom.leader_id
    move_leader(session, leader_id, next_nudge_at=following_card(leader, at))
    local = at.astimezone(leader.zone)
    today = local.date()
    working = leader.calendar.is_working_day(today)
    if not working or local.time() >= LATEST or not leader.wants_messages(today):
        return False
    once_key = _once_key(leader_id, today)
    if card_sent_on(session, leader_id, today):
        return False
    last = last_card(session, leader_id)
    ignored = ignored_so_far(leader.ignored_cards, last, leader.active_at)
    turn = turn_of(ignored, last, today, leader.calendar)
    if turn is Turn.SKIP:
        return False
    if turn is Turn.ASK:
        move_leader(session, leader_id, ignored_cards=SILENT)
        _send(session, leader, question(leader.name), once_key, today, at)
        return True
    morning = plan_morning(session, leader.whom, today=today, at=at)
    prepared = {one.executive.id for one in prepared_today(leader, morning.situations)}
    advice = without_held_back(morning.advice, prepared)  # their meeting says it
    meetings = meeting_sections(session, leader, morning.situations)
    if not advice.steps and not meetings:
        return False
    whom = leader.whom
    ids = show_steps(
        session,
        advice.steps,
        workspace_id=whom.workspace_id,
        leader_id=leader_id,
        today=today,
        returns_on=leader.calendar.add_working_days(today, RETURNS_WORKING_DAYS),
        at=at,
    )
    message = card(
        advice,
        leader_name=leader.name,
        today=today,
        suggestion_ids=ids,
        meetings=meetings,
    )
    if message is None:
        return False
    delivery_id = _send(session, leader, message, once_key, today, at)
    put_on_card(session, [ids[step.key] for step in advice.steps], delivery_id)
    move_leader(session, leader_id, ignored_cards=ignored)
    return True


def _send(
    session: Session,
    leader: Reachable,
    message: Message,
    once_key: str,
    today: date,
    at: datetime,
) -> str:
    delivery_id = send_once(
        session,
        on_a_morning(message),
        once_key=once_key,
        kind="nudge",
        workspace_id=leader.whom.workspace_id,
        leader_id=leader.whom.leader_id,
        surface=leader.surface,
        tenant=leader.tenant,
        recipient=leader.user_key,
        on=today,
        at=at,
    )
    assert delivery_id is not None  # the leader's row is locked
    return delivery_id


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


def card_sent_on(session: Session, leader_id: str, day: date) -> bool:
    """Say whether the leader was sent the card of local `day` already."""
    once_key = _once_key(leader_id, day)
    query = sa.select(DELIVERY.c.id).where(DELIVERY.c.once_key == once_key)
    return session.execute(query).first() is not None


def _once_key(leader_id: str, day: date) -> str:
    return f"nudge:{leader_id}:{day}"
