"""Joint results and asks, as plays see them. Pure."""

from dataclasses import dataclass
from datetime import date

from storage.people.facts import PersonFact

REST_DAYS = 30  # one ask per person in this time; house rule, playbook section 5


@dataclass(frozen=True, slots=True)
class ResultFact:
    """A joint result. `confirmed_on` is by the partner's own press or command."""

    id: str
    title: str
    partner: PersonFact
    unit_id: str
    unit: str
    on: date
    confirmed_on: date | None = None
    contributor_ids: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()  # their names, the partner's people first
    all_agreed: bool = False  # everyone named agreed to be named
    shareable: bool = True
    posted_on: date | None = None
    evidence: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class AskFact:
    """A request the leader made. `target` is whom it leads to."""

    id: str
    asked: PersonFact
    type: str  # "meeting", "praise", "intro", "review slot", "favour"
    on: date
    target: PersonFact | None = None
    agreed_on: date | None = None
    agreed_for: date | None = None
    fulfilled_on: date | None = None
    declined_on: date | None = None
    dropped_on: date | None = None
    thanked_on: date | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer or for its day."""
        return not (self.fulfilled_on or self.declined_on or self.dropped_on)
