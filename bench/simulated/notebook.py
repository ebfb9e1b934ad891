"""What the leader knows, and nothing else: the only thing a policy may read.

It is kept with the product's own running totals and facts, so that our playbook sees
what it would see in use.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from storage.agenda.facts import NeedFact, StanceFact
from storage.contacts.facts import ContactFact
from storage.contacts.totals import TieTotals, with_contact
from storage.favours.facts import AskFact
from storage.motives.facts import MotivatorFact, RemarkFact
from storage.people.facts import PersonFact
from storage.results.facts import ResultFact
from storage.services.facts import IssueFact, RatingFact, ServiceFact
from storage.steps.facts import Earlier, StepKey

NO_TOTALS = TieTotals()


@dataclass(slots=True)
class UnitNotes:
    """What is written down about a unit's services."""

    name: str
    head_id: str
    service: ServiceFact
    ratings: list[RatingFact] = field(default_factory=list)
    issues: dict[str, IssueFact] = field(default_factory=dict)


@dataclass(slots=True)
class ItemNotes:
    """What is written down about an item of the agenda."""

    id: str
    opened_on: date
    decision_on: date
    parts: dict[str, str]  # "process", "pnl", "people" -> person, as far as named
    deciders: tuple[str, ...]
    sponsors: list[str] = field(default_factory=list)
    closed: bool = False


@dataclass(slots=True)
class Notebook:
    """Everything one leader logged, and the calendar, up to today."""

    people: dict[str, PersonFact]  # the directory
    manager: dict[str, str]  # who reports to whom
    units: dict[str, UnitNotes]
    goals: tuple[str, ...]  # executives the leader wants to win
    listed: dict[str, date]  # stakeholders, and since when
    capacity: int  # what the leader manages in a week
    invites_every: int  # days after which this leader tries again by habit
    today: date = date.min
    totals: dict[str, TieTotals] = field(default_factory=dict)
    knows: dict[frozenset[str], date] = field(default_factory=dict)  # declared
    meetings: dict[str, date] = field(default_factory=dict)  # agreed, to come
    asks: dict[str, AskFact] = field(default_factory=dict)
    given: dict[str, date] = field(default_factory=dict)
    results: dict[str, ResultFact] = field(default_factory=dict)
    earlier: dict[StepKey, Earlier] = field(default_factory=dict)
    items: dict[str, ItemNotes] = field(default_factory=dict)
    stances: dict[tuple[str, str], StanceFact] = field(default_factory=dict)
    needs: list[NeedFact] = field(default_factory=list)
    motivators: dict[str, list[MotivatorFact]] = field(default_factory=dict)
    remarks: list[RemarkFact] = field(default_factory=list)
    topics: dict[str, int] = field(default_factory=dict)

    def log(
        self, person_id: str, on: date, kind: str, outcome: str,
        listened: int | None = None, mode: str = "", formal: bool | None = None,
        tense: bool | None = None,
    ) -> None:  # fmt: skip
        """Write down a contact or an attempt."""
        step = ContactFact(
            person_id, on, datetime.combine(on, time(12), UTC), kind, outcome,
            listened=listened, mode=mode, formal=formal, tense=tense,
            next_meeting_on=self.meetings.get(person_id) if outcome == "met" else None,
        )  # fmt: skip
        self.totals[person_id] = with_contact(
            self.totals.get(person_id, NO_TOTALS), step
        )

    def met_on(self, person_id: str) -> date | None:
        """Return when the two last really talked, or None."""
        days = self.totals.get(person_id, NO_TOTALS).substantive_days
        return days[-1] if days else None

    def touched_on(self, person_id: str) -> date | None:
        """Return the day of the newest contact or attempt, or None."""
        return self.totals.get(person_id, NO_TOTALS).last_on

    def silent_days(self, person_id: str) -> int:
        """Return the days since the last contact or attempt; never = 9999."""
        on = self.touched_on(person_id)
        return 9999 if on is None else (self.today - on).days

    def agreed(self, ask_id: str, agreed_for: date | None) -> None:
        """Write down that a favour was granted, and for which day."""
        self.asks[ask_id] = replace(
            self.asks[ask_id], agreed_on=self.today, agreed_for=agreed_for
        )

    def declined(self, ask_id: str) -> None:
        """Write down that a favour was not granted."""
        self.asks[ask_id] = replace(self.asks[ask_id], declined_on=self.today)

    def fulfil(self, ask_id: str) -> None:
        """Write down that a favour came about."""
        self.asks[ask_id] = replace(self.asks[ask_id], fulfilled_on=self.today)

    def thanked(self, ask_id: str) -> None:
        """Write down that somebody was thanked."""
        self.asks[ask_id] = replace(self.asks[ask_id], thanked_on=self.today)

    def posted(self, result_id: str) -> None:
        """Write down that a result was told in the channel."""
        self.results[result_id] = replace(self.results[result_id], posted_on=self.today)

    def list_person(self, person_id: str) -> None:
        """Put somebody on the leader's list."""
        self.listed.setdefault(person_id, self.today)

    def live_items(self) -> list[ItemNotes]:
        """Return the items that are not decided yet."""
        return [item for item in self.items.values() if not item.closed]

    def hear(self, item_id: str, person_id: str, **said: object) -> None:
        """Write down where somebody stands on an item."""
        known = self.stances.get((item_id, person_id), StanceFact(desired="supportive"))
        self.stances[item_id, person_id] = replace(known, **said)  # type: ignore[arg-type]
