"""What Slack's events do: a private line, the Home opened, a profile changed."""

from bot.slack.cards.text import Payload
from bot.slack.door import Door, to_guests
from bot.slack.port import NotServed, Redraw
from bot.slack.request import SURFACE, address_of, is_a_line, said_in_event, tenant_of
from handlers.answer import answer, answer_or_raise, fault_reply
from handlers.queued_reply import queue_reply_to
from handlers.speaker import follow_profile
from handlers.turn import Address, Reply, Said
from storage.database.transactions import NotSaved, Transaction


async def take_line(door: Door, body: Payload, context: Payload) -> None:
    """Carry out a line from the private chat, and queue the reply with it.

    Raises:
        NotSaved: nothing was saved; Slack is to send the event again.
    """
    if not is_a_line(body["event"]):
        return
    by = address_of(context, body)
    try:
        profile = await door.slack.profile(by)
    except NotServed:
        return
    said = said_in_event(body, by, profile=profile, at=door.now())
    try:
        reply = await answer_or_raise(
            door.database, lambda tx: _answer_and_queue(tx, said)
        )
        door.home.refresh(by, profile=profile)
        if not reply.refused:
            return
    except NotSaved:
        raise
    except Exception as error:
        reply = await fault_reply(door.database, error, by, profile, typed=said.text)
    await door.database.run(lambda tx: queue_reply_to(tx, said, reply))


def _answer_and_queue(tx: Transaction, said: Said) -> Reply:
    reply = answer(tx, said)
    queue_reply_to(tx, said, reply)
    return reply


async def take_home(door: Door, body: Payload, context: Payload) -> None:
    """Show the dashboard to somebody who opens it.

    Raises:
        NotSaved: the database cannot be read; Slack is to send the event again.
    """
    if body["event"].get("tab") != "home":
        return  # the private chat speaks for itself
    by = address_of(context, body)
    try:
        profile = await door.slack.profile(by)
    except NotServed as guest:
        view = door.slack.draw_home(to_guests(guest))
        await door.slack.publish_home(by, view, again=_same(view), seconds=2.0)
        return
    await door.home.open(by, profile=profile)


async def take_profile(door: Door, body: Payload, context: Payload) -> None:
    """Follow a leader's new zone, or their being away.

    Raises:
        NotSaved: nothing was saved; Slack is to send the event again.
    """
    user = body["event"].get("user")
    if not isinstance(user, dict):
        return
    by = Address(SURFACE, tenant_of(context), str(user.get("id") or ""))
    profile = door.slack.learn_profile(by, user)
    if profile is None:
        return
    at = door.now()
    await door.database.run(lambda tx: follow_profile(tx, by, profile=profile, at=at))


def _same(view: Payload) -> Redraw:
    async def again() -> Payload:
        return view

    return again
