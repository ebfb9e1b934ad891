"""The steps that were shown to a leader: kept, changed, and read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import (
    LEADER,
    AnyRow,
    AnySelect,
    Writer,
    sealed,
    table_of,
    text_of,
)
from storage.ids import new_id
from storage.models import SuggestionEvent, SuggestionRow
from storage.steps.facts import NOT_YET, Earlier, Shown, StepKey, Suggestion

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


# Reading it in its words: one step, several, and what happened from the first day on.

AS_EARLIER = tuple(table_of(SuggestionRow).c[one.name] for one in fields(Earlier))
SHOWN: AnySelect = sa.select(
    col(SuggestionRow.id),
    col(SuggestionRow.workspace_id),
    col(SuggestionRow.body),
    col(SuggestionRow.delivery_id),
    *AS_EARLIER,
).order_by(col(SuggestionRow.id))
PUT_OFF: AnySelect = sa.select(
    col(SuggestionRow.id),
    col(SuggestionRow.leader_id),
    col(SuggestionRow.play),
    col(SuggestionRow.person_id),
    col(SuggestionRow.about),
    col(SuggestionRow.state),
    col(SuggestionRow.returns_at),
).where(
    col(SuggestionRow.id) == sa.bindparam("step"),
    col(SuggestionRow.returns_at) <= sa.bindparam("at"),
)


def shown_step(tx: Transaction, *, leader_id: str, step_id: str) -> Shown | None:
    """Return a step of this leader; None when it is not theirs, or gone."""
    found = shown_steps(tx, leader_id, col(SuggestionRow.id) == step_id)
    return found[0] if found else None


def shown_steps(
    tx: Transaction, leader_id: str, *conditions: sa.ColumnElement[bool]
) -> list[Shown]:
    """Return the leader's steps that meet `conditions`, oldest first."""
    mine = SHOWN.where(col(SuggestionRow.leader_id) == leader_id, *conditions)
    return [_shown(tx, row) for row in tx.rows(mine)]


def _shown(tx: Transaction, row: AnyRow) -> Shown:
    return Shown(
        **{column.name: getattr(row, column.name) for column in AS_EARLIER},
        id=row.id,
        step=step_from_json(text_of(tx, row, SuggestionRow.body)),
        delivery_id=row.delivery_id,
    )


def step_put_off(tx: Transaction, step_id: str, *, at: datetime) -> AnyRow | None:
    """Return whose a step is, its key, state and moment, if it is due at `at` (UTC)."""
    return tx.first(PUT_OFF, step=step_id, at=at)


def steps_history(
    tx: Transaction, *, leader_id: str, person_id: str
) -> list[tuple[SuggestionEvent, Suggestion]]:
    """Return what happened to the leader's steps for or towards a person, in order.

    A step that was shown again before it was answered is told once. Each reads as it
    was said then: as it was shown, and what became of it as it had been shown last.
    """
    about = sa.or_(
        col(SuggestionRow.person_id) == person_id,
        col(SuggestionRow.approach_id) == person_id,
    )
    steps = {one.id: one.step for one in shown_steps(tx, leader_id, about)}
    rows = tx.execute(
        sa.select(SuggestionEvent)
        .where(col(SuggestionEvent.suggestion_id).in_(list(steps)))
        .order_by(col(SuggestionEvent.at), col(SuggestionEvent.id))
    )
    told: list[tuple[SuggestionEvent, Suggestion]] = []
    newest: dict[str, str] = {}
    for row in rows:
        step_id = row.suggestion_id
        if said := text_of(tx, row, SuggestionEvent.said):
            steps[step_id] = replace(steps[step_id], step=said)
        what = "shown" if row.what == DRAWN else row.what
        if newest.get(step_id) == what == "shown":
            continue
        newest[step_id] = what
        event = SuggestionEvent(**{**row._mapping, "what": what})
        told.append((event, steps[step_id]))
    return told


ANSWERED_SINCE: AnySelect = (
    sa.select(col(SuggestionRow.id))
    .where(
        col(SuggestionRow.leader_id) == LEADER,
        col(SuggestionRow.play) == sa.bindparam("of_play"),
        col(SuggestionRow.person_id) == sa.bindparam("for_person"),
        col(SuggestionRow.answered_on) >= sa.bindparam("since"),
    )
    .limit(1)
)


def is_answered_since(
    tx: Transaction, leader_id: str, *, play: str, person_id: str, since: date
) -> bool:
    """Return whether a step of a play for somebody was answered since a local date."""
    bound = {"of_play": play, "for_person": person_id, "since": since}
    return tx.first(ANSWERED_SINCE, leader=leader_id, **bound) is not None


# Reading what became of the steps shown before, by person, without their words.

EARLIER: AnySelect = sa.select(col(SuggestionRow.person_id), *AS_EARLIER).where(
    col(SuggestionRow.leader_id) == LEADER
)
EARLIER_FOR_ONE = EARLIER.where(col(SuggestionRow.person_id) == sa.bindparam("person"))
EARLIER_OF_PLAYS = EARLIER.where(
    col(SuggestionRow.play).in_(sa.bindparam("plays", expanding=True))
)


# Statements are built once: building one costs more than running it.
SHOWN_ON_CARDS: AnySelect = sa.select(
    col(SuggestionRow.play),
    col(SuggestionRow.person_id),
    col(SuggestionRow.about),
    col(SuggestionRow.state),
    col(SuggestionRow.first_on),
    col(SuggestionRow.suggested_on),
).where(col(SuggestionRow.leader_id) == LEADER, col(SuggestionRow.delivery_id) != "")


def steps_on_cards(tx: Transaction, leader_id: str) -> Sequence[AnyRow]:
    """Return every step that was on a card since its newest answer but one.

    Returns:
        Rows with its key, its state, and when it was first and last shown.
    """
    return tx.rows(SHOWN_ON_CARDS, leader=leader_id)


def earlier_steps(
    tx: Transaction, leader_id: str, person_ids: Sequence[str]
) -> dict[str, list[Earlier]]:
    """Return what became of the steps shown for these people, by person."""
    if len(person_ids) == 1:
        rows = tx.rows(EARLIER_FOR_ONE, leader=leader_id, person=person_ids[0])
    else:
        rows = tx.rows(EARLIER, leader=leader_id)
    return _by_person(rows)


def earlier_of_plays(
    tx: Transaction, leader_id: str, plays: Sequence[str]
) -> dict[str, list[Earlier]]:
    """Return what became of the steps of these plays, by the person they were for."""
    return _by_person(tx.rows(EARLIER_OF_PLAYS, leader=leader_id, plays=plays))


def _by_person(rows: Iterable[AnyRow]) -> dict[str, list[Earlier]]:
    found: dict[str, list[Earlier]] = {}
    for person_id, *rest in rows:
        found.setdefault(person_id, []).append(Earlier(*rest))
    return found
