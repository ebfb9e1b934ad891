"""What is measured of one life in one world, and how sure it is over many worlds."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from bench.simulated.organization import Tally

RESAMPLES = 1_000
LOW, HIGH = 0.025, 0.975  # 95 %
SEED = 20260331


@dataclass(frozen=True, slots=True)
class Outcome:
    """One policy in one world. Fewer is better, except of `met` and `talks`."""

    weeks: float  # to the first meeting, mean of the cold executives; never = the end
    met: float  # share of them met at all
    met_early: float  # in the first half of the time
    talks: int  # with them
    won: int  # owners in favour when items were decided
    stances: int  # owners
    refusals: int
    favours: int
    acts: int  # things the leader did
    nudges: int  # steps the bot showed
    spoke: frozenset[str] = frozenset()  # plays that said anything


def outcome(tally: Tally, executives: int, weeks: int, spoke: set[str]) -> Outcome:
    """Return what came of one life of so many weeks."""
    waited = [day / 7 for day in tally.first_met.values()]
    never = executives - len(waited)
    return Outcome(
        weeks=(sum(waited) + never * weeks) / executives,
        met=len(waited) / executives,
        met_early=sum(week <= weeks / 2 for week in waited) / executives,
        talks=tally.meetings, refusals=tally.refusals, favours=tally.favours,
        won=tally.won, stances=tally.stances, acts=tally.acts, nudges=tally.steps,
        spoke=frozenset(spoke),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure over worlds: a mean, or a sum over a sum."""

    name: str
    of: str  # a name of `Outcome`
    per: str = ""  # divide by this one's sum; "" = by the number of worlds
    more_is_better: bool = False

    def over(self, outcomes: Sequence[Outcome]) -> float:
        """Return the figure; a sum over nothing counts as over one."""
        above = [float(getattr(one, self.of)) for one in outcomes]
        if not self.per:
            return fmean(above)
        below = [float(getattr(one, self.per)) for one in outcomes]
        return sum(above) / max(1.0, sum(below))


MEASURES = (
    Measure("weeks to the first meeting", "weeks"),
    Measure("share of cold executives met", "met", more_is_better=True),
    Measure("share met in the first half", "met_early", more_is_better=True),
    Measure("refusals caused", "refusals"),
    Measure("favours asked per meeting", "favours", per="talks"),
    Measure("share of owners won", "won", per="stances", more_is_better=True),
    Measure("nudges used", "nudges"),
    Measure("things done (effort)", "acts"),
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and its 95 % bootstrap interval over worlds."""

    figure: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.figure:.3g} [{self.low:.3g}, {self.high:.3g}]"


def interval(measure: Measure, outcomes: Sequence[Outcome]) -> Interval:
    """Return a measure over worlds."""
    return _interval(measure, outcomes, None)


def difference(
    measure: Measure, ours: Sequence[Outcome], theirs: Sequence[Outcome]
) -> Interval:
    """Return ours less theirs; worlds are paired, so luck cancels."""
    return _interval(measure, ours, theirs)


def _interval(
    measure: Measure, ours: Sequence[Outcome], theirs: Sequence[Outcome] | None
) -> Interval:
    def figure(worlds: Sequence[int]) -> float:
        first = measure.over([ours[n] for n in worlds])
        if theirs is None:
            return first
        return first - measure.over([theirs[n] for n in worlds])

    every = range(len(ours))
    random = Random(SEED)
    again = sorted(figure(random.choices(every, k=len(ours))) for _ in range(RESAMPLES))
    at = [again[round(share * (RESAMPLES - 1))] for share in (LOW, HIGH)]
    return Interval(figure(every), *at)
