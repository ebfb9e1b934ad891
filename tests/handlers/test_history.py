"""`why Dana history`: the story with one executive, in date order and in words."""

from datetime import date, time

import pytest

from tests.handlers.company import Company, codes

APRIL = date(2026, 4, 1)


@pytest.fixture
def told(company: Company) -> Company:
    """A company in which much has happened with Rosa and Dana."""
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "log Dana postponed on 3 March")
    company.hears(
        "Ada", "log Rosa met on 10 March listened 70%: wants fewer late slips"
    )
    company.hears("Ada", "given Rosa: reviewed her plan")
    [code] = codes(company.say("Ada", "share Payroll on time, with Rosa"), "confirm")
    company.hears("Rosa Lim", f"confirm {code}")
    company.hears("Ada", "ask Rosa slot with Dana: 20 minutes")
    company.hears("Ada", "ask Rosa done", on=APRIL)
    company.hears("Ada", "thanks Rosa", on=APRIL)
    return company


def test_the_story_is_told_in_date_order(told: Company) -> None:
    assert told.hears("Ada", "why Rosa history", on=APRIL) == (
        "The story with Rosa Lim\n"
        "Tue 10 March: Met, listened 70%. Your note: “wants fewer late slips”\n"
        "Tue 31 March: You asked Rosa Lim for a review slot with Dana Whitfield\n"
        "Tue 31 March: You gave Rosa: “reviewed her plan”\n"
        "Tue 31 March: Result with Rosa Lim: “Payroll on time”\n"
        "Tue 31 March: Rosa Lim confirmed “Payroll on time”\n"
        "Wed 1 April: It came about: a review slot with Dana Whitfield\n"
        "Wed 1 April: You thanked Rosa Lim for a review slot with Dana Whitfield"
    )


def test_whom_an_ask_leads_to_has_it_in_their_story_too(told: Company) -> None:
    story = told.hears("Ada", "why Dana history", on=APRIL)

    assert "Tue 3 March: Postponed\n" in story
    assert "You asked Rosa Lim for a review slot with Dana Whitfield" in story


@pytest.mark.parametrize(
    "line",
    [
        "why --history Rosa", "why Rosa --history", "why —history Rosa",
        "why history Rosa Lim", "why Rosa History 1", "why Rosa history page 1",
    ],
)  # fmt: skip
def test_it_may_be_asked_for_in_several_ways(told: Company, line: str) -> None:
    assert told.hears("Ada", line, on=APRIL).startswith("The story with Rosa Lim\n")


def test_advice_and_answers_are_part_of_it(told: Company) -> None:
    told.hears("Ada", "next")
    told.hears("Ada", "next", on=APRIL)
    told.hears("Ada", "not relevant 3 wrong time", on=APRIL)

    story = told.hears("Ada", "why Dana history", on=APRIL)

    assert story.count("Suggested (P07)") == 1, story
    assert "Wed 1 April: You put it aside (wrong time): “" in story


def test_a_step_stands_under_the_day_on_which_it_was_said(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.say("Ada", "issue open on Payroll for Operations: late, due 28 March")
    company.hears("Ada", "next")
    company.hears("Ada", "next", on=date(2026, 4, 9))
    company.hears("Ada", "on it 1", on=date(2026, 4, 9))

    story = company.hears("Ada", "why Dana history", on=date(2026, 4, 9))

    [shown] = [one for one in story.splitlines() if "Suggested (P03)" in one]
    assert shown.startswith("Tue 31 March: ")
    [taken] = [one for one in story.splitlines() if "You took it on" in one]
    assert taken.startswith("Thu 9 April: ")


def test_an_answer_taken_back_stays_in_the_story(told: Company) -> None:
    told.hears("Ada", "next", on=APRIL)
    told.hears("Ada", "on it 3", on=APRIL)
    told.hears("Ada", "undo", on=APRIL)

    story = told.hears("Ada", "why Dana history", on=APRIL)

    assert "You took it on: “" in story
    assert "You took your answer back: “" in story


def test_a_long_story_has_pages_the_newest_first(company: Company) -> None:
    for day in range(1, 31):
        company.hears("Ada", f"log Kim call on {day} March: {'x' * 900} note{day}.")

    newest = company.hears("Ada", "why Kim history")
    assert newest.startswith("The story with Kim Ito, page 1 of 2\nMon 16 March: Call")
    assert newest.endswith("\nEarlier: /outreach why Kim Ito history 2")
    assert len(newest) < 8_000
    oldest = company.hears("Ada", "why Kim Ito history 2")
    assert oldest.splitlines()[1].startswith("Sun 1 March")
    assert "Earlier" not in oldest


@pytest.mark.parametrize("page", ["0", "2", "999999"])
def test_a_page_there_is_not_is_refused(told: Company, page: str) -> None:
    said = told.is_refused("Ada", f"why Rosa history {page}", on=APRIL)
    assert "has 1 page" in said and "/outreach why Rosa Lim history" in said


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("why history", "Who?"),
        ("why --history", "Who?"),
        ("why Zoltan history", "Zolt"),
    ],
)
def test_nobody_named_or_nobody_known_is_said(
    told: Company, line: str, words: str
) -> None:
    assert words in told.is_refused("Ada", line)


def test_nobody_reads_anothers_story(told: Company) -> None:
    assert told.hears("Eve", "why Rosa history", on=APRIL).startswith(
        "Nothing has happened with Rosa Lim yet."
    )


def test_the_source_sentence_stands_under_the_why(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "issue open I-12 on Payroll severity 1 due 22 March: late")

    why = company.say("Ada", "why Dana", at=time(10))

    facts = [fact for part in why.message.sections for fact in part.facts]
    assert (
        "S3: “If issues exist, get them resolved.” (Susan Cramm, cio.com 2007)" in facts
    )


def test_what_was_heard_about_the_agenda_is_part_of_it(told: Company) -> None:
    for line in (
        "agenda Cut-over to the new payroll",
        "hearsay Dana from Rosa: her standing with the board",
        "motivator Dana: overtime below 3 %",
        "need Dana on A-1: fewer late payslips",
        "heard Dana on A-1: she fears March",
        "propose A-1 to Dana anyway: safety",
        "objection Dana on A-1: no testers",
        "remark Dana: says payroll is always late",
    ):
        told.hears("Ada", line)
    told.hears("Ada", "objection Dana on A-1 answered", on=APRIL)

    story = told.hears("Ada", "why Dana history", on=APRIL)

    for line in (
        "What moves Dana, hearsay, from Rosa Lim: “her standing with the board”",
        "What moves Dana, in their own words: “overtime below 3 %”",
        "Dana needs “fewer late payslips”",
        "Heard Dana on A-1: “she fears March”",
        "You proposed A-1 to Dana",
        "Dana objected to A-1: “no testers”",
        "A bad word by Dana: “says payroll is always late”",
    ):
        assert f"Tue 31 March: {line}" in story
    assert "Wed 1 April: The objection to A-1 was answered" in story
