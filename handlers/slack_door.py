"""What Slack's listeners do: who is it, hand it on, and give the reply back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.answer import (
    answer,
    answer_or_raise,
    answer_safely,
    press_safely,
    told,
)
from handlers.profile_changes import follow_profile
from handlers.queued_reply import queue_if_possible, queue_reply
from handlers.request import Address, Profile, Reply, Said
from handlers.slack_home import Home
from handlers.slack_port import NotServed, Payload, Redraw, Slack
from handlers.slack_reply import (
    Clockwork,
    Modal,
    ephemeral,
    in_words,
)
from handlers.slack_request import (
    SURFACE,
    address_of,
    in_home,
    is_a_line,
    pressed_in_message,
    said_in_command,
    said_in_event,
    tenant_of,
)
from language.say import say, speaking
from storage.database import Database, NotSaved
from storage.message import Message

TURN_PAGE = "home_page"


@dataclass(frozen=True, slots=True)
class Door:
    """What every listener needs."""

    database: Database
    slack: Slack
    now: Callable[[], datetime]  # aware, UTC
    home: Home


async def take_command(door: Door, body: Payload, context: Payload) -> Payload | str:
    """Carry out a slash command and return what goes into its acknowledgement."""
    clock = Clockwork()
    by = address_of(context, body)
    try:
        profile = await door.slack.profile(by)
    except NotServed as guest:
        return ephemeral(door.slack, to_guests(guest))
    said = said_in_command(body, by, profile=profile, at=door.now())
    modal = Modal(door.slack, by.tenant, str(body.get("trigger_id") or ""), clock)
    work = answer_safely(door.database, said)
    if said.text.strip():
        reply = await work
    else:
        reply = await modal.reply_of(work, locale=profile.locale)
    door.home.refresh(by, profile=profile)
    if await modal.show(reply):
        return ""
    return ephemeral(door.slack, in_words(reply))


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
            door.database, lambda session: _answer_and_queue(session, said)
        )
        door.home.refresh(by, profile=profile)
        if not reply.refused:
            return
    except NotSaved:
        raise
    except Exception as error:
        reply = await told(door.database, error, by, profile, typed=said.text)
    await door.database.run(lambda session: _queue(session, said, reply))


def _answer_and_queue(session: Session, said: Said) -> Reply:
    reply = answer(session, said)
    _queue(session, said, reply)
    return reply


def _queue(session: Session, said: Said, reply: Reply) -> None:
    queue_reply(
        session,
        reply.message,
        to=said.by,
        profile=said.profile,
        once_key=said.once_key,
        at=said.at,
    )


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
    await door.database.run(
        lambda session: follow_profile(session, by, profile=profile, at=at)
    )


def _same(view: Payload) -> Redraw:
    async def again() -> Payload:
        return view

    return again


def to_guests(guest: NotServed) -> Message:
    """Return what somebody is told who keeps no book here."""
    with speaking(guest.locale):
        return Message(
            headline=say(
                "Outreach keeps private books for members of this workspace, "
                "so guests cannot use it."
            )
        )


async def tell_guest(door: Door, guest: NotServed, url: str, clock: Clockwork) -> None:
    """Answer somebody who keeps no book here, where they pressed."""
    words = ephemeral(door.slack, to_guests(guest))
    await door.slack.respond(url, words, seconds=clock.left)


async def take_press(door: Door, body: Payload, context: Payload) -> None:
    """Carry out a press; its reply is a form, or words that only the presser sees."""
    clock = Clockwork()
    by = address_of(context, body)
    url = str(body.get("response_url") or "")
    try:
        profile = await door.slack.profile(by)
    except NotServed as guest:
        await tell_guest(door, guest, url, clock)
        return
    read = door.slack.read_action(body["actions"][0])
    if read[0] == TURN_PAGE:
        await door.home.turn(by, profile=profile, page=read[1])
        return
    pressed = pressed_in_message(body, by, read, profile=profile, at=door.now())
    modal = Modal(door.slack, by.tenant, str(body.get("trigger_id") or ""), clock)
    work = press_safely(door.database, pressed)
    reply = await modal.reply_of(work, locale=profile.locale)
    door.home.refresh(by, profile=profile)
    if await modal.show(reply, in_home=in_home(body)):
        return
    await say_or_queue(
        door,
        url,
        in_words(reply),
        clock,
        to=by,
        profile=profile,
        once_key=pressed.once_key,
    )


async def say_or_queue(
    door: Door,
    url: str,
    message: Message,
    clock: Clockwork,
    *,
    to: Address,
    profile: Profile,
    once_key: str,
) -> None:
    """Answer where something was pressed; where Slack takes no answer, privately."""
    words = ephemeral(door.slack, message)
    if await door.slack.respond(url, words, seconds=clock.left):
        return
    await queue_if_possible(
        door.database,
        message,
        to=to,
        profile=profile,
        once_key=once_key,
        at=door.now(),
    )
