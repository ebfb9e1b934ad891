"""The agenda as plays see it: items, owners, needs, and where the executive stands.

Pure and frozen, like `scheduler.situation`, of which these facts are a part.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from language.say import mark, say
from language.words import listed, quoted
from storage.people.facts import PersonFact

HEARD_DAYS = 180  # a view is fresh this long; house rule
LEVELS = ("unaware", "resistant", "neutral", "supportive", "leading")  # PMBOK
THREE_PS = ("process", "pnl", "people")  # S13
P_WORDS = {
    "process": mark("the process"),
    "pnl": mark("the P&L"),
    "people": mark("the people"),
}
LEVEL_WORDS = {
    "unaware": mark("unaware"),
    "resistant": mark("resistant"),
    "neutral": mark("neutral"),
    "supportive": mark("supportive"),
    "leading": mark("leading"),
}


def ps_said(ps: Iterable[str]) -> str:
    """Return e.g. "the process and the people" for some of the Three P's."""
    return listed([say(P_WORDS[p]) for p in ps])


def level_said(level: str) -> str:
    """Return one of `LEVELS` as a sentence says it; "" = unknown."""
    return say(LEVEL_WORDS.get(level, level))


@dataclass(frozen=True, slots=True)
class StanceFact:
    """Where one person stands on one item; "" and None where nothing is known.

    Beside Stance: what was said is opened. Levels are from `LEVELS`, dates are local.
    """

    current: str = ""
    desired: str = ""
    view: str = ""  # in their words, as the leader noted it
    objection: str = ""
    anyway: str = ""  # why it was proposed before enough was known (P13)
    heard_on: date | None = None  # their view was last heard, in enquiry
    gap_since: date | None = None  # desired above current since
    objection_on: date | None = None
    answered_on: date | None = None
    proposed_on: date | None = None
    outcome: str = ""  # of the proposal: "agreed", "objection", "refused"
    priority: str = ""  # how they rank the item: "high", "low"

    def heard(self, today: date) -> bool:
        """Whether their view was heard, in enquiry, within 180 days."""
        return self.heard_on is not None and (today - self.heard_on).days <= HEARD_DAYS

    @property
    def objection_unheard(self) -> bool:
        """Whether an objection is open, and nobody asked since what is behind it."""
        if not self.objection_open or self.objection_on is None:
            return False
        return self.heard_on is None or self.heard_on <= self.objection_on

    @property
    def gap(self) -> int:
        """How many levels the wanted stance is above the present one, 0 to 4."""
        if self.current not in LEVELS or self.desired not in LEVELS:
            return 0
        return max(LEVELS.index(self.desired) - LEVELS.index(self.current), 0)

    @property
    def objection_open(self) -> bool:
        """Whether an objection waits for an answer."""
        if self.objection_on is None:
            return False
        return self.answered_on is None or self.answered_on < self.objection_on


@dataclass(frozen=True, slots=True)
class NeedFact:
    """What somebody needs for their own business, in the leader's words."""

    person_id: str
    text: str
    on: date  # local date it was last said
    item_id: str = ""  # the item that serves it, "" = nothing does
    code: str = ""  # of that item
    id: str = ""  # "" = not kept


@dataclass(frozen=True, slots=True)
class OwnerFact:
    """Somebody who owns one of the Three P's of an item."""

    p: str  # "process", "pnl", "people"
    person: PersonFact
    live_tie: bool = False  # to the leader
    listed: bool = True  # on the leader's list
    sponsor: bool = False
    priority: str = ""  # how they rank the item
    needs_served: bool = False  # the item is linked to a need of theirs
    motivated: bool = False  # a motivator of theirs is on record


@dataclass(frozen=True, slots=True)
class DeciderFact:
    """Somebody who takes part in the group decision on an item."""

    person: PersonFact
    met_on_it: date | None = None  # one-to-one: heard, or proposed to, on the item


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An item of the agenda: what is to be decided, and whom it names.

    Beside AgendaItem: its texts are opened, and the people who have a part in it are
    there. They are read for live items, neither parked nor closed, all at once; of an
    item that is read by itself `parts_of` and `stances_on` tell them.
    """

    id: str
    code: str  # "A-3"
    title: str
    opened_on: date  # local, as all of its days
    decision_on: date | None = None
    parked_until: date | None = None  # no play looks at it through the day before
    closed_on: date | None = None
    measure: str = ""  # what success is, in an owner's words; "" = not said
    owners: tuple[OwnerFact, ...] = ()
    sponsors: tuple[PersonFact, ...] = ()
    outside_sponsors: int = 0  # of other units than the leader's
    deciders: tuple[DeciderFact, ...] = ()
    behind: tuple[tuple[PersonFact, date], ...] = ()  # below the wanted stance, since

    @property
    def named(self) -> str:
        """Its code and title, as a sentence says them."""
        return f"{self.code} {quoted(self.title, 80)}" if self.title else self.code

    @property
    def ownerless(self) -> tuple[str, ...]:
        """Which of the Three P's nobody is named for."""
        named = {owner.p for owner in self.owners}
        return tuple(p for p in THREE_PS if p not in named)


@dataclass(frozen=True, slots=True)
class AgendaFact:
    """An item that touches the executive, and where the executive stands on it."""

    item: ItemFact
    stance: StanceFact = StanceFact()
    parts: tuple[str, ...] = ()  # the executive's: "sponsor", "decider", a P
    needs: tuple[NeedFact, ...] = ()  # the executive's, which the item serves

    @property
    def owns(self) -> tuple[str, ...]:
        """Which of the Three P's the executive owns."""
        return tuple(p for p in THREE_PS if p in self.parts)
