"""The leader's agenda: items, who owns what of them, and where owners really stand.

Stances are hidden numbers from 0 (unaware) to 4 (leading). On its day an item is
decided, and what counts is how many owners were in favour.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from bench.simulated.assumptions import Assumptions
from bench.simulated.company import Company
from bench.simulated.luck import Luck
from bench.simulated.notebook import ItemNotes, Notebook
from storage.agenda.facts import THREE_PS

IN_FAVOUR = 2.0  # a stance from here on, neutral, is a yes; assumption
MOST_STANCE = 4.0
EVERY = 120  # days from one decision to the next; assumption
NAMED = 2  # parts whose owner the leader knows from the start; assumption


@dataclass(slots=True)
class Cause:
    """One item as it really is."""

    id: str
    owners: dict[str, str]  # part -> person
    stance: dict[str, float]
    serves: dict[str, bool]  # whether it serves a need of the person's
    reframed: bool = False


@dataclass(slots=True)
class Causes:
    """All items of one world, one after the other."""

    luck: Luck
    given: Assumptions
    company: Company
    live: dict[str, Cause] = field(default_factory=dict)

    def pass_day(self, day: int, notebook: Notebook) -> tuple[int, int]:
        """Open and decide what is due; return owners in favour, and owners asked."""
        won = asked = 0
        if day >= 0 and day % EVERY == 0:
            for item in notebook.live_items():
                cause = self.live.pop(item.id)
                won += sum(stance >= IN_FAVOUR for stance in cause.stance.values())
                asked += len(cause.stance)
                item.closed = True
            self._open(day, notebook)
        return won, asked

    def _open(self, day: int, notebook: Notebook) -> None:
        id, heads = f"a{day}", [self.company.head(u).id for u in self.company.unit_ids]
        first = self.luck.whole(0, len(heads) - 1, "owners", id)
        people = [heads[(first + 2 * n) % len(heads)] for n in range(len(THREE_PS))]
        owners = dict(zip(THREE_PS, people, strict=True))
        self.live[id] = Cause(
            id=id, owners=owners,
            stance={who: self.luck.between(0.3, 2.3, id, who) for who in people},
            serves={
                who: self.luck.happens(self.given.serves, "serves", id, who)
                for who in people
            },
        )  # fmt: skip
        today: date = notebook.today
        notebook.items[id] = ItemNotes(
            id=id, opened_on=today, decision_on=today + timedelta(EVERY),
            parts=dict(list(owners.items())[:NAMED]),
            deciders=(owners[THREE_PS[0]], heads[(first + 1) % len(heads)]),
        )  # fmt: skip

    def move(self, item_id: str, person_id: str, levels: float) -> None:
        """Move somebody's stance on an item, within its bounds."""
        stance = self.live[item_id].stance
        if person_id in stance:
            moved = stance[person_id] + levels
            stance[person_id] = max(0.0, min(MOST_STANCE, moved))

    def reframe(self, item_id: str) -> None:
        """Turn an item to what its owners need, as far as that can be done."""
        if item_id in self.live:
            self.live[item_id].reframed = True

    def name(self, item_id: str, notebook: Notebook) -> None:
        """Find out who owns the parts that nobody is named for."""
        if item_id in self.live:
            notebook.items[item_id].parts = dict(self.live[item_id].owners)
