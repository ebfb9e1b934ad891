"""What the registry says about a play, besides the play itself. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from scheduler.book import Book
from scheduler.situation import Situation
from storage.steps.facts import Answers

Play = Callable[[Situation], Answers]
BookPlay = Callable[[Book], Answers]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayEntry:
    """What is said about any play, whatever it looks at."""

    id: str  # "P03"
    name: str  # "Get it resolved"
    level: int  # 1 (first) to 7; 0 = never a step of its own
    source: str  # "S3", or the literature
    rule: str  # the sentence it follows, in short
    house: str = ""  # the numbers in it that no source gives
    once_a_day: bool = False  # at most one of its steps is shown a day
    never_waits: bool = False  # for the week's budget of new steps


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayInfo(PlayEntry):
    """One line of the playbook about one stakeholder.

    A play's suggestions are shown side by side, except those of a route play: they are
    candidates, best first, and at most one of them becomes a step.
    """

    play: Play
    withholds: tuple[str, ...] = ()  # plays it holds back when it says so
    cautions: tuple[str, ...] = ()  # plays whose steps carry the lines it says
    after: tuple[str, ...] = ()  # plays the leader must have answered, where they fire
    follows: tuple[str, ...] = ()  # route plays that its own trigger shows as done
    route: bool = False  # P05-P08: a way to the executive through somebody else
    open_days: int = 0  # a route play, once accepted, is open this long
    asks: bool = False  # its steps ask for something, so that the gate asks for care
    alone: bool = False  # a step only when nothing else is open for that person
    in_replies: bool = False  # said under the reply to what fired it, never on a card


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPlayInfo(PlayEntry):
    """One line of the playbook about the whole book.

    Its suggestions name the person they are for themselves (`person_id`, `person`).
    """

    play: BookPlay
