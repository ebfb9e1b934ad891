"""The directory: who is in it for a leader, and adding somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import AnySelect, Writer
from storage.models import Person, Tie, Unit


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


# The units of the directory: finding one by its name, and adding it.


def unit_named(tx: Transaction, *, workspace_id: str, name: str) -> Unit | None:
    """Return the unit of this name, or None."""
    row = tx.first(
        sa.select(Unit).where(
            col(Unit.workspace_id) == workspace_id, col(Unit.name_key) == fold(name)
        )
    )
    return Unit(**row._mapping) if row else None


def unit_id_for(writer: Writer, name: str) -> str:
    """Return the id of the unit of this name, added if it is new."""
    known = unit_named(writer.tx, workspace_id=writer.workspace_id, name=name)
    if known is not None:
        return known.id
    unit = Unit(
        workspace_id=writer.workspace_id,
        name=" ".join(name.split()),
        name_key=fold(name),
    )
    writer.add(unit)
    return unit.id


def units_of(tx: Transaction, *, workspace_id: str) -> list[Unit]:
    """Return the workspace's units by name."""
    query = sa.select(Unit).where(col(Unit.workspace_id) == workspace_id)
    rows = tx.execute(query.order_by(col(Unit.name_key)))
    return [Unit(**row._mapping) for row in rows]


# Who reports to whom.

DEEPEST = 50  # steps up a reporting line that are looked at; house rule


def names_of(tx: Transaction, person_ids: Sequence[str]) -> dict[str, str]:
    """Return people's names by id."""
    if not person_ids:
        return {}
    rows = tx.execute(
        sa.select(col(Person.id), col(Person.name)).where(
            col(Person.id).in_(person_ids)
        )
    )
    return {row.id: row.name for row in rows}


def report_names(tx: Transaction, *, workspace_id: str, manager_id: str) -> list[str]:
    """Return the names of those who report to somebody directly."""
    rows = tx.execute(
        sa.select(col(Person.name))
        .where(
            col(Person.workspace_id) == workspace_id,
            col(Person.manager_id) == manager_id,
        )
        .order_by(col(Person.name_key))
    )
    return [row.name for row in rows]


def reports_to(tx: Transaction, person_id: str, *, above_id: str) -> bool:
    """Say whether somebody reports to `above_id`, directly, through others, or is it.

    That is what makes a new line from `above_id` up to `person_id` a circle.
    """
    at: str | None = person_id
    for _ in range(DEEPEST):
        if at is None or at == above_id:
            break
        at = tx.scalar(sa.select(col(Person.manager_id)).where(col(Person.id) == at))
    return at == above_id
