"""Joint results by code, and by what a channel may be told.

What a channel reads comes from here, so this file reads no contact and no note.
"""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import AnySelect
from storage.models import Accomplishment, AccomplishmentPerson, Issue, Leader
from storage.results.facts import Named, ResultFact
from storage.results.store import RESULTS, read_results

MOST_IN_ONE_SUMMARY = 15  # more would be cut by the platform's 50 blocks; house rule
OUTAGE_SEVERITY = 2  # no praise while a unit has an issue this bad or worse (P09)


def result_by_code(
    tx: Transaction, *, workspace_id: str, code_hash: str
) -> ResultFact | None:
    """Return the result this confirmation code is for, or None; locks its row."""
    query = sa.select(col(Accomplishment.id)).where(
        col(Accomplishment.workspace_id) == workspace_id,
        col(Accomplishment.code_hash) == code_hash,
    )
    found = tx.scalar(query.with_for_update())
    return _one(tx, found) if found else None


def result_with(
    tx: Transaction, result_id: str, *, workspace_id: str
) -> ResultFact | None:
    """Return the result of this id, or None; locks its row."""
    query = sa.select(col(Accomplishment.id)).where(
        col(Accomplishment.workspace_id) == workspace_id,
        col(Accomplishment.id) == result_id,
    )
    found = tx.scalar(query.with_for_update())
    return _one(tx, found) if found else None


def result_and_named_by_code(
    tx: Transaction, *, workspace_id: str, code_hash: str
) -> tuple[ResultFact, Named] | None:
    """Return whom this code asks to agree to be named, and in what, or None."""
    query = (
        sa.select(col(Accomplishment.id), col(AccomplishmentPerson.person_id))
        .join(
            AccomplishmentPerson,
            col(AccomplishmentPerson.accomplishment_id) == col(Accomplishment.id),
        )
        .where(
            col(Accomplishment.workspace_id) == workspace_id,
            col(AccomplishmentPerson.code_hash) == code_hash,
        )
    )
    found = tx.first(query.with_for_update(of=Accomplishment))
    if found is None:
        return None
    result = _one(tx, found.id)
    return result, next(n for n in result.named if n.person_id == found.person_id)


def results_to_post(
    tx: Transaction, *, workspace_id: str, channel_key: str, today: date
) -> list[ResultFact]:
    """Return what this channel's next summary may say, in order of confirming.

    Only what its partner confirmed, today or before; what is shareable, not
    withdrawn and not posted yet; where everyone named agreed; and whose unit has no
    open issue of severity 1 or 2. At most 15: the rest waits for the next summary.

    Args:
        channel_key: the platform's id of the channel; results of every leader of the
            workspace who chose it.
        today: the local date of the leader whose clock asks.
    """
    query = RESULTS.where(
        col(Accomplishment.workspace_id) == workspace_id,
        col(Leader.channel_key) == channel_key,
        col(Leader.channel_key) != "",
        _ready(today),
    )
    query = query.order_by(col(Accomplishment.confirmed_at), col(Accomplishment.id))
    return read_results(tx, query.limit(MOST_IN_ONE_SUMMARY))


def ready_results(tx: Transaction, *, leader_id: str, today: date) -> list[ResultFact]:
    """Return what one leader has for the next summary, wherever it is posted."""
    query = RESULTS.where(col(Accomplishment.leader_id) == leader_id, _ready(today))
    query = query.order_by(col(Accomplishment.confirmed_at), col(Accomplishment.id))
    return read_results(tx, query.limit(MOST_IN_ONE_SUMMARY))


def units_with_outage(tx: Transaction, unit_ids: Collection[str]) -> dict[str, str]:
    """Return unit id -> code of an open issue of severity 1 or 2, where there is one.

    A result with such a unit is not posted meanwhile.
    """
    query = sa.select(col(Issue.unit_id), col(Issue.code)).where(
        col(Issue.unit_id).in_(list(unit_ids)), _is_outage()
    )
    return {row.unit_id: row.code for row in tx.execute(query)}


def note_posted(
    tx: Transaction, ids: Collection[str], *, on: date, delivery_id: str
) -> None:
    """Note that a summary tells these results, written on the local date `on`."""
    tx.execute(
        sa.update(Accomplishment)
        .where(col(Accomplishment.id).in_(list(ids)))
        .values(posted_on=on, posted_in=delivery_id)
    )


def results_told(tx: Transaction, *, delivery_id: str) -> list[ResultFact]:
    """Return what a summary tells and is agreed still, in order of confirming."""
    query = RESULTS.where(col(Accomplishment.posted_in) == delivery_id, _agreed())
    return read_results(
        tx, query.order_by(col(Accomplishment.confirmed_at), col(Accomplishment.id))
    )


def told_in(tx: Transaction, result_id: str) -> str:
    """Return the delivery that tells a result, "" if none does."""
    query = sa.select(col(Accomplishment.posted_in)).where(
        col(Accomplishment.id) == result_id
    )
    return str(tx.scalar(query) or "")


def _ready(today: date) -> sa.ColumnElement[bool]:
    return sa.and_(
        col(Accomplishment.confirmed_on) <= today,
        col(Accomplishment.posted_on).is_(None),
        _agreed(),
        ~_outage().exists(),
    )


def _agreed() -> sa.ColumnElement[bool]:
    missing = sa.select(col(AccomplishmentPerson.person_id)).where(
        col(AccomplishmentPerson.accomplishment_id) == col(Accomplishment.id),
        col(AccomplishmentPerson.agreed_at).is_(None),
    )
    return sa.and_(
        col(Accomplishment.confirmed_on).is_not(None),
        col(Accomplishment.shareable) == sa.true(),
        col(Accomplishment.withdrawn_on).is_(None),
        ~missing.exists(),
    )


def _is_outage() -> sa.ColumnElement[bool]:
    return sa.and_(
        col(Issue.confirmed_on).is_(None), col(Issue.severity) <= OUTAGE_SEVERITY
    )


def _outage() -> AnySelect:
    return sa.select(col(Issue.id)).where(
        col(Issue.unit_id) == col(Accomplishment.unit_id), _is_outage()
    )


def _one(tx: Transaction, result_id: str) -> ResultFact:
    [result] = read_results(tx, RESULTS.where(col(Accomplishment.id) == result_id))
    return result
