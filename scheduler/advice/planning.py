"""What to say to one leader today: gather, let the plays decide, rank."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from scheduler.advice.engine import advise_book, advise_day, held_back, shut_gates
from scheduler.advice.ranking import NEW_A_WEEK, SELDOM_HEARD, CardRoom
from scheduler.book import Book
from scheduler.gather.book import book_of
from scheduler.gather.situations import situations, with_thanks
from scheduler.playbook import (
    BOOK_PLAYS,
    ENTRY_NAMED,
    OF_THE_BOOK,
    PLAYS,
)
from scheduler.playbook.play_info import BookPlayInfo, PlayInfo
from scheduler.rules.credibility import judge
from scheduler.rules.resting import TRUST_DAMAGE
from scheduler.situation import Situation
from storage.agenda.store import Agenda, agenda_of
from storage.database.transactions import Transaction
from storage.leaders.facts import ForWhom, LeaderFact
from storage.services.facts import UNJUDGED
from storage.steps.earlier import steps_on_cards
from storage.steps.facts import OPEN_STATES, Advice, Earlier, StepKey, Suggestion
from storage.steps.store import end_step

UNANSWERED_DAYS = 30  # shown and not answered for so long; house rule
EXPIRED_REST = timedelta(14)  # unless its facts change; house rule
WITHDRAWN, EXPIRED = "withdrawn", "expired"


@dataclass(frozen=True, slots=True)
class Ended:
    """An open step that ends by itself."""

    key: StepKey
    state: str  # "withdrawn" or "expired"
    returns_on: date | None = None  # it rests until then; None = it does not


@dataclass(frozen=True, slots=True)
class MorningPlan:
    """A morning's advice, and what is known of everybody on the list."""

    advice: Advice
    situations: Sequence[Situation]


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
    return advise_day(found, asked=True, plays=PLAYS)


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


def plan_morning(
    tx: Transaction, leader: LeaderFact, *, today: date, at: datetime
) -> MorningPlan:
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
    room = room_on(tx, leader, today=today)
    return MorningPlan(advise_day(found, book=book, room=room), found)


def room_on(tx: Transaction, leader: LeaderFact, *, today: date) -> CardRoom:
    """Return what this morning's card may show, by what the leader chose.

    Args:
        today: the leader's local date; a week begins on Monday.
    """
    rows = steps_on_cards(tx, leader.leader_id)
    shown = {(row.play, row.person_id, row.about): row for row in rows}
    return room_after(
        shown, steps=leader.card_steps, pace=leader.card_pace, today=today
    )


def room_after(
    shown: Mapping[StepKey, Any], *, steps: int, pace: str, today: date
) -> CardRoom:
    """Return what a card may show after those before it. Pure.

    Args:
        shown: all that was on cards: its `state`, `first_on` and `suggested_on`.
        steps: on one card, at most.
        pace: of `NEW_A_WEEK`.
        today: the leader's local date.
    """
    monday = today - timedelta(today.weekday())
    week = NEW_A_WEEK[pace]
    spent = sum(one.first_on >= monday for one in shown.values())
    last_on: dict[str, date] = {}
    for (play, _, _), one in shown.items():
        last_on[play] = max(one.suggested_on, last_on.get(play, date.min))
    return CardRoom(
        steps=steps,
        new=max(week - spent, 0),
        seldom=week // SELDOM_HEARD,
        waiting=frozenset(k for k, one in shown.items() if one.state == "suggested"),
        promised=frozenset(k for k, one in shown.items() if one.state == "later"),
        last_on=last_on,
    )


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
    return book_of(tx, leader, found, agenda=agenda, today=today)


# Which open steps end by themselves this morning, and why? A step whose facts no longer
# fire is withdrawn. One that nobody answered for long expires, and so does one where
# nobody said whether it happened. What the leader took on stays until its own date has
# come: the facts often change because it is being done.


def ended_steps(
    situations: Sequence[Situation],
    book: Book | None,
    *,
    plays: Sequence[PlayInfo] = PLAYS,
    book_plays: Sequence[BookPlayInfo] = BOOK_PLAYS,
) -> list[Ended]:
    """Return what ends this morning, over all of a leader's stakeholders.

    Args:
        plays: as for `engine.advise`; `book_plays` likewise.
    """
    ended: list[Ended] = []
    for situation in situations:
        mine = [one for one in situation.earlier if one.play not in OF_THE_BOOK]
        if any(earlier.state in OPEN_STATES for earlier in mine):
            fires = firing(situation, plays=plays)
            ended += _ended(mine, situation.executive.id, fires, situation.today)
    if book is not None:
        firing_now = firing_in(book, plays=book_plays)
        for person_id, earlier in book.earlier.items():
            ended += _ended(earlier, person_id, firing_now, book.today)
    return ended


def firing(
    situation: Situation, *, plays: Sequence[PlayInfo] = PLAYS
) -> frozenset[StepKey]:
    """Return every step the plays and gates allow now, rested or not.

    Args:
        plays: as for `engine.advise`.
    """
    if situation.credibility is UNJUDGED:
        credible = judge(situation.standing, situation.today)
        situation = replace(situation, credibility=credible)
    said = [(info, answers) for info in plays if (answers := info.play(situation))]
    gates = shut_gates(said)
    return frozenset(
        (info.id, situation.executive.id, answer.about)
        for info, answers in said
        if not info.withholds
        for answer in held_back(info, answers, gates, unreachable=False)
        if isinstance(answer, Suggestion)
    )


def firing_in(
    book: Book, *, plays: Sequence[BookPlayInfo] = BOOK_PLAYS
) -> frozenset[StepKey]:
    """Return every step the plays about the whole book allow now.

    Args:
        plays: as for `engine.advise_day`.
    """
    return frozenset(
        (info.id, answer.person_id, answer.about)
        for info in plays
        for answer in info.play(book)
        if isinstance(answer, Suggestion)
    )


def _ended(
    earlier: Sequence[Earlier], person_id: str, fires: frozenset[StepKey], today: date
) -> Iterator[Ended]:
    for one in earlier:
        if one.state not in OPEN_STATES:
            continue
        key = (one.play, person_id, one.about)
        due = one.returns_on is None or one.returns_on <= today
        if key not in fires:
            if one.state != "accepted" or due:
                yield Ended(key, WITHDRAWN)
        elif _silent(one, today, due=due):
            yield Ended(key, EXPIRED, today + EXPIRED_REST)


def _silent(one: Earlier, today: date, *, due: bool) -> bool:
    """Return whether nobody answered for long."""
    info = ENTRY_NAMED.get(one.play)
    if info is not None and info.level == TRUST_DAMAGE:
        return False
    if one.state == "accepted":
        return one.asked_on is not None and due
    first_on = one.first_on or one.suggested_on
    return one.state == "suggested" and (today - first_on).days >= UNANSWERED_DAYS


def after(situation: Situation, ended: Sequence[Ended]) -> Situation:
    """Return the situation as it is once these steps have ended."""
    changed = {end.key: end for end in ended}
    return replace(
        situation,
        earlier=_changed(situation.earlier, situation.executive.id, changed),
    )


def book_after(book: Book, ended: Sequence[Ended]) -> Book:
    """Return the book as it is once these steps have ended."""
    changed = {end.key: end for end in ended}
    return replace(
        book,
        situations=tuple(after(one, ended) for one in book.situations),
        earlier={
            person_id: _changed(earlier, person_id, changed)
            for person_id, earlier in book.earlier.items()
        },
    )


def _changed(
    earlier: Sequence[Earlier], person_id: str, changed: dict[StepKey, Ended]
) -> tuple[Earlier, ...]:
    return tuple(
        replace(one, state=end.state, returns_on=end.returns_on)
        if (end := changed.get((one.play, person_id, one.about)))
        else one
        for one in earlier
    )


# Writing that down.


def end_steps(
    tx: Transaction, leader: ForWhom, ended: Sequence[Ended], *, at: datetime
) -> None:
    """Mark these steps of the leader's as withdrawn or expired, at `at` (UTC)."""
    for end in ended:
        end_step(
            tx,
            end.key,
            end.state,
            workspace_id=leader.workspace_id,
            leader_id=leader.leader_id,
            returns_on=end.returns_on,
            at=at,
        )


# A situation and a book as if some earlier steps had rested long enough.


def rested(situation: Situation, which: Callable[[Earlier], bool]) -> Situation:
    """Return the situation as if these earlier steps might be shown again today."""
    earlier = _back_today(situation.earlier, which, situation.today)
    return replace(situation, earlier=earlier)


def rested_book(book: Book, which: Callable[[Earlier], bool]) -> Book:
    """Return the book as if these earlier steps might be shown again today."""
    return replace(
        book,
        earlier={
            person_id: _back_today(earlier, which, book.today)
            for person_id, earlier in book.earlier.items()
        },
    )


def _back_today(
    earlier: Sequence[Earlier], which: Callable[[Earlier], bool], today: date
) -> tuple[Earlier, ...]:
    return tuple(
        replace(one, returns_on=today) if which(one) else one for one in earlier
    )
