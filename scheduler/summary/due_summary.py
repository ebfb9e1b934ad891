"""The summary: joint results, posted once a week or month to the agreed channel.

`scheduler.jobs` claims, plans, writes and enqueues it, in one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.local_time import moment_on, monday_after
from scheduler.outgoing import Target, Written, send_once
from scheduler.reachable import Reachable, reachable
from scheduler.summary.summaries import shared, summary
from storage.database.transactions import Transaction
from storage.leaders.accounts import WEEKLY, reached_at
from storage.leaders.leaders import move_leader
from storage.models import Account
from storage.results.facts import ResultFact
from storage.results.sharing import note_posted, results_to_post


@dataclass(frozen=True, slots=True)
class DueSummary:
    """The end of a week or a month for a leader's channel."""

    leader: Reachable
    day: date  # local; any of the week or the month
    at: datetime  # UTC

    @property
    def weekly(self) -> bool:
        """Whether it is about a week, not a month."""
        return self.leader.channel_rhythm == WEEKLY


@dataclass(frozen=True, slots=True)
class SummaryPlan:
    """What the channel is told, and by which of the leader's accounts."""

    results: Sequence[ResultFact]
    by: Account


def claim_summary(tx: Transaction, leader_id: str, at: datetime) -> DueSummary | None:
    """Return what is due to the leader's channel at `at` (UTC), and set the next one.

    It is due on the last working day of the month, or of the week, at the leader's own
    hour. None: there is no channel, or it was chosen just now, or it is not due.
    """
    leader = reachable(tx, leader_id)
    if leader is None or not leader.channel_key:
        return None
    due, following = leader.next_summary_at, next_summary_at(leader, at)
    if due is not None and due > at:
        return None
    move_leader(tx, leader_id, next_summary_at=following)
    if due is None:  # the channel was chosen just now
        return None
    return DueSummary(leader, due.astimezone(leader.zone).date(), at)


def plan_summary(tx: Transaction, due: DueSummary) -> SummaryPlan | None:
    """Return the results that are new; None = none, or nobody can post there."""
    leader = due.leader
    results = results_to_post(
        tx,
        workspace_id=leader.workspace_id,
        channel_key=leader.channel_key,
        today=due.at.astimezone(leader.zone).date(),
    )
    by = _account_there(tx, leader)
    return SummaryPlan(results, by) if results and by is not None else None


def write_summary(
    tx: Transaction, due: DueSummary, plan: SummaryPlan
) -> Written | None:
    """Return the post in the language of the leader who posts it."""
    results = [shared(one) for one in plan.results]
    message = summary(results, day=due.day, weekly=due.weekly)
    ids = tuple(result.id for result in plan.results)
    return Written(message, ids) if message is not None else None


def enqueue_summary(
    tx: Transaction, due: DueSummary, plan: SummaryPlan, written: Written
) -> bool:
    """Queue the post, and remember that these results were told.

    Several leaders with one channel get one post, whoever's clock comes first.
    """
    leader = due.leader
    period = f"{due.day:%G-W%V}" if due.weekly else f"{due.day:%Y-%m}"
    delivery_id = send_once(
        tx,
        written.message,
        once_key=f"summary:{leader.workspace_id}:{leader.channel_key}:{period}",
        kind="summary",
        workspace_id=leader.workspace_id,
        leader_id=leader.leader_id,
        to=Target(plan.by.surface, plan.by.tenant, leader.channel_key, to_channel=True),
        on=due.day,
        at=due.at,
    )
    if delivery_id is not None:
        note_posted(tx, list(written.ids), on=due.day, delivery_id=delivery_id)
    return delivery_id is not None


def _account_there(tx: Transaction, leader: Reachable) -> Account | None:
    """Return the leader's account on the channel's platform, wherever cards come."""
    found = reached_at(tx, leader.leader_id)
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
