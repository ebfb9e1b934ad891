"""What moves people: `motivator`, `hearsay`, `need`, `topic` and `remark`."""

from datetime import date

import pytest

from storage.models import Motivator, Need, Remark, Topic
from tests.handlers.asking import asks, lines
from tests.handlers.company import TODAY, Company

LATER = date(2026, 4, 20)


@pytest.fixture
def ada(company: Company) -> Company:
    """Ada has one item on her agenda, and Dana on her list."""
    company.say("Ada", "add Dana Whitfield")
    company.say("Ada", "agenda Cut-over to the new payroll, decision 12 June")
    return company


@pytest.mark.parametrize(
    "line",
    [
        "motivator Dana: overtime below 3 %",
        "motivator Dana overtime below 3 %",
        "motivator Dana today: overtime below 3 %",
    ],
)
def test_their_own_words_are_confirmed(ada: Company, line: str) -> None:
    assert ada.hears("Ada", line).startswith(
        "Kept: what moves Dana Whitfield, in their own words, today, Tue 31 March: "
        "“overtime below 3 %”."
    )
    assert ada.row(Motivator).confirmed


def test_what_others_say_is_hearsay_until_confirmed(ada: Company) -> None:
    said = ada.hears("Ada", "motivator Dana from Rosa, position: her standing")
    assert "hearsay from Rosa Lim" in said
    assert not ada.row(Motivator).confirmed
    assert ada.row(Motivator).currency == "position"

    said = ada.hears("Ada", "motivator Dana confirmed", on=LATER)

    assert said.startswith("Confirmed by Dana Whitfield, today, Mon 20 April")
    row = ada.row(Motivator)
    assert (row.confirmed, row.told_by_id, row.on) == (True, None, LATER)


@pytest.mark.parametrize(
    "line", ["hearsay Dana: the Lisbon site", "motivator hearsay Dana: the Lisbon site"]
)
def test_hearsay_may_have_no_teller(ada: Company, line: str) -> None:
    assert ", hearsay, today" in ada.hears("Ada", line)
    assert (ada.row(Motivator).confirmed, ada.row(Motivator).told_by_id) == (
        False, None,
    )  # fmt: skip


def test_the_same_words_are_kept_once_and_refreshed(ada: Company) -> None:
    ada.say("Ada", "motivator Dana: Overtime below 3 %")
    ada.say("Ada", "hearsay Dana from Rosa: overtime  below 3 %.", on=LATER)

    row = ada.row(Motivator)
    assert (row.on, row.confirmed) == (LATER, True)
    ada.say("Ada", "motivator Dana: overtime below 5 %")
    assert ada.count(Motivator) == 2


def test_a_need_is_served_by_an_item_or_by_nothing_yet(ada: Company) -> None:
    said = ada.hears("Ada", "need Dana: fewer late payslips")
    assert "nothing serves it yet" in said
    said = ada.hears("Ada", "need Dana on A-1: fewer late payslips")
    assert "A-1 serves it" in said
    assert ada.row(Need).item_id is not None
    assert "A-1 serves it" in ada.hears("Ada", "need Dana: fewer late payslips")
    assert ada.count(Need) == 1


def test_topics_wait_for_the_next_real_conversation(ada: Company) -> None:
    said = ada.hears("Ada", "topic Dana: her cut-over dates; Rosa's promotion")
    assert "with Dana Whitfield: 2 topics." in said
    assert "“Rosa's promotion”" in ada.hears("Ada", "topic Dana")

    ada.say("Ada", "log Dana email")
    ada.say("Ada", "log Dana call yesterday")
    assert "2 topics" in ada.hears("Ada", "topic Dana")
    call = ada.say("Ada", "log Dana call")
    assert ada.hears("Ada", "topic Dana").startswith("No topic for Dana Whitfield yet.")
    ada.undo(call)
    assert "2 topics" in ada.hears("Ada", "topic Dana")


def test_a_bad_word_is_put_right_by_talking_or_by_word(ada: Company) -> None:
    said = ada.hears("Ada", "remark Kim: says payroll is always late")
    assert said.startswith("Noted, for you alone: what Kim Ito said, today")
    ada.say("Ada", "log Kim met")
    assert ada.row(Remark).repaired_on == TODAY

    ada.say("Ada", "remark Rosa yesterday: never works")
    assert "1 bad word" in ada.hears("Ada", "remark Rosa repaired")
    assert "No bad word" in ada.is_refused("Ada", "remark Rosa repaired")


def test_who_shows_all_of_it(ada: Company) -> None:
    for line in (
        "hearsay Dana from Rosa, task: overtime",
        "motivator Dana: her team",
        "need Dana on A-1: fewer late payslips",
        "stance Dana on A-1 resistant, wanted supportive",
        "heard Dana on A-1: fears March",
        "topic Dana: Lisbon",
        "remark Dana: always late",
    ):
        ada.hears("Ada", line)

    said = ada.hears("Ada", "who Dana")

    for shown in (
        "“overtime”, hearsay from Rosa Lim, task",
        "“her team”, in their own words",
        "“fewer late payslips”, A-1 serves it",
        "A-1: resistant, wanted supportive; heard Tue 31 March: “fears March”",
        "“Lisbon”",
        "“always late”",
    ):
        assert shown in said
    assert "overtime" not in ada.hears("Kim Ito", "who Dana")


def test_who_stays_below_what_a_message_holds(ada: Company) -> None:
    for number in range(12):
        for verb in ("motivator", "need", "topic", "remark"):
            ada.say("Ada", f"{verb} Dana: {number}{str(number) * 200} {'x' * 200}")
        ada.say("Ada", f"log Dana call: {'n' * 900}")

    assert len(ada.hears("Ada", "who Dana")) < 10_000


@pytest.mark.parametrize("verb", ["motivator", "hearsay", "need", "topic", "remark"])
@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("", "Who?"),
        ("Nobody: x", "I don't know “Nobody”."),
        ("Ada: x", "That is yourself."),
        ("<!channel>: x", "I don't know “<!channel>”."),
        (f"Dana: {'x' * 501}", "That is 501 characters"),
        ("🙂", "I don't know “🙂”."),
    ],
)
def test_what_cannot_be_is_refused(
    ada: Company, verb: str, rest: str, said: str
) -> None:
    assert ada.is_refused("Ada", f"{verb} {rest}").startswith(said)
    for model in (Motivator, Need, Topic, Remark):
        assert ada.count(model) == 0


@pytest.mark.parametrize("verb", ["motivator", "need", "remark"])
def test_a_day_ahead_and_no_words_are_refused(ada: Company, verb: str) -> None:
    assert "still ahead" in ada.is_refused("Ada", f"{verb} Dana tomorrow: x")
    assert "Type for example" in ada.is_refused("Ada", f"{verb} Dana")


def test_more_topics_than_a_meeting_has_room_for_are_refused(ada: Company) -> None:
    ada.hears("Ada", f"topic Dana: {'; '.join('abcdefghij')}")

    assert "one meeting has room" in ada.is_refused("Ada", "topic Dana: k")


def test_two_of_one_name_are_asked_about(ada: Company) -> None:
    ada.hears("Ada", "add Dana Reed in Finance")

    for verb in ("motivator", "need", "topic", "remark"):
        assert "Which one?" in asks(ada, "Ada", f"{verb} Dana: x").text


def test_hearsay_of_one_of_two_is_typed_again_as_it_was(ada: Company) -> None:
    ada.hears("Ada", "add Dana Reed in Finance")

    asked = asks(ada, "Ada", "hearsay Dana: x")

    assert ("hearsay Dana Reed: x",) in lines(asked)


def test_hearsay_needs_no_colon(ada: Company) -> None:
    said = ada.hears("Ada", "hearsay Dana she wants the Lisbon site")
    assert "hearsay, today" in said and "“she wants the Lisbon site”" in said


def test_any_script_is_kept_and_sealed(ada: Company) -> None:
    for verb, model in (
        ("motivator", Motivator), ("need", Need), ("topic", Topic), ("remark", Remark),
    ):  # fmt: skip
        reply = ada.say("Ada", f"{verb} Dana: 🙂 مراجعة <!channel>")
        assert "مراجعة".encode() not in ada.row(model).text
        ada.undo(reply)
        assert ada.count(model) == 0


def test_forgetting_erases_it(ada: Company) -> None:
    for verb in ("motivator", "need on A-1", "topic", "remark"):
        name, *on = verb.split(" ", 1)
        ada.hears("Ada", f"{name} Dana {' '.join(on)}: x")
    ada.hears("Ada", "forget Dana yes")

    for model in (Motivator, Need, Topic, Remark):
        assert ada.count(model) == 0
