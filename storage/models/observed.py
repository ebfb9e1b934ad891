"""What an administrator imported: who has which id elsewhere, and who wrote to whom."""

from datetime import date

from sqlmodel import Field, Index

from storage.models.table import OfAWorkspace


class ExternalId(OfAWorkspace, table=True):
    """What another system calls a person of the directory."""

    named_people = ("person_id",)
    is_shared = False

    workspace_id: str = Field(foreign_key="workspace.id", primary_key=True)
    source: str = Field(primary_key=True)  # "id" (of the imported file) or "email"
    external_id: str = Field(primary_key=True)  # as written; an address case-folded
    person_id: str = Field(foreign_key="person.id", index=True)


class ObservedDay(OfAWorkspace, table=True):
    """Somebody turned to somebody else on a day. No words, no time of day."""

    named_people = ("from_id", "to_id")  # erased in pairs
    is_shared = False

    __table_args__ = (Index("ix_observed_to", "workspace_id", "to_id"),)

    workspace_id: str = Field(foreign_key="workspace.id", primary_key=True)
    from_id: str = Field(foreign_key="person.id", primary_key=True)
    to_id: str = Field(foreign_key="person.id", primary_key=True, index=True)
    on: date = Field(primary_key=True)  # as written in the file
    kind: str = Field(primary_key=True)  # as in `Contact`
    consented: bool = False  # both agreed that it may serve others' introductions


class ObservedTie(OfAWorkspace, table=True):
    """Running totals of the days between two people, both directions together."""

    named_people = ("a_id", "b_id")  # erased in pairs
    is_shared = False

    __table_args__ = (Index("ix_observed_tie_b", "workspace_id", "b_id"),)

    workspace_id: str = Field(foreign_key="workspace.id", primary_key=True)
    a_id: str = Field(foreign_key="person.id", primary_key=True)  # the smaller id
    b_id: str = Field(foreign_key="person.id", primary_key=True, index=True)
    strength: float = 0.0  # decayed sum of contact-days as of `strength_on`
    shared: float = 0.0  # the same of the consented days alone
    bond: float = 0.0  # `storage.contacts.totals.bond_of` the days as of `strength_on`
    shared_bond: float = 0.0  # the same of the consented days alone
    strength_on: date
