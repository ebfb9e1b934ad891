"""What one speaker may see at one moment, read in one transaction.

Cards, notices and channel posts are deliveries, in the database. What was typed on the
page and what came back at once is kept until the program ends.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, time

import sqlalchemy as sa
from sqlmodel import col

from bot.local.knows import Knows, what_it_knows
from handlers.turn import Address
from scheduler.card.card_state import IN_WORDS
from scheduler.outgoing import open_body
from storage.database.transactions import Transaction
from storage.leaders.leaders import leader_at
from storage.message import Button, Form, Menu, Message
from storage.models import Delivery
from storage.services.facts import Gate

CARD_AT = time(8, 30)  # local; when the sample leader's card comes
CODE = re.compile(r"\bconfirm ([2-9A-Z]{4}-[2-9A-Z]{4})\b")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line a person typed, or one reply to a line or a press."""

    order: int  # among everything the page shows
    at: datetime  # the page's clock, UTC
    typed: str = ""
    message: Message | None = None  # None: it is what the person typed
    form: Form | None = None
    refused: bool = False


def has_button(message: Message | None, button: Button) -> bool:
    """Return whether a message has a button that does the same."""
    if message is None:
        return False
    sections = (one.buttons for one in message.sections)
    buttons = [*message.buttons, *(one for some in sections for one in some)]
    same = button.action, button.subject
    return any((one.action, one.subject) == same for one in buttons)


class Conversation:
    """The private chats with the bot, one per speaker."""

    def __init__(self) -> None:
        self._entries: dict[str, list[Entry]] = {}

    def add(self, speaker: str, entry: Entry) -> None:
        """Put an entry at the end of the speaker's chat."""
        self._entries.setdefault(speaker, []).append(entry)

    def put_in_place(self, speaker: str, button: Button, entry: Entry) -> None:
        """Put what an entry says where the newest message with a button stands.

        Without such a message, at the end.
        """
        chat = self._entries.setdefault(speaker, [])
        for at in range(len(chat) - 1, -1, -1):
            if has_button(chat[at].message, button):
                before = chat[at]
                chat[at] = replace(entry, order=before.order, at=before.at)
                return
        chat.append(entry)

    def of(self, speaker: str) -> list[Entry]:
        """Return the speaker's chat, oldest first."""
        return list(self._entries.get(speaker, ()))


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message the page's sender took."""

    id: str
    order: int  # among everything the page shows
    kind: str
    to_channel: bool
    at: datetime  # the page's clock, UTC
    message: Message


@dataclass(frozen=True, slots=True)
class SeenOnPage:
    """Everything that is shown to `speaker`, and what suggestions are made from."""

    speaker: str
    now: datetime  # the page's clock, local
    chats: Conversation
    knows: Knows
    delivered: tuple[Delivered, ...] = ()  # to the speaker and the channel, in order

    @property
    def open_card(self) -> bool:
        """Whether the newest card still waits for an answer."""
        cards = [one for one in self.delivered if one.kind == "nudge"]
        sections = cards[-1].message.sections if cards else ()
        return any(
            option.value == "accept"
            for section in sections
            for menu in section.buttons
            if isinstance(menu, Menu)
            for option in menu.options
        )

    @property
    def quiet(self) -> bool:
        """Whether a leader's morning has passed today without a card."""
        cards = [one for one in self.delivered if one.kind == "nudge"]
        if not cards or self.now.time() < CARD_AT:
            return False
        zone = self.now.tzinfo
        return all(one.at.astimezone(zone).date() != self.now.date() for one in cards)

    @property
    def put_off(self) -> bool:
        """Whether a step of the newest card was put off."""
        cards = [one for one in self.delivered if one.kind == "nudge"]
        return bool(cards) and IN_WORDS["later"] in message_words(cards[-1].message)

    @property
    def newest_code(self) -> str:
        """The code Ada was given last, "" if none: who speaks as both has heard it."""
        for entry in reversed(self.chats.of("ada")):
            if entry.message and (found := CODE.search(message_words(entry.message))):
                return found.group(1)
        return ""

    def gate(self, unit: str) -> Gate:
        """Return the gate of a unit by its name."""
        gates = {one.unit: credible.gate for one, credible in self.knows.units}
        return gates.get(unit, Gate.UNKNOWN)


def read_seen(
    tx: Transaction, by: Address, *, now: datetime
) -> tuple[Knows, tuple[Delivered, ...]]:
    """Return what is known for the person at `by`, and what was delivered to them.

    Args:
        now: the page's clock, local.
    """
    delivered = _deliveries(tx, by)
    leader = leader_at(tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key)
    if leader is None:
        return Knows(now.date()), delivered
    return what_it_knows(tx, leader, today=now.date()), delivered


def _deliveries(tx: Transaction, by: Address) -> tuple[Delivered, ...]:
    rows = tx.execute(
        sa.select(Delivery).where(
            col(Delivery.surface) == by.surface,
            col(Delivery.tenant) == by.tenant,
            col(Delivery.state) == "sent",
            col(Delivery.body) != b"",
            sa.or_(col(Delivery.to_channel), col(Delivery.recipient) == by.user_key),
        )
    )
    found = (
        Delivered(
            id=row.id,
            order=int(row.platform_id),
            kind=row.kind,
            to_channel=row.to_channel,
            at=row.queued_at,
            message=open_body(tx, row.body, row.workspace_id, row.id),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: one.order))


def message_words(message: Message) -> str:
    """Return everything a message says, a line each."""
    lines = [message.headline]
    for section in message.sections:
        lines += [section.text, *section.facts, section.answer]
    return "\n".join((*lines, *message.small_print))
