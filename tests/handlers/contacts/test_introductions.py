"""Lending ties to others' introductions: off at first, strength alone, gone at once."""

import pytest

from scheduler.gather.situations import situations
from scheduler.situation import Colleague
from storage.database.transactions import Transaction
from storage.leaders.facts import ForWhom
from tests.handlers.company import TODAY, Company, words


@pytest.fixture
def two(company: Company) -> Company:
    """Ada knows Kim; Kim, who keeps a book too, knows Dana well."""
    company.hears("Ada", "add Dana Whitfield")
    for day in ("16 March", "23 March", "30 March"):
        company.hears("Ada", f"log Kim call on {day}")
        company.hears("Kim Ito", f"log Dana call on {day}: a secret of Kim's")
    return company


def mutual(company: Company) -> tuple[Colleague, ...]:
    """Return who could put in a word with Dana for Ada."""
    ada = company.leader("Ada")
    dana = company.person_id("Dana Whitfield")

    def work(tx: Transaction) -> tuple[Colleague, ...]:
        whom = ForWhom(ada.leader_id, ada.workspace_id, ada.person_id)
        [one] = situations(tx, whom, today=TODAY, person_ids=[dana])
        return one.mutual

    return company.database.run_now(work)


def test_ties_serve_nobody_else_at_first(two: Company) -> None:
    assert mutual(two) == ()
    assert "serve nobody but you" in two.hears("Kim Ito", "introductions")


def test_lent_they_show_others_that_there_is_a_tie_and_nothing_more(
    two: Company,
) -> None:
    two.hears("Kim Ito", "introductions on")

    [kim] = mutual(two)
    assert kim.person.name == "Kim Ito"
    assert kim.tie_to_executive > 1
    assert kim.bond == kim.bond_to_executive > 2  # three days with each
    for line in ("why Dana", "next Dana", "who Kim", "who Dana"):
        assert "secret" not in words(two.say("Ada", line).message)


def test_taken_back_they_are_gone_at_once(two: Company) -> None:
    two.hears("Kim Ito", "introductions on")
    said = two.hears("Kim Ito", "introductions off")
    assert "out of everybody's advice" in said
    assert mutual(two) == ()


def test_undo_takes_it_back_too(two: Company) -> None:
    two.hears("Kim Ito", "introductions on")
    two.hears("Kim Ito", "undo")
    assert mutual(two) == ()


def test_whoever_the_leader_has_no_tie_with_is_not_shown(two: Company) -> None:
    two.hears("Ben Okoro", "log Dana call yesterday")
    two.hears("Ben Okoro", "introductions on")
    assert mutual(two) == ()


def test_it_is_shown_among_the_settings(two: Company) -> None:
    assert "serves others" not in two.hears("Kim Ito", "remind")
    two.hears("Kim Ito", "introductions on")
    assert "serves others' introductions" in two.hears("Kim Ito", "remind")
    assert "introductions off" in two.hears("Kim Ito", "introductions on")


@pytest.mark.parametrize("typed", ["maybe", "🙂", "on off", "<!channel>"])
def test_anything_else_is_refused_and_changes_nothing(two: Company, typed: str) -> None:
    assert "introductions on" in two.is_refused("Kim Ito", f"introductions {typed}")
    assert mutual(two) == ()
