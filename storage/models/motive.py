"""What moves people, and the agenda. Written by the whole playbook's plays."""

from datetime import date

from sqlmodel import Field, Index, SQLModel

from storage.ids import new_id


class Motivator(SQLModel, table=True):
    """What somebody is measured on or worries about, in whose words."""

    __table_args__ = (Index("ix_motivator_tie", "leader_id", "person_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    person_id: str = Field(foreign_key="person.id")
    contact_id: str | None = None  # the conversation it comes from
    text: bytes = b""  # sealed
    currency: str = ""  # "inspiration", "task", "position", "relationship", "personal"
    confirmed: bool = False  # by their own words; otherwise hearsay
    on: date


class AgendaItem(SQLModel, table=True):
    """Something the leader wants decided."""

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id", index=True)
    title: bytes = b""  # sealed
    needs: bytes = b""  # sealed; whose needs it serves
    decision_on: date | None = None
    parked_until: date | None = None
    closed_on: date | None = None


class AgendaPart(SQLModel, table=True):
    """A person's part in an agenda item: sponsor, or owner of one of the Three P's."""

    item_id: str = Field(foreign_key="agendaitem.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", primary_key=True)
    part: str = Field(primary_key=True)  # "sponsor", "process", "pnl", "people"


class Stance(SQLModel, table=True):
    """Where somebody stands on an agenda item, and where the leader wants them."""

    item_id: str = Field(foreign_key="agendaitem.id", primary_key=True)
    person_id: str = Field(foreign_key="person.id", primary_key=True)
    stance: bytes = b""  # sealed: current and desired
    heard_on: date | None = None
    on: date
