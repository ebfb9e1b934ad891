"""What to say to one leader today: gather, let the plays decide, rank."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from scheduler.engine import advise
from scheduler.gather import ForWhom, situations
from scheduler.ranking import rank_day
from scheduler.situation import Situation
from scheduler.suggestion import Advice


def plan_day(session: Session, leader: ForWhom, *, today: date) -> Advice:
    """Return the day's advice over all the leader's stakeholders: at most three steps.

    Args:
        today: the leader's local date.
    """
    return rank_day([advise(one) for one in situations(session, leader, today=today)])


def plan_for(
    session: Session,
    leader: ForWhom,
    person_ids: Sequence[str],
    *,
    today: date,
    resting_too: bool = False,
) -> Advice:
    """Return the advice about these people alone.

    Args:
        resting_too: also what was answered or shown before and would not be shown
            again yet; for somebody who asks.
    """
    found = situations(session, leader, today=today, person_ids=person_ids)
    if resting_too:
        found = [_rested(one) for one in found]
    return rank_day([advise(one) for one in found])


def _rested(situation: Situation) -> Situation:
    """Return the situation as if every earlier step might be shown again today."""
    rested = (replace(one, returns_on=None) for one in situation.earlier)
    return replace(situation, earlier=tuple(rested))
