"""Everything a play may know about one stakeholder, on one day.

Pure and frozen: no database, no platform, no clock. `gather` fills it from rows; a test
states it in one line. "The executive" is the stakeholder the situation is about. Dates
are the leader's local dates, strengths are as of `today`.
"""

from dataclasses import dataclass, field
from datetime import date

from storage.agenda.facts import AgendaFact, NeedFact
from storage.contacts.facts import TieFact
from storage.favours.facts import AskFact
from storage.motives.facts import MotivatorFact, RemarkFact
from storage.people.facts import PersonFact
from storage.results.facts import ResultFact
from storage.services.facts import UNJUDGED, Credibility, Standing, UnitFact
from storage.steps.facts import Earlier

# Who may lead to the executive. Pure.


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may open the door: a direct report, or a mutual contact."""

    person: PersonFact
    tie: TieFact  # the leader's
    tie_to_executive: float = 0.0  # strength; declared counts as 1
    bond: float = 0.0  # with the leader; ranks introducers, declared counts as 1
    bond_to_executive: float = 0.0
    standing: Standing = field(default_factory=Standing)  # of their own unit
    reports_to_executive: bool = False
    in_own_line: bool = False  # reports to the leader, directly or not
    asks: tuple[AskFact, ...] = ()  # the leader's asks to them, newest last
    last_given_on: date | None = None
    results: tuple[ResultFact, ...] = ()  # they took part in or are the partner of
    confirmed_issues: tuple[str, ...] = ()  # codes they confirmed as fixed
    owns_service: str = ""  # a service of the leader's they have a part in
    motivators: tuple[MotivatorFact, ...] = ()  # newest first


SOON_DAYS = 14  # a decision this near is urgent; house rule


@dataclass(frozen=True, slots=True)
class Situation:
    """One stakeholder of one leader, on one local day."""

    today: date
    executive: PersonFact
    tie: TieFact = field(default_factory=TieFact)
    among_coldest: bool = True  # one of the ties that the leader hears are cooling
    since: date | None = None  # put on the leader's list
    standing: Standing = field(default_factory=Standing)
    reports: tuple[Colleague, ...] = ()  # of the executive
    mutual: tuple[Colleague, ...] = ()  # live tie to both; reports are not among them
    units: tuple[UnitFact, ...] = ()  # other units
    asks: tuple[AskFact, ...] = ()  # to the executive, or leading to the executive
    last_given_on: date | None = None  # to the executive
    results: tuple[ResultFact, ...] = ()  # with the executive's unit
    earlier: tuple[Earlier, ...] = ()
    agenda: tuple[AgendaFact, ...] = ()  # live items that touch the executive
    motivators: tuple[MotivatorFact, ...] = ()  # newest first
    needs: tuple[NeedFact, ...] = ()  # of the executive, served by an item or not
    topics: int = 0  # prepared for the next meeting
    remarks: tuple[RemarkFact, ...] = ()  # by people with a tie to the executive
    heads_unit: bool = False
    stakeholder: bool = True  # on the leader's list; False: only asked about
    credibility: Credibility = UNJUDGED  # of `standing`; the engine fills it in

    @property
    def decision_on(self) -> date | None:
        """The nearest decision, today or later, on an item that touches them."""
        days = [fact.item.decision_on for fact in self.agenda]
        return min((day for day in days if day and day >= self.today), default=None)

    @property
    def salience(self) -> int:
        """Power + legitimacy + urgency, 0 to 3 (Mitchell 1997).

        Read as: heads a unit; has a part in a live item; a decision within 14 days, or
        something that shuts the gate. The readings are a house rule.
        """
        decision_on = self.decision_on
        soon = decision_on is not None and (decision_on - self.today).days <= SOON_DAYS
        urgent = soon or bool(self.credibility.failing)
        return self.heads_unit + any(fact.parts for fact in self.agenda) + urgent

    @property
    def stance_gap(self) -> int:
        """The widest gap between a wanted and a present stance, 0 to 4 levels."""
        return max((fact.stance.gap for fact in self.agenda), default=0)

    @property
    def unreachable(self) -> bool:
        """Whether P01 is open: three refusals and no real contact since."""
        return self.tie.unreachable_since is not None

    @property
    def paused(self) -> bool:
        """Whether invitations pause (P01) and no meeting is on the calendar."""
        return invitations_pause(self.tie, self.today)

    @property
    def cold(self) -> bool:
        """Whether this is a stakeholder without a live tie and a next meeting."""
        tie = self.tie
        return self.stakeholder and not tie.live and tie.next_meeting_on is None

    @property
    def needs_a_route(self) -> bool:
        """Whether P05-P08 look for a way to the executive."""
        return (self.unreachable or self.cold) and self.tie.next_meeting_on is None


def invitations_pause(tie: TieFact, today: date) -> bool:
    """Return whether invitations pause on a tie (P01) and no meeting is to come."""
    through = tie.pause_through
    if tie.unreachable_since is None or through is None or today > through:
        return False
    return tie.next_meeting_on is None
