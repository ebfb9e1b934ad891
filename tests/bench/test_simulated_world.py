"""The made-up organization: repeatable, never won by pushing, and open to losing."""

import pickle
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.simulated import talks
from bench.simulated.actions import VERBS, Action
from bench.simulated.assumptions import Assumptions, as_lines, draw
from bench.simulated.contest import OTHERS, OURS, UNGATED, policy_of
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
from bench.simulated.start import begin

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
