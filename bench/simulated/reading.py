"""The notebook as our playbook sees it: the same facts that the product gathers.

`scheduler.gather.situations` reads them from tables; here they come from a notebook, by
the same definitions.
"""

from collections.abc import Sequence
from datetime import timedelta

from bench.simulated.notebook import NO_TOTALS, Notebook
from bench.simulated.reading_agenda import item_fact, remarks_near, touching
from bench.simulated.reading_standing import standing_of
from scheduler.rules.credibility import judge
from scheduler.rules.introducers import DECLARED_BOND, coldest
from scheduler.situation import Colleague, Situation
from storage.contacts.facts import DECLARED_DAYS, DECLARED_STRENGTH, TieFact
from storage.contacts.store import tie_seen
from storage.favours.facts import AskFact
from storage.services.facts import WINDOW_DAYS, UnitFact
from storage.steps.facts import Earlier


class Reading:
    """One day's situations, each fact looked up once."""

    def __init__(self, notebook: Notebook) -> None:
        self.notes = notebook
        self.today = notebook.today
        self._ties: dict[str, TieFact] = {}
        self.standings = {id: standing_of(notebook, id) for id in notebook.units}
        self.members: dict[str, list[str]] = {}
        for id in notebook.totals:
            self.members.setdefault(notebook.people[id].unit_id, []).append(id)
        self.answers = {id: self._answers(who) for id, who in self.members.items()}
        self.coldest = coldest({id: self.tie(id) for id in notebook.listed}, self.today)
        self.items = [
            item_fact(notebook, item, lambda id: self.tie(id).live)
            for item in notebook.live_items()
        ]
        self._earlier: dict[str, list[Earlier]] = {}
        for (_, person_id, _), earlier in notebook.earlier.items():
            self._earlier.setdefault(person_id, []).append(earlier)

    def situations(self) -> list[Situation]:
        """Return one situation per stakeholder on the list."""
        return [self._situation(id) for id in self.notes.listed]

    def tie(self, person_id: str) -> TieFact:
        """Return the leader's tie to somebody."""
        if person_id not in self._ties:
            self._ties[person_id] = tie_seen(
                self.notes.totals.get(person_id, NO_TOTALS), today=self.today,
                promised=self.notes.meetings.get(person_id),
            )  # fmt: skip
        return self._ties[person_id]

    def _situation(self, id: str) -> Situation:
        notes, person, tie = self.notes, self.notes.people[id], self.tie(id)
        standing = self.standings[person.unit_id]
        on_route = tie.unreachable_since is not None or (
            not tie.live and tie.next_meeting_on is None
        )
        return Situation(
            today=self.today, executive=person, tie=tie, since=notes.listed[id],
            among_coldest=id in self.coldest,
            standing=standing, credibility=judge(standing, self.today),
            reports=self._reports(id) if on_route else (),
            mutual=self._mutual(id) if on_route else (),
            units=self._units(id) if on_route else (),
            asks=self._asks(id),
            results=tuple(
                r for r in notes.results.values() if r.unit_id == person.unit_id
            ),
            earlier=tuple(self._earlier.get(id, ())),
            agenda=touching(notes, self.items, id),
            motivators=tuple(notes.motivators.get(id, ())),
            needs=tuple(n for n in notes.needs if n.person_id == id),
            topics=notes.topics.get(id, 0), remarks=remarks_near(notes, id),
            last_given_on=notes.given.get(id), heads_unit=not notes.manager[id],
        )  # fmt: skip

    def _asks(self, id: str) -> tuple[AskFact, ...]:
        return tuple(
            ask
            for ask in self.notes.asks.values()
            if id == ask.asked.id or (ask.target is not None and id == ask.target.id)
        )

    def _reports(self, executive_id: str) -> tuple[Colleague, ...]:
        return tuple(
            self._colleague(id, executive_id, reports=True)
            for id, manager_id in self.notes.manager.items()
            if manager_id == executive_id
        )

    def _mutual(self, executive_id: str) -> tuple[Colleague, ...]:
        known = (
            self._colleague(id, executive_id, reports=False)
            for pair in sorted(map(sorted, self.notes.knows))
            if executive_id in pair
            for id in pair
            if id != executive_id and self.notes.manager[id] != executive_id
        )
        return tuple(c for c in known if c.tie.live and c.tie_to_executive > 0)

    def _colleague(self, id: str, executive_id: str, *, reports: bool) -> Colleague:
        notes, person = self.notes, self.notes.people[id]
        totals = notes.totals.get(id, NO_TOTALS)
        declared = self._known_strength(id, executive_id) > 0
        standing = self.standings[person.unit_id]
        return Colleague(
            person=person, tie=self.tie(id),
            tie_to_executive=self._known_strength(id, executive_id),
            bond=totals.bond_at(self.today),
            bond_to_executive=DECLARED_BOND if declared else 0.0,
            standing=standing, reports_to_executive=reports,
            asks=tuple(a for a in notes.asks.values() if a.asked.id == id),
            last_given_on=notes.given.get(id),
            motivators=tuple(notes.motivators.get(id, ())),
            results=tuple(
                r
                for r in notes.results.values() if r.has(id)
            ),
            confirmed_issues=tuple(
                i.code
                for i in standing.issues
                if i.confirmed_by is not None and i.confirmed_by.id == id
            ),
        )  # fmt: skip

    def _known_strength(self, id: str, executive_id: str) -> float:
        on = self.notes.knows.get(frozenset((id, executive_id)))
        fresh = on is not None and self.today - on <= timedelta(DECLARED_DAYS)
        return DECLARED_STRENGTH if fresh else 0.0

    def _units(self, executive_id: str) -> tuple[UnitFact, ...]:
        own = self.notes.people[executive_id].unit_id
        return tuple(
            self._unit(unit_id, members, executive_id)
            for unit_id, members in self.members.items()
            if unit_id != own
        )

    def _unit(
        self, unit_id: str, members: Sequence[str], executive_id: str
    ) -> UnitFact:
        notes, since = self.notes, self.today - timedelta(WINDOW_DAYS)
        answers = self.answers[unit_id]
        return UnitFact(
            standing=self.standings[unit_id],
            head=notes.people[notes.units[unit_id].head_id],
            met=sum(answers), attempts=len(answers) - sum(answers),
            results=tuple(
                r
                for r in notes.results.values()
                if r.unit_id == unit_id and r.confirmed_on and r.confirmed_on > since
            ),
            tie_to_executive=max(
                (self._known_strength(id, executive_id) for id in members), default=0.0
            ),
        )  # fmt: skip

    def _answers(self, members: Sequence[str]) -> list[bool]:
        """Return who of a unit met, and who refused, in the last 90 days."""
        since = self.today - timedelta(WINDOW_DAYS)
        return [
            met
            for id in members
            for on, met in self.notes.totals[id].answers
            if since < on <= self.today
        ]
