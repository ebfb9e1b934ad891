"""Undoing one command of a leader, with the ties it touched brought up to date."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from storage.changes import table_of
from storage.forget import named_by_word
from storage.kept_rows import Row
from storage.models import Change, Contact, Person, Tie
from storage.putting_back import ChangedSince, undo
from storage.sealed import text_of
from storage.ties import refresh_tie
from storage.transaction import Transaction


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


def change_with(tx: Transaction, change_id: str, *, leader_id: str) -> Change | None:
    """Return this change of the leader's, or None if it is nobody's or another's."""
    row = tx.first(
        sa.select(Change).where(
            col(Change.id) == change_id, col(Change.leader_id) == leader_id
        )
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
    label, touched = undo(tx, change, at=at)
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
