"""The made-up organization: repeatable, never won by pushing, and open to losing."""

import pickle
from dataclasses import fields
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.simulated import talks
from bench.simulated.actions import VERBS, Action
from bench.simulated.assumptions import Assumptions, as_lines, draw
from bench.simulated.checklist import (
    RATE_AGAIN_DAYS,
    REPORT_AGAIN_DAYS,
    Checklist,
    met_in_turn,
    on_item,
    slot_or_word,
)
from bench.simulated.contest import (
    FORGOTTEN,
    OTHERS,
    OURS,
    UNGATED,
    Life,
    policy_of,
)
from bench.simulated.contest import live as live_life
from bench.simulated.doing import DEEDS, do
from bench.simulated.living import live, live_in
from bench.simulated.luck import Luck
from bench.simulated.mood import (
    Mood,
    favour_odds,
    invitation_odds,
    new_mood,
    word_effect,
)
from bench.simulated.organization import START, Organization
from bench.simulated.start import begin
from storage.motives.facts import MotivatorFact
from storage.results.facts import Named, ResultFact

EVERYBODY = (OURS, *OTHERS, *UNGATED)
HIDDEN = (b"mood", b"organization", b"services", b"company", b"assumptions", b"causes")
SEEDS = st.integers(0, 10_000)


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_same_seed_gives_the_same_half_year(name: str) -> None:
    first = live(3, policy_of(name, 3), weeks=10)
    assert live(3, policy_of(name, 3), weeks=10) == first


def test_another_seed_gives_another_half_year() -> None:
    lives = [live(seed, policy_of(OURS, seed), weeks=10) for seed in range(4)]
    assert len({life.refusals for life in lives}) > 1


@given(SEEDS)
def test_every_value_is_drawn_from_its_range(seed: int) -> None:
    values = draw(Luck(seed))
    for one in fields(Assumptions):
        low, high = one.metadata["range"]
        assert low <= getattr(values, one.name) <= high


def test_every_assumption_says_what_it_means_and_where_it_is_from() -> None:
    lines = as_lines()
    assert len(lines) == len(fields(Assumptions))
    for one in fields(Assumptions):
        assert one.metadata["means"] and one.metadata["source"]
        low, high = one.metadata["range"]
        assert low < high


def a_mood(seed: int, **amounts: float) -> tuple[Assumptions, Mood]:
    values = draw(Luck(seed))
    mood = new_mood(values)
    for name, amount in amounts.items():
        getattr(mood, name).add(amount, 0)
    return values, mood


@given(SEEDS, st.floats(0, 30), st.floats(0, 30))
def test_more_pushing_never_raises_the_odds_of_a_talk(
    seed: int, pushes: float, more: float
) -> None:
    values, less = a_mood(seed, pushes=pushes)
    _, pushed = a_mood(seed, pushes=pushes + more)
    odds = [invitation_odds(values, one, -2.0, 3.5, 10) for one in (less, pushed)]
    assert odds[1] <= odds[0]


@given(SEEDS, st.floats(1, 5), st.floats(0, 4))
def test_a_worse_service_never_raises_any_odds(
    seed: int, satisfaction: float, worse: float
) -> None:
    values, mood = a_mood(seed)
    talk = [
        invitation_odds(values, mood, 0.0, felt, 0)
        for felt in (satisfaction - worse, satisfaction)
    ]
    favour = [
        favour_odds(values, mood, felt, 0, by_text=False)
        for felt in (satisfaction - worse, satisfaction)
    ]
    assert talk[0] <= talk[1] and favour[0] <= favour[1]


@given(SEEDS, st.floats(0, 9), st.floats(0, 9))
def test_more_asks_never_raise_the_odds_of_a_favour(
    seed: int, asks: float, more: float
) -> None:
    values, less = a_mood(seed, asks=asks)
    _, tired = a_mood(seed, asks=asks + more)
    odds = [favour_odds(values, one, 4.0, 3, by_text=True) for one in (less, tired)]
    assert odds[1] <= odds[0]


@given(SEEDS, st.floats(0, 2), st.floats(0.01, 3))
def test_a_bad_word_outweighs_a_good_one_of_the_same_strength(
    seed: int, tie: float, view: float
) -> None:
    values = draw(Luck(seed))
    about = {"tie": tie, "own_experience": True, "heard_lately": False}
    good = word_effect(values, view=1.0, satisfaction=5.0, **about)  # type: ignore[arg-type]
    bad = word_effect(values, view=-1.0, satisfaction=5.0, **about)  # type: ignore[arg-type]
    assert good >= 0 and -bad >= good


@pytest.mark.parametrize("seed", range(5))
def test_an_invitation_that_is_refused_makes_the_next_one_harder(seed: int) -> None:
    world = begin(seed)
    world.pass_day(0)
    goal = world.notebook.goals[0]
    before = world.odds_of_a_talk(goal)
    talks.invite(world, goal)
    if goal not in world.notebook.meetings:
        assert world.tally.refusals == 1
        assert world.odds_of_a_talk(goal) <= before


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_policy_reads_only_what_the_leader_wrote_down(name: str) -> None:
    world = live_in(begin(5), policy_of(name, 5), weeks=6)
    written = pickle.dumps(world.notebook)
    assert not [word for word in HIDDEN if b"bench.simulated." + word in written]
    alone = pickle.loads(written)
    plan = policy_of(name, 9).plan(world.notebook)
    assert policy_of(name, 9).plan(alone) == plan


def test_only_who_was_added_is_a_stakeholder_however_often_others_are_met() -> None:
    world = live_in(begin(5), policy_of("random", 5), weeks=12)
    heads = {notes.head_id for notes in world.notebook.units.values()}
    assert set(world.notebook.listed) == heads
    assert {id for id in world.notebook.totals if world.notebook.met_on(id)} - heads


def test_every_verb_is_a_deed() -> None:
    assert set(DEEDS) == set(VERBS)
    world = begin(0)
    with pytest.raises(KeyError):
        do(world, Action("bewitch"))


def test_nothing_is_done_beyond_what_a_leader_manages() -> None:
    world = live_in(begin(2), policy_of("random", 2), weeks=3)
    assert world.tally.acts <= 3 * world.notebook.capacity


@pytest.mark.parametrize("name", [OURS, "checklist with the agenda"])
def test_a_third_of_the_contacts_may_never_be_written_down(name: str) -> None:
    seeds = range(3)
    worlds = [
        [
            live_in(begin(seed, missing=share), policy_of(name, seed), weeks=8)
            for seed in seeds
        ]
        for share in (0.0, FORGOTTEN, 1.0)
    ]
    full, lossy, none = (
        sum(
            len(one.answers) for world in some for one in world.notebook.totals.values()
        )
        for some in worlds
    )
    assert none == 0 < lossy < full
    assert all(world.tally.meetings or world.tally.refusals for world in worlds[2])


def test_a_life_with_forgotten_contacts_is_another_one() -> None:
    full, lossy = (live_life(Life(OURS, 1, 10, share)) for share in (0.0, FORGOTTEN))
    assert full != lossy


def a_checklist(day: int) -> tuple[Checklist, Organization]:
    """Return a checklist, and a world on a day of its first weeks, 0 = Monday."""
    world = begin(11)
    for one in range(day + 1):
        world.pass_day(one)
    return Checklist(agenda=True), world


@pytest.mark.parametrize(("weeks", "rates"), [(5, False), (6, True)])
def test_the_checklist_asks_for_ratings_every_six_weeks(
    weeks: int, rates: bool
) -> None:
    assert RATE_AGAIN_DAYS == 6 * 7
    policy, world = a_checklist(0)
    units = world.notebook.units
    for notes in units.values():
        notes.ratings.clear()
    first = [one for one in policy.plan(world.notebook) if one.verb == "rate"]
    assert [one.target for one in first] == ["u0", "u1", "u2"]
    for one in first:
        policy.did(world.notebook, one)
    world.notebook.today = START + timedelta(weeks=weeks)
    again = [one for one in policy.plan(world.notebook) if one.verb == "rate"]
    assert bool(again) is rates


@pytest.mark.parametrize(
    ("silent", "invited"), [(REPORT_AGAIN_DAYS - 1, []), (REPORT_AGAIN_DAYS, ["u1r0"])]
)
def test_the_checklist_invites_one_report_of_one_executive_in_turn(
    silent: int, invited: list[str]
) -> None:
    _, world = a_checklist(1)  # a Tuesday
    notebook = world.notebook
    turns = set()
    for day in range(1, 15):
        notebook.today = START + timedelta(day)
        if notebook.today.weekday() in (1, 3):
            turns |= {one.person[:2] for one in met_in_turn(notebook)}
    assert turns == {"u0", "u1", "u2"}
    notebook.goals = ("u1e",)
    notebook.log("u1r0", START, "met", "declined")
    for other in ("u1r1", "u1r2"):
        notebook.log(other, START + timedelta(silent), "met", "declined")
    notebook.today = START + timedelta(silent)
    assert [one.person for one in met_in_turn(notebook)] == invited


def test_the_checklist_asks_for_the_slot_only_where_a_result_is_confirmed() -> None:
    _, world = a_checklist(2)
    notebook = world.notebook
    notebook.units["u0"].issues.clear()
    notebook.log("u0r1", notebook.today, "met", "met")
    assert slot_or_word(notebook, "u0e") is None
    day, partner = datetime.combine(START, time(), UTC), notebook.people["u0r1"]
    notebook.results["x"] = ResultFact(
        id="x", title="X", partner=partner, unit_id="u0", unit="U0", on=START,
        confirmed_on=START, named=(Named("u0r1", "U0R1", agreed_at=day),),
    )  # fmt: skip
    assert slot_or_word(notebook, "u0e") == Action("slot", "u0r1", "u0e", "x")


def test_the_checklist_names_owners_then_enquires_shares_and_proposes() -> None:
    _, world = a_checklist(2)
    notebook = world.notebook
    [item] = notebook.live_items()
    assert on_item(notebook, item) == [Action("name", about=item.id)]
    world.causes.name(item.id, notebook)
    owner = item.parts["process"]
    others = [id for id in item.parts.values() if id != owner]
    for id in others:
        notebook.totals.pop(id, None)
    notebook.log(owner, notebook.today, "met", "met")
    assert on_item(notebook, item) == [Action("enquire", owner, owner, item.id)]
    notebook.hear(item.id, owner, heard_on=notebook.today)
    assert on_item(notebook, item) == [Action("share", owner, about=item.id)]
    item.sponsors.append(owner)
    assert on_item(notebook, item) == []
    notebook.motivators[owner] = [MotivatorFact("x", notebook.today)]
    assert on_item(notebook, item) == [Action("propose", owner, about=item.id)]
