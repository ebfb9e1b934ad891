"""The one question that waits for a leader's answer: kept, read, forgotten.

Not written through a `Writer`: an answer is undone, a question is not.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import LEADER, insert_into, sealed, table_of, text_of
from storage.ids import new_id
from storage.leaders.facts import LeaderFact
from storage.models import PendingQuestion

ANSWERED_WITHIN = timedelta(minutes=10)  # then it is over; house rule

# Statements are built once: building one costs more than running it.
OVER = sa.delete(PendingQuestion).where(col(PendingQuestion.leader_id) == LEADER)
LONG_OVER = sa.delete(PendingQuestion).where(
    col(PendingQuestion.asked_at) <= sa.bindparam("before")
)


def keep_pending(
    tx: Transaction, leader: LeaderFact, question: str, *, at: datetime
) -> str:
    """Let this question wait for an answer, in place of any other; return its id.

    The same one asked again keeps its id, so that the buttons shown before stay good.

    Args:
        question: its words and answers, as JSON.
        at: now, UTC.
    """
    same = leader.pending_id is not None and pending_of(tx, leader) == question
    id_ = leader.pending_id if same and leader.pending_id else new_id()
    drop_pending(tx, leader.leader_id)
    row = {
        "id": id_,
        "leader_id": leader.leader_id,
        "workspace_id": leader.workspace_id,
        "question": question,
        "asked_at": at,
    }
    kept = sealed(tx, PendingQuestion, row)
    tx.execute(insert_into(table_of(PendingQuestion)), kept)
    return id_


def pending_of(tx: Transaction, leader: LeaderFact) -> str:
    """Return the question that waits, as it was kept; "" = none does.

    Args:
        leader: as `leader_at` found them.
    """
    if leader.pending is None or leader.pending_at is None:
        return ""
    row = PendingQuestion(
        leader_id=leader.leader_id,
        workspace_id=leader.workspace_id,
        question=leader.pending,
        asked_at=leader.pending_at,
    )
    return text_of(tx, row, PendingQuestion.question)


def drop_pending(tx: Transaction, leader_id: str) -> None:
    """Forget the question that waits, if one does."""
    tx.execute(OVER, {"leader": leader_id})


def forget_pending(tx: Transaction, *, at: datetime) -> None:
    """Delete what nobody answered in time. `at` is now, UTC."""
    tx.execute(LONG_OVER, {"before": at - ANSWERED_WITHIN})
