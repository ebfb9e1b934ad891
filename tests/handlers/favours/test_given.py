"""`given` and `thanks`: what the leader did for others, and the loops closed."""

from datetime import date

import pytest

from storage.models import Ask, Given
from tests.handlers.company import TODAY, Company


def test_a_gift_is_noted(company: Company) -> None:
    assert company.hears("Ada", "given Kim: reviewed her board deck") == (
        "Noted: you did something for Kim Ito, today, Tue 31 March: "
        "“reviewed her board deck”."
    )
    assert not company.row(Given).solicited


@pytest.mark.parametrize(
    "line",
    [
        "given Kim yesterday: reviewed it",
        "given to Kim on 30 March: reviewed it",
        "given Kim reviewed it yesterday",
        "given yesterday Kim: reviewed it",
        "given Kim Ito reviewed it on 30 March",
    ],
)
def test_name_day_and_words_come_in_any_order(company: Company, line: str) -> None:
    assert company.hears("Ada", line) == (
        "Noted: you did something for Kim Ito, yesterday, Mon 30 March: “reviewed it”."
    )


def test_several_people_are_noted_each(company: Company) -> None:
    for line in ("given Kim and Ben: a talk", "given Kim, Ben a talk"):
        assert "for Kim Ito and Ben Okoro, today" in company.hears("Ada", line)
    assert company.count(Given) == 4


def test_what_was_asked_for_is_marked(company: Company) -> None:
    said = company.hears("Ada", "given Kim on request: reviewed it")

    assert "because you were asked to: “reviewed it”." in said
    assert company.row(Given).solicited


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("given", "Who? Type for example: /outreach given Kim:"),
        ("given Kim", "What did you do for Kim?"),
        ("given Kim:", "What did you do for Kim?"),
        ("given Nobody: x", "I don't know “Nobody”."),
        ("given Ada: x", "That is yourself."),
        ("given Kim tomorrow: x", "Wed 1 April is still ahead"),
        ("given Kim on 31 February: x", "There is no 31 February."),
        (f"given Kim: {'x' * 501}", "That is 501 characters"),
        ("given 🙂", "I don't know “🙂”."),
        ("thanks Nobody", "I don't know “Nobody”."),
        ("thanks Ada", "That is yourself."),
        (f"thanks Rosa: {'x' * 501}", "That is 501 characters"),
    ],
)
def test_what_cannot_be_is_refused(company: Company, line: str, said: str) -> None:
    assert company.is_refused("Ada", line).startswith(said)
    assert company.count(Given) == 0


def test_two_of_one_name_are_asked_about(company: Company) -> None:
    company.person("Rosa Diaz", "Operations")

    for verb in ("given Rosa: x", "thanks Rosa"):
        assert "Which one?" in company.is_refused("Ada", verb)


def test_any_script_is_kept_and_sealed(company: Company) -> None:
    company.hears("Ada", "given Kim: 🙂 مراجعة <!channel>")

    sealed = company.row(Given).what
    assert isinstance(sealed, bytes)
    assert "مراجعة".encode() not in sealed


def test_thanks_close_the_newest_fulfilled_ask(company: Company) -> None:
    company.say("Ada", "ask Rosa favour: old", on=date(2026, 1, 5))
    company.say("Ada", "ask Rosa done", on=date(2026, 1, 5))
    company.say("Ada", "ask Rosa slot with Dana")
    company.say("Ada", "ask Rosa done")

    assert company.hears("Ada", "thanks Rosa") == (
        "Noted: you thanked Rosa Lim, today, Tue 31 March.\n"
        "That closes your ask to Rosa for a review slot with Dana Whitfield. "
        "1 more to say thanks for."
    )
    assert company.row(Ask, type="review slot").thanked_on == TODAY
    assert company.row(Ask, type="favour").thanked_on is None
    assert company.hears("Ada", "thanks to Rosa: for the look").endswith(
        "That closes your ask to Rosa for a favour."
    )
    assert company.count(Given) == 0


def test_thanks_for_nothing_known_are_kept_and_say_what_to_type(
    company: Company,
) -> None:
    assert company.hears("Ada", "thanks Rosa") == (
        "Noted: you thanked Rosa Lim, today, Tue 31 March.\n"
        "Nothing was waiting for thanks, so I keep it as something you gave. To note "
        "what somebody did for you: /outreach ask Rosa favour"
    )
    assert company.count(Given) == 1


def test_thanks_before_it_was_done_say_how_to_note_that_it_was(
    company: Company,
) -> None:
    company.say("Ada", "ask Rosa slot with Dana")

    said = company.hears("Ada", "thanks Rosa")

    assert said.endswith(
        "If Rosa has done what you asked, press Undo and type: /outreach ask Rosa "
        "done, then /outreach thanks Rosa"
    )
    assert company.row(Ask).thanked_on is None


def test_another_leaders_asks_are_not_closed(company: Company) -> None:
    company.say("Ada", "ask Rosa favour: a look")
    company.say("Ada", "ask Rosa done")

    assert "Nothing was waiting" in company.hears("Kim Ito", "thanks Rosa")
    assert company.row(Ask).thanked_on is None


def test_undo_takes_gift_and_thanks_back(company: Company) -> None:
    company.say("Ada", "ask Rosa favour: a look")
    company.say("Ada", "ask Rosa done")

    company.undo(company.say("Ada", "thanks Rosa"))
    company.undo(company.say("Ada", "given Kim: reviewed it"))

    assert company.row(Ask).thanked_on is None
    assert company.count(Given) == 0
