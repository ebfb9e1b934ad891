"""Joint results, as plays, sentences and summaries see them. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.people.facts import PersonFact

NOBODY = PersonFact("", "")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named in a result. `ours`: of the leader's own side."""

    person_id: str
    name: str
    ours: bool = False
    agreed_at: datetime | None = None  # to be named, UTC; None = not yet


@dataclass(frozen=True, slots=True)
class ResultFact:
    """A joint result. `confirmed_on` is by the partner's own press or command.

    Days are local dates; None = that has not happened.
    """

    id: str
    title: str  # in the partner's terms
    partner: PersonFact
    unit_id: str  # the partner's, "" = unknown
    unit: str  # its name
    on: date
    confirmed_on: date | None = None
    named: tuple[Named, ...] = ()  # the partner's people before the leader's
    shareable: bool = True
    posted_on: date | None = None
    withdrawn_on: date | None = None
    evidence: str = ""  # a link or a figure
    next_step: str = ""  # the next joint one
    leader: PersonFact = NOBODY  # in the directory
    leader_id: str = ""  # whose book it is in

    @property
    def all_agreed(self) -> bool:
        """Whether everyone named agreed to be."""
        return all(one.agreed_at is not None for one in self.named)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Whose word is missing, by name, the partner first."""
        partner = () if self.confirmed_on else (self.partner.name,)
        return partner + tuple(n.name for n in self.named if n.agreed_at is None)

    def has(self, person_id: str) -> bool:
        """Whether somebody had a part in it: its partner, or named in it."""
        return person_id == self.partner.id or any(
            person_id == one.person_id for one in self.named
        )
