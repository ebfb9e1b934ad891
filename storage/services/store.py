"""Services, the units that rely on them, and what people think of them.

They are the workspace's: every leader of it sees and keeps the same ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.contacts.totals import totals_from_json
from storage.database.sealed import change_kept, keep, text_of
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow, AnySelect, Writer
from storage.models import (
    Issue,
    Person,
    Rating,
    Service,
    ServiceUse,
    Tie,
    Unit,
    Workspace,
)
from storage.people.store import fold


@dataclass(frozen=True, slots=True)
class KnownService:
    """A service, its owner's name ("" when nobody is named), and who relies on it."""

    id: str
    name: str
    owner_id: str | None
    owner: str
    units: Mapping[str, str]  # unit id -> name, by name


def services_of(tx: Transaction, *, workspace_id: str) -> list[KnownService]:
    """Return the workspace's services by name."""
    uses = tx.execute(
        sa.select(col(ServiceUse.service_id), col(Unit.id), col(Unit.name))
        .join(Unit, col(Unit.id) == col(ServiceUse.unit_id))
        .where(col(ServiceUse.workspace_id) == workspace_id)
        .order_by(col(Unit.name_key))
    )
    units: dict[str, dict[str, str]] = {}
    for service_id, unit_id, unit in uses:
        units.setdefault(service_id, {})[unit_id] = unit
    rows = tx.execute(
        sa.select(
            col(Service.id),
            col(Service.name),
            col(Service.owner_id),
            sa.func.coalesce(col(Person.name), "").label("owner"),
        )
        .outerjoin(Person, col(Person.id) == col(Service.owner_id))
        .where(col(Service.workspace_id) == workspace_id)
        .order_by(col(Service.name_key))
    )
    return [KnownService(**row._mapping, units=units.get(row.id, {})) for row in rows]


def add_service(writer: Writer, name: str, *, owner_id: str | None = None) -> str:
    """Save a new service, and return its id."""
    take_turns(writer)
    name = " ".join(name.split())
    row = Service(
        workspace_id=writer.workspace_id,
        name=name,
        name_key=fold(name),
        owner_id=owner_id,
    )
    writer.add(row)
    return row.id


def set_owner(writer: Writer, service_id: str, owner_id: str) -> None:
    """Name who owns a service."""
    writer.update(Service, service_id, owner_id=owner_id)


def add_use(writer: Writer, service_id: str, unit_id: str) -> bool:
    """Note that a unit relies on a service; False if that was known."""
    take_turns(writer)
    known = writer.tx.first(
        sa.select(col(ServiceUse.unit_id)).where(
            col(ServiceUse.service_id) == service_id, col(ServiceUse.unit_id) == unit_id
        )
    )
    if known is None:
        writer.add(
            ServiceUse(
                service_id=service_id,
                unit_id=unit_id,
                workspace_id=writer.workspace_id,
            )
        )
    return known is None


def add_rating(
    writer: Writer, *, service_id: str, unit_id: str, by_id: str, score: float, on: date
) -> str:
    """Save one person's rating, 1 to 5, given on a local date; return its id."""
    row = Rating(
        workspace_id=writer.workspace_id,
        service_id=service_id,
        unit_id=unit_id,
        by_id=by_id,
        score=score,
        on=on,
    )
    writer.add(row)
    return row.id


def take_turns(writer: Writer) -> None:
    """Wait for other writers to this workspace's services and issues.

    Two replicas that add the same name or the next number at once would both find it
    free; on SQLite there is one writer anyway.
    """
    writer.tx.execute(
        sa.select(col(Workspace.id))
        .where(col(Workspace.id) == writer.workspace_id)
        .with_for_update()
    )


# What is wrong with services, as the units that rely on them see it.


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """An issue with the names it is told with. Dates are local."""

    id: str
    code: str
    title: str
    service: str
    owner: str  # the service's, "" when nobody is named
    unit_id: str
    unit: str
    severity: int  # 1 (worst) to 4
    opened_on: date
    due_on: date | None
    resolved_on: date | None
    confirmed_on: date | None
    confirmed_by: str
    confirmed_by_word: bool
    reopened: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """An issue as it was reported. `code` and `severity` are as in `Issue`."""

    code: str
    service_id: str
    unit_id: str
    on: date
    title: str = ""
    severity: int = 3
    due_on: date | None = None


def open_issue(writer: Writer, opened: Opened) -> str:
    """Save a new issue, and return its id."""
    return keep(
        writer,
        Issue,
        code=opened.code,
        service_id=opened.service_id,
        unit_id=opened.unit_id,
        title=opened.title,
        severity=opened.severity,
        opened_on=opened.on,
        due_on=opened.due_on,
    )


def change_issue(writer: Writer, issue_id: str, **columns: object) -> None:
    """Change columns of an issue, as in `Issue`; `title` is plain."""
    change_kept(writer, Issue, issue_id, **columns)


def next_issue_code(writer: Writer) -> str:
    """Return the next free code, e.g. "I-13" when "I-12" is the highest so far."""
    take_turns(writer)
    codes = writer.tx.scalars(
        sa.select(col(Issue.code)).where(
            col(Issue.workspace_id) == writer.workspace_id,
            col(Issue.code).startswith("I-"),
        )
    )
    numbers = [int(code[2:]) for code in codes if code[2:].isdecimal()]
    return f"I-{max(numbers, default=0) + 1}"


def issue_with_code(
    tx: Transaction, *, workspace_id: str, code: str
) -> KnownIssue | None:
    """Return the issue with this code, e.g. "I-12", or None."""
    query = _issues(workspace_id).where(col(Issue.code) == code)
    row = tx.first(query)
    return _known(tx, row) if row else None


def open_issues(tx: Transaction, *, workspace_id: str) -> list[KnownIssue]:
    """Return issues not yet confirmed as fixed, the worst and earliest due first."""
    query = _issues(workspace_id).where(col(Issue.confirmed_on).is_(None))
    rows = tx.rows(query)
    found = [_known(tx, row) for row in rows]
    return sorted(found, key=lambda i: (i.severity, i.due_on or date.max, i.code))


def _issues(workspace_id: str) -> AnySelect:
    owner = aliased(Person, name="owner")
    joined = (
        sa.join(Issue, Service, col(Service.id) == col(Issue.service_id))
        .join(Unit, col(Unit.id) == col(Issue.unit_id))
        .outerjoin(owner, col(owner.id) == col(Service.owner_id))
        .outerjoin(Person, col(Person.id) == col(Issue.confirmed_by_id))
    )
    return (
        sa.select(
            Issue,
            col(Service.name).label("service"),
            col(Unit.name).label("unit"),
            sa.func.coalesce(col(owner.name), "").label("owner"),
            sa.func.coalesce(col(Person.name), "").label("confirmed_by"),
        )
        .select_from(joined)
        .where(col(Issue.workspace_id) == workspace_id)
    )


def _known(tx: Transaction, row: AnyRow) -> KnownIssue:
    fields = {name: row._mapping[name] for name in KnownIssue.__dataclass_fields__}
    fields["title"] = text_of(tx, row, Issue.title)
    return KnownIssue(**fields)


# A unit as one leader sees it: who is in it, who heads it, who answered how.


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit's people by name, and what came of what the leader offered them."""

    id: str
    name: str
    head: str  # name, "" = nobody named
    people: tuple[str, ...]
    met: int  # real conversations since the day asked for
    refused: int  # declined, no reply or postponed


def unit_facts(
    tx: Transaction, unit_id: str, *, leader_id: str, since: date
) -> UnitFacts:
    """Return what is known of a unit, with answers after local date `since`."""
    unit = tx.execute(sa.select(Unit).where(col(Unit.id) == unit_id)).one()
    mine = sa.and_(
        col(Tie.person_id) == col(Person.id), col(Tie.leader_id) == leader_id
    )
    rows = tx.rows(
        sa.select(col(Person.id), col(Person.name), col(Tie.totals))
        .select_from(sa.outerjoin(Person, Tie, mine))
        .where(col(Person.unit_id) == unit_id)
        .order_by(col(Person.name_key))
    )
    answers = [
        met
        for row in rows
        for on, met in totals_from_json(dict(row.totals or {})).answers
        if on > since
    ]
    head = tx.scalar(sa.select(col(Person.name)).where(col(Person.id) == unit.head_id))
    return UnitFacts(
        unit_id,
        unit.name,
        head or "",
        tuple(row.name for row in rows),
        sum(answers),
        len(answers) - sum(answers),
    )


def set_head(writer: Writer, unit_id: str, person_id: str) -> None:
    """Name who heads a unit."""
    writer.update(Unit, unit_id, head_id=person_id)
