"""The terminal as a surface: one line in, its reply out; the clock run once."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col

from bot.drawing import in_its_language, plain_text
from handlers.answer import answer_safely
from handlers.doubts.pending import CHOOSE
from handlers.grammar.people.names import LONGEST_NAME
from handlers.turn import Address, Profile, Said
from language.say import say, speaking
from scheduler.advice.planning import plan_day_over, whole_agenda
from scheduler.card.meetings import meeting_sections
from scheduler.card.nudges import morning_card
from scheduler.delivery.sender import CannotLook, Sent
from scheduler.gather.situations import situations
from scheduler.outgoing import Target
from scheduler.reachable import Reachable, reachable
from storage.database.transactions import Transaction
from storage.message import Message
from storage.models import Leader

if TYPE_CHECKING:
    from bot.app import Core

SURFACE = "terminal"
TENANT = "terminal"
DELIVERED_WITHIN = 60.0  # seconds; a tick prints, so it is far quicker
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

Show = Callable[[str], object]


async def say_line(
    core: "Core", *, name: str, text: str, at: datetime, show: Show = print
) -> bool:
    """Run one line through the handlers, print the reply; False if it was refused.

    So is a line that asks for a form, which a terminal has none for.

    `name` becomes a leader of the terminal's own workspace at first use.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        show("Say who is speaking, for example: outreach say --as Ada next")
        return False
    said = Said(
        by=Address(SURFACE, TENANT, name.casefold()),
        text=text,
        at=at,
        profile=Profile(name=name),
    )
    second = core.second_reader
    reply = await answer_safely(core.database, said, second_reader=second)
    show(terminal_text(reply.message))
    return not (reply.refused or reply.form)


async def run_clock(core: "Core", *, show: Show = print) -> bool:
    """Run what is due by the core's clock, and print each message it delivers here.

    Returns:
        False if something was still waiting to be delivered after a minute.
    """
    await core.start_delivering({SURFACE: TerminalSender(show)})
    try:
        await core.tick()
        delivered = await core.queue.drain(DELIVERED_WITHIN)
    finally:
        await core.queue.stop()
    if not delivered:
        show("Some messages could not be delivered yet; they are kept for later.")
    return delivered


class TerminalSender:
    """Prints each message it delivers, with who gets it."""

    def __init__(self, show: Callable[[str], object] = print) -> None:
        self._show = show

    async def send(self, message: Message, *, to: Target, key: str) -> Sent:
        """Print the message."""
        self._print(message, to, "To")
        return Sent(channel=to.recipient, id=key)

    async def find(self, *, to: Target, key: str) -> Sent | None:
        """Nothing printed can be looked up again. Raises CannotLook."""
        raise CannotLook

    async def update(self, message: Message, *, to: Target, sent: Sent) -> None:
        """Print how the message reads now."""
        self._print(message, to, "Changed, to", hints=False)

    def _print(
        self, message: Message, to: Target, how: str, *, hints: bool = True
    ) -> None:
        place = "#" if to.to_channel and not to.recipient.startswith("#") else ""
        who = CONTROLS.sub("", f"{how} {place}{to.recipient}")
        self._show(f"--- {who} ---\n{terminal_text(message, hints=hints)}\n")


@in_its_language
def terminal_text(message: Message, *, hints: bool = True) -> str:
    """Return the message for a terminal; typed text can send it no commands.

    Args:
        hints: buttons cannot be pressed here, so name what can be typed instead.
    """
    text = CONTROLS.sub("\N{REPLACEMENT CHARACTER}", plain_text(message))
    if not hints:
        return text
    undoable = any(button.action == "undo" for button in message.buttons)
    buttons = [one for section in message.sections for one in section.buttons]
    steps = sum(button.action == "done" for button in buttons)
    lines = [say("To take it back: undo")] * undoable
    lines += _numbered(message)
    if steps == 1:
        lines.append(say("To answer: on it, done, later tomorrow, or not relevant"))
    elif steps:
        lines.append(
            say(
                "To answer, with the number of the step: on it 1, done 1, later 1 "
                "tomorrow, or not relevant 1"
            )
        )
    return "\n\n".join((text, *lines))


def _numbered(message: Message) -> list[str]:
    """Return the answers to a question by number, and how they are typed."""
    answers = [one.label for one in message.buttons if one.action == CHOOSE]
    if not answers:
        return []
    lines = [f"{number}. {label}" for number, label in enumerate(answers, start=1)]
    return ["\n".join(lines), say("To answer, type the number.")]


def cards(tx: Transaction, *, at: datetime) -> str:
    """Return the card of every leader as of `at` (UTC), or why there is none."""
    ids = tx.scalars(sa.select(col(Leader.id)).order_by(col(Leader.id)))
    found = [reachable(tx, one) for one in ids]
    active = [one for one in found if one is not None and not one.set_aside]
    parts = [_theirs(tx, leader, at) for leader in active]
    return "\n\n".join(parts) or "Nobody uses the bot yet."


def _theirs(tx: Transaction, leader: Reachable, at: datetime) -> str:
    with speaking(leader.reads, on=leader.to.surface):
        return _card(tx, leader, at)


def _card(tx: Transaction, leader: Reachable, at: datetime) -> str:
    today = at.astimezone(leader.zone).date()
    head = f"--- {leader.name}, {today:%A} {today} ---"
    if not leader.calendar.is_working_day(today):
        return f"{head}\nNo card: not a working day."
    if not leader.wants_messages(today):
        return f"{head}\nNo card: paused, stopped, or not reachable."
    agenda = whole_agenda(tx, leader, today)
    found = situations(tx, leader, today=today, agenda=agenda)
    advice = plan_day_over(tx, leader, found, agenda, today=today)
    meetings = meeting_sections(tx, leader, found, today=today)
    ids = {step.key: "" for step in advice.steps}
    message = morning_card(
        advice,
        leader_name=leader.name,
        today=today,
        suggestion_ids=ids,
        meetings=meetings,
    )
    return (
        f"{head}\n{terminal_text(message)}" if message else f"{head}\nNo card: no step."
    )
