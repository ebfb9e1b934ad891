"""Teams' door: which activity is what, and who it is.

Nothing is answered before it is saved. Presses are in `teams_press`, dialogs in
`teams_dialog`, the message extension in `teams_extension` and `teams_search`; the app's
coming and going is in `teams_install`.
"""

from bot.teams.cards.text import Payload
from bot.teams.door import (
    ANSWER_SECONDS,
    Door,
    keep_chats,
    post_form,
    queue_alone,
    take_execute,
    take_press,
)
from bot.teams.extension import (
    fetch_dialog,
    fetch_form,
    find_people,
    send_form,
    submit_dialog,
)
from bot.teams.install import take_install
from bot.teams.request import (
    address_of,
    here,
    is_personal,
    mentions_us,
    profile_of,
    said_in,
)
from handlers.answer import answer, answer_or_raise, fault_reply
from handlers.queued_reply import queue_reply_to
from handlers.turn import Address, Reply
from language.say import mark, say, speaking
from storage.database.transactions import NotSaved, Transaction

PRIVATELY = mark(
    "I answer in our private chat, where nobody else reads it. If nothing is there, "
    "add me for yourself first: Apps, then Outreach."
)
INSTALLS = "installationUpdate", "conversationUpdate"
INVOKES = {  # what Teams waits for the answer of
    "adaptiveCard/action": take_execute,
    "composeExtension/fetchTask": fetch_form,
    "composeExtension/query": find_people,
    "composeExtension/submitAction": send_form,
    "task/fetch": fetch_dialog,
    "task/submit": submit_dialog,
}


async def take_activity(door: Door, activity: Payload) -> Payload | None:
    """Carry out one activity; return what answers an invoke, None for the others.

    Kinds we do not know are taken and forgotten.

    Raises:
        NotSaved: nothing was saved; Teams is to send it again.
    """
    by = address_of(activity)
    kind = activity["type"]
    if by is None:
        return None
    if kind in INSTALLS:
        await take_install(door.database, activity, by, at=door.now())
    elif kind == "message":
        pressed = door.teams.read_press(activity.get("value"))
        if pressed is not None:
            await take_press(door, activity, by, pressed)
        elif is_personal(activity) or mentions_us(activity):
            await take_line(door, activity, by)
    elif kind == "invoke":
        asked = INVOKES.get(activity.get("name") or "")
        locale = profile_of(activity).locale  # until we know what they chose
        with speaking(locale, on=by.surface):
            return await asked(door, activity, by) if asked else None
    return None


async def take_line(door: Door, activity: Payload, by: Address) -> None:
    """Carry out a typed line, and queue the reply with it.

    Raises:
        NotSaved: nothing was saved; Teams is to send the activity again.
    """
    said = said_in(activity, by, at=door.now())

    def work(tx: Transaction) -> Reply:
        keep_chats(tx, activity, by, at=said.at)
        reply = answer(tx, said)
        if reply.form is None:
            queue_reply_to(tx, said, reply)
        return reply

    try:
        reply = await answer_or_raise(door.database, work)
    except NotSaved:
        raise
    except Exception as error:
        reply = await fault_reply(
            door.database, error, by, said.profile, typed=said.text
        )
    shown = reply.form is not None and await post_form(door, by, reply)
    if reply.refused or (reply.form is not None and not shown):
        await queue_alone(door, activity, said, reply)
    if not is_personal(activity) and not reply.repeated:
        with speaking(reply.message.language, on=by.surface):
            words = say(PRIVATELY)
        await door.teams.post_words(here(activity), words, seconds=ANSWER_SECONDS)
