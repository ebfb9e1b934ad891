"""A play: bring together two who need the same and have not met (L8)."""

from collections.abc import Iterator
from itertools import combinations

from scheduler.book import Book
from scheduler.situation import Situation
from scheduler.suggestion import Answers, Suggestion

Shared = tuple[bool, str]  # only a currency?, and what they share in words


def introduce_two_others(book: Book) -> Answers:
    """Introduce two stakeholders who share a need and do not know each other.

    When: both have a live tie to the leader, and a need that the same live item serves,
        or motivators of the same currency; nothing says that they know each other.
    Step: introduce them, once each has agreed; one pair at a time, a shared need first.
    Withheld: silent for two of one unit, and while another step waits for one of them.
    Source: Obstfeld 2005, joining others predicts involvement in innovation; that the
        currency counts and one pair at a time are house rules.
    """
    found = [
        (shared, -one.salience - other.salience, one.executive.id, other.executive.id)
        for one, other, shared in _pairs(book)
    ]
    if not found:
        return ()
    (_, words), rank, one_id, other_id = min(found)
    people = book.people
    one, other = people[one_id].executive, people[other_id].executive
    a, b = one.first_name, other.first_name
    return (
        Suggestion(
            step=f"Introduce {a} to {b}, once each has told you they would like it.",
            because=(words, f"nothing says that {a} and {b} know each other"),
            withdrawn_if=f"you note that they do: {one.name} knows {other.name}",
            about=f"with:{other_id}",
            approach_id=one_id,
            approach=one.name,
            person_id=one_id,
            person=one.name,
            salience=-rank // 2,
            fired_by=(one_id, other_id, words),
        ),
    )


def _pairs(book: Book) -> Iterator[tuple[Situation, Situation, Shared]]:
    able = [
        one
        for one in book.situations
        if (one.needs or one.motivators) and one.tie.live and not one.unreachable
    ]
    able.sort(key=lambda one: one.executive.id)
    codes = {item.id: item.code for item in book.items}
    for one, other in combinations(able, 2):
        a, b = one.executive, other.executive
        same_unit = bool(a.unit_id) and a.unit_id == b.unit_id
        if same_unit or frozenset((a.id, b.id)) in book.acquainted:
            continue
        shared = _shared(one, other, codes)
        if shared is None or book.answered("L8", a.id, f"with:{b.id}"):
            continue
        if not any(book.waits_on(id, but="L8") for id in (a.id, b.id)):
            yield one, other, shared


def _shared(one: Situation, other: Situation, codes: dict[str, str]) -> Shared | None:
    a, b = one.executive.first_name, other.executive.first_name
    served = {n.item_id for n in one.needs} & {n.item_id for n in other.needs}
    items = sorted(codes[item_id] for item_id in served if item_id in codes)
    if items:
        return False, f"{items[0]} serves a need of {a} and one of {b}"
    mine = {m.currency for m in one.motivators if m.currency}
    both = sorted(mine & {m.currency for m in other.motivators})
    if both:
        return True, f"{a} and {b} are both moved by the same kind of thing: {both[0]}"
    return None
