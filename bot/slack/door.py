"""What Slack commands and presses do: who is it, hand it on, give the reply back."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.slack.cards.text import Payload
from bot.slack.home import Home
from bot.slack.port import NotServed, Slack
from bot.slack.request import address_of, in_home, pressed_in_message, said_in_command
from handlers.answer import answer_safely, press_safely
from handlers.queued_reply import queue_if_possible
from handlers.turn import Address, Profile, Reply
from language.say import say, speaking
from storage.database.transactions import Database
from storage.message import Message, Section

# How a reply gets back to the person in Slack: in the answer, a modal, or a message.
#
# Slack waits 3 seconds for an answer, and a `trigger_id` opens one modal within the
# same 3 seconds (R8, R9); so every step here knows how long it may still take.

logger = logging.getLogger("outreach.slack")

ANSWER_WITHIN = 2.7  # seconds; Slack gives up after 3
WAIT_BEFORE_MODAL = 1.0  # seconds since Slack asked; then a modal says "one moment"
MODAL_WITHIN = 1.0  # seconds that modal may take to open
LEAST = 0.3  # seconds a call gets even when time is up
REPLACE_NOTHING = {"response_type": "ephemeral", "replace_original": False}


@dataclass(slots=True)
class Clockwork:
    """How long this request has been under way."""

    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Return the seconds a further call to Slack may take."""
        return max(ANSWER_WITHIN - (time.monotonic() - self.began), LEAST)


@dataclass(slots=True)
class Modal:
    """The modal this request may open with its `trigger_id`, once."""

    slack: Slack
    tenant: str
    trigger_id: str
    clock: Clockwork
    view_id: str | None = None

    async def reply_of(self, work: Coroutine[Any, Any, Reply], *, locale: str) -> Reply:
        """Return what `work` replies; a slow one gets a modal that says "one moment".

        The trigger would be too old by the time a slow database has answered, and so
        would the modal if it waited for the language they chose: it is in `locale`'s.
        """
        task = asyncio.ensure_future(work)
        waited = ANSWER_WITHIN - self.clock.left
        done, _ = await asyncio.wait({task}, timeout=max(WAIT_BEFORE_MODAL - waited, 0))
        if not done:
            with speaking(locale):
                waiting = self.slack.draw_waiting()
            await self._open(waiting, seconds=MODAL_WITHIN)
        return await task

    async def show(self, reply: Reply, *, in_home: bool = False) -> bool:
        """Show a form, or words where a modal is open already; False if it cannot.

        Args:
            in_home: pressed on the dashboard, where no message can be answered; words
                get a modal of their own.
        """
        if self.view_id is None and reply.form is None and not in_home:
            return False
        if reply.form is not None:
            view = self.slack.draw_form(reply.form)
        else:
            view = self.slack.draw_words(reply.message)
        if self.view_id is None:
            await self._open(view, seconds=self.clock.left)
            return self.view_id is not None
        return await self.slack.update_view(
            self.tenant, self.view_id, view, seconds=self.clock.left
        )

    async def _open(self, view: Payload, *, seconds: float) -> None:
        if self.trigger_id:
            trigger, self.trigger_id = self.trigger_id, ""
            self.view_id = await self.slack.open_view(
                self.tenant, trigger, view, seconds=seconds
            )


def in_words(reply: Reply) -> Message:
    """Return what a message says, and that its form did not open, if so (R10)."""
    if reply.form is None:
        return reply.message
    with speaking(reply.form.language):
        late = say("The form did not open in time. Please try once more.")
    sections = (*reply.message.sections, Section(text=late))
    return reply.message.model_copy(update={"sections": sections})


def ephemeral(slack: Slack, message: Message) -> Payload:
    """Return a message only its reader sees, as the answer to a command or a press."""
    return {**REPLACE_NOTHING, **slack.draw(message)}


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
