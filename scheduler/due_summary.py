"""The summary: joint results, posted once a week or month to the agreed channel."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from language.say import speaking
from scheduler.local_time import moment_on, monday_after
from scheduler.outgoing import send_once
from scheduler.reachable import Reachable, move_leader, reachable
from scheduler.shared_results import shared
from scheduler.summaries import summary
from storage.accomplishments import mark_posted, results_to_post
from storage.accounts import AccountRow, reached_at
from storage.channels import WEEKLY


def send_due_summary(session: Session, leader_id: str, at: datetime) -> bool:
    """Queue the summary of the leader's channel if it is due at `at` (UTC).

    It is due on the last working day of the month, or of the week, at the leader's own
    hour. Several leaders with one channel get one post, whoever's clock comes first.

    Returns:
        True if a summary was queued; False when there is nothing new to tell.
    """
    leader = reachable(session, leader_id)
    if leader is None or not leader.channel_key:
        return False
    due, following = leader.next_summary_at, next_summary_at(leader, at)
    if due is not None and due > at:
        return False
    move_leader(session, leader_id, next_summary_at=following)
    if due is None:  # the channel was chosen just now
        return False
    day = due.astimezone(leader.zone).date()
    results = results_to_post(
        session,
        workspace_id=leader.whom.workspace_id,
        channel_key=leader.channel_key,
        today=at.astimezone(leader.zone).date(),
    )
    weekly = leader.channel_rhythm == WEEKLY
    with speaking(leader.language, on=leader.surface):  # of the leader who posts it
        message = summary([shared(one) for one in results], day=day, weekly=weekly)
    if message is None:
        return False
    to = _account_there(session, leader)
    if to is None:
        return False
    period = f"{day:%G-W%V}" if weekly else f"{day:%Y-%m}"
    delivery_id = send_once(
        session,
        message,
        once_key=f"summary:{leader.whom.workspace_id}:{leader.channel_key}:{period}",
        kind="summary",
        workspace_id=leader.whom.workspace_id,
        leader_id=leader_id,
        surface=to.surface,
        tenant=to.tenant,
        recipient=leader.channel_key,
        to_channel=True,
        on=day,
        at=at,
    )
    if delivery_id is not None:
        ids = [result.id for result in results]
        mark_posted(session, ids, on=day, delivery_id=delivery_id)
    return delivery_id is not None


def _account_there(session: Session, leader: Reachable) -> AccountRow | None:
    """Return the leader's account on the channel's platform, wherever cards come."""
    found = reached_at(session, leader.whom.leader_id)
    there = [one for one in found if leader.channel_surface in ("", one.surface)]
    return there[0] if there else None


def next_summary_at(leader: Reachable, after: datetime) -> datetime:
    """Return the next moment for a summary after `after`, UTC."""
    day = after.astimezone(leader.zone).date()
    weekly = leader.channel_rhythm == WEEKLY
    while True:
        if weekly:
            last = leader.calendar.last_working_day_of_week(day)
        else:
            last = leader.calendar.last_working_day_of_month(day)
        if last is not None:
            moment = moment_on(last, leader.nudge_minute, leader.zone)
            if moment is not None and moment > after:
                return moment
        day = monday_after(day) if weekly else first_of_next_month(day)


def first_of_next_month(day: date) -> date:
    """Return the first day of the month after `day`'s."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
