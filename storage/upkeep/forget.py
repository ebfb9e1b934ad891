"""Erasing what one leader kept about one person. Nothing of it can be undone.

`secure_delete` overwrites the rows in the database file; SQLite's write-ahead log keeps
old pages until it is truncated, which `empty_log_after` does after the commit.
"""

import json
import logging
import re
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from storage.contacts.observed import forget_pair
from storage.database.transactions import Transaction
from storage.database.writer import belongs_to, table_of, text_of, touch_facts
from storage.leaders.pending import drop_pending
from storage.models import (
    Change,
    Delivery,
    ExternalId,
    Leader,
    Person,
    SuggestionEvent,
    SuggestionRow,
    tables,
)
from storage.people.facts import Known

# Where a person is mentioned in sealed text: opened row by row, for one leader.


def steps_about(tx: Transaction, person: Known, *, leader_id: str) -> list[str]:
    """Return the ids of the leader's steps for, through or about a person.

    Also those that were about the person once, as they read when they were shown.
    """
    named = _named(person.name)
    mine = col(SuggestionRow.leader_id) == leader_id
    rows = tx.execute(sa.select(SuggestionRow).where(mine))
    about = {
        row.id
        for row in rows
        if person.id in (row.person_id, row.approach_id)
        or named.search(_plain(text_of(tx, row, SuggestionRow.body)))
    }
    is_of = col(SuggestionEvent.suggestion_id) == col(SuggestionRow.id)
    events = tx.execute(
        sa.select(SuggestionEvent).join(SuggestionRow, is_of).where(mine)
    )
    about |= {
        event.suggestion_id
        for event in events
        if named.search(text_of(tx, event, SuggestionEvent.said))
    }
    return sorted(about)


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


logger = logging.getLogger("outreach.forget")


def erase_person(tx: Transaction, person: Known, *, leader_id: str) -> list[str]:
    """Delete everything that is the leader's own about a person.

    Contacts with their notes, the tie, motivators, needs, stances, topics, remarks,
    asks, gifts, declared ties, days imported between the two, steps, and what undo
    kept of them. Joint results stay: they are the partner's too.

    Returns:
        The ids of the steps that went, which cards may still show.
    """
    step_ids = steps_about(tx, person, leader_id=leader_id)
    tx.execute(
        sa.delete(SuggestionEvent).where(
            col(SuggestionEvent.suggestion_id).in_(step_ids)
        )
    )
    tx.execute(sa.delete(SuggestionRow).where(col(SuggestionRow.id).in_(step_ids)))
    changes = changes_about(tx, [person.id, *step_ids], leader_id=leader_id)
    tx.execute(sa.delete(Change).where(col(Change.id).in_(changes)))
    for model in tables():
        if model.about_people:
            table = table_of(model)
            theirs = belongs_to(model, "leader_id", leader_id)
            about = sa.or_(*(table.c[name] == person.id for name in model.about_people))
            tx.execute(sa.delete(table).where(theirs, about))
    drop_pending(tx, leader_id)  # it may name them
    own = sa.select(col(Leader.person_id)).where(col(Leader.id) == leader_id)
    forget_pair(tx, tx.execute(own).scalar_one(), person.id)
    return step_ids


def drop_from_directory(tx: Transaction, person_id: str) -> bool:
    """Delete the directory's entry if nothing refers to it; False if something does."""
    referring = [
        column
        for table in Person.metadata.tables.values()
        for column in table.c
        if table is not table_of(ExternalId)  # part of the entry, so it keeps nobody
        and any(key.column is table_of(Person).c.id for key in column.foreign_keys)
    ]
    if _stands_in(tx, referring, person_id) or named_by_word(tx, person_id):
        return False
    workspace = sa.select(col(Person.workspace_id)).where(col(Person.id) == person_id)
    touch_facts(tx, tx.execute(workspace).scalar_one())
    tx.execute(sa.delete(ExternalId).where(col(ExternalId.person_id) == person_id))
    tx.execute(sa.delete(Person).where(col(Person.id) == person_id))
    return True


def named_by_word(tx: Transaction, person_id: str) -> bool:
    """Say whether a row names a person in a column without a foreign key."""
    columns = (
        table_of(model).c[name]
        for model in tables()
        for name in (*model.about_people, *model.named_people)
    )
    by_word = [column for column in columns if not column.foreign_keys]
    return _stands_in(tx, by_word, person_id)


def _stands_in(
    tx: Transaction, columns: Sequence[sa.Column[Any]], person_id: str
) -> bool:
    queries = (
        sa.select(sa.literal(1)).where(column == person_id).limit(1)
        for column in columns
    )
    return any(tx.first(query) is not None for query in queries)


def empty_log_after(tx: Transaction) -> None:
    """Truncate SQLite's write-ahead log once this transaction is committed.

    Does nothing on other databases. A reader that is at work keeps the log: then its
    pages go with SQLite's next checkpoint, and we say so in the log file.
    """
    if tx.connection.dialect.name != "sqlite":
        return
    raw: Any = tx.connection.connection.dbapi_connection

    def truncate() -> None:
        busy, *_counts = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            logger.warning("the write-ahead log is in use and was not truncated")

    tx.after_commit(truncate)
