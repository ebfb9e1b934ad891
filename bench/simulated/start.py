"""How a world begins: what happened in the months before the first day."""

from datetime import timedelta

from bench.simulated.assumptions import Assumptions, draw
from bench.simulated.company import Company, found
from bench.simulated.luck import Luck
from bench.simulated.notebook import Notebook, UnitNotes
from bench.simulated.organization import START, Organization
from storage.people.facts import PersonFact
from storage.services.facts import ServiceFact

BEFORE = 60  # days of history
MOST_REFUSALS = 3  # by each cold executive before the first day


def begin(
    seed: int, given: Assumptions | None = None, *, missing: float = 0.0
) -> Organization:
    """Return the world of a seed on the eve of its first day.

    Args:
        given: None = draw them.
        missing: share of contacts that the leader forgets to write down.
    """
    luck = Luck(seed)
    if given is None:
        given = draw(luck)
    company = found(luck, given)
    notebook = _notebook(luck, given, company)
    world = Organization(luck, given, company, notebook, missing)
    for day in range(-BEFORE, 0):
        notebook.today = START + timedelta(day)
        world.services.pass_day(day, notebook)
        _refusals(world, day)
        _warm_contacts(world, day)
    for unit_id in company.unit_ids:
        if luck.happens(given.survey, "first survey", unit_id):
            world.services.rate(
                unit_id, -luck.whole(5, BEFORE, "age", unit_id), notebook
            )
    return world


def _notebook(luck: Luck, given: Assumptions, company: Company) -> Notebook:
    people = {id: one.fact for id, one in company.people.items()}
    units = {
        id: UnitNotes(
            name=id.upper(), head_id=company.head(id).id,
            service=ServiceFact(f"{id}s", f"Service {id}", PersonFact("sam", "Sam")),
        )
        for id in company.unit_ids
    }  # fmt: skip
    goals = tuple(id for id, one in company.people.items() if one.cold)
    began = START - timedelta(BEFORE)
    heads = [company.head(unit_id).id for unit_id in company.unit_ids]
    known = {
        pair: START - timedelta(1)
        for pair in company.ties
        if _told(pair, goals, luck, given)
    }
    return Notebook(
        people=people,
        manager={id: one.manager_id for id, one in company.people.items()},
        units=units, goals=goals, listed=dict.fromkeys(heads, began),
        capacity=round(given.capacity), invites_every=round(given.invites_every),
        knows=known,
    )  # fmt: skip


def _told(
    pair: frozenset[str], goals: tuple[str, ...], luck: Luck, given: Assumptions
) -> bool:
    """Return whether the leader knows that these two know each other."""
    about_a_goal = any(id in goals for id in pair)
    return about_a_goal and luck.happens(given.ties_known, "told", *sorted(pair))


def _refusals(world: Organization, day: int) -> None:
    """Let cold executives refuse one to three times before the first day."""
    for id in world.notebook.goals:
        times = world.luck.whole(1, MOST_REFUSALS, "times", id)
        days = {-world.luck.whole(1, 55, "refused", id, n) for n in range(times)}
        if day in days:
            world.moods[id].pushes.add(1.0, day)
            world.log(id, world.notebook.today, "met", "declined")


def _warm_contacts(world: Organization, day: int) -> None:
    """Let the leader meet the welcoming executives, and some of their reports."""
    for id, one in world.company.people.items():
        if one.fact.unit_id in world.company.cold_units:
            continue
        often = 0.05 if not one.manager_id else 0.02 * (id[-1] == "0")
        if world.luck.happens(often, "before", id, day):
            world.moods[id].tie.add(1.0, day)
            world.moods[id].regard.add(0.1, day)
            world.log(id, world.notebook.today, "met", "met")
