"""`search`: over one's own book and the services, never over anybody else's."""

import pytest

from handlers.talk import search as searching
from storage.database.transactions import Transaction
from storage.models import Change, Note
from tests.handlers.company import Company


def test_a_word_is_found_in_all_that_is_ones_own(company: Company) -> None:
    for line in (
        "add Dana Whitfield, COO in Operations",
        "log Dana call yesterday: the lavender budget",
        "note Dana just a note: likes lavender",
        "motivator Dana: a lavender field",
        "need Kim: lavender",
        "topic Kim: lavender honey",
        "remark Kim: lavender is late",
        "agenda Lavender for all, decision 12 June",
        "heard Dana on A-1: lavender is fine",
        "ask Rosa favour: lavender",
        "given Rosa: lavender",
    ):
        company.hears("Ada", line)

    said = company.hears("Ada", "search LAVENDER")

    assert said.splitlines()[0] == "10 lines for “LAVENDER”:"
    for part in (
        "A-1: “Lavender for all”",
        "Mon 30 March: Dana Whitfield, note on a contact: “the lavender budget”",
        "Tue 31 March: Dana Whitfield, note: “likes lavender”",
        "Tue 31 March: Dana Whitfield, what moves them: “a lavender field”",
        "Tue 31 March: Kim Ito, what they need: “lavender”",
        "Tue 31 March: Kim Ito, topic: “lavender honey”",
        "Tue 31 March: Kim Ito, bad word: “lavender is late”",
        "Tue 31 March: Dana Whitfield, where they stand: “lavender is fine”",
        "Tue 31 March: Rosa Lim, what you asked: “lavender”",
        "Tue 31 March: Rosa Lim, what you gave: “lavender”",
    ):
        assert part in said.splitlines()


def test_people_services_and_issues_are_found_by_what_they_are_called(
    company: Company,
) -> None:
    company.hears("Ada", "add Zoë Müller, lead in R&D")
    company.hears("Ada", "issue open I-12 on Payroll for Operations: slips late")

    assert "Zoë Müller, lead in R&D" in company.hears("Ada", "search muller")
    assert "Service Payroll" in company.hears("Ada", "search payroll")
    found = company.hears("Ada", "search slips")
    assert found.splitlines()[1] == "Tue 31 March: I-12, Payroll: “slips late”"


def test_at_most_ten_are_shown_newest_first(company: Company) -> None:
    for day in range(1, 16):
        company.hears("Ada", f"log Dana call {day} March: lavender {day}")

    first, *found = company.hears("Ada", "search lavender").splitlines()

    assert first == "The first 10 for “lavender”:"
    assert len(found) == 10
    assert found[0].startswith("Sun 15 March")
    assert found[-1].startswith("Fri 6 March")


def test_nothing_of_another_leaders_is_found(company: Company) -> None:
    company.hears("Ada", "log Dana call: the lavender budget")
    company.hears("Ada", "note Dana just a note: lavender")
    company.hears("Ada", "agenda Lavender for all")

    assert company.hears("Kim Ito", "search lavender") == (
        "Nothing found for “lavender”."
    )
    company.tenant = "other"
    assert company.hears("Ada", "search payroll").startswith("Nothing found")


def test_a_search_writes_nothing(company: Company) -> None:
    company.hears("Ada", "log Dana call: lavender")
    before = company.count(Change)

    assert not company.say("Ada", "search lavender").message.buttons
    assert company.count(Change) == before


def test_no_more_than_so_many_notes_are_opened_and_that_is_told(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST_OPENED", 3)
    for day in range(1, 6):
        company.hears("Ada", f"log Dana call {day} March: lavender {day}")
    opened: list[str] = []
    read = company.database.vault.open

    def counting(sealed: bytes, *, about: str) -> str:
        opened.append(about)
        return read(sealed, about=about)

    monkeypatch.setattr(company.database.vault, "open", counting)
    said = company.hears("Ada", "search lavender")

    assert len([one for one in opened if one.endswith("note")]) == 3
    assert said.splitlines()[0] == "3 lines for “lavender”:"
    assert said.splitlines()[-1] == "I looked through the newest 3 of your 5 notes."


@pytest.mark.parametrize("line", ["search", "search  “ ”", f"search {'x' * 81}"])
def test_a_search_for_nothing_asks_for_a_word(company: Company, line: str) -> None:
    assert "Type a word or two to look for" in company.is_refused("Ada", line)


@pytest.mark.parametrize("word", ["%", "(a+)+$", "\\", "<!channel>", "مرحبا", "🙂"])
def test_odd_words_are_only_words(company: Company, word: str) -> None:
    company.hears("Ada", f"note Dana just a note: she said {word} twice")

    assert company.hears("Ada", f"search {word}").startswith("1 line for")
    assert company.hears("Ada", f"search zz{word}").startswith("Nothing found")


def test_a_long_note_is_shown_from_where_the_word_stands(company: Company) -> None:
    company.hears("Ada", f"note Dana just a note: {'far ' * 60}the lavender field")

    assert "far the lavender field" in company.hears("Ada", "search lavender")


def test_what_is_forgotten_is_not_found(company: Company) -> None:
    company.hears("Ada", "note Dana just a note: lavender")
    company.hears("Ada", "forget Dana yes")

    assert company.hears("Ada", "search lavender").startswith("Nothing found")

    def rows(tx: Transaction) -> int:
        return len(tx.execute(Note.__table__.select()).all())  # type: ignore[attr-defined]

    assert company.database.run_now(rows) == 0
