"""A person of the directory, as plays see them, and as one leader knows them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person of the directory. `unit` is a name; "" = unknown, as elsewhere here."""

    id: str
    name: str
    title: str = ""
    unit_id: str = ""
    unit: str = ""

    @property
    def first_name(self) -> str:
        """What the person is called in a sentence."""
        return self.name.split()[0] if self.name.split() else self.name


@dataclass(frozen=True, slots=True)
class Known(PersonFact):
    """The same person, and what they are to the leader who asked."""

    manager_id: str | None = None
    user_key: str = ""  # of a platform mention
    listed: bool = False  # a stakeholder of the leader's
    tied: bool = False  # the leader has a tie with them, on the list or not
