"""Which open steps end by themselves this morning, and why? Pure.

A step whose facts no longer fire is withdrawn. One that nobody answered for long
expires, and so does one where nobody said whether it happened. What the leader took on
stays until its own date has come: the facts often change because it is being done.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scheduler.book import Book
from scheduler.credibility import judge
from scheduler.gates import held_back, shut_gates
from scheduler.playbook import BOOK_PLAYS, ENTRY_NAMED, PLAYS
from scheduler.playbook.play_info import BookPlayInfo, PlayInfo
from scheduler.situation import Earlier, Situation
from scheduler.standing import UNJUDGED
from scheduler.suggestion import StepKey, Suggestion

UNANSWERED_DAYS = 30  # shown and not answered for so long; house rule
EXPIRED_REST = timedelta(14)  # unless its facts change; house rule
TRUST_DAMAGE = 1  # the level of what never expires: it stays until it is put right
OPEN = ("suggested", "accepted", "later")
WITHDRAWN, EXPIRED = "withdrawn", "expired"
OF_THE_BOOK = frozenset(info.id for info in BOOK_PLAYS)


@dataclass(frozen=True, slots=True)
class Ended:
    """An open step that ends by itself."""

    key: StepKey
    state: str  # "withdrawn" or "expired"
    returns_on: date | None = None  # it rests until then; None = it does not


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
        if any(earlier.state in OPEN for earlier in mine):
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
        if one.state not in OPEN:
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
