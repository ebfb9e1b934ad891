"""Words to send oneself: the right fact in them, and never a private note."""

import pytest

from storage.models import Change
from tests.handlers.company import Company, codes

QUOTED = "Edit it and send it yourself: I write to nobody but you."


def a_result_with_rosa(company: Company) -> None:
    told = company.say("Ada", "share Payroll runs on time, with Rosa")
    [code] = codes(told, "confirm")
    company.hears("Rosa Lim", f"confirm {code}")


def test_an_introduction_is_drafted_in_the_leaders_voice(company: Company) -> None:
    said = company.hears("Ada", "draft Kim introduction to Dana")

    assert said == (
        "To Kim Ito:\n"
        "Kim, I would like to get to know Dana. Would you "
        "introduce us, in a line or in person? If you would rather not, just say so.\n"
        f"{QUOTED}"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("draft Rosa praise to Dana", "Rosa, I am glad of what we did together: “"),
        ("draft Rosa a good word to Dana", "Would you mention it to Dana"),
        ("draft Rosa slot with Dana", "Could you get us 20 minutes with Dana"),
        ("draft Rosa intro to Dana", "“Payroll runs on time” may be a good reason"),
    ],
)
def test_the_result_is_named(company: Company, line: str, words: str) -> None:
    a_result_with_rosa(company)

    said = company.hears("Ada", line)

    assert words in said
    assert "“Payroll runs on time”" in said


def test_without_a_result_there_is_nothing_to_ask_praise_for(company: Company) -> None:
    said = company.is_refused("Ada", "draft Kim praise to Dana")

    assert "/outreach share what you achieved, with Kim" in said


def test_a_private_result_is_no_reason_for_an_introduction(company: Company) -> None:
    told = company.say("Ada", "share Hush hush, with Rosa; private")
    [code] = codes(told, "confirm")
    company.hears("Rosa Lim", f"confirm {code}")

    assert "Hush" not in company.hears("Ada", "draft Rosa intro to Dana")


def test_thanks_name_the_favour_and_its_day(company: Company) -> None:
    company.hears("Ada", "ask Rosa slot with Dana: canaryask")
    company.hears("Ada", "ask Rosa done")

    said = company.hears("Ada", "draft Rosa thanks")

    assert "thank you for getting me time with Dana. It came about on Tue 31" in said
    company.hears("Ada", "thanks Rosa")
    assert "ask Rosa done" in company.is_refused("Ada", "draft thanks Rosa")


def test_no_note_and_no_private_word_gets_into_a_draft(company: Company) -> None:
    a_result_with_rosa(company)
    for line in (
        "log Rosa met listened 70%: canarynote",
        "log Dana postponed: canarypostponed",
        "ask Rosa slot with Dana: canaryask",
        "ask Rosa done",
        "given Rosa: canarygiven",
    ):
        company.hears("Ada", line)
    for line in (
        "draft", "draft Rosa", "draft Rosa thanks", "draft Rosa praise to Dana",
        "draft Rosa slot with Dana", "draft Rosa introduction to Dana",
    ):  # fmt: skip
        assert "canary" not in company.hears("Ada", line), line


def test_the_drafts_of_open_steps_are_shown_again(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "ask Rosa slot with Dana: 20 minutes")
    company.hears("Ada", "ask Rosa done")
    assert "No step with a draft is open for Rosa" in company.hears("Ada", "draft Rosa")
    company.hears("Ada", "next")

    for line in ("draft", "draft Rosa", "draft Dana"):
        assert "Rosa, thank you for getting me time" in company.hears("Ada", line), line
    assert "No step with a draft" in company.hears("Ada", "draft Kim")
    assert "No step with a draft" in company.hears("Eve", "draft")


def test_a_unit_that_is_not_satisfied_is_said_with_the_draft(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    assert "Better not yet" not in company.hears("Ada", "draft Kim intro to Dana")
    company.hears("Ada", "issue open I-12 on Payroll severity 1 due 22 March: late")

    said = company.hears("Ada", "draft Kim intro to Dana")

    assert "Better not yet (S4, P04)\nI-12 on Payroll" in said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("draft Kim favour", "I have words for praise, a slot, an introduction"),
        ("draft Kim introduction", "Introduction to whom?"),
        ("draft Kim introduction to Kim", "somebody else than Kim and you"),
        ("draft Kim introduction to Nobody", "Nobody"),
        ("draft Ada introduction to Dana", "That is yourself"),
        ("draft Zoltan thanks", "Zoltan"),
        ("draft <!channel> 🙈", "<!channel>"),
        ("draft thanks", "Who?"),
        ("draft introduction to Dana", "Who?"),
    ],
)
def test_what_cannot_be_drafted_says_what_to_type(
    company: Company, line: str, words: str
) -> None:
    assert words in company.is_refused("Ada", line)


def test_a_draft_changes_nothing(company: Company) -> None:
    before = company.count(Change)
    company.hears("Ada", "draft Kim introduction to Dana")
    company.hears("Ada", "draft")
    assert company.count(Change) == before


def test_the_example_of_a_draft_leads_to_somebody_else(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    said = company.is_refused("Ada", "draft Dana introduction to Dana")
    assert said.endswith("/outreach draft Dana introduction to Kim")
