"""Which one question is asked under a reply."""

from datetime import date, timedelta

from handlers.follow_up import choose, how_much_listened, of_item
from storage.agenda.facts import ItemFact, OwnerFact
from storage.people.facts import PersonFact
from tests.handlers.company import TODAY, Company

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


def next_told(company: Company, line: str, *, on: date = TODAY) -> list[str]:
    """Return the steps that the reply to a line names as what is next."""
    said = company.hears("Ada", line, on=on).splitlines()
    return [one.removeprefix("Next: ") for one in said if one.startswith("Next: ")]


def test_what_is_next_is_told_only_if_the_log_changed_it(company: Company) -> None:
    company.hears("Ada", "add Ben Okoro")

    [first] = next_told(company, "log Ben call yesterday")
    assert first.startswith("Fix the next date with Ben")
    assert not next_told(company, "log Ben call: a word on the cut-over")
    assert not next_told(company, "log Ben email")


def test_the_next_date_is_asked_for_again_once_one_was_set(company: Company) -> None:
    company.hears("Ada", "add Ben Okoro")
    later, last = TODAY + timedelta(2), TODAY + timedelta(5)

    assert next_told(company, "log Ben call")
    assert not next_told(company, "log Ben lunch", on=later)
    assert not next_told(company, "plan Ben 4 April", on=later)
    assert next_told(company, "log Ben met", on=last)


def test_a_step_that_is_undone_with_its_log_is_told_with_the_next(
    company: Company,
) -> None:
    company.hears("Ada", "add Ben Okoro")

    assert next_told(company, "log Ben call")
    company.hears("Ada", "undo")
    assert next_told(company, "log Ben lunch")


def test_each_person_is_asked_for_a_next_date_once(company: Company) -> None:
    for name in ("Ben Okoro", "Rosa Lim"):
        company.hears("Ada", f"add {name}")

    assert next_told(company, "log Ben call")
    assert next_told(company, "log Rosa call")
    assert not next_told(company, "log Ben lunch")
    assert not next_told(company, "log Rosa lunch")
