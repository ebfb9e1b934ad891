"""Asks, as plays and sentences see them. Pure."""

from dataclasses import dataclass
from datetime import date

from storage.people.facts import PersonFact

REST_DAYS = 30  # one ask per person in this time; house rule, playbook section 5


@dataclass(frozen=True, slots=True)
class AskFact:
    """A request the leader made. `target` is whom it leads to, None = nobody.

    Dates are the leader's local ones; None = that has not happened.

    Beside Ask: it names both people, and is built by plays' tests without a database.
    """

    id: str
    asked: PersonFact
    type: str  # "meeting", "praise", "intro", "review slot", "favour"
    on: date
    target: PersonFact | None = None
    agreed_on: date | None = None
    agreed_for: date | None = None  # the day it is promised for
    fulfilled_on: date | None = None
    declined_on: date | None = None
    dropped_on: date | None = None
    thanked_on: date | None = None
    what: bytes = b""  # sealed: no play reads it, `what_of` opens it where it is shown
    workspace_id: str = ""  # what the words are bound to, beside the id

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer or for its day."""
        return not (self.fulfilled_on or self.declined_on or self.dropped_on)

    @property
    def thanks_due(self) -> bool:
        """Whether it came about, and the leader has not said thanks."""
        return self.fulfilled_on is not None and self.thanked_on is None

    @property
    def other(self) -> PersonFact | None:
        """Whom it leads to, if that is somebody else than who was asked."""
        led_back = self.target is not None and self.target.id == self.asked.id
        return None if led_back else self.target

    @property
    def towards(self) -> str:
        """The full name of whom it leads to, "" = nobody."""
        return self.target.name if self.target else ""
