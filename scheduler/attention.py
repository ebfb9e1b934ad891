"""Is the leader still listening? Fewer cards for who ignores them, then a question.

A card is ignored when nothing came from the leader (no press, log or reply) before the
next one. After four in a row only every second working day brings a card; after two
more the bot asks once whether to go on, and is then silent until it hears from them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import col

from language.say import say
from scheduler.local_time import Calendar
from storage.message import Button, Message, Section
from storage.models import Delivery
from storage.transaction import Transaction

HALVED_AFTER = 4  # ignored cards in a row; house rule
ASKED_AFTER = 6  # the question, in place of a card; house rule
SILENT = ASKED_AFTER + 1  # asked, and nothing heard since
HALVED_DAYS = 2  # working days from card to card; house rule


class Turn(StrEnum):
    """What becomes of this morning."""

    CARD = "card"
    SKIP = "skip"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class LastCard:
    """The newest card a leader got."""

    queued_at: datetime  # UTC
    on: date  # local


def last_card(tx: Transaction, leader_id: str) -> LastCard | None:
    """Return the newest card that was queued for a leader, or None."""
    row = tx.first(
        sa.select(col(Delivery.queued_at), col(Delivery.on))
        .where(col(Delivery.leader_id) == leader_id, col(Delivery.kind) == "nudge")
        .order_by(col(Delivery.on).desc(), col(Delivery.queued_at).desc())
        .limit(1)
    )
    return LastCard(row.queued_at, row.on) if row else None


def ignored_so_far(
    before: int, last: LastCard | None, active_at: datetime | None
) -> int:
    """Return how many cards in a row were ignored, now that the next one is due.

    Args:
        before: how many had been when the last card was queued.
        active_at: when the leader was last heard of, UTC; None = never.
    """
    if last is None or (active_at is not None and active_at >= last.queued_at):
        return 0
    return min(before + 1, SILENT)


def turn_of(
    ignored: int, last: LastCard | None, today: date, calendar: Calendar
) -> Turn:
    """Return whether this morning brings a card, the question, or nothing."""
    if ignored >= SILENT:
        return Turn.SKIP
    if ignored < HALVED_AFTER or last is None:
        return Turn.CARD
    if today < calendar.add_working_days(last.on, HALVED_DAYS):
        return Turn.SKIP
    return Turn.ASK if ignored >= ASKED_AFTER else Turn.CARD


def question(leader_name: str) -> Message:
    """Return the one question to a leader who has not been heard of for long."""
    first_name = (leader_name.split() or [leader_name])[0]
    return Message(
        headline=say("{name}, are these cards of use to you?", name=first_name),
        sections=(
            Section(
                text=say(
                    "The last {n} went by without a word from you, so I will be silent "
                    "until you press a button or type something.",
                    n=ASKED_AFTER,
                )
            ),
        ),
        buttons=(
            Button(label=say("Go on"), action="go_on", style="primary"),
            Button(label=say("Change when they come"), action="settings"),
            Button(label=say("Stop them"), action="stop_cards"),
        ),
        small_print=(say("Without buttons: /outreach next, or /outreach remind stop"),),
    )
