"""What a leader answered to a step: accepted, done, put off, refused.

Those that end by themselves, because their facts changed or nobody answered for long,
are in `ending_steps`.
"""

from datetime import date, datetime

import sqlalchemy as sa

from scheduler.shown_steps import Shown
from storage.changes import Writer
from storage.ids import new_id
from storage.models import SuggestionEvent, SuggestionRow
from storage.transaction import Transaction

REST_DAYS = 30  # a refused step stays away; house rule
NOT_YET = "not_yet"  # the answer to "did it happen?" that keeps it accepted
OPEN = ("suggested", "accepted", "later")  # no final answer yet


def answer_step(
    writer: Writer,
    shown: Shown,
    state: str,
    *,
    today: date,
    returns_on: date | None,
    returns_at: datetime | None = None,
    reason: str = "",
) -> None:
    """Remember what the leader answered.

    Args:
        state: "accepted", "done", "later" or "refused".
        returns_on: local date from which it may come back if its facts still hold.
        returns_at: a moment of today to come back at, UTC ("this afternoon").
        reason: one of the offered reasons.
    """
    asked_on = shown.asked_on if reason == NOT_YET else None  # never asked twice
    writer.update(
        SuggestionRow,
        shown.id,
        state=state,
        reason=reason,
        answered_on=today,
        asked_on=asked_on,
        returns_on=returns_on,
        returns_at=returns_at,
    )
    note_event(writer.tx, shown.id, writer.workspace_id, writer.at, state, reason)


def note_event(
    tx: Transaction,
    suggestion_id: str,
    workspace_id: str,
    at: datetime,
    what: str,
    reason: str = "",
) -> None:
    """Add to what happened to a suggestion; nothing of it is ever changed."""
    tx.execute(
        sa.insert(SuggestionEvent).values(
            id=new_id(),
            suggestion_id=suggestion_id,
            workspace_id=workspace_id,
            at=at,
            what=what,
            reason=reason,
        )
    )
