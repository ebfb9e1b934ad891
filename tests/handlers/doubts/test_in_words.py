"""A few words answer the question that waits; a whole line never does."""

from datetime import date, time, timedelta

import pytest

from handlers.turn import Choice, Doubt
from storage.models import Contact, PendingQuestion
from tests.handlers.company import TODAY, Company, words
from tests.handlers.doubts.asking import WHICH_DANA, asks, choices

YESTERDAY = TODAY - timedelta(days=1)
DID_IT = Doubt(
    "Lunch with Kim on Friday: did it happen?",
    (
        Choice("It happened: Fri 27 March", ("log Kim Ito met 2026-03-27",)),
        Choice("It is planned: Fri 3 April", ("plan Kim Ito lunch 2026-04-03",)),
        Choice("Just a note", ("topic Kim Ito: lunch",)),
    ),
    about="mood",
)
WHICH_DAY = Doubt(
    "Which day was it?",
    (
        Choice("Wed 25 March", ("log Kim Ito met 2026-03-25",)),
        Choice("Fri 27 March", ("log Kim Ito met 2026-03-27",)),
    ),
    about="day",
    line="log Kim Ito met {}",
)
LAST_MONTH = Doubt(
    "Which day in February?",
    (),
    about="day",
    line="log Kim Ito met {}",
    within=("2026-02-01", "2026-02-28"),
)
NEAR = Doubt(
    "Do you mean Sam Osei?",
    (
        Choice("Sam Osei", ("log Sam Osei met yesterday",), ("yes",)),
        Choice("Add Sammy", ("add Sammy Smith", "log Sammy Smith met yesterday")),
    ),
    about="who",
    line="log {} met yesterday",
)
ONLY_ADD = Doubt(
    "I don't know Tom.",
    (Choice("Add Tom and log this", ("add Tom", "log Tom met yesterday")),),
    about="who",
    line="log {} met yesterday",
)
WHAT = Doubt("What happened with Rosa?", (), about="what", line="log Rosa Lim {}")


@pytest.fixture
def ada(company: Company) -> Company:
    company.person("Dana Reyes", "Finance")
    return company


@pytest.mark.parametrize(
    "answer",
    [
        "Whitfield", "whitfield", "Dana Whitfield", "the COO", "coo", "COO", "1",
        "1.", "the first", "the first one", "first one please", "number 1", "option 1",
        "#1", "it was Whitfield", "I mean Whitfield", "no, Whitfield", "operations",
        "Dana Whitfield, COO in Operations", "El primero", "la primera, por favor",
        "/outreach 1", "1st",
    ],
)  # fmt: skip
def test_a_choice_is_named_in_a_few_words(
    ada: Company, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    asks(monkeypatch, WHICH_DANA)
    ada.say("Ada", "puzzle")
    ada.hears("Ada", answer)
    contact = ada.row(Contact)
    assert contact.person_id == ada.person_id("Dana Whitfield")
    assert (contact.kind, contact.on) == ("call", YESTERDAY)
    assert ada.count(PendingQuestion) == 0


@pytest.mark.parametrize(
    "answer", ["2", "the second", "the second one", "Reyes", "the last one", "segunda"]
)
def test_so_is_the_other_one(
    ada: Company, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    asks(monkeypatch, WHICH_DANA)
    ada.say("Ada", "puzzle")
    ada.hears("Ada", answer)
    assert ada.row(Contact).person_id == ada.person_id("Dana Reyes")


@pytest.mark.parametrize(
    "answer",
    ["no", "nothing", "cancel", "Nothing", "neither", "never mind", "nada", "3",
     "forget it", "nein", "👎"],
)  # fmt: skip
def test_nothing_is_an_answer_too(
    ada: Company, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    asks(monkeypatch, WHICH_DANA)
    ada.say("Ada", "puzzle")
    assert "nothing was changed" in ada.hears("Ada", answer)
    assert ada.count(Contact) == 0
    assert ada.count(PendingQuestion) == 0


@pytest.mark.parametrize("answer", ["yes", "Dana", "dana", "sí", "yes please"])
def test_what_tells_nothing_apart_asks_again_with_the_same_answers(
    ada: Company, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    asks(monkeypatch, WHICH_DANA)
    ada.say("Ada", "puzzle")
    again = ada.say("Ada", answer)
    assert again.refused
    assert len(choices(again)) == 3
    assert ada.count(Contact) == 0
    ada.hears("Ada", "reyes")
    assert ada.row(Contact).person_id == ada.person_id("Dana Reyes")


@pytest.mark.parametrize(
    "line",
    [
        "met Rosa today", "log Rosa call", "Kim called me yesterday",
        "what about Whitfield?", "Whitfield?", "4", "99", "0",
        "the fourth", "Whitfield " * 20, "next", "Kim declined", "",
    ],
)  # fmt: skip
def test_a_whole_line_is_never_an_answer_and_ends_the_question(
    ada: Company, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    asks(monkeypatch, WHICH_DANA)
    pending_id = choices(ada.say("Ada", "puzzle"))["Nothing"].partition(".")[0]
    ada.say("Ada", line)
    danas = ada.person_id("Dana Whitfield"), ada.person_id("Dana Reyes")
    assert not [one for one in danas if ada.count(Contact, person_id=one)]
    assert ada.count(PendingQuestion, id=pending_id) == 0


@pytest.mark.parametrize(
    ("answer", "on", "outcome"),
    [
        ("it happened", date(2026, 3, 27), "met"),
        ("happened", date(2026, 3, 27), "met"),
        ("It happened: Fri 27 March", date(2026, 3, 27), "met"),
        ("ya pasó", date(2026, 3, 27), "met"),
        ("1", date(2026, 3, 27), "met"),
    ],
)
def test_it_happened_is_an_answer(
    ada: Company,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    on: date,
    outcome: str,
) -> None:
    asks(monkeypatch, DID_IT)
    ada.say("Ada", "puzzle")
    ada.hears("Ada", answer)
    contact = ada.row(Contact)
    assert (contact.on, contact.outcome) == (on, outcome)


@pytest.mark.parametrize("answer", ["just a note", "note", "Note.", "solo una nota"])
def test_just_a_note_is_an_answer(
    ada: Company, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    asks(monkeypatch, DID_IT)
    ada.say("Ada", "puzzle")
    assert "Kim" in ada.hears("Ada", answer)
    assert ada.count(Contact) == 0


@pytest.mark.parametrize(
    ("answer", "on"),
    [
        ("Wednesday", date(2026, 3, 25)),
        ("on wed", date(2026, 3, 25)),
        ("the 27th", date(2026, 3, 27)),
        ("27", date(2026, 3, 27)),
        ("friday", date(2026, 3, 27)),
        ("2", date(2026, 3, 27)),
        ("it was the 24 February", date(2026, 2, 24)),
        ("24 February", date(2026, 2, 24)),
        ("yesterday", YESTERDAY),
        ("Monday", YESTERDAY),
        ("miércoles", date(2026, 3, 25)),
    ],
)
def test_a_day_finishes_the_line(
    ada: Company, monkeypatch: pytest.MonkeyPatch, answer: str, on: date
) -> None:
    asks(monkeypatch, WHICH_DAY)
    ada.say("Ada", "puzzle")
    ada.hears("Ada", answer)
    assert ada.row(Contact).on == on


@pytest.mark.parametrize("answer", ["the 24th", "24", "24 February", "on the 24th"])
def test_a_number_means_the_day_of_the_month_that_was_asked_about(
    ada: Company, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    asks(monkeypatch, LAST_MONTH)
    ada.say("Ada", "puzzle")
    ada.hears("Ada", answer)
    assert ada.row(Contact).on == date(2026, 2, 24)


@pytest.mark.parametrize("answer", ["tomorrow", "99", "the 31st of February", "blue"])
def test_what_is_no_such_day_is_never_guessed(
    ada: Company, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    asks(monkeypatch, LAST_MONTH)
    ada.say("Ada", "puzzle")
    ada.say("Ada", answer)
    assert ada.count(Contact) == 0


@pytest.mark.parametrize("answer", ["yes", "yep", "Sam", "ja", "👍"])
def test_yes_means_the_one_that_was_offered(
    ada: Company, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    asks(monkeypatch, NEAR)
    ada.say("Ada", "puzzle")
    ada.hears("Ada", answer)
    assert ada.row(Contact).person_id == ada.person_id("Sam Osei")


@pytest.mark.parametrize("answer", ["yes", "yes add him", "add him", "add her", "1"])
def test_add_him_adds_and_logs(
    ada: Company, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    asks(monkeypatch, ONLY_ADD)
    ada.say("Ada", "puzzle")
    ada.hears("Ada", answer)
    assert ada.row(Contact).person_id == ada.person_id("Tom")


@pytest.mark.parametrize("answer", ["no, Kim Ito", "it was Kim", "Kim Ito", "kim"])
def test_another_name_finishes_the_line(
    ada: Company, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    asks(monkeypatch, NEAR)
    ada.say("Ada", "puzzle")
    ada.hears("Ada", answer)
    assert ada.row(Contact).person_id == ada.person_id("Kim Ito")


def test_an_unknown_name_is_asked_about_in_turn(
    ada: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks(monkeypatch, NEAR)
    ada.say("Ada", "puzzle")
    reply = ada.say("Ada", "no, Wanda Smith")
    assert reply.refused
    assert "Wanda Smith" in words(reply.message)
    assert ada.count(Contact) == 0


def test_what_happened_is_told_in_a_few_words(
    ada: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks(monkeypatch, WHAT)
    ada.say("Ada", "puzzle")
    ada.hears("Ada", "coffee yesterday")
    contact = ada.row(Contact)
    assert contact.person_id == ada.person_id("Rosa Lim")
    assert (contact.kind, contact.on) == ("met", YESTERDAY)


@pytest.mark.parametrize("line", ["coffee with Kim yesterday", "thanks", "list"])
def test_what_names_somebody_else_tells_nothing_of_her(
    ada: Company, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    asks(monkeypatch, WHAT)
    ada.say("Ada", "puzzle")
    ada.say("Ada", line)
    assert ada.count(Contact, person_id=ada.person_id("Rosa Lim")) == 0


@pytest.mark.parametrize("line", ["yes", "no", "2", "the second one", "sí"])
def test_an_answer_to_nothing_changes_nothing_and_says_so(
    ada: Company, line: str
) -> None:
    reply = ada.say("Ada", line)
    assert "nothing was changed" in reply.message.headline
    assert ada.count(Contact) == 0


def test_a_late_yes_never_does_something_old(
    ada: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks(monkeypatch, ONLY_ADD)
    ada.say("Ada", "puzzle", at=time(9))
    reply = ada.say("Ada", "yes", at=time(9, 10))
    assert "nothing was changed" in reply.message.headline
    assert ada.count(Contact) == 0


@pytest.mark.parametrize(
    "line",
    ["a" * 4000, "1" * 300, "🎉", "مرحبا", "<!channel>", "yes\x00", ", " * 40],
)
def test_odd_lines_answer_nothing(
    ada: Company, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    asks(monkeypatch, ONLY_ADD)
    ada.say("Ada", "puzzle")
    assert ada.say("Ada", line).message.headline
    assert ada.count(Contact) == 0
