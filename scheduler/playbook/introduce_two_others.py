"""A play: bring together two who need the same and have not met (L8)."""

from collections.abc import Iterator
from itertools import combinations

from language.say import say
from scheduler.book import Book
from storage.motives.facts import CURRENCY_WORDS
from storage.steps.facts import Answers, Suggestion

# Only a currency?, less salience, both ids, and what they share in words.
Pair = tuple[bool, int, str, str, str]


def introduce_two_others(book: Book) -> Answers:
    """Introduce two stakeholders who share a need and do not know each other.

    When: both have a live tie to the leader, and a need that the same live item serves,
        or motivators of the same currency; nothing says that they know each other.
    Step: introduce them, once each has agreed; one pair at a time, a shared need first.
    Withheld: silent for two of one unit, and while another step waits for one of them.
    Source: Obstfeld 2005, joining others predicts involvement in innovation; that the
        currency counts and one pair at a time are house rules.
    """
    found = min(_pairs(book), default=None)
    if found is None:
        return ()
    by_currency, rank, one_id, other_id, what = found
    people = book.people
    one, other = people[one_id].executive, people[other_id].executive
    a, b = one.first_name, other.first_name
    words = say("{code} serves a need of both {a} and {b}", code=what, a=a, b=b)
    if by_currency:
        kind = say(CURRENCY_WORDS.get(what, what))
        words = say(
            "what moves {a} and {b} is of one kind: {kind}", a=a, b=b, kind=kind
        )
    return (
        Suggestion(
            step=say(
                "Introduce {a} to {b}, once each has told you they would like it.",
                a=a,
                b=b,
            ),
            because=(
                words,
                say("nothing says that {a} and {b} know each other", a=a, b=b),
            ),
            withdrawn_if=say(
                "you note that they do: {one} knows {other}",
                one=one.name,
                other=other.name,
            ),
            about=f"with:{other_id}",
            approach_id=one_id,
            approach=one.name,
            person_id=one_id,
            person=one.name,
            salience=-rank // 2,
            fired_by=(one_id, other_id, what),
        ),
    )


def _pairs(book: Book) -> Iterator[Pair]:
    codes = {item.id: item.code for item in book.items}
    able = [
        (
            one.executive,
            one.salience,
            {codes[need.item_id] for need in one.needs if need.item_id in codes},
            {motivator.currency for motivator in one.motivators} - {""},
        )
        for one in book.situations
        if (one.needs or one.motivators) and one.tie.live and not one.unreachable
    ]
    waiting = {who.id for who, *_ in able if book.waits_on(who.id, but="L8")}
    able.sort(key=lambda found: found[0].id)
    for (a, high, mine, moved), (b, low, theirs, also_moved) in combinations(able, 2):
        items, currencies = mine & theirs, moved & also_moved
        if not (items or currencies) or a.id in waiting or b.id in waiting:
            continue
        if a.unit_id == b.unit_id != "" or frozenset((a.id, b.id)) in book.acquainted:
            continue
        if book.answered("L8", a.id, f"with:{b.id}"):
            continue
        what = min(items) if items else min(currencies)
        yield not items, -high - low, a.id, b.id, what
