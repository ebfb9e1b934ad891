"""What was suggested, and what became of it."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from storage.ids import new_id
from storage.models.table import OfALeader, OfAWorkspace


class SuggestionRow(OfALeader, table=True):
    """The newest state of one step: a play, for a stakeholder, about one thing."""

    about_people = ()
    named_people = ("person_id", "approach_id")  # erased by who is named in `body`
    sealed_texts = ("body",)
    brought = None

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("leader_id", "play", "person_id", "about"),
        Index("ix_suggestion_person", "leader_id", "person_id"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    play: str  # e.g. "P03"
    person_id: str = Field(foreign_key="person.id")  # the stakeholder it is for
    approach_id: str = ""  # the person the step goes to, "" = nobody in particular
    about: str = ""  # what tells two steps of one play apart, e.g. an issue's id
    facts_key: str = ""  # changes when the facts that fired it change
    body: bytes = b""  # sealed: Suggestion as JSON
    state: str = "suggested"  # accepted, done, later, refused, expired, withdrawn
    reason: str = ""  # of the newest answer: one of the reasons offered
    suggested_on: date  # local date it was last shown
    first_on: date  # local date it was first shown since the newest answer
    asked_on: date | None = None  # local date it was asked whether it happened
    answered_on: date | None = None
    returns_on: date | None = None  # not before this local date
    returns_at: datetime | None = Field(default=None, index=True)  # UTC; this afternoon
    delivery_id: str = ""  # the card it was last shown on


class SuggestionEvent(OfAWorkspace, table=True):
    """One thing that happened to a suggestion; never changed."""

    named_people = ()  # erased with the step, and by who is named in `said`
    sealed_texts = ("said",)
    is_shared = False

    id: str = Field(default_factory=new_id, primary_key=True)
    suggestion_id: str = Field(foreign_key="suggestion.id", index=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    at: datetime  # UTC
    said: bytes = b""  # sealed: the step as it read then; b"" = nothing was shown
    what: str  # a state, "shown", "drawn", "asked" (did it happen?) or "undone"
    reason: str = ""  # one of the reasons offered, never free text
