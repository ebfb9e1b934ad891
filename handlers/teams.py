"""Teams' table: which activity goes where. How each is taken is in `bot/teams`."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from handlers.turn import Address

Activity = dict[str, Any]
Take = Callable[[Activity, Address], Awaitable[None]]
Answer = Callable[[Activity, Address], Awaitable[Activity]]


class TeamsDoor(Protocol):
    """What happens in Teams: what came, and who is behind it.

    Where nothing could be saved it raises NotSaved: Teams is to send it again.
    """

    async def message(self, activity: Activity, by: Address) -> None:
        """Carry out a typed line, or a form that is sent like one."""

    async def edited(self, activity: Activity, by: Address) -> None:
        """Say why a line that was changed stays as it was read."""

    async def added_or_removed(self, activity: Activity, by: Address) -> None:
        """Follow the app's coming and going, for a person or in a team."""

    async def press(self, activity: Activity, by: Address) -> Activity:
        """Carry out a press; return what stands beside the button, or in its place."""

    async def dialog_wanted(self, activity: Activity, by: Address) -> Activity:
        """Open the dialog that a button asks for."""

    async def dialog_sent(self, activity: Activity, by: Address) -> Activity:
        """Carry out a dialog."""

    async def form_wanted(self, activity: Activity, by: Address) -> Activity:
        """Open the form that a command of the message extension asks for."""

    async def form_sent(self, activity: Activity, by: Address) -> Activity:
        """Carry out such a form."""

    async def search(self, activity: Activity, by: Address) -> Activity:
        """Return whom of the leader's own book a name means."""


EVENTS: Mapping[str, Callable[[TeamsDoor], Take]] = {
    "message": lambda door: door.message,
    "messageUpdate": lambda door: door.edited,
    "installationUpdate": lambda door: door.added_or_removed,
    "conversationUpdate": lambda door: door.added_or_removed,
}
INVOKES: Mapping[str, Callable[[TeamsDoor], Answer]] = {  # Teams waits for the answer
    "adaptiveCard/action": lambda door: door.press,
    "task/fetch": lambda door: door.dialog_wanted,
    "task/submit": lambda door: door.dialog_sent,
    "composeExtension/fetchTask": lambda door: door.form_wanted,
    "composeExtension/submitAction": lambda door: door.form_sent,
    "composeExtension/query": lambda door: door.search,
}


async def take_activity(
    door: TeamsDoor, activity: Activity, by: Address
) -> Activity | None:
    """Hand on one activity; return what answers an invoke, None for the others.

    Kinds we do not know are taken and forgotten.
    """
    kind = activity["type"]
    if kind == "invoke":
        answer = INVOKES.get(activity.get("name") or "")
        return await answer(door)(activity, by) if answer else None
    if take := EVENTS.get(kind):
        await take(door)(activity, by)
    return None
