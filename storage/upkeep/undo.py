"""Undoing one command of a leader, with the ties it touched brought up to date."""

import json
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from storage.contacts.store import refresh_tie
from storage.database.transactions import Transaction
from storage.database.writer import (
    SHARED,
    Row,
    is_row,
    row_from_json,
    table_of,
    text_of,
    touch_facts,
)
from storage.models import (
    Change,
    Contact,
    Person,
    SuggestionEvent,
    SuggestionRow,
    Tie,
    tables,
)
from storage.upkeep.forget import named_by_word

# Putting back what one command wrote.


class ChangedSince(Exception):
    """A row was changed after the command that is to be undone."""


def undo_rows(
    tx: Transaction, change: Change, *, at: datetime
) -> tuple[str, list[Row]]:
    """Put every row of `change` back, newest first, and mark the change undone.

    Returns:
        The change's label, and the rows that were touched as
        `{"table", "before", "after"}`, for the caller to bring totals up to date.

    Raises:
        ChangedSince: a row is no longer as the change left it; nothing is undone.
    """
    label = text_of(tx, change, Change.label)
    kept = json.loads(text_of(tx, change, Change.rows))
    tables = SQLModel.metadata.tables
    touched: list[Row] = []
    for entry in reversed(kept):
        table = tables[entry["table"]]
        before, after = (
            row_from_json(table, entry["before"]),
            row_from_json(table, entry["after"]),
        )
        _put_back(tx, table, before, after)
        touched.append({"table": table.name, "before": before, "after": after})
    if any(entry["table"] in SHARED for entry in touched):
        touch_facts(tx, change.workspace_id)
    tx.execute(
        sa.update(Change).where(col(Change.id) == change.id).values(undone_at=at)
    )
    return label, touched


MOVES_ON = {str(one.__tablename__): one.moves_on for one in tables()}


def _put_back(
    tx: Transaction, table: sa.Table, before: Row | None, after: Row | None
) -> None:
    row = after or before or {}
    key = {column.name: row[column.name] for column in table.primary_key}
    moves_on = MOVES_ON[table.name]
    found = tx.first(sa.select(table).where(is_row(table, key)))
    now = dict(found._mapping) if found else None
    left = after or {}
    if before is not None:  # of a changed row only what the command changed
        left = {name: new for name, new in left.items() if new != before[name]}
    same = (now is None) == (after is None) and all(
        now[name] == new
        for name, new in left.items()
        if now is not None and name not in moves_on
    )
    if not same:
        raise ChangedSince(table.name)
    if before is None:
        tx.execute(sa.delete(table).where(is_row(table, key)))
    elif after is None:
        tx.execute(sa.insert(table), [before])
    else:
        back = {name: old for name, old in before.items() if old != after[name]}
        if back:
            tx.execute(sa.update(table).where(is_row(table, key)).values(**back))


def newest_change(tx: Transaction, *, leader_id: str, since: datetime) -> Change | None:
    """Return the leader's newest change after `since` (UTC) that was not undone."""
    row = tx.first(
        sa.select(Change)
        .where(
            col(Change.leader_id) == leader_id,
            col(Change.at) > since,
            col(Change.undone_at).is_(None),
        )
        .order_by(col(Change.at).desc(), col(Change.id).desc())
        .limit(1)
    )
    return Change(**row._mapping) if row else None


def undone_after(tx: Transaction, change: Change) -> Change | None:
    """Return the change of the same leader that was undone last, after this one."""
    row = tx.first(
        sa.select(Change)
        .where(
            col(Change.leader_id) == change.leader_id,
            col(Change.undone_at) >= change.at,
        )
        .order_by(col(Change.undone_at).desc(), col(Change.id).desc())
        .limit(1)
    )
    return Change(**row._mapping) if row else None


def rows_in(tx: Transaction, change: Change) -> list[Row]:
    """Return what a change wrote, as `{"table", "before", "after"}`, in its order."""
    rows: list[Row] = json.loads(text_of(tx, change, Change.rows))
    return rows


def change_with(tx: Transaction, change_id: str, *, leader_id: str) -> Change | None:
    """Return this change of the leader's, or None if it is nobody's or another's."""
    row = tx.first(
        sa.select(Change).where(
            col(Change.id) == change_id, col(Change.leader_id) == leader_id
        )
    )
    return Change(**row._mapping) if row else None


ID_ENDS = 8  # last letters of a change's id, which tell it from others of one leader


def change_ending(
    tx: Transaction, ending: str, *, leader_id: str, since: datetime
) -> Change | None:
    """Return the leader's newest change since then whose id ends so, not undone yet."""
    row = tx.first(
        sa.select(Change)
        .where(
            col(Change.leader_id) == leader_id,
            col(Change.at) > since,
            col(Change.undone_at).is_(None),
            col(Change.id).endswith(ending, autoescape=True),
        )
        .order_by(col(Change.at).desc(), col(Change.id).desc())
        .limit(1)
    )
    return Change(**row._mapping) if row else None


def label_of(tx: Transaction, change: Change) -> str:
    """Return what a change was, in the leader's words."""
    return text_of(tx, change, Change.label)


def undo_change(
    tx: Transaction, change: Change, *, at: datetime
) -> tuple[str, list[Row]]:
    """Put back what a change wrote, and return its label and the rows it touched.

    Raises:
        ChangedSince: a row is no longer as the change left it, or somebody who would
            leave the directory owns a service, heads a unit or the like by now.
        IntegrityError: something was built on it since, e.g. a contact with a person.
    """
    _forget_shown(tx, change)
    label, touched = undo_rows(tx, change, at=at)
    gone = [
        entry["after"]["id"]
        for entry in touched
        if entry["table"] == table_of(Person).name and entry["before"] is None
    ]
    if any(named_by_word(tx, person_id) for person_id in gone):
        raise ChangedSince(table_of(Person).name)
    ties = {
        (row["leader_id"], row["person_id"])
        for entry in touched
        if entry["table"] in (table_of(Contact).name, table_of(Tie).name)
        for row in (entry["before"], entry["after"])
        if row is not None
    }
    for leader_id, person_id in sorted(ties):
        _keep_tie(tx, leader_id, person_id)
        refresh_tie(tx, leader_id, person_id)
    return label, touched


def _forget_shown(tx: Transaction, change: Change) -> None:
    """Delete steps of the leader's, only shown so far, for people who were added."""
    added = [
        entry["after"]["id"]
        for entry in rows_in(tx, change)
        if entry["table"] == table_of(Person).name and entry["before"] is None
    ]
    steps = sa.select(col(SuggestionRow.id)).where(
        col(SuggestionRow.leader_id) == change.leader_id,
        col(SuggestionRow.person_id).in_(added),
        col(SuggestionRow.state) == "suggested",
    )
    found = [row.id for row in tx.execute(steps)] if added else []
    if found:
        of_them = col(SuggestionEvent.suggestion_id).in_(found)
        tx.execute(sa.delete(SuggestionEvent).where(of_them))
        tx.execute(sa.delete(SuggestionRow).where(col(SuggestionRow.id).in_(found)))


def _keep_tie(tx: Transaction, leader_id: str, person_id: str) -> None:
    """Make the tie anew if it went with its first contact, and others are left."""
    theirs = col(Contact.leader_id) == leader_id, col(Contact.person_id) == person_id
    first = tx.execute(
        sa.select(
            sa.func.min(col(Contact.on)), sa.func.min(col(Contact.workspace_id))
        ).where(*theirs)
    ).one()
    found = tx.first(
        sa.select(col(Tie.since)).where(
            col(Tie.leader_id) == leader_id, col(Tie.person_id) == person_id
        )
    )
    if found is not None or first[0] is None:
        return
    tie = Tie(
        leader_id=leader_id,
        person_id=person_id,
        workspace_id=first[1],
        since=first[0],
    )
    tx.execute(sa.insert(Tie).values(**tie.model_dump()))
