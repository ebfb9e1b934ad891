"""What comes from Teams: the app is added or removed, and somebody writes.

Which activity is what stands in `handlers/teams.py`. Nothing is answered before it is
saved.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from bot.teams.cards.cards import draw_words, read_press
from bot.teams.cards.text import Payload
from bot.teams.dialogs import fetch_dialog, submit_dialog
from bot.teams.door import (
    Door,
    keep_chats,
    post_form,
    queue_alone,
    take_execute,
    take_press,
)
from bot.teams.extension import fetch_form, find_people, send_form
from bot.teams.request import (
    address_of,
    channel_of,
    deleted_channel_of,
    here,
    is_personal,
    mentions_us,
    once,
    profile_of,
    said_in,
    team_of,
)
from handlers.answer import answer, answer_or_raise, fault_reply
from handlers.queued_reply import queue_reply, queue_reply_to
from handlers.speaker import language_at
from handlers.teams import Answer, Listeners, take_activity
from handlers.turn import Address, Reply
from language.say import mark, say, speaking
from scheduler.delivery.trouble import tell_of_moving
from storage.database.once import first_time
from storage.database.transactions import NotSaved, Transaction
from storage.leaders.accounts import note_problem, note_reached
from storage.message import Button, Message, Section
from storage.platforms.teams import forget_chat, forget_team, note_removal

PRIVATELY = mark(
    "I answer in our private chat, where nobody else reads it. If nothing is there, "
    "add me for yourself first: Apps, then Outreach."
)
REMOVED = mark("Outreach was removed in Teams")
TEAM_GONE = "teamDeleted", "teamHardDeleted"
CHANNEL_GONE = "channelDeleted"


def listening(door: Door) -> Callable[[Payload], Awaitable[Payload | None]]:
    """Return what carries out one activity, and returns what answers an invoke.

    It raises NotSaved where nothing was saved; Teams is to send the activity again.
    """
    to = Listeners(
        message=partial(take_message, door),
        added_or_removed=partial(take_install, door),
        press=_in_their_language(door, take_execute),
        dialog_wanted=_in_their_language(door, fetch_dialog),
        dialog_sent=_in_their_language(door, submit_dialog),
        form_wanted=_in_their_language(door, fetch_form),
        form_sent=_in_their_language(door, send_form),
        search=_in_their_language(door, find_people),
    )

    async def take(activity: Payload) -> Payload | None:
        by = address_of(activity)
        return None if by is None else await take_activity(to, activity, by)

    return take


def _in_their_language(
    door: Door, answer: Callable[[Door, Payload, Address], Awaitable[Payload]]
) -> Answer:
    """Answer as their Teams is set, until we know what language they chose."""

    async def answered(activity: Payload, by: Address) -> Payload:
        with speaking(profile_of(activity).locale, on=by.surface):
            return await answer(door, activity, by)

    return answered


async def take_message(door: Door, activity: Payload, by: Address) -> None:
    """Carry out a typed line, or a form that Teams posts like one.

    Others' talk in a channel is taken and forgotten.
    """
    pressed = read_press(activity.get("value"))
    if pressed is not None:
        await take_press(door, activity, by, pressed)
    elif is_personal(activity) or mentions_us(activity):
        await take_line(door, activity, by)


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
        await door.calls.post("a line", here(activity), draw_words(words))


async def take_install(door: Door, activity: Payload, by: Address) -> None:
    """Keep where the app was added, and welcome a person once; forget it if removed.

    What somebody kept stays, so that coming back is easy: until they have it forgotten,
    or until 30 days after the last person and team of the tenant removed the app.

    Raises:
        NotSaved: nothing was saved; Teams is to send the activity again.
    """
    at = door.now()
    once_key = once(by, "install", str(activity.get("id") or ""))

    def work(tx: Transaction) -> None:
        if once_key and not first_time(tx, once_key, at=at):
            return
        if _takes_us_away(activity):
            _removed(tx, activity, by, at)
            note_removal(tx, tenant=by.tenant, at=at)
            return
        keep_chats(tx, activity, by, at=at)
        action = str(activity.get("action") or "")
        if action.startswith("add") and is_personal(activity):  # also "add-upgrade"
            note_reached(tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key)
        if action == "add" and is_personal(activity):
            _welcome(tx, activity, by, once_key, at)

    await door.database.run(work)


def _takes_us_away(activity: Payload) -> bool:
    """Return whether the app was removed, from a person or from a team."""
    us = (activity.get("recipient") or {}).get("id")
    gone = [one.get("id") for one in activity.get("membersRemoved") or ()]
    action = str(activity.get("action") or "")
    if action.startswith("remove") or (bool(us) and us in gone):
        return True
    return _event(activity) in (*TEAM_GONE, CHANNEL_GONE)


def _event(activity: Payload) -> str:
    return str((activity.get("channelData") or {}).get("eventType") or "")


def _removed(tx: Transaction, activity: Payload, by: Address, at: datetime) -> None:
    if _event(activity) == CHANNEL_GONE:
        gone = deleted_channel_of(activity)
        forget_chat(tx, tenant=by.tenant, recipient=gone)
        return
    if not is_personal(activity):
        forget_chat(tx, tenant=by.tenant, recipient=channel_of(activity))
        forget_team(tx, tenant=by.tenant, team_id=team_of(activity))
        return
    forget_chat(tx, tenant=by.tenant, recipient=by.user_key)
    other = note_problem(
        tx,
        surface=by.surface,
        tenant=by.tenant,
        user_key=by.user_key,
        problem=REMOVED,
    )
    if other is not None:
        tell_of_moving(tx, other, gone=by.surface, reason=REMOVED, at=at)


def _welcome(
    tx: Transaction, activity: Payload, by: Address, once_key: str, at: datetime
) -> None:
    profile = profile_of(activity)
    with speaking(language_at(tx, by, profile), on=by.surface):
        message = welcome()
    queue_reply(tx, message, to=by, profile=profile, once_key=once_key, at=at)


def welcome() -> Message:
    """Return what somebody reads who has just added the app."""
    return Message(
        headline=say(
            "Hello, I am Outreach. I help you win people who do not report to you."
        ),
        sections=(
            Section(
                text=say("Add somebody you need: add Dana Whitfield, COO in Operations")
            ),
            Section(
                text=say("Tell me what happened, in your words: had coffee with Dana")
            ),
            Section(
                text=say(
                    "On working days at 8:30 you get one short card with the next best "
                    "steps, if there is one. What you write is yours alone."
                )
            ),
        ),
        buttons=(
            Button(label=say("Log a contact"), action="open_log"),
            Button(label=say("Prepare a meeting"), action="open_prep"),
            Button(label=say("Card settings"), action="settings"),
        ),
        small_print=(
            say("For all I can do: help"),
            say("To get no cards: remind stop"),
        ),
    )
