"""The directory: finding people and units by what somebody typed, and adding them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.changes import Writer, table_of
from storage.models import Person, Tie, Unit
from storage.rows import AnySelect

PERSON = table_of(Person)
UNIT = table_of(Unit)
TIE = table_of(Tie)


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the directory, and whether they are on the leader's list."""

    id: str
    name: str
    title: str
    unit_id: str | None
    unit: str  # "" when unknown
    manager_id: str | None
    user_key: str
    listed: bool  # a stakeholder of the leader who asked
    tied: bool  # the leader has a tie with them, on the list or not

    @property
    def first_name(self) -> str:
        """What the person is called in a sentence."""
        return self.name.split()[0]


def fold(text: str) -> str:
    """Return `text` as it is compared: case-folded, single spaces."""
    return " ".join(text.split()).casefold()


# Statements are built once: building one costs more than running it.
KNOWN = sa.select(
    PERSON.c.id,
    PERSON.c.name,
    PERSON.c.title,
    PERSON.c.unit_id,
    sa.func.coalesce(UNIT.c.name, "").label("unit"),
    PERSON.c.manager_id,
    PERSON.c.user_key,
    sa.func.coalesce(TIE.c.stakeholder, sa.false()).label("listed"),
    TIE.c.leader_id.is_not(None).label("tied"),
).select_from(
    PERSON.outerjoin(UNIT, UNIT.c.id == PERSON.c.unit_id).outerjoin(
        TIE,
        sa.and_(
            TIE.c.person_id == PERSON.c.id, TIE.c.leader_id == sa.bindparam("leader_id")
        ),
    )
)
HERE = PERSON.c.workspace_id == sa.bindparam("workspace_id")
NAMED = KNOWN.where(
    HERE,
    sa.or_(
        PERSON.c.name_key == sa.bindparam("name"),
        PERSON.c.first_key == sa.bindparam("first"),
        PERSON.c.last_key == sa.bindparam("last"),
    ),
)
FEW = tuple(f"word_{n}" for n in range(12))  # a usual line; more words cost more


def _one_of(words: Any) -> sa.ColumnElement[bool]:
    return sa.or_(PERSON.c.first_key.in_(words), PERSON.c.last_key.in_(words))


WITH_FEW = KNOWN.where(HERE, _one_of([sa.bindparam(name) for name in FEW]))
WITH_MANY = KNOWN.where(HERE, _one_of(sa.bindparam("words", expanding=True)))
WITH_ID = KNOWN.where(HERE, PERSON.c.id == sa.bindparam("person_id")).limit(1)
WITH_USER = KNOWN.where(
    HERE, PERSON.c.user_key == sa.bindparam("user_key"), PERSON.c.user_key != ""
).limit(1)
TIED = KNOWN.where(TIE.c.leader_id.is_not(None)).order_by(PERSON.c.name_key)
LISTED = TIED.where(TIE.c.stakeholder == sa.true())


def known_rows(session: Session, query: AnySelect, **values: object) -> list[Known]:
    """Return the people that a query on `KNOWN` finds."""
    return [
        Known(**{**row._mapping, "listed": bool(row.listed), "tied": bool(row.tied)})
        for row in session.execute(query, values)
    ]


def people_named(
    session: Session, *, workspace_id: str, leader_id: str, name: str
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
        session,
        NAMED,
        workspace_id=workspace_id,
        leader_id=leader_id,
        name=" ".join(words),
        first=words[0],
        last=words[-1],
    )
    return meant(found, name)


def people_with_any(
    session: Session, *, workspace_id: str, leader_id: str, words: Sequence[str]
) -> list[Known]:
    """Return everyone whose first or last name is one of `words`, folded."""
    where = {"workspace_id": workspace_id, "leader_id": leader_id}
    if not 0 < len(words) <= len(FEW):
        return known_rows(session, WITH_MANY, words=list(words), **where)
    few = [*words, *([words[-1]] * (len(FEW) - len(words)))]
    return known_rows(session, WITH_FEW, **dict(zip(FEW, few, strict=True)), **where)


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


def person_with(
    session: Session,
    *,
    workspace_id: str,
    leader_id: str,
    person_id: str = "",
    user_key: str = "",
) -> Known | None:
    """Return the person with this id or platform user id, or None."""
    where = {"workspace_id": workspace_id, "leader_id": leader_id}
    if person_id:
        found = known_rows(session, WITH_ID, person_id=person_id, **where)
    else:
        found = known_rows(session, WITH_USER, user_key=user_key, **where)
    return found[0] if found else None


def listed_people(session: Session, *, leader_id: str) -> list[Known]:
    """Return the leader's stakeholders by name."""
    return known_rows(session, LISTED, leader_id=leader_id)


def tied_people(session: Session, *, leader_id: str) -> list[Known]:
    """Return everyone the leader has a tie with, by name."""
    return known_rows(session, TIED, leader_id=leader_id)


def add_person(
    writer: Writer,
    name: str,
    *,
    title: str = "",
    unit_id: str | None = None,
    manager_id: str | None = None,
    user_key: str = "",
) -> str:
    """Put a new person into the directory, and return their id."""
    name = " ".join(name.split())
    words = fold(name).split()
    person = Person(
        workspace_id=writer.workspace_id,
        name=name,
        name_key=fold(name),
        first_key=words[0],
        last_key=words[-1],
        title=title,
        unit_id=unit_id,
        manager_id=manager_id,
        user_key=user_key,
    )
    writer.insert(person)
    return person.id


def unit_named(session: Session, *, workspace_id: str, name: str) -> Unit | None:
    """Return the unit of this name, or None."""
    row = session.execute(
        sa.select(UNIT).where(
            UNIT.c.workspace_id == workspace_id, UNIT.c.name_key == fold(name)
        )
    ).first()
    return Unit(**row._mapping) if row else None


def unit_id_for(writer: Writer, name: str) -> str:
    """Return the id of the unit of this name, added if it is new."""
    known = unit_named(writer.session, workspace_id=writer.workspace_id, name=name)
    if known is not None:
        return known.id
    unit = Unit(
        workspace_id=writer.workspace_id,
        name=" ".join(name.split()),
        name_key=fold(name),
    )
    writer.insert(unit)
    return unit.id


def units_of(session: Session, *, workspace_id: str) -> list[Unit]:
    """Return the workspace's units by name."""
    query = sa.select(UNIT).where(UNIT.c.workspace_id == workspace_id)
    rows = session.execute(query.order_by(UNIT.c.name_key))
    return [Unit(**row._mapping) for row in rows]
