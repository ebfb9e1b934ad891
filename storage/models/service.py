"""Operational credibility: services, who rates them, and what is broken."""

from datetime import date

from sqlmodel import Field, Index, UniqueConstraint

from storage.ids import new_id
from storage.models.table import OfAWorkspace


class Service(OfAWorkspace, table=True):
    """Something the leader's organization does for others."""

    named_people = ("owner_id",)
    is_shared = True

    __table_args__ = (UniqueConstraint("workspace_id", "name_key"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    name: str
    name_key: str
    owner_id: str | None = None  # person


class ServiceUse(OfAWorkspace, table=True):
    """A unit that relies on a service."""

    named_people = ()
    is_shared = True

    service_id: str = Field(foreign_key="service.id", primary_key=True)
    unit_id: str = Field(foreign_key="unit.id", primary_key=True, index=True)
    workspace_id: str = Field(foreign_key="workspace.id")


class Rating(OfAWorkspace, table=True):
    """One person's rating of a service, 1 (poor) to 5 (excellent)."""

    named_people = ("by_id",)
    is_shared = True

    __table_args__ = (Index("ix_rating_unit_on", "unit_id", "on"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    service_id: str = Field(foreign_key="service.id")
    unit_id: str = Field(foreign_key="unit.id")
    by_id: str = Field(foreign_key="person.id")
    score: float  # 1 to 5
    on: date


class Issue(OfAWorkspace, table=True):
    """Something wrong with a service, as the consuming unit sees it."""

    named_people = ("confirmed_by_id",)
    sealed_texts = ("title",)
    is_shared = True

    __table_args__ = (
        UniqueConstraint("workspace_id", "code"),
        Index("ix_issue_unit_confirmed", "unit_id", "confirmed_on"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    code: str  # e.g. "I-12", upper case
    service_id: str = Field(foreign_key="service.id")
    unit_id: str = Field(foreign_key="unit.id")
    title: bytes = b""  # sealed
    severity: int = 3  # 1 (worst) to 4
    opened_on: date
    due_on: date | None = None
    resolved_on: date | None = None
    confirmed_on: date | None = None  # by the consumer
    confirmed_by_id: str | None = None  # person
    confirmed_by_word: bool = False  # the leader's word for it, not their own press
    reopened: bool = False
