"""Who there is: workspaces, the people who use the bot, and the directory."""

from datetime import date, datetime

from sqlmodel import JSON, Column, Field, Index, UniqueConstraint

from storage.ids import new_id
from storage.models.table import OfAWorkspace


class Workspace(OfAWorkspace, table=True):
    """A Slack team, a Teams tenant, or the terminal's own. Nothing crosses it."""

    named_people = ()
    is_shared = False
    has_workspace = False  # it is one

    __table_args__ = (UniqueConstraint("surface", "key"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    surface: str  # "slack", "teams", "local", "terminal"
    key: str  # the platform's id, e.g. "T024BE7LD"
    name: str = ""
    facts_token: str = ""  # see storage.database.writer


class Unit(OfAWorkspace, table=True):
    """A business unit."""

    named_people = ("head_id",)
    is_shared = True

    __table_args__ = (UniqueConstraint("workspace_id", "name_key"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", index=True)
    name: str
    name_key: str  # name, case-folded
    head_id: str | None = None  # person


class Person(OfAWorkspace, table=True):
    """Anyone in the organization's directory."""

    named_people = ("manager_id",)
    is_shared = True

    __table_args__ = (
        Index("ix_person_name", "workspace_id", "name_key"),
        Index("ix_person_first", "workspace_id", "first_key"),
        Index("ix_person_last", "workspace_id", "last_key"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    name: str
    name_key: str  # name, case-folded
    first_key: str  # its first word, case-folded
    last_key: str  # its last word, case-folded
    title: str = ""
    unit_id: str | None = Field(default=None, foreign_key="unit.id", index=True)
    manager_id: str | None = Field(default=None, index=True)  # person
    user_key: str = ""  # platform user id, when the person was mentioned by it
    owns: dict[str, str] = Field(  # "process", "pnl", "people" -> scope
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )


class Leader(OfAWorkspace, table=True):
    """A person who uses the bot, and how they want to be reached."""

    named_people = ("person_id",)
    is_shared = False
    moves_on = frozenset(
        {
            "active_at",
            "delivery_problem",
            "ignored_cards",
            "next_nudge_at",
            "next_summary_at",
        }
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    zone: str = "UTC"  # IANA name
    zone_source: str = "default"  # "default", "profile" or "set" (by the leader)
    locale: str = ""  # as their platform said last, e.g. "es-ES"
    language: str = ""  # their own choice, e.g. "es"; "" = as the platform says
    country: str = ""  # ISO 3166 code for public holidays; "" = none
    subdivision: str = ""  # e.g. "ENG"
    nudge_minute: int = 510  # minutes after local midnight; 510 = 08:30
    card_steps: int = 2  # on one card, at most: 1 to 3
    card_pace: str = "normal"  # new steps a week; or "light", "full"
    working_days: str = "01234"  # 0 = Monday
    paused_through: date | None = None  # local date, included
    away_through: date | None = None  # local, included; from the platform's status
    stopped: bool = False
    next_nudge_at: datetime | None = Field(default=None, index=True)  # UTC
    next_summary_at: datetime | None = Field(default=None, index=True)  # UTC
    questions: bool = True  # asked under replies, one at a time
    ignored_cards: int = 0  # in a row, before the last card
    active_at: datetime | None = None  # UTC; last heard of, within a quarter of an hour
    lends_ties: bool = False  # their strength may serve others' introductions
    card_surface: str = ""  # where cards come, of several linked; "" = the only one
    channel_surface: str = ""  # which platform `channel_key` is of
    channel_key: str = ""  # where joint results are posted
    channel_name: str = ""
    channel_rhythm: str = "monthly"  # or "weekly"
    delivery_problem: str = ""  # they can be reached nowhere, in words
    created_at: datetime  # UTC


PLATFORMS = {"slack": "Slack", "teams": "Teams"}  # what can be linked, and its name


class Account(OfAWorkspace, table=True):
    """Somebody on one surface, and the book they open: their own, or a linked one."""

    named_people = ()
    is_shared = False

    __table_args__ = (UniqueConstraint("surface", "tenant", "user_key"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id", index=True)
    leader_id: str = Field(foreign_key="leader.id", index=True)  # the book it opens
    own_leader_id: str = Field(foreign_key="leader.id", index=True)  # when not linked
    surface: str
    tenant: str  # the workspace's platform id
    user_key: str  # the platform's user id
    display_name: str = ""
    dm_channel: str = ""  # the platform's id of the private chat, once known
    problem: str = ""  # a final refusal by the platform to write there, in words
    home_opened: bool = False  # the dashboard was looked at, so it is kept fresh

    @property
    def platform(self) -> str:
        """The platform's name, as one would type it."""
        return PLATFORMS.get(self.surface, self.surface)

    @property
    def is_guest(self) -> bool:
        """Whether it opens another account's book."""
        return self.leader_id != self.own_leader_id
