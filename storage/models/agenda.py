"""The agenda: what the leader wants decided, whom it touches, where they stand."""

from datetime import date

from sqlmodel import Field, Index, UniqueConstraint

from storage.ids import new_id
from storage.models.table import Brought, OfALeader


class AgendaItem(OfALeader, table=True):
    """Something the leader wants decided."""

    about_people = ()
    sealed_texts = ("title", "measure")
    brought = Brought()

    __table_args__ = (UniqueConstraint("leader_id", "code"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id", index=True)
    code: str  # e.g. "A-3", upper case, counted for each leader
    title: bytes = b""  # sealed
    measure: bytes = b""  # sealed; what success is, in an owner's words
    opened_on: date  # local
    decision_on: date | None = None
    parked_until: date | None = None  # no play looks at it through the day before
    closed_on: date | None = None


class AgendaPart(OfALeader, table=True):
    """A person's part in an agenda item."""

    about_people = ("person_id",)
    sealed_texts = ()
    brought = Brought(rows=("item_id",))
    part_of = "item_id"

    item_id: str = Field(foreign_key="agendaitem.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", primary_key=True, index=True)
    part: str = Field(primary_key=True)  # "sponsor", "decider", or one of the Three
    # P's they own: "process", "pnl", "people"


class Need(OfALeader, table=True):
    """What somebody needs for their own business, in the leader's words."""

    about_people = ("person_id",)
    sealed_texts = ("text",)
    brought = Brought(rows=("item_id",))

    __table_args__ = (Index("ix_need_tie", "leader_id", "person_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    person_id: str = Field(foreign_key="person.id")
    item_id: str | None = Field(default=None, index=True)  # the item that serves it
    text: bytes = b""  # sealed
    on: date  # local


class Stance(OfALeader, table=True):
    """Where somebody stands on an agenda item, and where the leader wants them."""

    about_people = ("person_id",)
    sealed_texts = ("stance",)
    brought = Brought(rows=("item_id",))

    __table_args__ = (Index("ix_stance_tie", "leader_id", "person_id"),)

    item_id: str = Field(foreign_key="agendaitem.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    stance: bytes = b""  # sealed JSON: see storage.agenda.stances.SAID
    heard_on: date | None = None  # their view was last heard, in enquiry
    gap_since: date | None = None  # the wanted level is above the present one
    objection_on: date | None = None
    answered_on: date | None = None  # the objection was answered
    proposed_on: date | None = None  # the leader last proposed the item to them
    outcome: str = ""  # of the proposal: "", "agreed", "objection", "refused"
    priority: str = ""  # how the person ranks the item: "", "high", "low"
    on: date  # local date it was last changed
