"""How a reply gets back to the person in Slack: in the answer, a modal, or a message.

Slack waits 3 seconds for an answer, and a `trigger_id` opens one modal within the
same 3 seconds (R8, R9); so every step here knows how long it may still take.
"""

import asyncio
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.response import BoltResponse

from bot.slack.calls import SlackCalls
from bot.slack.cards.blocks import draw
from bot.slack.cards.forms import draw_form, draw_waiting, draw_words
from bot.slack.cards.text import Payload
from bot.slack.profiles import NotServed
from handlers.turn import Reply
from language.say import say, speaking
from storage.database.transactions import NotSaved
from storage.faults import log_fault
from storage.message import Message, Section

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

    slack: SlackCalls
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
                waiting = draw_waiting()
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
            view = draw_form(reply.form)
        else:
            view = draw_words(reply.message)
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


def ephemeral(message: Message) -> Payload:
    """Return a message only its reader sees, as the answer to a command or a press."""
    return {**REPLACE_NOTHING, **draw(message)}


def in_its_place(message: Message) -> Payload:
    """Return a message that stands where the one with the pressed button stood."""
    return {"replace_original": True, **draw(message)}


def in_words(reply: Reply) -> Message:
    """Return what a message says, and that its form did not open, if so (R10)."""
    if reply.form is None:
        return reply.message
    with speaking(reply.form.language):
        late = say("The form did not open in time. Please try once more.")
    sections = (*reply.message.sections, Section(text=late))
    return reply.message.model_copy(update={"sections": sections})


def to_guests(guest: NotServed) -> Message:
    """Return what somebody is told who keeps no book here."""
    with speaking(guest.locale):
        return Message(
            headline=say(
                "Outreach keeps private books for members of this workspace, "
                "so guests cannot use it."
            )
        )


async def failed(error: Exception, body: Payload) -> BoltResponse:
    """Answer for a failure of our own: words and a reference, never the error (R85)."""
    if isinstance(error, NotSaved):
        return BoltResponse(status=503, body="")  # Slack sends an event again
    reference = log_fault(error)
    if "command" in body:
        text = say(
            "That broke on our side. Try again in a minute, or report it with "
            "{reference}.",
            reference=reference,
        )
        words = {"response_type": "ephemeral", "text": text}
        return BoltResponse(status=200, body=words)
    return BoltResponse(status=500, body="")
