"""What moves people, what they said against us, what to talk about next, and notes."""

from datetime import date

from sqlmodel import Field, Index

from storage.ids import new_id
from storage.models.table import Brought, OfALeader


class Motivator(OfALeader, table=True):
    """What somebody is measured on or worries about, in whose words."""

    about_people = ("person_id",)
    named_people = ("told_by_id",)
    sealed_texts = ("text",)
    brought = Brought(rows=("contact_id",))

    __table_args__ = (Index("ix_motivator_tie", "leader_id", "person_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    person_id: str = Field(foreign_key="person.id")
    contact_id: str | None = None  # the conversation it comes from
    told_by_id: str | None = None  # person; None = the person's own words
    text: bytes = b""  # sealed
    currency: str = ""  # "inspiration", "task", "position", "relationship", "personal"
    confirmed: bool = False  # by their own words; otherwise hearsay
    on: date  # local date it was last said


class Topic(OfALeader, table=True):
    """Something to talk about at the next meeting, about the person or the work."""

    about_people = ("person_id",)
    sealed_texts = ("text",)
    brought = Brought()

    __table_args__ = (Index("ix_topic_tie", "leader_id", "person_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    person_id: str = Field(foreign_key="person.id")
    text: bytes = b""  # sealed
    on: date  # local date it was written down
    used_on: date | None = None  # the meeting it was for has been


class Remark(OfALeader, table=True):
    """A bad word about the leader's service, as the leader heard of it."""

    about_people = ("person_id",)
    sealed_texts = ("text",)
    brought = Brought()

    __table_args__ = (Index("ix_remark_tie", "leader_id", "person_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    person_id: str = Field(foreign_key="person.id")  # who said it
    text: bytes = b""  # sealed
    on: date  # local
    repaired_on: date | None = None  # the leader has talked with them about it


class Note(OfALeader, table=True):
    """Something the leader keeps about a person that is of no other kind."""

    about_people = ("person_id",)
    sealed_texts = ("text",)
    brought = Brought()

    __table_args__ = (Index("ix_note_tie", "leader_id", "person_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    person_id: str = Field(foreign_key="person.id")
    text: bytes = b""  # sealed
    on: date  # local date it was written down
