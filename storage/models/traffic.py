"""What came in and what goes out: seen requests, deliveries, and the undo log."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from storage.ids import new_id
from storage.models.table import OfALeader, OfTheBot


class Seen(OfTheBot, table=True):
    """A platform request that was carried out. Kept 26 hours or more (R2)."""

    sealed_texts = ()

    key: str = Field(primary_key=True)  # e.g. "slack:T1:event:Ev123"
    at: datetime = Field(index=True)  # UTC


class Delivery(OfALeader, table=True):
    """One message on its way out, or sent."""

    about_people = ()  # erased by who is named in `body`
    sealed_texts = ("body",)
    brought = None

    __table_args__ = (
        UniqueConstraint("once_key"),
        Index("ix_delivery_leader_kind_on", "leader_id", "kind", "on"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")  # whose it is, and who is told
    once_key: str  # e.g. "nudge:{leader}:2026-03-02"
    kind: str  # "nudge", "reply", "notice", "summary", "ask"
    surface: str  # "slack", "teams", "local", "terminal"
    tenant: str  # the workspace's platform id
    recipient: str  # platform user id, or channel id for a summary
    to_channel: bool = False  # a channel others read
    body: bytes  # sealed: Message as JSON
    on: date  # the leader's local date
    state: str = "queued"  # sending, sent, in doubt, failed
    revision: int = 0  # how often it was redrawn
    platform_channel: str = ""  # where the platform put it
    platform_id: str = ""  # the platform's id of the message, e.g. Slack's ts
    problem: str = ""  # why it failed, a platform error code
    queued_at: datetime  # UTC
    sent_at: datetime | None = None  # UTC


class Change(OfALeader, table=True):
    """One command's writes, so that it can be undone."""

    about_people = ()  # erased by whose rows it keeps
    sealed_texts = ("label", "rows")
    brought = None

    __table_args__ = (Index("ix_change_leader_at", "leader_id", "at"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    at: datetime  # UTC
    label: bytes  # sealed: what it was, in words
    rows: bytes  # sealed: JSON list of the rows before and after
    undone_at: datetime | None = None  # UTC


class Executor(OfTheBot, table=True):
    """A running copy of the bot; a silent one's work is taken over."""

    sealed_texts = ()

    id: str = Field(primary_key=True)
    beat_at: datetime  # UTC


class KeyCheck(OfTheBot, table=True):
    """A known text sealed with each key ever used, to recognize a wrong key."""

    sealed_texts = ()  # `sealed` has a rule of its own: see `storage.database.keys`

    key_id: str = Field(primary_key=True)
    sealed: bytes
