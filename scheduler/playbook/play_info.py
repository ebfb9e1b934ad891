"""What the registry says about a play, besides the play itself. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from scheduler.situation import Situation
from scheduler.suggestion import Answers

Play = Callable[[Situation], Answers]


@dataclass(frozen=True, slots=True)
class PlayInfo:
    """One line of the playbook.

    A play's suggestions are shown side by side, except those of a route play: they are
    candidates, best first, and at most one of them becomes a step.
    """

    id: str  # "P03"
    name: str  # "Get it resolved"
    level: int  # 1 (first) to 7; 0 = never a step of its own
    source: str  # "S3", or the literature
    rule: str  # the sentence it follows, in short
    play: Play
    house: str = ""  # the numbers in it that no source gives
    withholds: tuple[str, ...] = ()  # plays it holds back when it says so
    after: tuple[str, ...] = ()  # plays the leader must have answered, where they fire
    follows: tuple[str, ...] = ()  # route plays that its own trigger shows as done
    route: bool = False  # P05-P08: a way to the executive through somebody else
    open_days: int = 0  # a route play, once accepted, is open this long
