"""Remembering that a step is shown, or that it was asked whether it happened."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from scheduler.step_json import to_json
from scheduler.steps import note_event
from scheduler.suggestion import StepKey, Suggestion
from storage.ids import new_id
from storage.models import SuggestionRow
from storage.transaction import Transaction
from storage.vault import place

RETURNS_WORKING_DAYS = 5  # an unanswered or accepted step comes back; house rule

ANSWER_DAYS = 7  # to "did it happen?", where nobody counted working days; house rule


def show_steps(
    tx: Transaction,
    steps: Iterable[Suggestion],
    *,
    workspace_id: str,
    leader_id: str,
    today: date,
    returns_on: date | None,
    at: datetime,
) -> dict[StepKey, str]:
    """Remember that these steps are being shown, and return their ids.

    Args:
        returns_on: local date from which an unanswered one may be shown again; None =
            it was asked for, so that what was sent before keeps its own date.
    """
    return {
        step.key: _show(tx, step, workspace_id, leader_id, today, returns_on, at)
        for step in steps
    }


def _show(
    tx: Transaction,
    step: Suggestion,
    workspace_id: str,
    leader_id: str,
    today: date,
    returns_on: date | None,
    at: datetime,
) -> str:
    known = tx.first(
        sa.select(
            col(SuggestionRow.id),
            col(SuggestionRow.state),
            col(SuggestionRow.returns_on),
            col(SuggestionRow.first_on),
        ).where(
            col(SuggestionRow.leader_id) == leader_id,
            col(SuggestionRow.play) == step.play,
            col(SuggestionRow.person_id) == step.person_id,
            col(SuggestionRow.about) == step.about,
        )
    )
    row_id = str(known.id) if known else new_id()
    if known and step.taken_on is not None:
        _ask_whether_it_happened(tx, row_id, workspace_id, today, returns_on, at)
        return row_id
    sent = known is not None and known.state == "suggested"
    if returns_on is None:
        returns_on = known.returns_on if known is not None and sent else today
    values: dict[str, Any] = {
        "approach_id": step.approach_id,
        "facts_key": step.facts_key,
        "body": tx.vault.seal(to_json(step), about=place(workspace_id, row_id, "body")),
        "state": "suggested",
        "reason": "",
        "suggested_on": today,
        "first_on": known.first_on if known is not None and sent else today,
        "asked_on": None,
        "answered_on": None,
        "returns_on": returns_on,
        "returns_at": None,
    }
    if known:
        tx.execute(
            sa.update(SuggestionRow)
            .where(col(SuggestionRow.id) == row_id)
            .values(**values)
        )
    else:
        tx.execute(
            sa.insert(SuggestionRow).values(
                id=row_id,
                workspace_id=workspace_id,
                leader_id=leader_id,
                play=step.play,
                person_id=step.person_id,
                about=step.about,
                delivery_id="",
                **values,
            )
        )
    note_event(tx, row_id, workspace_id, at, "shown")
    return row_id


def _ask_whether_it_happened(
    tx: Transaction,
    row_id: str,
    workspace_id: str,
    today: date,
    returns_on: date | None,
    at: datetime,
) -> None:
    """Remember that it was asked: it stays accepted, and is not asked again."""
    tx.execute(
        sa.update(SuggestionRow)
        .where(col(SuggestionRow.id) == row_id)
        .values(asked_on=today, returns_on=returns_on or today + timedelta(ANSWER_DAYS))
    )
    note_event(tx, row_id, workspace_id, at, "asked")


def put_on_card(tx: Transaction, ids: Iterable[str], delivery_id: str) -> None:
    """Remember which card these steps stand on."""
    tx.execute(
        sa.update(SuggestionRow)
        .where(col(SuggestionRow.id).in_(list(ids)))
        .values(delivery_id=delivery_id)
    )
