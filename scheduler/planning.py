"""What to say to one leader today: gather, let the plays decide, rank."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from scheduler.engine import advise_day
from scheduler.gather import ForWhom, situations
from scheduler.situation import Situation
from scheduler.suggestion import Advice


def plan_day(
    session: Session, leader: ForWhom, *, today: date, asked: bool = False
) -> Advice:
    """Return the day's advice over all the leader's stakeholders: at most three steps.

    Args:
        today: the leader's local date.
        asked: the leader asks; also steps that were shown and not answered.
    """
    return advise_day(situations(session, leader, today=today), asked=asked)


def plan_for(
    session: Session,
    leader: ForWhom,
    person_ids: Sequence[str],
    *,
    today: date,
    answered_too: bool = False,
) -> Advice:
    """Return the advice about these people alone, for a leader who asks.

    Args:
        answered_too: also steps that were answered and rest; for explaining them.
    """
    found = situations(session, leader, today=today, person_ids=person_ids)
    if answered_too:
        found = [_without_rest(one) for one in found]
    return advise_day(found, asked=True)


def _without_rest(situation: Situation) -> Situation:
    """Return the situation as if every earlier step might be shown again today."""
    rested = (replace(one, returns_on=situation.today) for one in situation.earlier)
    return replace(situation, earlier=tuple(rested))
