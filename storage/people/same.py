"""Who of one directory is who of another: by id, by address, or by name and unit."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.once import insert_once
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow, AnySelect, Writer
from storage.models import ExternalId, Person, Unit
from storage.people.store import PERSON, add_person, fold, unit_id_for


@dataclass(slots=True)
class Matched:
    """The people of a book in another directory."""

    ids: dict[str, str] = field(default_factory=dict)  # theirs here, by theirs there
    same: list[str] = field(default_factory=list)  # names taken to be known here
    new: list[str] = field(default_factory=list)  # names added to the directory here
    unclear: list[str] = field(default_factory=list)  # names with the unit there


def match_people(writer: Writer, person_ids: Iterable[str]) -> Matched:
    """Find people of another workspace in the writer's, and add who is new.

    The same imported id or e-mail address is the same person. So is the only one of a
    name whose unit is the same, or known on one side at most. Of anybody else of a name
    that is known here nobody can tell: they are `unclear`, and not added.
    """
    tx, matched = writer.tx, Matched()
    theirs = _people(tx, col(Person.id).in_(list(person_ids)))
    here = _people(tx, col(Person.workspace_id) == writer.workspace_id)
    by_id = _by_external_id(tx, [row.id for row in theirs], writer.workspace_id)
    named: dict[str, list[AnyRow]] = {}
    for row in here:
        named.setdefault(row.name_key, []).append(row)
    often = Counter(row.name_key for row in theirs)
    taken = set(by_id.values())
    for row in theirs:
        others = [one for one in named.get(row.name_key, []) if one.id not in taken]
        known = by_id.get(row.id) or _same(row, others, often[row.name_key] > 1)
        if known is None and named.get(row.name_key):
            unit = f" ({row.unit})" if row.unit else ""
            matched.unclear.append(f"{row.name}{unit}")
            continue
        if known is None:
            unit_id = unit_id_for(writer, row.unit) if row.unit else None
            known = add_person(writer, row.name, title=row.title, unit_id=unit_id)
            matched.new.append(row.name)
        else:
            matched.same.append(row.name)
        taken.add(known)
        matched.ids[row.id] = known
    return matched


def _same(row: AnyRow, others: list[AnyRow], is_one_of_many: bool) -> str | None:
    in_unit = [one for one in others if row.unit and fold(one.unit) == fold(row.unit)]
    if len(in_unit) == 1:
        return str(in_unit[0].id)
    if len(others) != 1 or is_one_of_many or (row.unit and others[0].unit):
        return None
    return str(others[0].id)


def _people(tx: Transaction, which: sa.ColumnElement[bool]) -> list[AnyRow]:
    query = (
        sa.select(*PERSON, col(Person.name_key))
        .select_from(sa.outerjoin(Person, Unit, col(Unit.id) == col(Person.unit_id)))
        .where(which)
        .order_by(col(Person.name_key), col(Person.id))
    )
    return list(tx.rows(query))


def _by_external_id(
    tx: Transaction, person_ids: list[str], workspace_id: str
) -> dict[str, str]:
    """Return who of these people is whom here; nobody whose ids name several."""
    there, here = aliased(ExternalId, name="there"), aliased(ExternalId, name="here")
    query: AnySelect = (
        sa.select(col(there.person_id), col(here.person_id).label("known"))
        .join(
            here,
            sa.and_(
                col(here.source) == col(there.source),
                col(here.external_id) == col(there.external_id),
            ),
        )
        .where(
            col(there.person_id).in_(person_ids), col(here.workspace_id) == workspace_id
        )
        .distinct()
    )
    pairs = [(str(row.person_id), str(row.known)) for row in tx.execute(query)]
    theirs = Counter(one for one, _ in pairs)
    ours = Counter(known for _, known in pairs)
    return {one: known for one, known in pairs if theirs[one] == 1 and ours[known] == 1}


# What other systems call the people of the directory.

BY_FILE, BY_EMAIL = "id", "email"
KEY = "workspace_id,source,external_id"


def everybody(tx: Transaction, workspace_id: str) -> dict[str, str]:
    """Return everybody's person id by each id and address they were imported with.

    An id of a file comes before an equal address. Addresses are case-folded.
    """
    rows = tx.execute(
        sa.select(col(ExternalId.external_id), col(ExternalId.person_id))
        .where(col(ExternalId.workspace_id) == workspace_id)
        .order_by(col(ExternalId.source))  # "email" before "id", which then wins
    )
    return {row.external_id: row.person_id for row in rows}


def person_of_id(tx: Transaction, workspace_id: str, value: str) -> str | None:
    """Return who was imported with this id, or None."""
    found = tx.scalar(
        sa.select(col(ExternalId.person_id)).where(
            col(ExternalId.workspace_id) == workspace_id,
            col(ExternalId.source) == BY_FILE,
            col(ExternalId.external_id) == value,
        )
    )
    return str(found) if found else None


def remember_id(
    tx: Transaction, workspace_id: str, person_id: str, value: str, *, source: str
) -> bool:
    """Note what a person is called elsewhere; False if it is somebody's already."""
    values = {
        "workspace_id": workspace_id,
        "source": source,
        "external_id": value,
        "person_id": person_id,
    }
    return insert_once(tx, ExternalId, values, unique=KEY)


def ids_of(
    tx: Transaction, workspace_id: str, person_ids: Iterable[str]
) -> dict[str, str]:
    """Return the imported id of each of these people who has one, by person id."""
    rows = tx.execute(
        sa.select(col(ExternalId.person_id), col(ExternalId.external_id)).where(
            col(ExternalId.workspace_id) == workspace_id,
            col(ExternalId.source) == BY_FILE,
            col(ExternalId.person_id).in_(list(person_ids)),
        )
    )
    return {row.person_id: row.external_id for row in rows}
