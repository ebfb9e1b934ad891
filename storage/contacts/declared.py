"""Ties such as “Sam knows Dana”, in one leader's words and for that leader alone."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import col

from storage.contacts.facts import DECLARED_DAYS
from storage.database.transactions import Transaction
from storage.database.writer import LEADER, Writer
from storage.models import DeclaredTie, Person


def declare_tie(writer: Writer, one_id: str, other_id: str, *, on: date) -> bool:
    """Remember that two people know each other; False if it was said before.

    Saying it again makes it good for another 180 days from `on`, a local date.
    """
    a_id, b_id = sorted((one_id, other_id))
    known = writer.tx.scalar(
        sa.select(col(DeclaredTie.id)).where(
            col(DeclaredTie.leader_id) == writer.leader_id,
            col(DeclaredTie.a_id) == a_id,
            col(DeclaredTie.b_id) == b_id,
        )
    )
    if known is not None:
        writer.update(DeclaredTie, known, on=on)
        return False
    tie = DeclaredTie(
        workspace_id=writer.workspace_id,
        leader_id=writer.leader_id,
        a_id=a_id,
        b_id=b_id,
        on=on,
    )
    writer.add(tie)
    return True


def declared_with(tx: Transaction, *, leader_id: str, person_id: str) -> list[str]:
    """Return the names of those whom the leader said somebody knows."""
    other = sa.case(
        (col(DeclaredTie.a_id) == person_id, col(DeclaredTie.b_id)),
        else_=col(DeclaredTie.a_id),
    )
    rows = tx.execute(
        sa.select(col(Person.name))
        .join(DeclaredTie, col(Person.id) == other)
        .where(
            col(DeclaredTie.leader_id) == leader_id,
            sa.or_(
                col(DeclaredTie.a_id) == person_id, col(DeclaredTie.b_id) == person_id
            ),
        )
        .order_by(col(Person.name_key))
    )
    return [row.name for row in rows]


# Who knows whom, because the leader said so.

# Built once: building a statement costs more than running it.
DECLARED_SINCE = sa.select(col(DeclaredTie.a_id), col(DeclaredTie.b_id)).where(
    col(DeclaredTie.leader_id) == LEADER,
    col(DeclaredTie.on) >= sa.bindparam("since"),
)


def declared_pairs(
    tx: Transaction, leader_id: str, *, today: date
) -> set[frozenset[str]]:
    """Return the ids of each two who know each other, said within 180 days.

    Args:
        today: the leader's local date.
    """
    values = {"leader": leader_id, "since": today - timedelta(DECLARED_DAYS)}
    return {frozenset(pair) for pair in tx.execute(DECLARED_SINCE, values)}
