"""Teams' table: each kind of activity reaches what takes it, others nothing."""

from dataclasses import dataclass, field

import pytest

from handlers.teams import EVENTS, INVOKES, Activity, TeamsDoor, take_activity
from handlers.turn import Address

ADA = Address("teams", "tenant", "ada")


@dataclass
class Noting:
    """A door that notes what was asked of it, and answers with that."""

    taken: list[str] = field(default_factory=list)

    async def message(self, activity: Activity, by: Address) -> None:
        self._note("message", by)

    async def edited(self, activity: Activity, by: Address) -> None:
        self._note("edited", by)

    async def added_or_removed(self, activity: Activity, by: Address) -> None:
        self._note("added or removed", by)

    async def press(self, activity: Activity, by: Address) -> Activity:
        return self._note("press", by)

    async def dialog_wanted(self, activity: Activity, by: Address) -> Activity:
        return self._note("dialog wanted", by)

    async def dialog_sent(self, activity: Activity, by: Address) -> Activity:
        return self._note("dialog sent", by)

    async def form_wanted(self, activity: Activity, by: Address) -> Activity:
        return self._note("form wanted", by)

    async def form_sent(self, activity: Activity, by: Address) -> Activity:
        return self._note("form sent", by)

    async def search(self, activity: Activity, by: Address) -> Activity:
        return self._note("search", by)

    def _note(self, what: str, by: Address) -> Activity:
        assert by == ADA
        self.taken.append(what)
        return {"answered": what}


@pytest.mark.parametrize(
    ("kind", "name", "what"),
    [
        ("message", None, "message"),
        ("message", "task/fetch", "message"),
        ("messageUpdate", None, "edited"),
        ("installationUpdate", None, "added or removed"),
        ("conversationUpdate", None, "added or removed"),
    ],
)
async def test_what_happens_is_taken_and_not_answered(
    kind: str, name: str | None, what: str
) -> None:
    door = Noting()
    assert await take_activity(door, {"type": kind, "name": name}, ADA) is None
    assert door.taken == [what]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("adaptiveCard/action", "press"),
        ("task/fetch", "dialog wanted"),
        ("task/submit", "dialog sent"),
        ("composeExtension/fetchTask", "form wanted"),
        ("composeExtension/submitAction", "form sent"),
        ("composeExtension/query", "search"),
    ],
)
async def test_what_teams_waits_for_is_answered_by_what_takes_it(
    name: str, what: str
) -> None:
    door = Noting()
    answer = await take_activity(door, {"type": "invoke", "name": name}, ADA)
    assert answer == {"answered": what}
    assert door.taken == [what]


@pytest.mark.parametrize(
    "activity",
    [
        {"type": "typing"},
        {"type": "task/fetch"},
        {"type": "invoke"},
        {"type": "invoke", "name": None},
        {"type": "invoke", "name": "message"},
    ],
)
async def test_what_we_do_not_know_reaches_nothing(activity: Activity) -> None:
    door = Noting()
    assert await take_activity(door, activity, ADA) is None
    assert door.taken == []


async def test_all_that_the_door_takes_stands_in_the_table() -> None:
    door = Noting()
    for kind in EVENTS:
        await take_activity(door, {"type": kind}, ADA)
    for name in INVOKES:
        await take_activity(door, {"type": "invoke", "name": name}, ADA)
    every = {name for name in vars(TeamsDoor) if not name.startswith("_")}
    assert {one.replace(" ", "_") for one in door.taken} == every
