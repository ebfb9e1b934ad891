"""Services that break, get fixed, break again, and what people make of it. Hidden.

Satisfaction follows the facts with a lag: a unit's quality less what its open issues
cost. What of it becomes known is written into the notebook: issues, and ratings when
somebody asks for them.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bench.simulated.assumptions import Assumptions
from bench.simulated.company import REPORTS, STAFF, Company
from bench.simulated.luck import Luck
from bench.simulated.notebook import Notebook
from storage.services.facts import IssueFact, RatingFact

COSTS = (1.2, 0.8, 0.4, 0.2)  # points, by severity 1 to 4; assumption
SEVERITIES = (1, 2, 2, 3, 3, 3, 4, 4, 4, 4)  # how often each occurs; assumption
QUARTER = 90
CHASED_DAYS = 14  # a chase works this long; assumption


@dataclass(slots=True)
class Service:
    """How a unit is really served."""

    quality: float
    satisfaction: float
    open: dict[str, int] = field(default_factory=dict)  # issue -> chased until day


class Services:
    """All units' services in one world."""

    def __init__(
        self, luck: Luck, given: Assumptions, company: Company, start: date
    ) -> None:
        self.luck, self.given, self.start = luck, given, start
        self.of: dict[str, Service] = {}
        for unit_id in company.unit_ids:
            low = unit_id in company.cold_units
            usual = given.quality_low if low else given.quality_high
            quality = min(4.9, usual + luck.between(-0.4, 0.4, "quality", unit_id))
            self.of[unit_id] = Service(quality, quality)

    def satisfaction(self, unit_id: str) -> float:
        """Return how satisfied a unit is, 1 to 5."""
        return self.of[unit_id].satisfaction

    def pass_day(self, day: int, notebook: Notebook) -> None:
        """Let a day go by: things break, get fixed, and are felt."""
        for unit_id, service in self.of.items():
            self._break(unit_id, service, day, notebook)
            issues = notebook.units[unit_id].issues
            for id in list(service.open):
                self._fix(unit_id, service, issues[id], day, notebook)
            costs = sum(
                COSTS[issues[id].severity - 1]
                for id in service.open
                if "-found-" not in id  # its cost is in the quality already
            )
            wanted = max(1.0, service.quality - costs)
            lag = 0.5 ** (1 / self.given.felt_days)
            service.satisfaction = wanted + (service.satisfaction - wanted) * lag
            if day % QUARTER == hash_day(unit_id) and self.luck.happens(
                self.given.survey, "survey", unit_id, day
            ):
                self.rate(unit_id, day, notebook)

    def _break(
        self, unit_id: str, service: Service, day: int, notebook: Notebook
    ) -> None:
        name = ("issue", unit_id, day)
        if not self.luck.happens(self.given.issues_a_quarter / QUARTER, *name):
            return
        severity = SEVERITIES[self.luck.whole(0, 9, "severity", *name)]
        due = self.luck.whole(10, 40, "due", *name)
        self._open(unit_id, f"{unit_id}-{day}", severity, due, day, notebook)

    def _fix(
        self, unit_id: str, service: Service, issue: IssueFact, day: int,
        notebook: Notebook,
    ) -> None:  # fmt: skip
        rate = 1 / self.given.fix_days
        if day < service.open[issue.id]:
            rate *= self.given.chase_helps
        if not self.luck.happens(rate, "fix", issue.id, day):
            return
        del service.open[issue.id]
        fixed = replace(issue, resolved_on=self._date(day), reopened=False)
        notebook.units[unit_id].issues[issue.id] = fixed
        if self.luck.happens(self.given.reopened, "again", issue.id, day):
            service.open[issue.id] = day
            again = replace(issue, resolved_on=None, reopened=True)
            notebook.units[unit_id].issues[issue.id] = again
        elif self.luck.happens(self.given.confirms_anyway, "unasked", issue.id):
            self.confirm(unit_id, issue.id, day, notebook)
        if "-found-" in issue.id and issue.id not in service.open:
            better = service.quality + self.given.look_helps
            service.quality = max(service.quality, min(4.8, better))

    def chase(self, unit_id: str, issue_id: str, day: int) -> None:
        """Ask for a firm date: for a while it goes faster."""
        if issue_id in self.of[unit_id].open:
            self.of[unit_id].open[issue_id] = day + CHASED_DAYS

    def look(self, unit_id: str, day: int, notebook: Notebook) -> None:
        """Find out what is wrong: it gets a name, an owner and a date.

        Once it is mended, the unit's quality is higher for good, up to 4.8.
        """
        service, id = self.of[unit_id], f"{unit_id}-found-{day}"
        if any("-found-" in known for known in service.open):
            return
        name = ("found", unit_id, day)
        self._open(unit_id, id, 3, self.luck.whole(10, 40, "due", *name), day, notebook)

    def _open(
        self, unit_id: str, id: str, severity: int, due: int, day: int,
        notebook: Notebook,
    ) -> None:  # fmt: skip
        on, notes = self._date(day), notebook.units[unit_id]
        notes.issues[id] = IssueFact(
            id=id, code=f"I-{id}", service=notes.service.name, opened_on=on,
            owner=notes.service.owner, severity=severity, due_on=on + timedelta(due),
        )  # fmt: skip
        chased = self.luck.happens(self.given.chases_anyway, "chased", id)
        self.of[unit_id].open[id] = day + CHASED_DAYS if chased else day

    def confirm(
        self, unit_id: str, issue_id: str, day: int, notebook: Notebook
    ) -> None:
        """Let somebody in the unit say that a fix is one."""
        notes = notebook.units[unit_id]
        issue = notes.issues[issue_id]
        if issue.resolved_on is None or issue.confirmed_on is not None:
            return
        who = self.luck.whole(0, REPORTS - 1, "confirms", issue_id)
        notes.issues[issue_id] = replace(
            issue, confirmed_on=self._date(day),
            confirmed_by=notebook.people[f"{unit_id}r{who}"],
        )  # fmt: skip

    def rate(self, unit_id: str, day: int, notebook: Notebook) -> None:
        """Let the unit answer a short rating: whole marks around what is felt."""
        notes, felt = notebook.units[unit_id], self.satisfaction(unit_id)
        for n in range(STAFF):
            name = (unit_id, n, day)
            if not self.luck.happens(self.given.responds, "responds", *name):
                continue
            mark = round(felt + self.luck.between(-1.2, 1.2, "mark", *name))
            notes.ratings.append(
                RatingFact(
                    f"{unit_id}s{n}",
                    notes.service.id,
                    min(5, max(1, mark)),
                    self._date(day),
                )
            )

    def _date(self, day: int) -> date:
        return self.start + timedelta(day)


def hash_day(unit_id: str) -> int:
    """Return on which day of a quarter a unit would be surveyed."""
    return 7 + 11 * int(unit_id[1:])
