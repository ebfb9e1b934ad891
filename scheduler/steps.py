"""The life of a suggestion: shown, accepted, done, put off, refused.

Those that end by themselves, because their facts changed or nobody answered for long,
are in `ending_steps`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.step_json import from_json, to_json
from scheduler.suggestion import StepKey, Suggestion
from storage.changes import Writer, table_of
from storage.database import vault_of
from storage.ids import new_id
from storage.models import SuggestionEvent, SuggestionRow
from storage.vault import place

SUGGESTION = table_of(SuggestionRow)
EVENT = table_of(SuggestionEvent)

RETURNS_WORKING_DAYS = 5  # an unanswered or accepted step comes back; house rule
REST_DAYS = 30  # a refused step does not; house rule
ANSWER_DAYS = 7  # to "did it happen?", where nobody counted working days; house rule
NOT_YET = "not_yet"  # the answer to "did it happen?" that keeps it accepted
OPEN = ("suggested", "accepted", "later")  # no final answer yet


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


def show_steps(
    session: Session,
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
        step.key: _show(session, step, workspace_id, leader_id, today, returns_on, at)
        for step in steps
    }


def _show(
    session: Session,
    step: Suggestion,
    workspace_id: str,
    leader_id: str,
    today: date,
    returns_on: date | None,
    at: datetime,
) -> str:
    columns = SUGGESTION.c
    known = session.execute(
        sa.select(
            columns.id, columns.state, columns.returns_on, columns.first_on
        ).where(
            columns.leader_id == leader_id,
            columns.play == step.play,
            columns.person_id == step.person_id,
            columns.about == step.about,
        )
    ).first()
    row_id = str(known.id) if known else new_id()
    if known and step.taken_on is not None:
        _ask_whether_it_happened(session, row_id, workspace_id, today, returns_on, at)
        return row_id
    sent = known is not None and known.state == "suggested"
    if returns_on is None:
        returns_on = known.returns_on if known is not None and sent else today
    values: dict[str, Any] = {
        "approach_id": step.approach_id,
        "facts_key": step.facts_key,
        "body": vault_of(session).seal(
            to_json(step), about=place(workspace_id, row_id, "body")
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
        session.execute(
            sa.update(SUGGESTION).where(columns.id == row_id).values(**values)
        )
    else:
        session.execute(
            sa.insert(SUGGESTION).values(
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
    note_event(session, row_id, workspace_id, at, "shown")
    return row_id


def _ask_whether_it_happened(
    session: Session,
    row_id: str,
    workspace_id: str,
    today: date,
    returns_on: date | None,
    at: datetime,
) -> None:
    """Remember that it was asked: it stays accepted, and is not asked again."""
    session.execute(
        sa.update(SUGGESTION)
        .where(SUGGESTION.c.id == row_id)
        .values(asked_on=today, returns_on=returns_on or today + timedelta(ANSWER_DAYS))
    )
    note_event(session, row_id, workspace_id, at, "asked")


def put_on_card(session: Session, ids: Iterable[str], delivery_id: str) -> None:
    """Remember which card these steps stand on."""
    session.execute(
        sa.update(SUGGESTION)
        .where(SUGGESTION.c.id.in_(list(ids)))
        .values(delivery_id=delivery_id)
    )


def shown_step(session: Session, *, leader_id: str, step_id: str) -> Shown | None:
    """Return a step of this leader; None when it is not theirs, or gone."""
    found = shown_steps(session, SUGGESTION.c.leader_id == leader_id, step_id=step_id)
    return found[0] if found else None


def shown_steps(
    session: Session, *conditions: sa.ColumnElement[bool], step_id: str = ""
) -> list[Shown]:
    """Return the steps that meet `conditions`, oldest first."""
    query = sa.select(SUGGESTION).where(*conditions).order_by(SUGGESTION.c.id)
    if step_id:
        query = query.where(SUGGESTION.c.id == step_id)
    vault = vault_of(session)
    return [
        Shown(
            id=row.id,
            step=from_json(
                vault.open(row.body, about=place(row.workspace_id, row.id, "body"))
            ),
            state=row.state,
            suggested_on=row.suggested_on,
            answered_on=row.answered_on,
            delivery_id=row.delivery_id,
            reason=row.reason,
            asked_on=row.asked_on,
        )
        for row in session.execute(query)
    ]


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
        {"id": shown.id},
        state=state,
        reason=reason,
        answered_on=today,
        asked_on=asked_on,
        returns_on=returns_on,
        returns_at=returns_at,
    )
    note_event(writer.session, shown.id, writer.workspace_id, writer.at, state, reason)


def note_event(
    session: Session,
    suggestion_id: str,
    workspace_id: str,
    at: datetime,
    what: str,
    reason: str = "",
) -> None:
    """Add to what happened to a suggestion; nothing of it is ever changed."""
    session.execute(
        sa.insert(EVENT).values(
            id=new_id(),
            suggestion_id=suggestion_id,
            workspace_id=workspace_id,
            at=at,
            what=what,
            reason=reason,
        )
    )
