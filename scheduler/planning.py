"""What to say to one leader today: gather, let the plays decide, rank."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.book import Book
from scheduler.ending import after, book_after, ended_steps
from scheduler.ending_steps import end_steps
from scheduler.engine import advise_day
from scheduler.engine_book import advise_book
from scheduler.gather import situations
from scheduler.gather_agenda import Agenda, agenda_of
from scheduler.gather_book import book_of
from scheduler.gather_stakeholders import ForWhom
from scheduler.gather_thanks import with_thanks
from scheduler.playbook import BOOK_PLAYS
from scheduler.rested import rested, rested_book
from scheduler.situation import Earlier, Situation
from scheduler.suggestion import Advice, StepKey, Suggestion
from storage.transaction import Transaction

OF_THE_BOOK = frozenset(info.id for info in BOOK_PLAYS)


def plan_day(
    tx: Transaction, leader: ForWhom, *, today: date, asked: bool = False
) -> Advice:
    """Return the day's advice over all the leader's stakeholders: at most three steps.

    Args:
        today: the leader's local date.
        asked: the leader asks; also steps that were shown and not answered.
    """
    agenda = whole_agenda(tx, leader, today)
    found = situations(tx, leader, today=today, agenda=agenda)
    return plan_day_over(tx, leader, found, agenda, today=today, asked=asked)


def plan_day_over(
    tx: Transaction,
    leader: ForWhom,
    found: Sequence[Situation],
    agenda: Agenda,
    *,
    today: date,
    asked: bool = False,
) -> Advice:
    """Do as `plan_day`, over situations and an agenda that were gathered already."""
    book = _book(tx, leader, found, agenda, today) if found else None
    everybody = with_thanks(tx, leader, found, today=today)
    return advise_day(everybody, book=book, asked=asked)


@dataclass(frozen=True, slots=True)
class Morning:
    """A morning's advice, and what is known of everybody on the list."""

    advice: Advice
    situations: Sequence[Situation]


def plan_morning(
    tx: Transaction, leader: ForWhom, *, today: date, at: datetime
) -> Morning:
    """Return the morning's plan, once what has ended by itself is written down.

    Args:
        today: the leader's local date.
        at: now, UTC.
    """
    agenda = whole_agenda(tx, leader, today)
    found = situations(tx, leader, today=today, agenda=agenda)
    book = _book(tx, leader, found, agenda, today) if found else None
    found = with_thanks(tx, leader, found, today=today)
    ended = ended_steps(found, book)
    if ended:
        end_steps(tx, leader, ended, at=at)
        found = [after(one, ended) for one in found]
        book = book_after(book, ended) if book else None
    return Morning(advise_day(found, book=book), found)


def plan_for(
    tx: Transaction,
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
    found = _about(tx, leader, person_ids, today)
    if answered_too:
        found = [rested(one, lambda _: True) for one in found]
    return advise_day(found, asked=True)


def step_now(
    tx: Transaction, leader: ForWhom, key: StepKey, *, today: date
) -> Suggestion | None:
    """Return one step as if only it had rested long enough, or None.

    Args:
        key: play, stakeholder's id, about.
    """
    play, person_id, about = key

    def this(earlier: Earlier) -> bool:
        return (earlier.play, earlier.about) == (play, about)

    if play in OF_THE_BOOK:
        agenda = whole_agenda(tx, leader, today)
        found = situations(tx, leader, today=today, agenda=agenda)
        book = _book(tx, leader, found, agenda, today)
        day = advise_book(rested_book(book, this))
    else:
        found = _about(tx, leader, [person_id], today)
        day = advise_day([rested(one, this) for one in found])
    return next((step for step in day.steps if step.key == key), None)


def _about(
    tx: Transaction, leader: ForWhom, person_ids: Sequence[str], today: date
) -> list[Situation]:
    found = situations(tx, leader, today=today, person_ids=person_ids)
    everybody = with_thanks(tx, leader, found, today=today)
    return [one for one in everybody if one.executive.id in person_ids]


def whole_agenda(tx: Transaction, leader: ForWhom, today: date) -> Agenda:
    """Return the leader's agenda, which the situations and the book share."""
    return agenda_of(tx, leader.leader_id, leader.person_id, today=today)


def _book(
    tx: Transaction,
    leader: ForWhom,
    found: Sequence[Situation],
    agenda: Agenda,
    today: date,
) -> Book:
    whose = leader.leader_id, leader.person_id
    return book_of(tx, *whose, found, agenda=agenda, today=today)
