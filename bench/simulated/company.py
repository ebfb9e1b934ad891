"""Who is there: units, executives, reports and peers, and who knows whom. Static."""

from dataclasses import dataclass
from itertools import combinations

from bench.simulated.assumptions import Assumptions
from bench.simulated.luck import Luck, log_odds
from storage.people.facts import PersonFact

COLD_UNITS = 3
WARM_UNITS = 3
REPORTS = 3  # of each executive
STAFF = 8  # people of a unit who rate, the reports among them
CURRENCIES = ("inspiration", "task", "position", "relationship", "personal")


@dataclass(frozen=True, slots=True)
class Employee:
    """One person. What only they know themselves is `openness` and `motive`."""

    fact: PersonFact
    manager_id: str
    cold: bool  # an executive the leader has never met
    openness: float  # log-odds of taking an invitation from a stranger, all well
    motive: str

    @property
    def id(self) -> str:
        """The person's id."""
        return self.fact.id


@dataclass(frozen=True, slots=True)
class Company:
    """The people by id, and true ties between colleagues, which nobody sees."""

    people: dict[str, Employee]
    unit_ids: tuple[str, ...]
    cold_units: frozenset[str]
    ties: dict[frozenset[str], float]  # strength

    def head(self, unit_id: str) -> Employee:
        """Return the executive of a unit."""
        return self.people[f"{unit_id}e"]

    def reports(self, unit_id: str) -> list[Employee]:
        """Return the direct reports of a unit's executive."""
        return [self.people[f"{unit_id}r{n}"] for n in range(REPORTS)]

    def tie(self, a: str, b: str) -> float:
        """Return how strong two colleagues' tie is."""
        return self.ties.get(frozenset((a, b)), 0.0)


def found(luck: Luck, given: Assumptions) -> Company:
    """Return the company of one world."""
    people: dict[str, Employee] = {}
    unit_ids = tuple(f"u{n}" for n in range(COLD_UNITS + WARM_UNITS))
    cold = frozenset(unit_ids[:COLD_UNITS])
    for unit_id in unit_ids:
        for place in ("e", *(f"r{n}" for n in range(REPORTS))):
            one = _employee(f"{unit_id}{place}", unit_id, luck, given, cold)
            people[one.id] = one
    ties: dict[frozenset[str], float] = {}
    for a, b in combinations(people.values(), 2):
        pair = frozenset((a.id, b.id))
        if a.id == b.manager_id or b.id == a.manager_id:
            ties[pair] = luck.between(0.5, 2.0, "line", *sorted(pair))
        elif _may_know(a, b) and luck.happens(given.acquainted, "know", *sorted(pair)):
            ties[pair] = luck.between(0.2, 2.0, "tie", *sorted(pair))
    return Company(people, unit_ids, cold, ties)


def _may_know(a: Employee, b: Employee) -> bool:
    """Return whether two might have met: executives, or people of one unit."""
    same = a.fact.unit_id == b.fact.unit_id
    return same or not (a.manager_id and b.manager_id)


def _employee(
    id: str, unit_id: str, luck: Luck, given: Assumptions, cold_units: frozenset[str]
) -> Employee:
    executive = id.endswith("e")
    cold = executive and unit_id in cold_units
    usual = given.executive_yes if cold else given.colleague_yes
    differs = luck.between(-given.spread, given.spread, "openness", id)
    title = f"head of {unit_id}" if executive else ""
    return Employee(
        fact=PersonFact(id, id.upper(), title, unit_id, unit_id.upper()),
        manager_id="" if executive else f"{unit_id}e",
        cold=cold,
        openness=log_odds(usual) + differs,
        motive=CURRENCIES[luck.whole(0, len(CURRENCIES) - 1, "motive", id)],
    )
