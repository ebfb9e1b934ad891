"""A line that is not understood: one question, with what was likely meant to press."""

import pytest

from handlers.turn import Doubt
from storage.models import Contact, Note
from tests.handlers.company import Company, words


def lines(doubt: Doubt) -> list[str]:
    assert doubt.choices[-1].lines == ()
    return [line for choice in doubt.choices for line in choice.lines]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("lgo Dana call", "log Dana call"),
        ("remnd 9:00", "remind 9:00"),
        ("peopel", "list"),
        ("setings", "remind"),
        ("lst", "list"),
    ],
)
def test_the_line_that_was_nearly_typed_is_a_button(
    company: Company, typed: str, near: str
) -> None:
    doubt = company.doubt("Ada", typed)

    assert doubt.text == f"I don't know “{typed}”. Did you mean this?"
    assert lines(doubt) == [near, "help"]
    assert company.count(Contact) == 0
    company.hears("Ada", near)


@pytest.mark.parametrize("typed", ["remnd Klingon", "udno"])
def test_a_near_line_that_would_be_refused_is_not_offered(
    company: Company, typed: str
) -> None:
    company.tenant = "new"

    assert lines(company.doubt("Zoe", typed)) == ["next", "help"]
    assert "nothing to undo" in company.is_refused("Zoe", "undo")


def test_trying_the_near_line_keeps_nothing_of_it(company: Company) -> None:
    company.doubt("Ada", "lgo Dana call")

    assert company.count(Contact) == 0
    assert "No contact yet" in company.hears("Ada", "who Dana")


@pytest.mark.parametrize("typed", ["zzzz", "🦊", "مرحبا", "<!channel>", "—"])
def test_what_is_like_nothing_is_asked_about(company: Company, typed: str) -> None:
    doubt = company.doubt("Ada", typed)

    assert "nothing was saved" in doubt.text
    assert lines(doubt) == ["next", "help"]


def test_a_word_of_the_line_puts_the_likely_first(company: Company) -> None:
    assert lines(company.doubt("Ada", "the printer is fixed"))[0] == "issue"
    assert lines(company.doubt("Ada", "that was spam of you"))[0] == "remind stop"


def test_a_line_about_somebody_offers_what_can_be_done(company: Company) -> None:
    doubt = company.doubt("Ada", "send Dana the deck")

    assert doubt.text.startswith("I see Dana Whitfield in that, but not what happened")
    assert lines(doubt) == [
        "log Dana Whitfield",
        "note Dana Whitfield just a note: send Dana the deck",
        "next Dana Whitfield",
        "who Dana Whitfield",
    ]
    company.hears("Ada", lines(doubt)[1])
    assert company.count(Note) == 1


def test_a_name_alone_is_no_note(company: Company) -> None:
    assert lines(company.doubt("Ada", "Dana?")) == [
        "log Dana Whitfield", "next Dana Whitfield", "who Dana Whitfield",
    ]  # fmt: skip


def test_a_name_of_two_asks_which(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "add Dana Reyes in Legal")

    doubt = company.doubt("Ada", "Dana")

    assert doubt.text == "Which Dana?"
    assert sorted(lines(doubt)) == ["who Dana Reyes", "who Dana Whitfield"]


def test_namesakes_are_told_apart_in_what_is_offered(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "add another Dana Whitfield in Finance")

    doubt = company.doubt("Ada", "Dana Whitfield")

    assert sorted(lines(doubt)) == [
        "who Dana Whitfield (Finance)", "who Dana Whitfield (Operations)",
    ]  # fmt: skip
    for line in lines(doubt):
        assert "Dana Whitfield" in words(company.say("Ada", line).message)
