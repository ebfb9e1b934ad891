"""Joint results by code, by leader, and by what a channel may be told.

What a channel reads comes from here, so this file reads no contact and no note.
"""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from storage.changes import table_of
from storage.models import Issue
from storage.results import (
    LEADER,
    NAMED,
    RESULT,
    Named,
    Result,
    read_results,
    select_results,
)
from storage.rows import AnySelect
from storage.transaction import Transaction

ISSUE = table_of(Issue)

MOST_IN_ONE_SUMMARY = 15  # more would be cut by the platform's 50 blocks; house rule
OUTAGE_SEVERITY = 2  # no praise while a unit has an issue this bad or worse (P09)


def result_by_code(
    tx: Transaction, *, workspace_id: str, code_hash: str
) -> Result | None:
    """Return the result this confirmation code is for, or None; locks its row."""
    query = sa.select(RESULT.c.id).where(
        RESULT.c.workspace_id == workspace_id, RESULT.c.code_hash == code_hash
    )
    found = tx.scalar(query.with_for_update())
    return _one(tx, found) if found else None


def result_with(tx: Transaction, result_id: str, *, workspace_id: str) -> Result | None:
    """Return the result of this id, or None; locks its row."""
    query = sa.select(RESULT.c.id).where(
        RESULT.c.workspace_id == workspace_id, RESULT.c.id == result_id
    )
    found = tx.scalar(query.with_for_update())
    return _one(tx, found) if found else None


def result_and_named_by_code(
    tx: Transaction, *, workspace_id: str, code_hash: str
) -> tuple[Result, Named] | None:
    """Return whom this code asks to agree to be named, and in what, or None."""
    query = (
        sa.select(RESULT.c.id, NAMED.c.person_id)
        .join(NAMED, NAMED.c.accomplishment_id == RESULT.c.id)
        .where(RESULT.c.workspace_id == workspace_id, NAMED.c.code_hash == code_hash)
    )
    found = tx.first(query.with_for_update(of=RESULT))
    if found is None:
        return None
    result = _one(tx, found.id)
    return result, next(n for n in result.named if n.person_id == found.person_id)


def results_of_leader(tx: Transaction, *, leader_id: str) -> list[Result]:
    """Return the leader's results that are not withdrawn, newest first."""
    query = select_results().where(
        RESULT.c.leader_id == leader_id, RESULT.c.withdrawn_on.is_(None)
    )
    query = query.order_by(RESULT.c.on.desc(), RESULT.c.id.desc())
    return read_results(tx, query)


def confirmed_results(tx: Transaction, *, leader_id: str) -> list[Result]:
    """Return the leader's results that their partners confirmed, newest first."""
    everything = results_of_leader(tx, leader_id=leader_id)
    return [result for result in everything if result.confirmed_on]


def results_to_post(
    tx: Transaction, *, workspace_id: str, channel_key: str, today: date
) -> list[Result]:
    """Return what this channel's next summary may say, in order of confirming.

    Only what its partner confirmed, today or before; what is shareable, not
    withdrawn and not posted yet; where everyone named agreed; and whose unit has no
    open issue of severity 1 or 2. At most 15: the rest waits for the next summary.

    Args:
        channel_key: the platform's id of the channel; results of every leader of the
            workspace who chose it.
        today: the local date of the leader whose clock asks.
    """
    query = select_results().where(
        RESULT.c.workspace_id == workspace_id,
        LEADER.c.channel_key == channel_key,
        LEADER.c.channel_key != "",
        _ready(today),
    )
    query = query.order_by(RESULT.c.confirmed_at, RESULT.c.id)
    return read_results(tx, query.limit(MOST_IN_ONE_SUMMARY))


def ready_results(tx: Transaction, *, leader_id: str, today: date) -> list[Result]:
    """Return what one leader has for the next summary, wherever it is posted."""
    query = select_results().where(RESULT.c.leader_id == leader_id, _ready(today))
    query = query.order_by(RESULT.c.confirmed_at, RESULT.c.id)
    return read_results(tx, query.limit(MOST_IN_ONE_SUMMARY))


def units_with_outage(tx: Transaction, unit_ids: Collection[str]) -> dict[str, str]:
    """Return unit id -> code of an open issue of severity 1 or 2, where there is one.

    A result with such a unit is not posted meanwhile.
    """
    query = sa.select(ISSUE.c.unit_id, ISSUE.c.code).where(
        ISSUE.c.unit_id.in_(list(unit_ids)), _is_outage()
    )
    return {row.unit_id: row.code for row in tx.execute(query)}


def mark_posted(
    tx: Transaction, ids: Collection[str], *, on: date, delivery_id: str
) -> None:
    """Note that a summary tells these results, written on the local date `on`."""
    tx.execute(
        sa.update(RESULT)
        .where(RESULT.c.id.in_(list(ids)))
        .values(posted_on=on, posted_in=delivery_id)
    )


def results_told(tx: Transaction, *, delivery_id: str) -> list[Result]:
    """Return what a summary tells and is agreed still, in order of confirming."""
    query = select_results().where(RESULT.c.posted_in == delivery_id, _agreed())
    return read_results(tx, query.order_by(RESULT.c.confirmed_at, RESULT.c.id))


def told_in(tx: Transaction, result_id: str) -> str:
    """Return the delivery that tells a result, "" if none does."""
    query = sa.select(RESULT.c.posted_in).where(RESULT.c.id == result_id)
    return str(tx.scalar(query) or "")


def _ready(today: date) -> sa.ColumnElement[bool]:
    return sa.and_(
        RESULT.c.confirmed_on <= today,
        RESULT.c.posted_on.is_(None),
        _agreed(),
        ~_outage().exists(),
    )


def _agreed() -> sa.ColumnElement[bool]:
    missing = sa.select(NAMED.c.person_id).where(
        NAMED.c.accomplishment_id == RESULT.c.id, NAMED.c.agreed_at.is_(None)
    )
    return sa.and_(
        RESULT.c.confirmed_on.is_not(None),
        RESULT.c.shareable == sa.true(),
        RESULT.c.withdrawn_on.is_(None),
        ~missing.exists(),
    )


def _is_outage() -> sa.ColumnElement[bool]:
    return sa.and_(ISSUE.c.confirmed_on.is_(None), ISSUE.c.severity <= OUTAGE_SEVERITY)


def _outage() -> AnySelect:
    return sa.select(ISSUE.c.id).where(
        ISSUE.c.unit_id == RESULT.c.unit_id, _is_outage()
    )


def _one(tx: Transaction, result_id: str) -> Result:
    [result] = read_results(tx, select_results().where(RESULT.c.id == result_id))
    return result
