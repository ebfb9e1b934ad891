"""Every private text that a leader wrote, whatever it is of: for looking words up."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from language.say import mark
from storage.database.transactions import Transaction
from storage.database.writer import LEADER, AnyRow, table_of, text_of
from storage.models import (
    Ask,
    Contact,
    Given,
    Motivator,
    Need,
    Note,
    Remark,
    Stance,
    Topic,
)
from storage.models.table import OfALeader

# What it is of, as it is told -> the sealed column, and that of the person.
TEXTS: dict[str, tuple[Any, Any]] = {
    mark("note on a contact"): (Contact.note, Contact.person_id),
    mark("note"): (Note.text, Note.person_id),
    mark("what moves them"): (Motivator.text, Motivator.person_id),
    mark("what they need"): (Need.text, Need.person_id),
    mark("topic"): (Topic.text, Topic.person_id),
    mark("bad word"): (Remark.text, Remark.person_id),
    mark("where they stand"): (Stance.stance, Stance.person_id),
    mark("what you asked"): (Ask.what, Ask.asked_id),
    mark("what you gave"): (Given.what, Given.to_id),
}


WORDS_OF_A_STANCE = ("view", "objection", "anyway")  # free words in its JSON


@dataclass(frozen=True, slots=True)
class PrivateText:
    """One private text of the leader's, opened."""

    kind: str  # of `TEXTS`
    person_id: str  # whom it is about
    on: date  # local
    text: str


def _newest(text: Any, person: Any) -> sa.Select[Any]:
    """Return the statement for the newest rows of a table that have such a text."""
    model: type[OfALeader] = text.class_
    table = table_of(model)
    return (
        sa.select(table, person.label("about"))
        .where(table.c.leader_id == LEADER, col(text) != b"")
        .order_by(table.c.on.desc(), person)
        .limit(sa.bindparam("most"))
    )


NEWEST = {kind: _newest(*columns) for kind, columns in TEXTS.items()}


def written_by(tx: Transaction, *, leader_id: str, most: int) -> Iterator[PrivateText]:
    """Yield the leader's texts, newest first, each opened only when it is asked for.

    Args:
        most: texts that are opened at most.
    """
    found = merge(
        *(
            [(kind, row) for row in tx.rows(query, leader=leader_id, most=most)]
            for kind, query in NEWEST.items()
        ),
        key=lambda one: one[1].on,
        reverse=True,
    )
    for (kind, row), _ in zip(found, range(most), strict=False):
        yield PrivateText(kind, row.about, row.on, _opened(tx, kind, row))


def count_written(tx: Transaction, *, leader_id: str) -> int:
    """Return how many private texts the leader has."""
    counts = (
        sa.select(sa.func.count())
        .select_from(table_of(text.class_))
        .where(table_of(text.class_).c.leader_id == LEADER, col(text) != b"")
        .scalar_subquery()
        for text, _ in TEXTS.values()
    )
    return sum(tx.rows(sa.select(*counts), leader=leader_id)[0])


def _opened(tx: Transaction, kind: str, row: AnyRow) -> str:
    text, _ = TEXTS[kind]
    opened = text_of(tx, row, text)
    if text.class_ is not Stance:
        return opened
    said = json.loads(opened)
    return "; ".join(str(said[one]) for one in WORDS_OF_A_STANCE if said.get(one))
