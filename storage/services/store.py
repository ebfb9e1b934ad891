"""Services, the units that rely on them, and what people think of them.

They are the workspace's: every leader of it sees and keeps the same ones.
"""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import (
    AnyRow,
    AnySelect,
    Writer,
    change_kept,
    keep,
    text_of,
)
from storage.models import Issue, Person, Rating, Service, ServiceUse, Unit, Workspace
from storage.people.facts import PersonFact
from storage.people.store import fold
from storage.services.facts import IssueFact, ServiceFact

# Keeping services, who relies on them, and what people think of them.


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


def set_head(writer: Writer, unit_id: str, person_id: str) -> None:
    """Name who heads a unit."""
    writer.update(Unit, unit_id, head_id=person_id)


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


# Keeping and changing what is wrong with services.


def open_issue(
    writer: Writer,
    *,
    code: str,
    service_id: str,
    unit_id: str,
    on: date,
    title: str = "",
    severity: int = 3,
    due_on: date | None = None,
) -> str:
    """Save a new issue, reported on local date `on`, and return its id.

    Args:
        code: free in the workspace, e.g. from `next_issue_code`.
        severity: 1 (worst) to 4.
        due_on: local date; None = nobody said.
    """
    return keep(
        writer,
        Issue,
        code=code,
        service_id=service_id,
        unit_id=unit_id,
        title=title,
        severity=severity,
        opened_on=on,
        due_on=due_on,
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


# Reading them: all of a workspace's, or those of some units, which `standing` reads.

# Statements are built once: building one costs more than running it.
UNITS: sa.BindParameter[str] = sa.bindparam("units", expanding=True)
OWNER, CONFIRMER = aliased(Person, name="owner"), aliased(Person, name="confirmer")
USED, OWNED = (
    col(ServiceUse.service_id) == col(Service.id),
    col(OWNER.id) == col(Service.owner_id),
)
SERVICES: AnySelect = sa.select(
    col(Service.id),
    col(Service.name),
    col(Service.owner_id),
    col(OWNER.name).label("owner"),
    col(ServiceUse.unit_id),
).order_by(col(Service.name_key))
SERVICES_USED = SERVICES.select_from(
    sa.join(ServiceUse, Service, USED).outerjoin(OWNER, OWNED)
).where(col(ServiceUse.unit_id).in_(UNITS))
SERVICES_HERE = (  # those that nobody uses are among them
    SERVICES.add_columns(col(Unit.name).label("unit"))
    .select_from(
        sa.outerjoin(Service, ServiceUse, USED)
        .outerjoin(Unit, col(Unit.id) == col(ServiceUse.unit_id))
        .outerjoin(OWNER, OWNED)
    )
    .where(col(Service.workspace_id) == sa.bindparam("workspace"))
    .order_by(col(Unit.name_key))
)
ISSUES: AnySelect = sa.select(
    Issue,
    col(Service.name).label("service"),
    col(Service.owner_id),
    col(OWNER.name).label("owner"),
    col(Unit.name).label("unit"),
    col(CONFIRMER.name).label("confirmer"),
).select_from(
    sa.join(Issue, Service, col(Service.id) == col(Issue.service_id))
    .join(Unit, col(Unit.id) == col(Issue.unit_id))
    .outerjoin(OWNER, OWNED)
    .outerjoin(CONFIRMER, col(CONFIRMER.id) == col(Issue.confirmed_by_id))
)
ISSUES_HERE = ISSUES.where(col(Issue.workspace_id) == sa.bindparam("workspace"))
ISSUE_CALLED = ISSUES_HERE.where(col(Issue.code) == sa.bindparam("code"))
OPEN_ISSUES = ISSUES_HERE.where(col(Issue.confirmed_on).is_(None))
ISSUES_FELT = ISSUES.where(
    col(Issue.unit_id).in_(UNITS),
    sa.or_(
        col(Issue.confirmed_on).is_(None),
        col(Issue.confirmed_on) > sa.bindparam("confirmed_since"),
    ),
).order_by(col(Issue.severity), col(Issue.due_on), col(Issue.id))


def services_of(tx: Transaction, *, workspace_id: str) -> list[ServiceFact]:
    """Return the workspace's services by name, with the units that rely on them."""
    found: dict[str, ServiceFact] = {}
    units: dict[str, dict[str, str]] = {}
    for row in tx.rows(SERVICES_HERE, workspace=workspace_id):
        theirs = units.setdefault(row.id, {})
        if row.unit_id is not None:
            theirs[row.unit_id] = row.unit
        found[row.id] = service_of(row, theirs)
    return list(found.values())


def service_of(row: AnyRow, units: dict[str, str]) -> ServiceFact:
    """Return the service of a row of `SERVICES`, relied on by these units."""
    return ServiceFact(row.id, row.name, _person(row.owner_id, row.owner), units)


def issue_with_code(
    tx: Transaction, *, workspace_id: str, code: str
) -> IssueFact | None:
    """Return the issue with this code, e.g. "I-12", or None."""
    row = tx.first(ISSUE_CALLED, workspace=workspace_id, code=code)
    return issue_of(tx, row) if row else None


def open_issues(tx: Transaction, *, workspace_id: str) -> list[IssueFact]:
    """Return issues not yet confirmed as fixed, the worst and earliest due first."""
    found = [issue_of(tx, row) for row in tx.rows(OPEN_ISSUES, workspace=workspace_id)]
    return sorted(found, key=lambda i: (i.severity, i.due_on or date.max, i.code))


def issue_of(tx: Transaction, row: AnyRow) -> IssueFact:
    """Return the issue of a row of `ISSUES`, opened."""
    return IssueFact(
        id=row.id,
        code=row.code,
        service=row.service,
        opened_on=row.opened_on,
        owner=_person(row.owner_id, row.owner),
        title=text_of(tx, row, Issue.title),
        severity=row.severity,
        due_on=row.due_on,
        resolved_on=row.resolved_on,
        confirmed_on=row.confirmed_on,
        confirmed_by=_person(row.confirmed_by_id, row.confirmer),
        confirmed_by_word=row.confirmed_by_word,
        reopened=row.reopened,
        unit_id=row.unit_id,
        unit=row.unit,
    )


def _person(person_id: str | None, name: str | None) -> PersonFact | None:
    """Return somebody by id and name; None where nobody is named."""
    return PersonFact(person_id, name) if person_id and name else None
