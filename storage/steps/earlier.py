"""Steps that were shown before: in their words, and what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import (
    LEADER,
    AnyRow,
    AnySelect,
    table_of,
    text_of,
)
from storage.models import SuggestionEvent, SuggestionRow
from storage.steps.facts import Earlier, Shown, Suggestion
from storage.steps.store import DRAWN, step_from_json

# One step, several, and what happened from the first day on.

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
