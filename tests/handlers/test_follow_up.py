"""Which one question is asked under a reply."""

from datetime import date

from handlers.follow_up import choose, how_much_listened, of_item
from storage.agenda.facts import ItemFact, OwnerFact
from storage.people.facts import PersonFact

DANA = PersonFact("d", "Dana Whitfield")


def item(*owners: OwnerFact) -> ItemFact:
    return ItemFact("i", "A-1", "Cut-over", date(2026, 3, 1), owners=owners)


def test_owners_are_asked_for_before_what_moves_them() -> None:
    asked = [q.text for q in of_item(item(OwnerFact("process", DANA)))]

    assert asked == [
        "Who owns the P&L of A-1?",
        "Who owns the people of A-1?",
        "What is Dana measured on, or worried about?",
    ]


def test_nothing_is_asked_of_what_is_known_or_of_oneself() -> None:
    all_three = [OwnerFact(p, DANA, motivated=True) for p in ("process", "pnl")]
    mine = OwnerFact("people", PersonFact("me", "Ada Novak"))

    assert of_item(item(*all_three, mine), but="me") == ()


def test_what_was_asked_lately_gives_way_to_the_next() -> None:
    first, second, _ = of_item(item(OwnerFact("process", DANA)))

    assert choose([first, second], ()) == first
    assert choose([first, second], {("owner", "i.pnl")}) == second
    assert choose([first], {("owner", "i.pnl")}) is None
    assert choose([how_much_listened("d")], {("motivator", "d")}) is not None
