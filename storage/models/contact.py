"""Who met whom, and what that adds up to."""

from datetime import date, datetime, time
from typing import Any

from sqlmodel import JSON, Column, Field, Index, UniqueConstraint

from storage.ids import new_id
from storage.models.table import Brought, OfALeader


class Contact(OfALeader, table=True):
    """One logged interaction, an attempt at one, or one that is planned.

    A plan counts for nothing but its tie's next meeting. It is deleted when it ends.
    """

    about_people = ("person_id",)
    sealed_texts = ("note",)
    brought = Brought()

    __table_args__ = (
        Index("ix_contact_tie", "leader_id", "person_id", "on"),
        Index("ix_contact_next", "leader_id", "next_meeting_on"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    person_id: str = Field(foreign_key="person.id", index=True)
    at: datetime  # UTC; when it was logged
    on: date  # the leader's local date it happened on; of a plan: it was told on
    kind: str  # "met", "call", "message", "email", "event"; of a plan also "lunch" etc.
    outcome: str = "met"  # "met", "declined", "no reply", "postponed", "planned"
    direction: str = ""  # "", "in", "out"
    mode: str = ""  # "", "enquiry", "advocacy", "both"
    formal: bool | None = None
    tense: bool | None = None
    listened: int | None = None  # per cent
    next_meeting_on: date | None = None  # local; of a plan its own day
    next_meeting_at: time | None = None  # local time of that day; None = not said
    note: bytes = b""  # sealed; the leader's alone


class Tie(OfALeader, table=True):
    """Running totals between a leader and a person, changed with each contact.

    `totals` is `storage.contacts.totals.TieTotals` as JSON; `strength` and
    `strength_on` repeat two of its numbers as columns for queries over many ties.
    """

    about_people = ("person_id",)
    sealed_texts = ()
    brought = Brought()
    moves_on = frozenset({"strength", "strength_on", "totals"})

    leader_id: str = Field(foreign_key="leader.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", primary_key=True, index=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    stakeholder: bool = False  # the leader wants this tie
    since: date  # local date it was first noted
    strength: float = 0.0  # decayed sum of contact-days as of `strength_on`
    strength_on: date | None = None
    totals: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )


class DeclaredTie(OfALeader, table=True):
    """A tie such as "Sam knows Dana", in one leader's words. Private to that leader."""

    about_people = ("a_id", "b_id")
    sealed_texts = ()
    brought = Brought()

    __table_args__ = (UniqueConstraint("leader_id", "a_id", "b_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    a_id: str = Field(foreign_key="person.id")  # the smaller id of the two
    b_id: str = Field(foreign_key="person.id", index=True)
    on: date  # local date it was last said
