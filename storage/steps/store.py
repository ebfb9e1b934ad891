"""The steps that were shown to a leader: kept, changed, and read."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import (
    LEADER,
    Writer,
    sealed,
)
from storage.ids import new_id
from storage.models import SuggestionEvent, SuggestionRow
from storage.steps.facts import NOT_YET, Shown, StepKey, Suggestion

# Keeping a step that is shown, or that it was asked whether it happened.

RETURNS_WORKING_DAYS = 5  # an unanswered or accepted step comes back; house rule
ANSWER_DAYS = 7  # to "did it happen?", where nobody counted working days; house rule

DRAWN = "drawn"  # what happened to a step that was shown in the background only

STEP = TypeAdapter(Suggestion)

# Statements are built once: building one costs more than running it.
THIS_STEP = sa.and_(
    col(SuggestionRow.leader_id) == LEADER,
    col(SuggestionRow.play) == sa.bindparam("of_play"),
    col(SuggestionRow.person_id) == sa.bindparam("for_person"),
    col(SuggestionRow.about) == sa.bindparam("about_what"),
)
KNOWN = sa.select(
    col(SuggestionRow.id),
    col(SuggestionRow.state),
    col(SuggestionRow.returns_on),
    col(SuggestionRow.first_on),
    col(SuggestionRow.delivery_id),
).where(THIS_STEP)


def _named(leader_id: str, key: StepKey) -> dict[str, object]:
    """Return what `THIS_STEP` is to be bound to."""
    play, person_id, about = key
    return {
        "leader": leader_id,
        "of_play": play,
        "for_person": person_id,
        "about_what": about,
    }


def step_to_json(step: Suggestion) -> str:
    """Return a suggestion as JSON, dates in ISO 8601."""
    return STEP.dump_json(step).decode()


def step_from_json(text: str) -> Suggestion:
    """Return what `step_to_json` was given."""
    return STEP.validate_json(text)


def show_steps(
    tx: Transaction,
    steps: Collection[Suggestion],
    *,
    workspace_id: str,
    leader_id: str,
    today: date,
    returns_on: date | None,
    at: datetime,
    told: bool = True,
) -> dict[StepKey, str]:
    """Remember that these steps are being shown, and return their ids.

    Args:
        told: in the conversation; False = drawn in the background, where nobody may
            look, so that numbers go on to mean what was told last.
        returns_on: local date from which an unanswered one may be shown again; None =
            it was asked for, so that what was sent before keeps its own date.
    """
    ids = {
        step.key: _show(tx, step, workspace_id, leader_id, today, returns_on)
        for step in steps
    }
    for step in steps:
        what = "asked" if step.taken_on is not None else "shown"
        what = what if told else DRAWN
        said = step.step if step.taken_on is None else ""
        note_event(tx, ids[step.key], workspace_id, at, what, said=said)
    return ids


def _show(
    tx: Transaction,
    step: Suggestion,
    workspace_id: str,
    leader_id: str,
    today: date,
    returns_on: date | None,
) -> str:
    known = tx.first(KNOWN, **_named(leader_id, step.key))
    row_id = str(known.id) if known else new_id()
    if known and step.taken_on is not None:
        _ask_whether_it_happened(tx, row_id, today, returns_on)
        return row_id
    sent = known is not None and known.state == "suggested"
    on_a_card = known is not None and known.delivery_id != ""
    first = known.first_on if known is not None and sent else today
    if returns_on is not None and not on_a_card:
        first = today  # it was only shown to a leader who asked
    if returns_on is None:
        returns_on = known.returns_on if known is not None and sent else today
    values: dict[str, Any] = {
        "approach_id": step.approach_id,
        "facts_key": step.facts_key,
        "body": step_to_json(step),
        "state": "suggested",
        "reason": "",
        "suggested_on": today,
        "first_on": first,
        "asked_on": None,
        "answered_on": None,
        "returns_on": returns_on,
        "returns_at": None,
    }
    bound = {"workspace_id": workspace_id, "id": row_id}
    values = sealed(tx, SuggestionRow, values, bound=bound)
    if known and not sent:
        values["delivery_id"] = ""
    if known:
        _change(tx, row_id, **values)
    else:
        tx.execute(
            sa.insert(SuggestionRow).values(
                **bound,
                leader_id=leader_id,
                play=step.play,
                person_id=step.person_id,
                about=step.about,
                delivery_id="",
                **values,
            )
        )
    return row_id


def _ask_whether_it_happened(
    tx: Transaction,
    row_id: str,
    today: date,
    returns_on: date | None,
) -> None:
    """Remember that it was asked: it stays accepted, and is not asked again."""
    returns_on = returns_on or today + timedelta(ANSWER_DAYS)
    _change(tx, row_id, asked_on=today, returns_on=returns_on)


def put_on_card(tx: Transaction, ids: Iterable[str], delivery_id: str) -> None:
    """Remember which card these steps stand on."""
    tx.execute(
        sa.update(SuggestionRow)
        .where(col(SuggestionRow.id).in_(list(ids)))
        .values(delivery_id=delivery_id)
    )


def take_off_card(tx: Transaction, delivery_id: str, *, on: date) -> None:
    """Let the steps of a card that never came be shown, or asked about, again.

    Args:
        on: the local day of the card.
    """
    mine = col(SuggestionRow.delivery_id) == delivery_id
    tx.execute(
        sa.update(SuggestionRow)
        .where(mine, col(SuggestionRow.state) == "suggested")
        .values(returns_on=on, delivery_id="")
    )
    tx.execute(
        sa.update(SuggestionRow)
        .where(
            mine,
            col(SuggestionRow.state) == "accepted",
            col(SuggestionRow.asked_on) == on,
        )
        .values(asked_on=None, returns_on=on, delivery_id="")
    )


# Changing it: what the leader answered, or that it ended by itself.


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


def end_step(
    tx: Transaction,
    key: StepKey,
    state: str,
    *,
    workspace_id: str,
    leader_id: str,
    returns_on: date | None,
    at: datetime,
) -> None:
    """Note that a step ended by itself: its facts changed, or nobody answered for long.

    Args:
        state: "withdrawn" or "expired".
        returns_on: it rests until this local date; None = it does not.
        at: now, UTC.
    """
    ended = (
        sa.update(SuggestionRow)
        .where(THIS_STEP)
        .values(state=state, returns_on=returns_on, returns_at=None)
        .returning(col(SuggestionRow.id))
    )
    row_id = tx.execute(ended, _named(leader_id, key)).scalar_one()
    note_event(tx, row_id, workspace_id, at, state)


def bring_back(tx: Transaction, step_id: str) -> None:
    """Note that a step that was put off to a moment came back: it does so once."""
    _change(tx, step_id, returns_at=None)


def _change(tx: Transaction, row_id: str, **values: Any) -> None:
    tx.execute(
        sa.update(SuggestionRow).where(col(SuggestionRow.id) == row_id).values(**values)
    )


def note_event(
    tx: Transaction,
    suggestion_id: str,
    workspace_id: str,
    at: datetime,
    what: str,
    reason: str = "",
    *,
    said: str = "",
) -> None:
    """Add to what happened to a suggestion; nothing of it is ever changed.

    Args:
        said: the step as it reads now, where it is shown.
    """
    bound = {"id": new_id(), "workspace_id": workspace_id}
    values = sealed(tx, SuggestionEvent, {"said": said or b""}, bound=bound)
    tx.execute(
        sa.insert(SuggestionEvent).values(
            **bound,
            suggestion_id=suggestion_id,
            at=at,
            what=what,
            reason=reason,
            **values,
        )
    )
