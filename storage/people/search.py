"""The people of the directory that fit what somebody has typed so far."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.models import Account, Leader, Person, Tie
from storage.people.facts import Known
from storage.people.store import HERE, KNOWN, fold, known_rows

MOST_WORDS = 8  # of a name that are looked for; house rule
# Those on the leader's list first, then other ties, then everybody else; among equals
# whoever the leader was in touch with last.
NEAREST = (
    sa.func.coalesce(col(Tie.stakeholder), sa.false()).desc(),
    col(Tie.leader_id).is_(None),
    col(Tie.strength_on).is_(None),
    col(Tie.strength_on).desc(),
    col(Person.name_key),
    col(Person.id),
)
SEARCHER = (
    sa.select(col(Leader.workspace_id), col(Leader.id), col(Leader.person_id))
    .join(Account, col(Account.leader_id) == col(Leader.id))
    .where(
        col(Account.surface) == sa.bindparam("surface"),
        col(Account.tenant) == sa.bindparam("tenant"),
        col(Account.user_key) == sa.bindparam("user_key"),
    )
)


def searcher_at(
    tx: Transaction, *, surface: str, tenant: str, user_key: str
) -> tuple[str, str, str] | None:
    """Return (workspace id, leader id, person id) of a leader; None if it is nobody.

    Unlike `leader_at` it locks nothing: a search is asked for with every letter typed,
    and writes nothing.
    """
    row = tx.first(SEARCHER, surface=surface, tenant=tenant, user_key=user_key)
    return (row.workspace_id, row.id, row.person_id) if row else None


def people_starting(
    tx: Transaction,
    *,
    workspace_id: str,
    leader_id: str,
    typed: str,
    limit: int,
    but: str = "",
) -> list[Known]:
    """Return the people in whose name each typed word starts a word, nearest first.

    Args:
        typed: part of a name; "" = everybody the leader has a tie with.
        limit: people returned at most.
        but: id of a person who is left out, such as the leader.
    """
    words = fold(typed).split()
    nothing_to_find = typed.strip() and not words
    if len(words) > MOST_WORDS or nothing_to_find:
        return []
    query = KNOWN.where(HERE, col(Person.id) != but, *map(_starts, words))
    if not words:
        query = query.where(col(Tie.leader_id).is_not(None))
    query = query.order_by(*NEAREST).limit(limit)
    return known_rows(tx, query, workspace_id=workspace_id, leader_id=leader_id)


def _starts(word: str) -> sa.ColumnElement[Any]:
    """Return whether a word of the name starts so; % and _ are letters like others."""
    name = col(Person.name_key)
    return sa.or_(
        name.startswith(word, autoescape=True),
        name.contains(f" {word}", autoescape=True),
    )


def starting(people: Sequence[Known], typed: str) -> list[Known]:
    """Return those of `people` in whose name each typed word starts a word.

    Beside `people_starting`: of people that are at hand. Everybody for "".
    """
    words = fold(typed).split()
    if typed.strip() and not words:
        return []
    found = [
        one
        for one in people
        if all(
            any(part.startswith(word) for part in fold(one.name).split())
            for word in words
        )
    ]
    return sorted(found, key=lambda one: (not one.listed, not one.tied, one.name))
