"""The directory: who is in it for a leader, and adding somebody."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from storage.changes import Writer
from storage.models import Person, Tie, Unit
from storage.rows import AnySelect
from storage.transaction import Transaction


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
    col(Person.id),
    col(Person.name),
    col(Person.title),
    col(Person.unit_id),
    sa.func.coalesce(col(Unit.name), "").label("unit"),
    col(Person.manager_id),
    col(Person.user_key),
    sa.func.coalesce(col(Tie.stakeholder), sa.false()).label("listed"),
    col(Tie.leader_id).is_not(None).label("tied"),
).select_from(
    sa.outerjoin(Person, Unit, col(Unit.id) == col(Person.unit_id)).outerjoin(
        Tie,
        sa.and_(
            col(Tie.person_id) == col(Person.id),
            col(Tie.leader_id) == sa.bindparam("leader_id"),
        ),
    )
)
HERE = col(Person.workspace_id) == sa.bindparam("workspace_id")


WITH_ID = KNOWN.where(HERE, col(Person.id) == sa.bindparam("person_id")).limit(1)
WITH_USER = KNOWN.where(
    HERE, col(Person.user_key) == sa.bindparam("user_key"), col(Person.user_key) != ""
).limit(1)
TIED = KNOWN.where(col(Tie.leader_id).is_not(None)).order_by(col(Person.name_key))
LISTED = TIED.where(col(Tie.stakeholder) == sa.true())


def known_rows(tx: Transaction, query: AnySelect, **values: object) -> list[Known]:
    """Return the people that a query on `KNOWN` finds."""
    return [
        Known(**{**row._mapping, "listed": bool(row.listed), "tied": bool(row.tied)})
        for row in tx.execute(query, values)
    ]


def person_with(
    tx: Transaction,
    *,
    workspace_id: str,
    leader_id: str,
    person_id: str = "",
    user_key: str = "",
) -> Known | None:
    """Return the person with this id or platform user id, or None."""
    where = {"workspace_id": workspace_id, "leader_id": leader_id}
    if person_id:
        found = known_rows(tx, WITH_ID, person_id=person_id, **where)
    else:
        found = known_rows(tx, WITH_USER, user_key=user_key, **where)
    return found[0] if found else None


def listed_people(tx: Transaction, *, leader_id: str) -> list[Known]:
    """Return the leader's stakeholders by name."""
    return known_rows(tx, LISTED, leader_id=leader_id)


def tied_people(tx: Transaction, *, leader_id: str) -> list[Known]:
    """Return everyone the leader has a tie with, by name."""
    return known_rows(tx, TIED, leader_id=leader_id)


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
    writer.add(person)
    return person.id
