"""What one contact counts for a tie. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

KIND_WEIGHTS = {"met": 1.0, "call": 1.0, "event": 0.5, "message": 0.5, "email": 0.5}
SUBSTANTIVE_KINDS = frozenset({"met", "call"})
REFUSED = frozenset({"declined", "no reply", "postponed"})


@dataclass(frozen=True, slots=True)
class Step:
    """What the totals need to know about one contact."""

    on: date  # local
    at: datetime  # UTC
    kind: str
    outcome: str
    listened: int | None = None  # per cent
    next_meeting_on: date | None = None
    formal: bool | None = None
    mode: str = ""  # "enquiry", "advocacy", "both"; "" = not said
    tense: bool | None = None

    @property
    def weight(self) -> float:
        """What this contact is worth; an attempt is worth nothing."""
        return KIND_WEIGHTS[self.kind] if self.outcome == "met" else 0.0

    @property
    def substantive(self) -> bool:
        """Whether the two really talked."""
        return self.outcome == "met" and self.kind in SUBSTANTIVE_KINDS
