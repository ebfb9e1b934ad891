"""Undoing one command of a leader, with the ties it touched brought up to date."""

from datetime import datetime

import sqlalchemy as sa

from storage.changes import table_of
from storage.forget import named_by_word
from storage.kept_rows import Row
from storage.models import Change, Tie
from storage.people import PERSON
from storage.putting_back import ChangedSince, undo
from storage.sealed import text_of
from storage.ties import CONTACT, TIE, refresh_tie
from storage.transaction import Transaction

CHANGE = table_of(Change)


def newest_change(tx: Transaction, *, leader_id: str, since: datetime) -> Change | None:
    """Return the leader's newest change after `since` (UTC) that was not undone."""
    row = tx.first(
        sa.select(CHANGE)
        .where(
            CHANGE.c.leader_id == leader_id,
            CHANGE.c.at > since,
            CHANGE.c.undone_at.is_(None),
        )
        .order_by(CHANGE.c.at.desc(), CHANGE.c.id.desc())
        .limit(1)
    )
    return Change(**row._mapping) if row else None


def change_with(tx: Transaction, change_id: str, *, leader_id: str) -> Change | None:
    """Return this change of the leader's, or None if it is nobody's or another's."""
    row = tx.first(
        sa.select(CHANGE).where(
            CHANGE.c.id == change_id, CHANGE.c.leader_id == leader_id
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
        if entry["table"] == PERSON.name and entry["before"] is None
    ]
    if any(named_by_word(tx, person_id) for person_id in gone):
        raise ChangedSince(PERSON.name)
    ties = {
        (row["leader_id"], row["person_id"])
        for entry in touched
        if entry["table"] in (CONTACT.name, TIE.name)
        for row in (entry["before"], entry["after"])
        if row is not None
    }
    for leader_id, person_id in sorted(ties):
        _keep_tie(tx, leader_id, person_id)
        refresh_tie(tx, leader_id, person_id)
    return label, touched


def _keep_tie(tx: Transaction, leader_id: str, person_id: str) -> None:
    """Make the tie anew if it went with its first contact, and others are left."""
    theirs = CONTACT.c.leader_id == leader_id, CONTACT.c.person_id == person_id
    first = tx.execute(
        sa.select(sa.func.min(CONTACT.c.on), sa.func.min(CONTACT.c.workspace_id)).where(
            *theirs
        )
    ).one()
    found = tx.first(
        sa.select(TIE.c.since).where(
            TIE.c.leader_id == leader_id, TIE.c.person_id == person_id
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
    tx.execute(sa.insert(TIE).values(**tie.model_dump()))
