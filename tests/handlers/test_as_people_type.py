"""Lines as people really type them, found by trying: read right, or refused usefully.

Today is Tuesday 31 March 2026.
"""

import re

import pytest

from storage.models import Contact
from tests.handlers.asking import asks, carry_out, labels, lines
from tests.handlers.company import Company

TO_TYPE = re.compile(r"/outreach (.+?)(?:\.$|$)", re.MULTILINE)


def typed_instead(refused: str) -> str:
    """Return the last line a refusal tells one to type."""
    return str(TO_TYPE.findall(refused)[-1])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("add Zoe Hart (Head of Sales)", "Added to your list: Zoe Hart, Head of Sales"),
        ("add Zoe Hart - CFO - in Sales", "Added to your list: Zoe Hart, CFO in Sales"),
        ("add Zoe Hart, VP, Payments", "Added to your list: Zoe Hart, VP, Payments."),
        ("add Zoe Hart, head of Sales in Sales", "Heads Sales"),
    ],
)
def test_somebody_is_added_however_they_are_described(
    company: Company, line: str, says: str
) -> None:
    assert says in company.hears("Ada", line)


@pytest.mark.parametrize("line", ["add the new head of HR", "add my boss"])
def test_somebody_without_a_name_is_not_added(company: Company, line: str) -> None:
    assert "is nobody's name" in company.is_refused("Ada", line)


def test_a_name_typed_in_small_letters_can_be_typed_anew(company: Company) -> None:
    company.hears("Ada", "add zoe hart")

    said = company.hears("Ada", "add Zoe Hart")

    assert said == "Updated: Zoe Hart.\nName was “zoe hart”."
    assert "Nothing was changed." in company.hears("Ada", "add zoe hart")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("log: Dana call", "Logged: call with Dana Whitfield, today, Tue 31 March."),
        ("/log Dana call", "Logged: call with Dana Whitfield, today, Tue 31 March."),
        ("log Dana: call yesterday", "call with Dana Whitfield, yesterday, Mon 30"),
        ("log Dana: no reply", "Logged: no reply from Dana Whitfield, today"),
        ("log Dana met Monday 30 March", "meeting with Dana Whitfield, yesterday, Mon"),
        ("log Dana met on Fri, 27 March", "meeting with Dana Whitfield, Fri 27 March."),
        ("log Dana call next Tue 12 May", "Next meeting Tue 12 May"),
    ],
)
def test_a_contact_is_read_however_it_is_written(
    company: Company, line: str, says: str
) -> None:
    said = company.hears("Ada", line)

    assert says in said
    assert "note" not in said


def test_a_note_that_says_more_than_how_stays_a_note(company: Company) -> None:
    said = company.hears("Ada", "log Dana: call her about the cut-over")

    assert "Kept as your private note: “call her about the cut-over”" in said


def test_a_weekday_that_is_not_that_day_is_asked_about(company: Company) -> None:
    asked = asks(company, "Ada", "log Dana met Tuesday 30 March")

    assert asked.text == (
        "30 March 2026 is a Mon, not a Tue. Write the day alone, like 30 March 2026."
    )
    assert [(one.label, *one.lines) for one in asked.choices] == [
        ("Mon 30 March", "log Dana Whitfield met 2026-03-30"),
        ("Tue 31 March", "log Dana Whitfield met 2026-03-31"),
        ("Nothing",),
    ]
    assert company.count(Contact) == 0


@pytest.mark.parametrize(
    ("span", "days"),
    [
        ("this week", ["Mon 30 March", "Tue 31 March"]),
        ("the other day", ["Mon 30 March", "Fri 27 March", "Thu 26 March",
                           "Wed 25 March", "Tue 24 March"]),
        ("last month", ["Just a note"]),
        ("in January", ["Just a note"]),
    ],
)  # fmt: skip
def test_a_span_of_days_is_no_day_and_today_is_not_guessed(
    company: Company, span: str, days: list[str]
) -> None:
    asked = asks(company, "Ada", f"log Dana met {span}")

    assert asked.text == "Which day was it?"
    assert labels(asked) == [*days, "Nothing"]
    assert asked.line == "log Dana Whitfield met {}"
    assert company.count(Contact) == 0
    assert "yesterday" in company.hears("Ada", asked.line.format("yesterday"))


def test_a_number_that_is_no_day_is_asked_about(company: Company) -> None:
    for line in ("log Dana met 20260105", "log Dana call 12-3", "log Dana call 42"):
        asked = asks(company, "Ada", line)
        said = line.removeprefix("log ")
        kind = said.split()[1]

        assert asked.text == "Dana Whitfield: did it take place?"
        assert lines(asked) == [
            (f"log Dana Whitfield {kind} 2026-03-31: {said}",),
            (f"note Dana Whitfield just a note: {said}",),
            (),
        ]
    assert company.count(Contact) == 0


def test_a_span_in_a_note_is_a_note(company: Company) -> None:
    said = company.hears("Ada", "met Dana yesterday about the plans for this year")

    assert "“about the plans for this year”" in said


def test_a_meeting_to_come_is_planned(company: Company) -> None:
    said = company.hears("Ada", "lunch with Dana tomorrow")

    assert said.startswith("Planned: lunch with Dana Whitfield, tomorrow, Wed 1 April.")


def test_a_meeting_to_come_that_is_logged_is_asked_about(company: Company) -> None:
    asked = asks(company, "Ada", "log Dana met 12 May")

    assert labels(asked) == ["It is planned: Tue 12 May", "Just a note", "Nothing"]
    assert asked.choices[0].lines == ("plan Dana Whitfield met 2026-05-12",)
    said = carry_out(company, "Ada", asked.choices[0])
    assert said.startswith("Planned: meeting with Dana Whitfield, Tue 12 May.")


def test_a_correction_to_a_day_ahead_offers_the_next_meeting(
    company: Company,
) -> None:
    company.hears("Ada", "log Dana call")

    for line, corrected in (
        ("edit Dana tomorrow", "edit Dana Whitfield next 2026-04-01"),
        ("edit tomorrow", "edit next 2026-04-01"),
    ):
        asked = asks(company, "Ada", line)
        assert asked.text.startswith("Wed 1 April is still ahead")
        assert labels(asked) == ["Next meeting Wed 1 April", "Nothing"]
        assert lines(asked) == [(corrected,), ()]

    said = carry_out(company, "Ada", asked.choices[0])
    assert "next meeting tomorrow, Wed 1 April" in said


def test_a_correction_that_is_not_understood_says_where_a_note_goes(
    company: Company,
) -> None:
    company.hears("Ada", "log Dana call")

    said = company.is_refused("Ada", "edit some quite odd words Dana listened 60%")

    assert said.startswith(
        "I did not understand “some quite odd words Dana listened 60%”, so nothing was "
        "changed. Put a note after a colon."
    )


def test_the_last_contact_can_be_called_that(company: Company) -> None:
    company.hears("Ada", "log Dana call")

    said = company.hears("Ada", "edit my last call with Dana to Friday")

    assert "Now: Fri 27 March: call" in said


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Rosa knows Dana well", "Rosa Lim knows Dana Whitfield."),
        ("Rosa and Ben know each other", "Rosa Lim knows Ben Okoro."),
    ],
)
def test_who_knows_whom_is_read_in_plain_words(
    company: Company, line: str, says: str
) -> None:
    assert f"Kept: {says}" in company.hears("Ada", line)


def test_who_does_not_know_whom_is_not_kept(company: Company) -> None:
    said = company.is_refused("Ada", "Rosa doesn't know Dana")

    assert said.startswith("I keep who knows whom, not who does not")


@pytest.mark.parametrize("line", ["why not Dana", "why can't I ask Dana?"])
def test_why_not_is_why(company: Company, line: str) -> None:
    assert company.hears("Ada", line) == company.hears("Ada", "why Dana")


def test_twenty_minutes_with_somebody_are_a_review_slot(company: Company) -> None:
    said = company.hears("Ada", "ask Rosa for 20 minutes with Dana")

    assert "you asked Rosa Lim for a review slot with Dana Whitfield, today" in said
    assert "“20 minutes”" in said


def test_minutes_of_a_favour_stay_a_favour(company: Company) -> None:
    said = company.hears("Ada", "ask Rosa favour: 20 minutes of her analyst")

    assert "you asked Rosa Lim for a favour" in said


@pytest.mark.parametrize("place", ["GB-ENG", "GB/ENG", "gb-eng", "England"])
def test_holidays_are_named_as_the_settings_name_them(
    company: Company, place: str
) -> None:
    said = company.hears("Ada", f"remind holidays {place}")

    assert "Public holidays: GB/ENG" in said


def test_an_issue_for_one_of_several_units_is_asked_for_in_full(
    company: Company,
) -> None:
    company.hears("Ada", "service Payroll for Finance")

    line = "issue open I-12 on payroll due 22 March: salaries late"
    said = company.is_refused("Ada", line)

    assert said.startswith("For which unit: Finance or Operations? Type: ")
    opened = company.hears("Ada", typed_instead(said))
    assert "I-12 on Payroll for Finance" in opened
    assert "due Sun 22 March: salaries late" in opened


def test_the_units_word_in_a_sentence_is_offered_as_the_command(
    company: Company,
) -> None:
    company.hears("Ada", "issue open I-7 on Payroll for Operations: late")

    doubt = company.doubt("Ada", "Rosa says I-7 is fixed")

    choice = doubt.choices[0]
    assert choice.lines == ("issue confirm I-7 by Rosa Lim",)
    said = company.hears("Ada", choice.lines[0])
    assert "is confirmed as fixed by Rosa Lim" in said


def test_an_issue_confirmed_too_early_is_refused_with_the_confirmation(
    company: Company,
) -> None:
    company.hears("Ada", "issue open I-7 on Payroll for Operations: late")

    said = company.is_refused("Ada", "issue confirm I-7 by Rosa yesterday")

    assert typed_instead(said) == "issue confirm I-7 by Rosa Lim"


def test_three_refusals_on_one_day_are_one(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    for _ in range(3):
        said = company.hears("Ada", "log Dana no reply")
    assert "send no invitations" not in said

    company.hears("Ada", "log Dana no reply 20 March")
    said = company.hears("Ada", "log Dana no reply 10 March")
    assert "Dana did not reply on Tue 10 March, Fri 20 March and Tue 31 March." in said


def test_a_small_word_that_is_misspelt_is_put_right(company: Company) -> None:
    said = company.hears("Ada", "log Dana emial")

    assert said.startswith("Logged: email with Dana Whitfield, today, Tue 31 March.")


def test_a_slip_that_may_be_anything_is_asked_about(company: Company) -> None:
    asked = asks(company, "Ada", "log Dana cxl yesterday")

    assert asked.text == "Dana Whitfield: did it take place?"
    assert [(one.label, *one.lines) for one in asked.choices] == [
        ("It happened: met, Mon 30 March",
         "log Dana Whitfield met 2026-03-30: Dana cxl yesterday"),
        ("It happened: call, Mon 30 March",
         "log Dana Whitfield call 2026-03-30: Dana cxl yesterday"),
        ("Just a note", "note Dana Whitfield just a note: Dana cxl yesterday"),
        ("Nothing",),
    ]  # fmt: skip
    assert company.count(Contact) == 0


@pytest.mark.parametrize("note", ["budget", "fun", "q3"])
def test_a_word_of_a_note_stays_a_note(company: Company, note: str) -> None:
    assert f"“{note}”" in company.hears("Ada", f"log Dana call {note}")


def test_a_month_behind_a_call_may_be_its_day(company: Company) -> None:
    asked = asks(company, "Ada", "log Dana call may")

    assert labels(asked) == [
        "It is planned, no day yet",
        "Just a note",
        "It happened: call, Tue 31 March",
        "Nothing",
    ]
    assert company.count(Contact) == 0


@pytest.mark.parametrize(
    "line", ["I invited Dana for lunch", "we've invited Dana to the workshop"]
)
def test_an_invitation_is_no_meeting(company: Company, line: str) -> None:
    company.doubt("Ada", line)

    assert company.count(Contact) == 0


def test_an_answered_invitation_is_asked_about_its_answer_first(
    company: Company,
) -> None:
    asked = asks(company, "Ada", "I invited Dana but she declined")

    assert (asked.choices[0].label, *asked.choices[0].lines) == (
        "Dana: declined",
        "log Dana Whitfield declined 2026-03-31: but she declined",
    )
    said = carry_out(company, "Ada", asked.choices[0])
    assert said.startswith("Logged: Dana Whitfield declined, today")


def test_how_much_of_the_time_is_a_share(company: Company) -> None:
    said = company.hears("Ada", "log Dana call, I listened 60% of the time")

    assert "Listened 60%" in said
    assert "note" not in said


def test_no_answer_yet_is_an_outcome(company: Company) -> None:
    said = company.hears("Ada", "emailed Dana about the review, no answer yet")

    assert said.startswith("Logged: email with Dana Whitfield, no reply, today")


@pytest.mark.parametrize(
    "line", ["who heads Operations", "next everyone", "who is not here"]
)
def test_words_that_are_no_name_are_not_offered_as_one(
    company: Company, line: str
) -> None:
    assert "/outreach add" not in company.is_refused("Ada", line)


def test_changing_that_corrects_it(company: Company) -> None:
    company.hears("Ada", "log Kim call")

    said = company.hears("Ada", "change that to yesterday")

    assert said.startswith("Corrected: call with Kim Ito.")
    assert "Now: Mon 30 March: call" in said


def test_a_word_that_means_what_it_says_is_no_slip_of_a_verb(company: Company) -> None:
    company.hears("Ada", "log Kim call")

    doubt = company.doubt("Ada", "cancel")

    assert "Did you mean" not in doubt.text
    assert "undo" in [one for choice in doubt.choices for one in choice.lines]


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("next for Dana", "next Dana"),
        ("what should I do next with Dana?", "next Dana"),
        ("show me Dana", "who Dana"),
        ("status", "list"),
        ("why not?", "why"),
    ],
)
def test_more_questions_are_the_command_they_mean(
    company: Company, line: str, command: str
) -> None:
    assert company.hears("Ada", line) == company.hears("Ada", command)
