"""The ledger of asks, gifts and thanks."""

from datetime import date

from sqlmodel import Field, Index

from storage.ids import new_id
from storage.models.table import Brought, OfALeader


class Ask(OfALeader, table=True):
    """A request that costs the other something."""

    about_people = ("asked_id", "target_id")
    sealed_texts = ("what",)
    brought = Brought(left=("accomplishment_id",))

    __table_args__ = (Index("ix_ask_leader_asked", "leader_id", "asked_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    asked_id: str = Field(foreign_key="person.id")
    target_id: str | None = Field(default=None, index=True)  # person it leads to
    type: str  # "meeting", "praise", "intro", "review slot", "favour"
    what: bytes = b""  # sealed
    on: date  # local
    agreed_on: date | None = None
    agreed_for: date | None = None  # the day it is promised for
    fulfilled_on: date | None = None
    declined_on: date | None = None
    dropped_on: date | None = None
    thanked_on: date | None = None
    accomplishment_id: str | None = None  # what it is about


class Given(OfALeader, table=True):
    """Something the leader did for somebody."""

    about_people = ("to_id",)
    sealed_texts = ("what",)
    brought = Brought()

    __table_args__ = (Index("ix_given_leader_to", "leader_id", "to_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    to_id: str = Field(foreign_key="person.id")
    what: bytes = b""  # sealed
    on: date  # local
    solicited: bool = False
