"""What people do otherwise: rules of thumb to compare with. They read the notebook."""

from typing import Protocol

from bench.simulated.actions import Action
from bench.simulated.luck import Luck
from bench.simulated.notebook import Notebook

AGAIN_DAYS = 30  # an executive met this long ago is asked again; assumption
CHASE_WEEKDAY, ASK_WEEKDAY = 0, 1
RANDOM_VERBS = ("invite", "touch", "word", "slot", "give", "chase", "rate", "deliver")


class Policy(Protocol):
    """Somebody's idea of what to do today."""

    def plan(self, notebook: Notebook) -> list[Action]:
        """Return today's actions, the most important first."""
        ...

    def did(self, notebook: Notebook, action: Action) -> None:
        """Hear that an action was done."""
        ...


class Habits:
    """No advice: try the cold executives now and then, and keep the warm ties warm."""

    def plan(self, notebook: Notebook) -> list[Action]:
        """Return what this leader does by habit."""
        every = notebook.invites_every
        goals = [id for id in away(notebook) if notebook.silent_days(id) >= every]
        return [*invited(goals), *kept_warm(notebook)]

    def did(self, notebook: Notebook, action: Action) -> None:
        """Remember nothing beyond the notebook."""


class AskEveryWeek(Habits):
    """Ask every cold executive again, every week."""

    def plan(self, notebook: Notebook) -> list[Action]:
        """Return an invitation to each, on one day of the week."""
        asks = away(notebook) if notebook.today.weekday() == ASK_WEEKDAY else []
        return [*invited(asks), *kept_warm(notebook)]


class MendThenAsk(Habits):
    """Chase what is broken; ask weekly where nothing known is."""

    def plan(self, notebook: Notebook) -> list[Action]:
        """Return chases on Mondays, invitations on Tuesdays."""
        goals = away(notebook)
        broken = {
            unit_id: [i for i in notes.issues.values() if i.resolved_on is None]
            for unit_id, notes in notebook.units.items()
        }
        if notebook.today.weekday() == CHASE_WEEKDAY:
            units = {notebook.people[id].unit_id for id in goals}
            return [
                Action("chase", target=unit_id, about=issue.id)
                for unit_id in sorted(units)
                for issue in broken[unit_id]
            ]
        if notebook.today.weekday() != ASK_WEEKDAY:
            return kept_warm(notebook)
        whole = [id for id in goals if not broken[notebook.people[id].unit_id]]
        return [*invited(whole), *kept_warm(notebook)]


class LongestSilence(Habits):
    """Contact whoever was not contacted for longest; never counts as longest."""

    def plan(self, notebook: Notebook) -> list[Action]:
        """Return as many invitations as a week holds, on Mondays."""
        if notebook.today.weekday() != CHASE_WEEKDAY:
            return []
        free = [id for id in notebook.listed if id not in notebook.meetings]
        free.sort(key=lambda id: (-notebook.silent_days(id), id))
        return invited(free[: notebook.capacity])


class AtRandom(Habits):
    """Do anything to anybody."""

    def __init__(self, seed: int) -> None:
        self.luck = Luck(seed)

    def plan(self, notebook: Notebook) -> list[Action]:
        """Return as many random actions as a week holds, on Mondays."""
        if notebook.today.weekday() != CHASE_WEEKDAY:
            return []
        return [self._any(notebook, n) for n in range(notebook.capacity)]

    def _any(self, notebook: Notebook, n: int) -> Action:
        def pick(what: str, options: list[str]) -> str:
            name = (what, notebook.today, n)
            return options[self.luck.whole(0, len(options) - 1, *name)]

        verb = pick("verb", list(RANDOM_VERBS))
        person, goal = (
            pick("who", list(notebook.people)),
            pick("to", list(notebook.goals)),
        )
        unit_id = notebook.people[person].unit_id
        results = list(notebook.results) or [""]
        about = pick("what", results)
        if verb == "slot":
            person = pick(
                "report", [i for i, m in notebook.manager.items() if m == goal]
            )
        if verb == "chase":
            about = pick("issue", list(notebook.units[unit_id].issues) or [""])
        favour = verb in ("word", "slot")
        if verb == "word" and person == goal:
            verb = "invite"
        return Action(verb, person, goal if favour else unit_id, about)


def away(notebook: Notebook) -> list[str]:
    """Return the wanted executives without a talk lately or to come."""
    found = []
    for id in notebook.goals:
        met = notebook.met_on(id)
        fresh = met is not None and (notebook.today - met).days < AGAIN_DAYS
        if not fresh and id not in notebook.meetings:
            found.append(id)
    return found


def invited(ids: list[str]) -> list[Action]:
    """Return an invitation to each."""
    return [Action("invite", id) for id in ids]


def kept_warm(notebook: Notebook) -> list[Action]:
    """Return a light word to each executive known of old, when it is quiet long."""
    return [
        Action("touch", notes.head_id)
        for notes in notebook.units.values()
        if notebook.met_on(notes.head_id) is not None
        and notes.head_id not in notebook.meetings
        and notebook.silent_days(notes.head_id) >= max(21, notebook.invites_every)
    ]
