"""Every policy in the same worlds, side by side."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product

from bench.simulated.living import live_in
from bench.simulated.ours import Ours, without_ask_limits
from bench.simulated.outcomes import Outcome, outcome
from bench.simulated.policies import (
    AskEveryWeek,
    AtRandom,
    Habits,
    LongestSilence,
    MendThenAsk,
    Policy,
)
from bench.simulated.start import begin

OURS = "ours"
OTHERS: Mapping[str, Callable[[int], Policy]] = {
    "no advice": lambda seed: Habits(),
    "ask again every week": lambda seed: AskEveryWeek(),
    "mend, then ask every week": lambda seed: MendThenAsk(),
    "longest since contact": lambda seed: LongestSilence(),
    "random": AtRandom,
}
# The gates, one at a time.
UNGATED: Mapping[str, Callable[[int], Policy]] = {
    "ours without P04, the gate": lambda seed: Ours(["P04"]),
    "ours without P13, no pushing": lambda seed: Ours(["P13"]),
    "ours without P01, the pause": lambda seed: Ours(["P01"]),
    "ours without ask limits": lambda seed: Ours(see=without_ask_limits),
}
WITHOUT = "without "  # and a play's id


@dataclass(frozen=True, slots=True)
class Life:
    """One policy in one world; what a process is asked to live through."""

    policy: str
    seed: int
    weeks: int


Lived = dict[str, list[Outcome]]  # policy -> outcomes by world


def compare(policies: Iterable[str], worlds: int, weeks: int) -> Lived:
    """Return what became of each policy, in worlds 0 to `worlds` - 1."""
    lives = [Life(*one, weeks) for one in product(policies, range(worlds))]
    lived: Lived = {life.policy: [] for life in lives}
    for life, one in zip(lives, live_all(lives), strict=True):
        lived[life.policy].append(one)
    return lived


def live_all(lives: Sequence[Life]) -> list[Outcome]:
    """Return what became of each life, on all cores."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(live, lives, chunksize=4))


def live(life: Life) -> Outcome:
    """Return what became of one policy in one world."""
    policy = policy_of(life.policy, life.seed)
    world = live_in(begin(life.seed), policy, weeks=life.weeks)
    goals = len(world.notebook.goals)
    spoke: set[str] = getattr(policy, "spoke", set())
    return outcome(world.tally, goals, life.weeks, spoke)


def policy_of(name: str, seed: int) -> Policy:
    """Return a fresh policy by its name.

    Raises:
        KeyError: there is no such policy.
    """
    if name == OURS:
        return Ours()
    if name.startswith(WITHOUT):
        return Ours([name.removeprefix(WITHOUT)])
    return {**OTHERS, **UNGATED}[name](seed)
