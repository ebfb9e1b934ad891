"""What the bot asked a leader: what waits for an answer, and what was asked lately."""

from datetime import date, datetime

from sqlmodel import Field, Index

from storage.ids import new_id
from storage.models.table import OfALeader


class QuestionAsked(OfALeader, table=True):
    """One question, or one next step, told under a reply; answered or not."""

    about_people = ("person_id",)
    sealed_texts = ()
    brought = None

    __table_args__ = (Index("ix_question_leader", "leader_id", "asked_on"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    leader_id: str = Field(foreign_key="leader.id")
    person_id: str | None = Field(default=None, foreign_key="person.id")
    kind: str  # "listened", "owner", "motivator"; of a step: "next", "next date"
    about: str  # opaque ids: of the person, or of the item and one of the Three P's;
    # of a step: its play, the person's id, and what tells it from others of the play
    asked_on: date  # local


class PendingQuestion(OfALeader, table=True):
    """The one question that waits for an answer: on any surface, for ten minutes.

    Beside QuestionAsked: with its answers, and gone once it is answered.
    """

    about_people = ()  # whoever is forgotten, it goes: see `storage.upkeep.forget`
    sealed_texts = ("question",)
    brought = None

    leader_id: str = Field(foreign_key="leader.id", primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")
    id: str = Field(default_factory=new_id)  # what its buttons carry
    question: bytes  # sealed: JSON of the words, and of what each answer stands for
    asked_at: datetime  # UTC
