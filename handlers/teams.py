"""Teams' table: which activity goes to whom. How each is taken is in `bot/teams`."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.turn import Address

Activity = dict[str, Any]
Take = Callable[[Activity, Address], Awaitable[None]]
Answer = Callable[[Activity, Address], Awaitable[Activity]]


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who takes what: each gets the activity, and who is behind it."""

    message: Take  # a typed line, or a form sent like one
    added_or_removed: Take  # the app, by a person or in a team
    press: Answer
    dialog_wanted: Answer  # by a button
    dialog_sent: Answer
    form_wanted: Answer  # by a command of the message extension
    form_sent: Answer
    search: Answer


EVENTS: Mapping[str, Callable[[Listeners], Take]] = {
    "message": lambda to: to.message,
    "installationUpdate": lambda to: to.added_or_removed,
    "conversationUpdate": lambda to: to.added_or_removed,
}
INVOKES: Mapping[str, Callable[[Listeners], Answer]] = {  # Teams waits for the answer
    "adaptiveCard/action": lambda to: to.press,
    "task/fetch": lambda to: to.dialog_wanted,
    "task/submit": lambda to: to.dialog_sent,
    "composeExtension/fetchTask": lambda to: to.form_wanted,
    "composeExtension/submitAction": lambda to: to.form_sent,
    "composeExtension/query": lambda to: to.search,
}


async def take_activity(
    to: Listeners, activity: Activity, by: Address
) -> Activity | None:
    """Hand on one activity; return what answers an invoke, None for the others.

    Kinds we do not know are taken and forgotten.

    Raises:
        NotSaved: nothing was saved; Teams is to send it again.
    """
    kind = activity["type"]
    if kind == "invoke":
        answer = INVOKES.get(activity.get("name") or "")
        return await answer(to)(activity, by) if answer else None
    if take := EVENTS.get(kind):
        await take(to)(activity, by)
    return None
