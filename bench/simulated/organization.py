"""The organization as it reacts: hidden moods and services, day after day.

It executes what a leader does, whoever advised it, and writes into the notebook only
what that leader would come to know. `Tally` counts what happened.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from bench.simulated.assumptions import Assumptions
from bench.simulated.causes import Causes
from bench.simulated.company import Company
from bench.simulated.luck import Luck, chance
from bench.simulated.mood import Mood, badly_served, invitation_odds, new_mood
from bench.simulated.notebook import Notebook
from bench.simulated.services import Services
from storage.motives.facts import RemarkFact

START = date(2026, 1, 5)  # a Monday
REFUSALS = ("declined", "postponed", "no reply")


@dataclass(slots=True)
class Tally:
    """What came of it all."""

    refusals: int = 0
    favours: int = 0
    acts: int = 0  # things the leader did
    steps: int = 0  # things the bot suggested
    meetings: int = 0  # with the executives who were cold at first
    stances: int = 0  # of owners, when an item was decided
    won: int = 0  # of them, in favour
    first_met: dict[str, int] = field(default_factory=dict)  # executive -> day
    last_met: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Aim:
    """What the leader wants from a talk: "enquire", "propose", "learn", ..."""

    what: str
    target: str = ""  # whom it is about, "" = who is talked with
    item_id: str = ""


class Organization:
    """Everybody but the leader. Policies never see it."""

    def __init__(
        self,
        luck: Luck,
        given: Assumptions,
        company: Company,
        notebook: Notebook,
        missing: float = 0.0,
    ) -> None:
        self.luck, self.given, self.company = luck, given, company
        self.notebook, self.missing = notebook, missing
        self.services = Services(luck, given, company, START)
        self.moods = {id: new_mood(given) for id in company.people}
        self.tally = Tally()
        self.causes = Causes(luck, given, company)
        self.aims: dict[str, Aim] = {}  # of the next talk with somebody
        self.day = 0
        self.at_work: set[str] = set()  # partners something is under way with
        self.posted: set[str] = set()  # results
        self._due: dict[int, list[Callable[[], None]]] = defaultdict(list)

    @property
    def today(self) -> date:
        """The local date."""
        return START + timedelta(self.day)

    def later(self, days: int, what: Callable[[], None]) -> int:
        """Let something happen on the first working day in `days`; return that day."""
        day = self.day + max(1, days)
        day += {5: 2, 6: 1}.get((START + timedelta(day)).weekday(), 0)
        self._due[day].append(what)
        return day

    def pass_day(self, day: int) -> None:
        """Let a day begin: what was due happens, services and talk go their way."""
        self.day = day
        self.notebook.today = self.today
        self.services.pass_day(day, self.notebook)
        for what in self._due.pop(day, ()):
            what()
        won, stances = self.causes.pass_day(day, self.notebook)
        self.tally.won += won
        self.tally.stances += stances
        if self.today.weekday() == 4:
            self._reports_talk()

    def mood(self, person_id: str) -> Mood:
        """Return what somebody feels."""
        return self.moods[person_id]

    def satisfaction(self, person_id: str) -> float:
        """Return how satisfied somebody's unit is."""
        return self.services.satisfaction(self.company.people[person_id].fact.unit_id)

    def served(self, person_id: str) -> float:
        """Return how badly somebody's unit is served, 0 = well."""
        return badly_served(self.given, self.satisfaction(person_id))

    def odds_of_a_talk(self, person_id: str) -> float:
        """Return the log-odds that somebody takes an invitation today."""
        person = self.company.people[person_id]
        return invitation_odds(
            self.given, self.moods[person_id], person.openness,
            self.satisfaction(person_id), self.day,
        )  # fmt: skip

    def view(self, person_id: str) -> float:
        """Return what somebody thinks of the leader and the service; below 0 is bad."""
        regard = self.moods[person_id].regard.at(self.day)
        return regard + 0.5 - self.served(person_id)

    def says_yes(self, odds: float, *name: object) -> bool:
        """Return whether somebody says yes today."""
        return self.luck.happens(chance(odds), *name, self.day)

    def refuse(self, person_id: str, weight: float = 1.0) -> None:
        """Let somebody refuse to talk: they feel pushed, and the leader knows it."""
        self.tally.refusals += 1
        self.moods[person_id].pushes.add(weight, self.day)
        how = REFUSALS[self.luck.whole(0, 2, "how", person_id, self.day)]
        self.log(person_id, self.today, "met", how)

    def log(
        self, person_id: str, on: date, kind: str, outcome: str,
        listened: int | None = None, mode: str = "", formal: bool | None = None,
        tense: bool | None = None,
    ) -> None:  # fmt: skip
        """Let the leader write down a contact or an attempt, or forget to.

        What was learned in a talk, and asks, are lines of their own and are kept.
        """
        if not self.luck.happens(self.missing, "forgets", person_id, on, kind, outcome):
            self.notebook.log(
                person_id, on, kind, outcome, listened, mode, formal, tense
            )

    def _reports_talk(self) -> None:
        """Let reports tell their executive what they think, some weeks."""
        given = self.given
        for unit_id in self.company.unit_ids:
            head = self.moods[self.company.head(unit_id).id]
            for report in self.company.reports(unit_id):
                said = ("talk", report.id, self.day)
                if not self.luck.happens(given.report_talks, *said):
                    continue
                served, known = self.served(report.id), self.moods[report.id]
                warm = min(1.0, known.tie.at(self.day))
                good = warm * max(0.0, self.view(report.id)) * given.report_helps
                bad = served * given.report_helps * given.bad_over_good
                head.regard.add(good * 0.5 - bad * 0.25, self.day, most=3.0)
                if bad > good:
                    self.bad_word(report.id)

    def bad_word(self, speaker_id: str) -> None:
        """Let the leader hear, or not, that somebody spoke ill of the service."""
        id = f"{speaker_id}-{self.day}"
        if self.luck.happens(self.given.leaks, "leak", id):
            person = self.notebook.people[speaker_id]
            said = RemarkFact(id, person, "it never works", self.today)
            self.notebook.remarks.append(said)
