"""Every policy in the same worlds, side by side."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product

from bench.simulated.checklist import Checklist
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

# Seeds of worlds. Settings of the product may be chosen by what happens in the first
# ones. The second only judge: nobody looks there before a choice is made. Never mixed.
CHOOSING = range(1_000)
JUDGING = range(1_000_000, 1_001_000)
FORGOTTEN = 0.35  # share of contacts not written down, where people forget to

OURS = "ours"
CHECKLIST, WITH_AGENDA = "checklist", "checklist with the agenda"
IDLE = "no advice"
OTHERS: Mapping[str, Callable[[int], Policy]] = {
    CHECKLIST: lambda seed: Checklist(agenda=False),
    WITH_AGENDA: lambda seed: Checklist(agenda=True),
    IDLE: lambda seed: Habits(),
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
    missing: float = 0.0  # share of contacts not written down


Lived = dict[str, list[Outcome]]  # policy -> outcomes by world


@dataclass(frozen=True, slots=True)
class Worlds:
    """Some worlds that are lived through under every policy."""

    seeds: Sequence[int]
    missing: float = 0.0  # share of contacts not written down

    @property
    def judge(self) -> bool:
        """Whether they only judge.

        Raises:
            ValueError: they are mixed, or neither.
        """
        for seeds, judge in ((CHOOSING, False), (JUDGING, True)):
            if all(seed in seeds for seed in self.seeds):
                return judge
        raise ValueError(f"worlds to choose on and worlds that judge: {self.seeds}")

    @property
    def name(self) -> str:
        """What they are called in the name of a figure."""
        lost = f", {self.missing:.0%} of contacts not logged" if self.missing else ""
        return ("judging" if self.judge else "choosing") + lost

    @property
    def said(self) -> str:
        """What they are called in a title, with their seeds."""
        why = "that only judge" if self.judge else "that settings may be chosen on"
        lost = f", {self.missing:.0%} of contacts not logged" if self.missing else ""
        first, last = self.seeds[0], self.seeds[-1]
        return f"{len(self.seeds)} worlds {why} (seeds {first} to {last}){lost}"


def compare(policies: Iterable[str], worlds: Worlds, weeks: int) -> Lived:
    """Return what became of each policy in some worlds."""
    lives = [
        Life(policy, seed, weeks, worlds.missing)
        for policy, seed in product(policies, worlds.seeds)
    ]
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
    world = begin(life.seed, missing=life.missing)
    world = live_in(world, policy, weeks=life.weeks)
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
