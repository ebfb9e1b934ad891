"""What was achieved together, and who agreed that it may be told."""

from datetime import date, datetime

from sqlmodel import Field, Index

from storage.ids import new_id
from storage.models.table import OfALeader


class Accomplishment(OfALeader, table=True):
    """A joint result. Only the partner's own press or command confirms it."""

    about_people = ()
    named_people = ("partner_id",)  # it is theirs too
    sealed_texts = ("title", "evidence", "next_step")
    brought = None  # joint results stay with the partner's workspace

    __table_args__ = (
        Index("ix_accomplishment_unit", "leader_id", "unit_id"),
        Index("ix_accomplishment_code", "workspace_id", "code_hash"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    partner_id: str = Field(foreign_key="person.id")
    unit_id: str | None = None  # the partner's
    title: bytes = b""  # sealed: the result in the partner's terms
    evidence: bytes = b""  # sealed: a link or a figure
    next_step: bytes = b""  # sealed: the next joint step
    on: date  # local date it was recorded
    code_hash: str  # SHA-256 of the confirmation code
    confirmed_on: date | None = None
    confirmed_at: datetime | None = None  # UTC
    shareable: bool = True
    posted_on: date | None = None
    posted_in: str = ""  # the delivery that tells it, "" = none
    withdrawn_on: date | None = None


class AccomplishmentPerson(OfALeader, table=True):
    """Somebody named in a joint result, who must agree to be named."""

    about_people = ()
    named_people = ("person_id",)  # it is theirs too
    sealed_texts = ()
    brought = None
    part_of = "accomplishment_id"

    accomplishment_id: str = Field(foreign_key="accomplishment.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", primary_key=True)
    ours: bool = False  # of the leader's side; the partner's people come first
    code_hash: str = Field(default="", index=True)
    agreed_at: datetime | None = None  # UTC
