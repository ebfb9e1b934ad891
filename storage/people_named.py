"""Finding people by a name that somebody typed."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from storage.models import Person
from storage.people import HERE, KNOWN, Known, fold, known_rows
from storage.transaction import Transaction

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
