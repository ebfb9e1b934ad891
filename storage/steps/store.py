"""The steps that were shown to a leader, as they are kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.vault import place
from storage.database.writer import Writer
from storage.ids import new_id
from storage.models import SuggestionEvent, SuggestionRow
from storage.steps.facts import Earlier, StepKey, Suggestion

# A suggestion as text, for its row.

STEP = TypeAdapter(Suggestion)


def step_to_json(step: Suggestion) -> str:
    """Return a suggestion as JSON, dates in ISO 8601."""
    return STEP.dump_json(step).decode()


def step_from_json(text: str) -> Suggestion:
    """Return what `step_to_json` was given."""
    return STEP.validate_json(text)


@dataclass(frozen=True, slots=True)
class Shown:
    """A step that was shown to its leader."""

    id: str
    step: Suggestion
    state: str
    suggested_on: date
    answered_on: date | None
    delivery_id: str  # the card it stands on, "" = none
    reason: str = ""  # of the newest answer
    asked_on: date | None = None  # the day of "did it happen?"


def shown_step(tx: Transaction, *, leader_id: str, step_id: str) -> Shown | None:
    """Return a step of this leader; None when it is not theirs, or gone."""
    found = shown_steps(tx, col(SuggestionRow.leader_id) == leader_id, step_id=step_id)
    return found[0] if found else None


def shown_steps(
    tx: Transaction, *conditions: sa.ColumnElement[bool], step_id: str = ""
) -> list[Shown]:
    """Return the steps that meet `conditions`, oldest first."""
    query = sa.select(SuggestionRow).where(*conditions).order_by(col(SuggestionRow.id))
    if step_id:
        query = query.where(col(SuggestionRow.id) == step_id)
    vault = tx.vault
    return [
        Shown(
            id=row.id,
            step=step_from_json(
                vault.open(row.body, about=place(row.workspace_id, row.id, "body"))
            ),
            state=row.state,
            suggested_on=row.suggested_on,
            answered_on=row.answered_on,
            delivery_id=row.delivery_id,
            reason=row.reason,
            asked_on=row.asked_on,
        )
        for row in tx.execute(query)
    ]


# What a leader answered to a step: accepted, done, put off, refused.
#
# Those that end by themselves, because their facts changed or nobody answered for long,
# are in `ending_steps`.

REFUSED_DAYS = 30  # a refused step stays away; house rule
NOT_YET = "not_yet"  # the answer to "did it happen?" that keeps it accepted


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


# What was suggested about one person, and what became of it, from the first day on.


@dataclass(frozen=True, slots=True)
class StepEvent:
    """One thing that happened to a step. The step reads as it was shown last."""

    at: datetime  # UTC
    what: str  # as in `SuggestionEvent.what`
    reason: str
    step: Suggestion


def steps_history(
    tx: Transaction, *, leader_id: str, person_id: str
) -> list[StepEvent]:
    """Return what happened to the leader's steps for or towards a person, in order.

    A step that was shown again before it was answered is told once.
    """
    about = sa.or_(
        col(SuggestionRow.person_id) == person_id,
        col(SuggestionRow.approach_id) == person_id,
    )
    steps = {
        one.id: one.step
        for one in shown_steps(tx, col(SuggestionRow.leader_id) == leader_id, about)
    }
    rows = tx.execute(
        sa.select(SuggestionEvent)
        .where(col(SuggestionEvent.suggestion_id).in_(list(steps)))
        .order_by(col(SuggestionEvent.at), col(SuggestionEvent.id))
    )
    told: list[StepEvent] = []
    newest: dict[str, str] = {}
    for row in rows:
        if newest.get(row.suggestion_id) == row.what == "shown":
            continue
        newest[row.suggestion_id] = row.what
        told.append(StepEvent(row.at, row.what, row.reason, steps[row.suggestion_id]))
    return told


# Remembering that a step is shown, or that it was asked whether it happened.

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
        "body": tx.vault.seal(
            step_to_json(step), about=place(workspace_id, row_id, "body")
        ),
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


# What became of the steps shown before, by person.

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
EARLIER = sa.select(
    col(SuggestionRow.person_id),
    col(SuggestionRow.play),
    col(SuggestionRow.about),
    col(SuggestionRow.state),
    col(SuggestionRow.suggested_on),
    col(SuggestionRow.answered_on),
    col(SuggestionRow.returns_on),
    col(SuggestionRow.facts_key),
    col(SuggestionRow.approach_id),
    col(SuggestionRow.reason),
    col(SuggestionRow.first_on),
    col(SuggestionRow.asked_on),
).where(col(SuggestionRow.leader_id) == LEADER)
EARLIER_FOR_ONE = EARLIER.where(col(SuggestionRow.person_id) == sa.bindparam("person"))


def earlier_steps(
    tx: Transaction, leader_id: str, person_ids: Sequence[str]
) -> dict[str, list[Earlier]]:
    """Return what became of the steps shown for these people, by person."""
    values = {"leader": leader_id}
    if len(person_ids) == 1:
        rows = tx.execute(EARLIER_FOR_ONE, {**values, "person": person_ids[0]})
    else:
        rows = tx.execute(EARLIER, values)
    found: dict[str, list[Earlier]] = {}
    for person_id, *rest in rows:
        found.setdefault(person_id, []).append(Earlier(*rest))
    return found
