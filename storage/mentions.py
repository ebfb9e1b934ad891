"""Where a person is mentioned in sealed text: opened row by row, for one leader."""

import json
import re
from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col

from storage.models import Change, Delivery, SuggestionRow
from storage.people import Known
from storage.sealed import text_of
from storage.transaction import Transaction


def steps_about(tx: Transaction, person: Known, *, leader_id: str) -> list[str]:
    """Return the ids of the leader's steps for, through or about a person."""
    named = _named(person.name)
    rows = tx.execute(
        sa.select(SuggestionRow).where(col(SuggestionRow.leader_id) == leader_id)
    )
    return [
        row.id
        for row in rows
        if person.id in (row.person_id, row.approach_id)
        or named.search(_plain(text_of(tx, row, SuggestionRow.body)))
    ]


def changes_about(tx: Transaction, ids: Sequence[str], *, leader_id: str) -> list[str]:
    """Return the ids of the leader's changes whose rows hold one of `ids`."""
    rows = tx.execute(sa.select(Change).where(col(Change.leader_id) == leader_id))
    return [
        row.id
        for row in rows
        if any(one in text_of(tx, row, Change.rows) for one in ids)
    ]


def deliveries_about(
    tx: Transaction, person: Known, step_ids: Sequence[str], *, leader_id: str
) -> list[str]:
    """Return the ids of the leader's private messages that mention a person.

    By full name, by first name as a word, or by one of the steps on a card.
    """
    named = _named(person.name, person.first_name)
    rows = tx.execute(
        sa.select(Delivery).where(
            col(Delivery.leader_id) == leader_id, col(Delivery.to_channel) == sa.false()
        )
    )
    return [
        row.id
        for row in rows
        if (body := text_of(tx, row, Delivery.body))
        and (named.search(body) or any(one in body for one in step_ids))
    ]


def _named(*names: str) -> re.Pattern[str]:
    wording = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<!\w)(?:{wording})(?!\w)", re.IGNORECASE)


def _plain(text: str) -> str:
    """Return JSON with its letters as they are, so that "Zoë" is found."""
    return json.dumps(json.loads(text), ensure_ascii=False) if text else ""
