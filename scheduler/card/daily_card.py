"""The daily card: one a working day, at the leader's own hour, or silence.

`scheduler.jobs` claims, plans, writes and enqueues it, in one transaction.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import col

from language.say import say
from scheduler.advice.planning import plan_morning
from scheduler.card.meetings import meeting_sections, prepared_today
from scheduler.card.nudges import (
    morning_card,
    on_a_morning,
    without_notices_said,
    without_what_is_prepared,
)
from scheduler.local_time import Calendar, card_hours, next_nudge_at
from scheduler.outgoing import Written, queued_once, send_once
from scheduler.reachable import Reachable, reachable
from storage.database.transactions import Transaction
from storage.leaders.facts import LeaderFact
from storage.leaders.leaders import move_leader
from storage.message import Button, Message, Section
from storage.models import Delivery
from storage.people.facts import first_name_of
from storage.steps.facts import Advice
from storage.steps.store import RETURNS_WORKING_DAYS, put_on_card, show_steps

HALVED_AFTER = 4  # ignored cards in a row; house rule
ASKED_AFTER = 6  # the question, in place of a card; house rule
MOST_SECTIONS = 4  # steps and meetings on one card; house rule
NEVER_CAME = ("dropped", "failed")  # states of a delivery
SILENT = ASKED_AFTER + 1  # asked, and nothing heard since
HALVED_DAYS = 2  # working days from card to card; house rule


class CardOrNot(StrEnum):
    """What a morning brings: a card, nothing, or the one question."""

    CARD = "card"
    SKIP = "skip"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class LastCard:
    """The newest card a leader got."""

    queued_at: datetime  # UTC
    on: date  # local


@dataclass(frozen=True, slots=True)
class CardDue:
    """A leader's working day that may bring a card."""

    leader: Reachable
    today: date
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class CardPlan:
    """What the morning brings: steps and meetings, or else the question."""

    ignored: int  # cards in a row, as from now on
    asks: bool = False  # whether the cards are of any use
    advice: Advice = field(default_factory=Advice)
    meetings: tuple[Section, ...] = ()


def claim_card(tx: Transaction, leader_id: str, at: datetime) -> CardDue | None:
    """Return the leader's morning if a card is due at `at` (UTC), and set the next one.

    None: not due, not the leader's morning (a late card never comes before their hour
    or after noon), no day for cards, or there was one today.
    """
    leader = reachable(tx, leader_id)
    if leader is None or leader.next_nudge_at is None or leader.next_nudge_at > at:
        return None
    move_leader(tx, leader_id, next_nudge_at=following_card(leader, at))
    today = leader.today(at)
    if not leader.calendar.is_working_day(today) or not leader.wants_messages(today):
        return None
    hours = card_hours(today, leader.nudge_minute, leader.zone)
    if hours is None or not hours[0] <= at <= hours[1]:
        return None
    if card_sent_on(tx, leader_id, today):
        return None
    return CardDue(leader, today, at)


def plan_card(tx: Transaction, morning: CardDue) -> CardPlan | None:
    """Return what to say this morning; None = nothing."""
    leader, today = morning.leader, morning.today
    last = last_card(tx, leader.leader_id)
    ignored = ignored_so_far(leader.ignored_cards, last, leader.active_at)
    brings = card_or_not(ignored, last, today, leader.calendar)
    if brings is CardOrNot.SKIP:
        return None
    if brings is CardOrNot.ASK:
        return CardPlan(ignored=SILENT, asks=True)
    planned = plan_morning(tx, leader, today=today, at=morning.at)
    prepared = {one.executive.id for one in prepared_today(leader, planned.situations)}
    advice = without_what_is_prepared(planned.advice, prepared)
    advice = without_notices_said(advice, last.on if last else None)
    meetings = meeting_sections(tx, leader, planned.situations, today=today)
    room = MOST_SECTIONS - len(meetings)
    advice = replace(advice, steps=advice.steps[:room])
    if not advice.steps and not meetings:
        return None
    return CardPlan(ignored, advice=advice, meetings=meetings)


def write_card(tx: Transaction, morning: CardDue, plan: CardPlan) -> Written | None:
    """Note which steps are shown, and return the card with them, or the question."""
    leader, today = morning.leader, morning.today
    if plan.asks:
        return Written(go_on_question(leader.name))
    ids = show_steps(
        tx,
        plan.advice.steps,
        workspace_id=leader.workspace_id,
        leader_id=leader.leader_id,
        today=today,
        returns_on=leader.calendar.add_working_days(today, RETURNS_WORKING_DAYS),
        at=morning.at,
    )
    message = morning_card(
        plan.advice,
        leader_name=leader.name,
        today=today,
        suggestion_ids=ids,
        meetings=plan.meetings,
    )
    if message is None:
        return None
    return Written(message, tuple(ids[step.key] for step in plan.advice.steps))


def enqueue_card(
    tx: Transaction, morning: CardDue, plan: CardPlan, written: Written
) -> bool:
    """Queue the card, and remember what stands on it."""
    leader, leader_id = morning.leader, morning.leader.leader_id
    delivery_id = send_once(
        tx,
        on_a_morning(written.message),
        once_key=_once_key(leader_id, morning.today),
        kind="nudge",
        workspace_id=leader.workspace_id,
        leader_id=leader_id,
        to=leader.to,
        on=morning.today,
        at=morning.at,
    )
    assert delivery_id is not None  # the leader's row is locked
    put_on_card(tx, written.ids, delivery_id)
    move_leader(tx, leader_id, ignored_cards=plan.ignored)
    return True


def following_card(leader: LeaderFact, after: datetime) -> datetime:
    """Return the next moment a card may be due, UTC, after `after`."""
    return next_nudge_at(
        after,
        zone=leader.zone.key,
        minute=leader.nudge_minute,
        working_days=leader.working_days,
        country=leader.country,
        subdivision=leader.subdivision,
        paused_through=leader.paused_through,
    )


def card_sent_on(tx: Transaction, leader_id: str, day: date) -> bool:
    """Say whether the leader was sent the card of local `day` already."""
    return queued_once(tx, _once_key(leader_id, day)) is not None


def _once_key(leader_id: str, day: date) -> str:
    return f"nudge:{leader_id}:{day}"


# Is the leader still listening? A card is ignored when nothing came from the leader (no
# press, log or reply) before the next one. After four in a row only every second
# working day brings a card; after two more the bot asks once whether to go on, and is
# then silent until it hears from them.


def last_card(tx: Transaction, leader_id: str) -> LastCard | None:
    """Return the newest card for a leader that came or is to come, or None."""
    row = tx.first(
        sa.select(col(Delivery.queued_at), col(Delivery.on))
        .where(
            col(Delivery.leader_id) == leader_id,
            col(Delivery.kind) == "nudge",
            col(Delivery.state).not_in(NEVER_CAME),
        )
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


def card_or_not(
    ignored: int, last: LastCard | None, today: date, calendar: Calendar
) -> CardOrNot:
    """Return whether this morning brings a card, the question, or nothing."""
    if ignored >= SILENT:
        return CardOrNot.SKIP
    if ignored < HALVED_AFTER or last is None:
        return CardOrNot.CARD
    if today < calendar.add_working_days(last.on, HALVED_DAYS):
        return CardOrNot.SKIP
    return CardOrNot.ASK if ignored >= ASKED_AFTER else CardOrNot.CARD


def go_on_question(leader_name: str) -> Message:
    """Return the one question to a leader who has not been heard of for long."""
    first_name = first_name_of(leader_name)
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
