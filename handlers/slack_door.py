"""What Slack commands and presses do: who is it, hand it on, give the reply back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from handlers.answer import answer_safely, press_safely
from handlers.queued_reply import queue_if_possible
from handlers.request import Address, Profile
from handlers.slack_home import Home
from handlers.slack_port import NotServed, Payload, Slack
from handlers.slack_reply import Clockwork, Modal, ephemeral, in_words
from handlers.slack_request import (
    address_of,
    in_home,
    pressed_in_message,
    said_in_command,
)
from language.say import say, speaking
from storage.database import Database
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
