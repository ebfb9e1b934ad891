"""Where people and channels are reached in Microsoft Teams."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from storage.ids import new_id
from storage.models.table import OfTheBot


class TeamsChat(OfTheBot, table=True):
    """One conversation reference: a leader's private chat, or a channel (R54).

    Kept from what Teams itself said; nobody can be written to without one.
    """

    sealed_texts = ()

    __table_args__ = (UniqueConstraint("tenant", "recipient"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    tenant: str  # Microsoft's tenant id
    recipient: str  # a user's Microsoft Entra object id, or a channel's id
    conversation_id: str = ""  # "" = no private chat yet
    member_id: str = ""  # the person's id for this bot, "29:…"; "" for a channel
    team_id: str = Field(default="", index=True)  # whose channel it is, "" for a person
    service_url: str  # allow-listed before it is kept (R52)
    seen_at: datetime  # UTC; last written down


class TeamsTenant(OfTheBot, table=True):
    """A tenant in which nobody has the app any more."""

    sealed_texts = ()

    tenant: str = Field(primary_key=True)  # Microsoft's tenant id
    removed_at: datetime  # UTC; when the last person or team removed it
