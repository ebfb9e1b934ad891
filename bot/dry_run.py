"""What the morning's cards would say, without sending or saving anything."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from bot.terminal_sender import shown
from language.say import speaking
from scheduler.gather import situations
from scheduler.meetings import meeting_sections
from scheduler.nudges import card
from scheduler.planning import plan_day_over, whole_agenda
from scheduler.reachable import Reachable, reachable
from storage.models import Leader
from storage.transaction import Transaction


def cards(tx: Transaction, *, at: datetime) -> str:
    """Return the card of every leader as of `at` (UTC), or why there is none."""
    ids = tx.scalars(sa.select(col(Leader.id)).order_by(col(Leader.id)))
    found = [reachable(tx, one) for one in ids]
    active = [one for one in found if one is not None and not one.set_aside]
    parts = [_theirs(tx, leader, at) for leader in active]
    return "\n\n".join(parts) or "Nobody uses the bot yet."


def _theirs(tx: Transaction, leader: Reachable, at: datetime) -> str:
    with speaking(leader.language, on=leader.surface):
        return _card(tx, leader, at)


def _card(tx: Transaction, leader: Reachable, at: datetime) -> str:
    today = at.astimezone(leader.zone).date()
    head = f"--- {leader.name}, {today:%A} {today} ---"
    if not leader.calendar.is_working_day(today):
        return f"{head}\nNo card: not a working day."
    if not leader.wants_messages(today):
        return f"{head}\nNo card: paused, stopped, or not reachable."
    whom = leader.whom
    agenda = whole_agenda(tx, whom, today)
    found = situations(tx, whom, today=today, agenda=agenda)
    advice = plan_day_over(tx, whom, found, agenda, today=today)
    meetings = meeting_sections(tx, leader, found)
    ids = {step.key: "" for step in advice.steps}
    message = card(
        advice,
        leader_name=leader.name,
        today=today,
        suggestion_ids=ids,
        meetings=meetings,
    )
    return f"{head}\n{shown(message)}" if message else f"{head}\nNo card: no step."
