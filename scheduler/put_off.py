"""A step the leader put off to this afternoon comes back once, by itself."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from language.say import speaking
from scheduler.nudges import card
from scheduler.outgoing import send_once
from scheduler.planning import step_now
from scheduler.reachable import reachable
from scheduler.showing_steps import put_on_card, show_steps
from scheduler.shown_steps import SUGGESTION
from scheduler.suggestion import Advice
from scheduler.unasked import as_put_off

STALE = timedelta(hours=6)  # after a longer outage tomorrow's card says it; house rule


def send_put_off_step(session: Session, suggestion_id: str, at: datetime) -> bool:
    """Queue a small card with this one step, if its facts still hold.

    Returns:
        True if it was queued.
    """
    row = session.execute(
        sa.select(SUGGESTION).where(
            SUGGESTION.c.id == suggestion_id, SUGGESTION.c.returns_at <= at
        )
    ).first()
    leader = reachable(session, row.leader_id) if row else None
    if row is None or leader is None:
        return False
    session.execute(
        sa.update(SUGGESTION)
        .where(SUGGESTION.c.id == suggestion_id)
        .values(returns_at=None)
    )
    today = at.astimezone(leader.zone).date()
    late = at - row.returns_at > STALE
    if late or row.state != "later" or not leader.wants_messages(today):
        return False
    key = (row.play, row.person_id, row.about)
    with speaking(leader.language, on=leader.surface):
        step = step_now(session, leader.whom, key, today=today)
    if step is None:
        return False
    ids = show_steps(
        session,
        [step],
        workspace_id=row.workspace_id,
        leader_id=row.leader_id,
        today=today,
        returns_on=leader.calendar.add_working_days(today, 1),
        at=at,
    )
    with speaking(leader.language, on=leader.surface):
        message = card(
            Advice(steps=(step,)),
            leader_name=leader.name,
            today=today,
            suggestion_ids=ids,
            put_off=True,
        )
    assert message is not None  # there is a step
    delivery_id = send_once(
        session,
        as_put_off(message),
        once_key=f"later:{suggestion_id}:{row.returns_at:%Y-%m-%dT%H:%M}",
        kind="nudge",
        workspace_id=row.workspace_id,
        leader_id=row.leader_id,
        surface=leader.surface,
        tenant=leader.tenant,
        recipient=leader.user_key,
        on=today,
        at=at,
    )
    if delivery_id is not None:
        put_on_card(session, ids.values(), delivery_id)
    return delivery_id is not None
