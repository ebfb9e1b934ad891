"""What to say to one leader today: gather, let the plays decide, rank."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from scheduler.engine import advise_day
from scheduler.gather import ForWhom, situations
from scheduler.situation import Earlier, Situation
from scheduler.suggestion import Advice, StepKey, Suggestion


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
        found = [_rested(one, lambda _: True) for one in found]
    return advise_day(found, asked=True)


def step_now(
    session: Session, leader: ForWhom, key: StepKey, *, today: date
) -> Suggestion | None:
    """Return one step as if only it had rested long enough, or None.

    Args:
        key: play, stakeholder's id, about.
    """
    play, person_id, about = key
    found = situations(session, leader, today=today, person_ids=[person_id])
    day = advise_day(
        [_rested(one, lambda e: (e.play, e.about) == (play, about)) for one in found]
    )
    return next((step for step in day.steps if step.key == key), None)


def _rested(situation: Situation, which: Callable[[Earlier], bool]) -> Situation:
    """Return the situation as if these earlier steps might be shown again today."""
    earlier = (
        replace(one, returns_on=situation.today) if which(one) else one
        for one in situation.earlier
    )
    return replace(situation, earlier=tuple(earlier))
