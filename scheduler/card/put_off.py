"""A step the leader put off to this afternoon comes back once, by itself.

`scheduler.jobs` claims, plans, writes and enqueues it, in one transaction.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.advice.planning import step_now
from scheduler.card.nudges import as_put_off, morning_card
from scheduler.local_time import DAY_ENDS
from scheduler.outgoing import Written, send_once
from scheduler.reachable import Reachable, reachable
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow
from storage.steps.earlier import step_put_off
from storage.steps.facts import Advice, Suggestion
from storage.steps.store import bring_back, put_on_card, show_steps

STALE = timedelta(hours=6)  # after a longer outage tomorrow's card says it; house rule


@dataclass(frozen=True, slots=True)
class PutOff:
    """A step that its leader put off to now."""

    leader: Reachable
    step: AnyRow  # of `step_put_off`
    today: date
    at: datetime  # UTC


def claim_put_off(tx: Transaction, suggestion_id: str, at: datetime) -> PutOff | None:
    """Return the step if it is due at `at` (UTC), which it is once.

    None: not due, due too long ago, answered meanwhile, or no day for messages.
    """
    row = step_put_off(tx, suggestion_id, at=at)
    leader = reachable(tx, row.leader_id) if row else None
    if row is None or leader is None:
        return None
    bring_back(tx, suggestion_id)
    local = at.astimezone(leader.zone)
    today = local.date()
    late = at - row.returns_at > STALE or local.time() >= DAY_ENDS
    if late or row.state != "later" or not leader.wants_messages(today):
        return None
    return PutOff(leader, row, today, at)


def plan_put_off(tx: Transaction, put_off: PutOff) -> Suggestion | None:
    """Return the step as today's facts have it; None = they hold no more."""
    row = put_off.step
    key = (row.play, row.person_id, row.about)
    return step_now(tx, put_off.leader, key, today=put_off.today)


def write_put_off(tx: Transaction, put_off: PutOff, step: Suggestion) -> Written:
    """Note that the step is shown, and return a small card with it."""
    leader, today = put_off.leader, put_off.today
    ids = show_steps(
        tx,
        [step],
        workspace_id=leader.workspace_id,
        leader_id=leader.leader_id,
        today=today,
        returns_on=leader.calendar.add_working_days(today, 1),
        at=put_off.at,
    )
    message = morning_card(
        Advice(steps=(step,)),
        leader_name=leader.name,
        today=today,
        suggestion_ids=ids,
        put_off=True,
    )
    assert message is not None  # there is a step
    return Written(message, tuple(ids.values()))


def enqueue_put_off(
    tx: Transaction, put_off: PutOff, step: Suggestion, written: Written
) -> bool:
    """Queue the small card, and remember what stands on it."""
    leader, row = put_off.leader, put_off.step
    delivery_id = send_once(
        tx,
        as_put_off(written.message),
        once_key=f"later:{row.id}:{row.returns_at:%Y-%m-%dT%H:%M}",
        kind="nudge",
        workspace_id=leader.workspace_id,
        leader_id=leader.leader_id,
        to=leader.to,
        on=put_off.today,
        at=put_off.at,
    )
    if delivery_id is not None:
        put_on_card(tx, written.ids, delivery_id)
    return delivery_id is not None
