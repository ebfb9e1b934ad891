"""The directory: people and units put into it, and who is in it for a leader."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from rapidfuzz import fuzz
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import AnyRow, AnySelect, Writer
from storage.models import Person, Tie, Unit
from storage.people.facts import Known, PersonFact, name_words

# Typed marks that make no difference between two names; what stands for nothing.
PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "´": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"}
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff*_~]")
LATIN_ACCENT = re.compile("(?<=[a-z])[\u0300-\u036f]+")
DRAWN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


def fold(text: str) -> str:
    """Return `text` as it is compared.

    Case-folded, single spaces, Latin letters without accents, one kind of apostrophe,
    and without invisible characters and Slack's marks for bold and italic.
    """
    if not text.isascii():
        text = INVISIBLE.sub("", text.translate(PLAIN))
        split = unicodedata.normalize("NFKD", text.casefold())
        text = unicodedata.normalize("NFC", LATIN_ACCENT.sub("", split))
        text = text.translate(DRAWN)
    else:
        text = INVISIBLE.sub("", text.translate(PLAIN)).casefold()
    return " ".join(text.split())


# Statements are built once: building one costs more than running it.

HERE = col(Person.workspace_id) == sa.bindparam("workspace_id")
# What `person_of` reads; a query joins the unit where there is one.
PERSON = (
    col(Person.id),
    col(Person.name),
    col(Person.title),
    sa.func.coalesce(col(Person.unit_id), "").label("unit_id"),
    sa.func.coalesce(col(Unit.name), "").label("unit"),
)
# Who is in the directory, for one leader; narrowed here and in `finding`.
KNOWN = sa.select(
    *PERSON,
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
WITH_ID = KNOWN.where(HERE, col(Person.id) == sa.bindparam("person_id")).limit(1)
WITH_USER = KNOWN.where(
    HERE, col(Person.user_key) == sa.bindparam("user_key"), col(Person.user_key) != ""
).limit(1)
TIED = KNOWN.where(col(Tie.leader_id).is_not(None)).order_by(col(Person.name_key))
STAKEHOLDERS = TIED.where(col(Tie.stakeholder) == sa.true())
NAMES = sa.select(col(Person.id), col(Person.name)).where(
    col(Person.id).in_(sa.bindparam("people", expanding=True))
)
REPORTS = (
    sa.select(col(Person.name))
    .where(HERE, col(Person.manager_id) == sa.bindparam("manager_id"))
    .order_by(col(Person.name_key))
)
ABOVE = sa.select(col(Person.manager_id)).where(
    col(Person.id) == sa.bindparam("person_id")
)
UNITS: AnySelect = (
    sa.select(Unit)
    .where(col(Unit.workspace_id) == sa.bindparam("workspace_id"))
    .order_by(col(Unit.name_key))
)
UNIT_NAMED = UNITS.where(col(Unit.name_key) == sa.bindparam("name_key"))

# Keeping people and units.


def keys_of_name(name: str) -> dict[str, Any]:
    """Return the columns that somebody is found by; “Dr.” is nobody's first name."""
    words = [fold(word) for word in name_words(name)]
    words = [word for word in words if word] or [fold(name)]
    return {"name_key": fold(name), "first_key": words[0], "last_key": words[-1]}


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
    person = Person(
        workspace_id=writer.workspace_id,
        name=name,
        **keys_of_name(name),
        title=title,
        unit_id=unit_id,
        manager_id=manager_id,
        user_key=user_key,
    )
    writer.add(person)
    return person.id


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


# Reading people: one, or those a leader has a tie with.


def person_of(row: AnyRow) -> PersonFact:
    """Return the person of a row that has the columns of `PERSON`."""
    return PersonFact(row.id, row.name, row.title, row.unit_id, row.unit)


def known_rows(tx: Transaction, query: AnySelect, **values: object) -> list[Known]:
    """Return the people that a query on `KNOWN` finds."""
    return [
        Known(
            row.id,
            row.name,
            row.title,
            row.unit_id,
            row.unit,
            manager_id=row.manager_id,
            user_key=row.user_key,
            listed=bool(row.listed),
            tied=bool(row.tied),
        )
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
    return known_rows(tx, STAKEHOLDERS, leader_id=leader_id)


def tied_people(tx: Transaction, *, leader_id: str) -> list[Known]:
    """Return everyone the leader has a tie with, by name."""
    return known_rows(tx, TIED, leader_id=leader_id)


def names_of(tx: Transaction, person_ids: Sequence[str]) -> dict[str, str]:
    """Return people's names by id."""
    if not person_ids:
        return {}
    rows = tx.rows(NAMES, people=list(person_ids))
    return {row.id: row.name for row in rows}


# Who reports to whom.

DEEPEST = 50  # steps up a reporting line that are looked at; house rule


def report_names(tx: Transaction, *, workspace_id: str, manager_id: str) -> list[str]:
    """Return the names of those who report to somebody directly, by name."""
    found = tx.scalars(REPORTS, workspace_id=workspace_id, manager_id=manager_id)
    return list(found)


def reports_to(tx: Transaction, person_id: str, *, above_id: str) -> bool:
    """Say whether somebody reports to `above_id`, directly, through others, or is it.

    That is what makes a new line from `above_id` up to `person_id` a circle.
    """
    at: str | None = person_id
    for _ in range(DEEPEST):
        if at is None or at == above_id:
            break
        at = tx.scalar(ABOVE, person_id=at)
    return at == above_id


# The units of the directory.


def unit_named(tx: Transaction, *, workspace_id: str, name: str) -> Unit | None:
    """Return the unit of this name, or None."""
    row = tx.first(UNIT_NAMED, workspace_id=workspace_id, name_key=fold(name))
    return Unit(**row._mapping) if row else None


def units_of(tx: Transaction, *, workspace_id: str) -> list[Unit]:
    """Return the workspace's units by name."""
    rows = tx.rows(UNITS, workspace_id=workspace_id)
    return [Unit(**row._mapping) for row in rows]


# Finding people by a name that somebody typed.

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

    A full name, a first name, a last name, or one with an initial ("dana w"). An
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
    return all(any(_is_part(word, part) for part in parts) for word in words)


def _is_part(word: str, part: str) -> bool:
    return part == word or (len(word) == 1 and part.startswith(word))


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
