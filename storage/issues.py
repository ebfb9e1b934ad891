"""What is wrong with services, as the units that rely on them see it."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.changes import Writer
from storage.models import Issue, Person, Service, Unit
from storage.rows import AnyRow, AnySelect
from storage.sealed import change_kept, keep, text_of
from storage.services import take_turns
from storage.transaction import Transaction


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


def next_code(writer: Writer) -> str:
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
