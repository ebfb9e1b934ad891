"""The month-end summary: joint results, posted once a month to the agreed channel."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from scheduler.local_time import moment_on
from scheduler.outgoing import send_once
from scheduler.reachable import Reachable, move_leader, reachable
from scheduler.shared_results import shared
from scheduler.summaries import summary
from storage.accomplishments import mark_posted, results_to_post


def send_due_summary(session: Session, leader_id: str, at: datetime) -> bool:
    """Queue the summary of the leader's channel if it is due at `at` (UTC).

    It is due on the last working day of the month, at the leader's own hour. Several
    leaders with one channel get one post, whoever's clock comes first.

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
    month = due.astimezone(leader.zone).date()
    results = results_to_post(
        session,
        workspace_id=leader.whom.workspace_id,
        channel_key=leader.channel_key,
        today=at.astimezone(leader.zone).date(),
    )
    message = summary([shared(one) for one in results], month=month)
    if message is None:
        return False
    delivery_id = send_once(
        session,
        message,
        once_key=(
            f"summary:{leader.whom.workspace_id}:{leader.channel_key}:{month:%Y-%m}"
        ),
        kind="summary",
        workspace_id=leader.whom.workspace_id,
        leader_id=leader_id,
        surface=leader.surface,
        tenant=leader.tenant,
        recipient=leader.channel_key,
        to_channel=True,
        on=month,
        at=at,
    )
    if delivery_id is not None:
        mark_posted(session, [result.id for result in results], on=month)
    return delivery_id is not None


def next_summary_at(leader: Reachable, after: datetime) -> datetime:
    """Return the next month-end moment after `after`, UTC."""
    day = after.astimezone(leader.zone).date()
    while True:
        last = leader.calendar.last_working_day_of_month(day)
        moment = moment_on(last, leader.nudge_minute, leader.zone)
        if moment is not None and moment > after:
            return moment
        day = first_of_next_month(day)


def first_of_next_month(day: date) -> date:
    """Return the first day of the month after `day`'s."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
