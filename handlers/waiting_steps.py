"""Which steps wait for an answer in words, and which of them a bare answer means."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.request import Turn
from scheduler.shown_steps import SUGGESTION, Shown, shown_steps
from scheduler.steps import EVENT

MOST = 9  # steps that a number can tell apart
OUTCOMES = ("not_yet", "dropped")  # of "did it happen?"
SHOWN = EVENT.c.what.in_(("shown", "asked"))


def waiting_steps(turn: Turn, action: str) -> list[Shown]:
    """Return the steps an answer can be about, as last shown: the newest showing first.

    An unanswered step waits until it would be shown again; one that was taken on waits
    to be done or put off.

    Args:
        action: the name of a button of the card, e.g. "accept".
    """
    columns = SUGGESTION.c
    open_ = sa.and_(
        columns.state == "suggested",
        sa.or_(columns.returns_on > turn.today, columns.suggested_on == turn.today),
    )
    if action in OUTCOMES:
        open_ = sa.and_(columns.state == "accepted", columns.asked_on.is_not(None))
    elif action != "accept":
        open_ = sa.or_(open_, columns.state == "accepted")
    mine = columns.leader_id == turn.speaker.leader_id
    steps = shown_steps(turn.session, mine, open_)
    order = _as_shown(turn.session, [step.id for step in steps])
    return sorted(steps, key=lambda step: order.index(step.id))[:MOST]


def meant_alone(turn: Turn, waiting: Sequence[Shown]) -> Shown | None:
    """Return the step that an answer without a number means, None if several could.

    It is the only one that waits, or the only one that the newest card or `next` had:
    under that, the answers are offered without a number.
    """
    if len(waiting) == 1:
        return waiting[0]
    mine = SUGGESTION.c.leader_id == turn.speaker.leader_id
    shown = sa.join(EVENT, SUGGESTION, EVENT.c.suggestion_id == SUGGESTION.c.id)
    newest = sa.select(sa.func.max(EVENT.c.at)).select_from(shown).where(mine, SHOWN)
    together = (
        sa.select(EVENT.c.suggestion_id)
        .select_from(shown)
        .where(mine, SHOWN, EVENT.c.at == newest.scalar_subquery())
        .distinct()
    )
    ids = list(turn.session.execute(together).scalars())
    if len(ids) != 1:
        return None
    return next((step for step in waiting if step.id == ids[0]), None)


def _as_shown(session: Session, ids: Sequence[str]) -> list[str]:
    """Return these steps by when each was shown last, newest first, as then ordered."""
    events = session.execute(
        sa.select(EVENT.c.suggestion_id)
        .where(EVENT.c.suggestion_id.in_(ids), SHOWN)
        .order_by(EVENT.c.at.desc(), EVENT.c.id)
    ).scalars()
    return list(dict.fromkeys(events))
