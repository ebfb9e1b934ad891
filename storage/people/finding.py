"""Finding people by a name that somebody typed."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from rapidfuzz import fuzz
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.models import Account, Leader, Person, Tie
from storage.people.facts import Known
from storage.people.store import HERE, KNOWN, fold, known_rows

NAMED = KNOWN.where(
    HERE,
    sa.or_(
        col(Person.name_key) == sa.bindparam("name"),
        col(Person.first_key) == sa.bindparam("first"),
        col(Person.last_key) == sa.bindparam("last"),
    ),
)
FEW = tuple(f"word_{n}" for n in range(12))  # a usual line; more words cost more


def _one_of(words: Any) -> sa.ColumnElement[bool]:
    return sa.or_(col(Person.first_key).in_(words), col(Person.last_key).in_(words))


WITH_FEW = KNOWN.where(HERE, _one_of([sa.bindparam(name) for name in FEW]))
WITH_MANY = KNOWN.where(HERE, _one_of(sa.bindparam("words", expanding=True)))


def people_named(
    tx: Transaction, *, workspace_id: str, leader_id: str, name: str
) -> list[Known]:
    """Return everyone `name` could mean, best first; [] when nobody.

    A full name, a first name, a last name, or the start of each word ("dana w"). An
    exact full name shuts out the others. People on the leader's list come first, but
    are not chosen over others: who asks decides.
    """
    words = fold(name).split()
    if not words:
        return []
    found = known_rows(
        tx,
        NAMED,
        workspace_id=workspace_id,
        leader_id=leader_id,
        name=" ".join(words),
        first=words[0],
        last=words[-1],
    )
    return meant(found, name)


def people_with_any(
    tx: Transaction, *, workspace_id: str, leader_id: str, words: Sequence[str]
) -> list[Known]:
    """Return everyone whose first or last name is one of `words`, folded."""
    where = {"workspace_id": workspace_id, "leader_id": leader_id}
    if not 0 < len(words) <= len(FEW):
        return known_rows(tx, WITH_MANY, words=list(words), **where)
    few = [*words, *([words[-1]] * (len(FEW) - len(words)))]
    return known_rows(tx, WITH_FEW, **dict(zip(FEW, few, strict=True)), **where)


def meant(people: Sequence[Known], name: str) -> list[Known]:
    """Return those of `people` that `name` could mean, as `people_named` does."""
    words = fold(name).split()
    found = [person for person in people if _fits(person.name, words)]
    exact = [person for person in found if fold(person.name) == " ".join(words)]
    return sorted(
        exact or found,
        key=lambda person: (not person.listed, not person.tied, person.name),
    )


def _fits(name: str, words: Sequence[str]) -> bool:
    parts = fold(name).split()
    return all(any(part.startswith(word) for part in parts) for word in words)


# The people of the directory that fit what somebody has typed so far.

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
    if len(words) > MOST_WORDS:
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


# Whether two short texts say the same thing, so that it is kept once.

ALIKE = 90  # rapidfuzz ratio from which two texts are the same; house rule
AROUND = " .,;:!?“”\"'"


def look_alike(one: str, other: str) -> bool:
    """Say whether two texts are the same but for case, spaces and a slip or two.

    Texts with different numbers never are: “below 3 %” is not “below 5 %”.
    """
    one, other = fold(one).strip(AROUND), fold(other).strip(AROUND)
    if [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]:
        return False
    return fuzz.ratio(one, other) >= ALIKE
