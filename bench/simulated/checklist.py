"""Somebody who read the column once and keeps a list of it: an honest opponent.

No facts are weighed and nothing is held back: the same chores on the same weekday.
"""

from datetime import date
from statistics import fmean

from bench.simulated.actions import Action
from bench.simulated.notebook import ItemNotes, Notebook, UnitNotes
from bench.simulated.policies import Habits, away
from storage.agenda.facts import THREE_PS
from storage.services.facts import WINDOW_DAYS

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)
# All of these are the checklist's own, as it was written down for this bench.
RATE_AGAIN_DAYS = 42
CONTENT = 4.0  # below this mean a service is looked at
REPORT_AGAIN_DAYS = 14
ASK_AGAIN_DAYS = 30  # for each executive
MET_LATELY_DAYS = 60  # who may be asked for the review slot
DELIVER_AGAIN_DAYS = 45
OWNER_MET_DAYS = 45  # who is asked about an item


class Checklist(Habits):
    """The column's advice by weekday; with `agenda`, also what it says of owners."""

    def __init__(self, *, agenda: bool) -> None:
        self.agenda = agenda
        self.done_on: dict[tuple[str, str], date] = {}  # verb and unit -> last done

    def plan(self, notebook: Notebook) -> list[Action]:
        """Return thanks, the day's chores, then what this leader does by habit."""
        chores = {
            MONDAY: self._mend,
            TUESDAY: met_in_turn,
            WEDNESDAY: self._ask,
            THURSDAY: met_in_turn,
            FRIDAY: self._deliver,
        }
        due = [one.id for one in notebook.asks.values() if one.thanks_due]
        thanks = [Action("thank", about=id) for id in due]
        chore = chores.get(notebook.today.weekday())
        today = chore(notebook) if chore is not None else []
        return [*thanks, *today, *super().plan(notebook)]

    def did(self, notebook: Notebook, action: Action) -> None:
        """Remember when a unit was asked for ratings, and when it got a result."""
        self.done_on[action.verb, action.target] = notebook.today

    def _lately(self, notebook: Notebook, verb: str, unit_id: str, days: int) -> bool:
        return within(notebook, self.done_on.get((verb, unit_id)), days)

    def _mend(self, notebook: Notebook) -> list[Action]:
        """Chase and confirm, ask for ratings, look where they are low."""
        actions = []
        for goal in notebook.goals:
            unit_id = notebook.people[goal].unit_id
            notes = notebook.units[unit_id]
            for issue in notes.issues.values():
                if issue.confirmed_on is None:
                    verb = "chase" if issue.resolved_on is None else "confirm"
                    actions.append(Action(verb, target=unit_id, about=issue.id))
            marks = [r.score for r in notes.ratings if within(notebook, r.on)]
            asked = self._lately(notebook, "rate", unit_id, RATE_AGAIN_DAYS)
            if not marks and not asked:
                actions.append(Action("rate", target=unit_id))
            if marks and fmean(marks) < CONTENT and not is_broken(notes):
                actions.append(Action("look", target=unit_id))
        return actions

    def _ask(self, notebook: Notebook) -> list[Action]:
        """Ask one thing towards each executive a month, and see to the agenda."""
        asks = [
            one
            for goal in away(notebook)
            if not any(
                ask.target is not None
                and ask.target.id == goal
                and within(notebook, ask.on, ASK_AGAIN_DAYS)
                for ask in notebook.asks.values()
            )
            and (one := slot_or_word(notebook, goal)) is not None
        ]
        items = notebook.live_items() if self.agenda else []
        return [*asks, *(one for item in items for one in on_item(notebook, item))]

    def _deliver(self, notebook: Notebook) -> list[Action]:
        """Offer one result, to the warm unit that was offered one longest ago."""
        cold = {notebook.people[goal].unit_id for goal in notebook.goals}
        warm = [unit_id for unit_id in notebook.units if unit_id not in cold]
        if any(self._lately(notebook, "deliver", u, DELIVER_AGAIN_DAYS) for u in warm):
            return []
        warm.sort(key=lambda u: (self.done_on.get(("deliver", u), date.min), u))
        return [Action("deliver", target=unit_id) for unit_id in warm[:1]]


def within(notebook: Notebook, on: date | None, days: int = WINDOW_DAYS) -> bool:
    """Return whether a day is fewer than `days` ago."""
    return on is not None and (notebook.today - on).days < days


def is_broken(notes: UnitNotes) -> bool:
    """Return whether an issue of the unit is open."""
    return any(issue.resolved_on is None for issue in notes.issues.values())


def met_in_turn(notebook: Notebook) -> list[Action]:
    """Invite the report met longest ago of one cold executive, executives in turn."""
    goals = away(notebook)
    if not goals:
        return []
    turn = notebook.today.toordinal() // 7 * 2 + (notebook.today.weekday() == THURSDAY)
    reports = [
        id
        for id, manager_id in notebook.manager.items()
        if manager_id == goals[turn % len(goals)]
        and id not in notebook.meetings
        and notebook.silent_days(id) >= REPORT_AGAIN_DAYS
    ]
    reports.sort(key=lambda id: (notebook.met_on(id) or date.min, id))
    return [Action("invite", id) for id in reports[:1]]


def slot_or_word(notebook: Notebook, goal: str) -> Action | None:
    """Return the review slot from a report, else a good word from a mutual contact."""
    unit_id = notebook.people[goal].unit_id
    confirmed = [one for one in notebook.results.values() if one.confirmed_on]
    theirs = [one for one in confirmed if one.unit_id == unit_id]
    reports = [id for id, manager_id in notebook.manager.items() if manager_id == goal]
    if theirs and not is_broken(notebook.units[unit_id]):
        for id in reports:
            if within(notebook, notebook.met_on(id), MET_LATELY_DAYS):
                return Action("slot", id, goal, theirs[-1].id)
    for pair in sorted(map(sorted, notebook.knows)):
        if goal not in pair:
            continue
        [id] = set(pair) - {goal}
        part = [one for one in confirmed if one.has(id)]
        if part and id not in reports:
            return Action("word", id, goal, part[-1].id)
    return None


def on_item(notebook: Notebook, item: ItemNotes) -> list[Action]:
    """Name the owners, enquire, share, then propose, one step an owner a week."""
    if len(item.parts) < len(THREE_PS):
        return [Action("name", about=item.id)]
    actions = []
    for id in item.parts.values():
        if not within(notebook, notebook.met_on(id), OWNER_MET_DAYS):
            continue
        known = notebook.stances.get((item.id, id))
        if known is None or known.heard_on is None:
            actions.append(Action("enquire", id, id, item.id))
        elif id not in item.sponsors:
            actions.append(Action("share", id, about=item.id))
        elif notebook.motivators.get(id) and known.proposed_on is None:
            actions.append(Action("propose", id, about=item.id))
    return actions
