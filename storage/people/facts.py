"""A person of the directory, as plays see them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person of the directory. `unit` is a name, "" when unknown."""

    id: str
    name: str
    title: str = ""
    unit_id: str = ""
    unit: str = ""

    @property
    def first_name(self) -> str:
        """What the person is called in a sentence."""
        return self.name.split()[0] if self.name.split() else self.name
