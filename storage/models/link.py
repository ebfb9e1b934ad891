"""A link of a leader's two accounts, while it is being made."""

from datetime import datetime

from sqlmodel import Field

from storage.ids import new_id
from storage.models.table import OfAWorkspace


class LinkCode(OfAWorkspace, table=True):
    """A one-time code that one account shows and another types; gone once linked."""

    named_people = ()
    is_shared = False

    id: str = Field(default_factory=new_id, primary_key=True)
    workspace_id: str = Field(foreign_key="workspace.id")  # of `account_id`
    account_id: str = Field(foreign_key="account.id", unique=True)  # shows the code
    code_hash: str = Field(unique=True)  # SHA-256
    expires_at: datetime = Field(index=True)  # UTC; of the whole, not of one step
    taken_by: str = ""  # account of another workspace that typed it, "" = nobody yet
    agreed_at: datetime | None = None  # UTC; who typed it said that both are theirs
