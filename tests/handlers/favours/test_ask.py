"""`ask`: what was asked of whom, the answer, and how often one may ask."""

from datetime import date, timedelta

import pytest

from storage.models import Ask
from tests.handlers.asking import asks, lines
from tests.handlers.company import TODAY, Company

SLOT = "ask Rosa slot with Dana: 20 minutes to review the cut-over"
MAY_6, MAY_20 = date(2026, 5, 6), date(2026, 5, 20)


def test_an_ask_is_noted_with_what_to_type_next(company: Company) -> None:
    assert company.hears("Ada", SLOT, on=MAY_6) == (
        "Noted: you asked Rosa Lim for a review slot with Dana Whitfield, today, Wed "
        "6 May.\n"
        "When there is an answer: /outreach ask Rosa granted for 20 May, or "
        "/outreach ask Rosa declined\n"
        "“20 minutes to review the cut-over”"
    )
    row = company.row(Ask)
    assert (row.type, row.on, row.agreed_on) == ("review slot", MAY_6, None)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ask Rosa for a review slot with Dana", "a review slot with Dana Whitfield"),
        ("ask slot with Dana from Rosa", "a review slot with Dana Whitfield"),
        ("ask Rosa praise to Dana: the cut-over", "a good word to Dana Whitfield"),
        ("ask Rosa for a good word to Dana", "a good word to Dana Whitfield"),
        ("ask Rosa to introduce me to Dana", "an introduction to Dana Whitfield"),
        ("ask Rosa intro Dana".replace("Dana", "to Dana"), "an introduction to Dana"),
        ("ask Rosa meeting", "a meeting"),
        ("ask Rosa for a meeting with me", "a meeting"),
        ("ask Rosa favour: a second look", "a favour"),
        ("ask Rosa: a second look", "a favour"),
        ("ask Rosa for help with the forecast", "a favour"),
    ],
)
def test_every_type_is_understood(company: Company, line: str, said: str) -> None:
    assert company.hears("Ada", line).startswith(
        f"Noted: you asked Rosa Lim for {said}"
    )


def test_help_with_a_thing_keeps_the_thing(company: Company) -> None:
    said = company.hears("Ada", "ask Rosa for help with the forecast")

    assert said.endswith("“forecast”")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ask Rosa slot", "Slot with whom? Type for example: /outreach ask Rosa slot"),
        ("ask Rosa praise", "Praise to whom?"),
        ("ask Rosa intro", "Intro to whom?"),
        ("ask Rosa slot with Rosa", "Slot with whom?"),
        ("ask Rosa", "What do you ask of Rosa Lim: a meeting, praise, an intro,"),
        ("ask Rosa with Dana", "What do you ask of Rosa Lim:"),
        ("ask Ada favour: x", "That is yourself."),
        ("ask Nobody slot with Dana", "I don't know “Nobody”."),
        ("ask Rosa slot with Nobody", "I don't know “Nobody”."),
        ("ask slot", "Who? Type for example: /outreach ask Rosa slot with Dana"),
        ("ask <!channel> 🙂", "I don't know “<!channel> 🙂”."),
        ("ask Rosa slot with Dana on 31 February", "There is no 31 February."),
        (f"ask Rosa favour: {'x' * 501}", "That is 501 characters"),
    ],
)
def test_what_cannot_be_is_refused(company: Company, line: str, said: str) -> None:
    assert company.is_refused("Ada", line).startswith(said)
    assert company.count(Ask) == 0


def test_two_of_one_name_are_asked_about(company: Company) -> None:
    company.person("Rosa Diaz", "Operations")

    asked = asks(company, "Ada", SLOT)

    assert (SLOT.replace("Rosa", "Rosa Lim"),) in lines(asked)


@pytest.mark.parametrize(
    "answer",
    ["granted for 20 May", "yes for 20 May", "agreed for 20 May", "said yes, 20 May"],
)
def test_a_yes_with_a_day_is_a_promise(company: Company, answer: str) -> None:
    company.say("Ada", SLOT, on=MAY_6)

    assert company.hears("Ada", f"ask Rosa {answer}", on=MAY_6) == (
        "Noted: Rosa Lim agreed for Wed 20 May: a review slot with Dana Whitfield.\n"
        "It counts as done when you log the meeting with Dana Whitfield."
    )
    row = company.row(Ask)
    assert (row.agreed_on, row.agreed_for) == (MAY_6, MAY_20)


def test_a_yes_without_a_day_asks_for_one_and_takes_it_later(company: Company) -> None:
    company.say("Ada", SLOT, on=MAY_6)

    assert company.hears("Ada", "ask Rosa yes", on=MAY_6).endswith(
        "When it has a day: /outreach ask Rosa granted for 20 May"
    )
    company.say("Ada", "ask Rosa granted for 20 May", on=MAY_6 + timedelta(2))
    company.say("Ada", "ask Rosa granted for 21 May", on=MAY_6 + timedelta(3))

    row = company.row(Ask)
    assert (row.agreed_on, row.agreed_for) == (MAY_6, date(2026, 5, 21))


def test_a_promise_is_not_for_a_day_before_the_ask(company: Company) -> None:
    company.say("Ada", SLOT, on=MAY_6)

    said = company.is_refused("Ada", "ask Rosa granted for 5 May", on=MAY_6)

    assert said.startswith("You asked Rosa Lim on Wed 6 May, so that can't be for")
    company.hears("Ada", "ask Rosa granted for 6 May", on=MAY_6)


@pytest.mark.parametrize(
    ("answer", "column"),
    [
        ("declined", "declined_on"),
        ("no", "declined_on"),
        ("dropped", "dropped_on"),
        ("done", "fulfilled_on"),
    ],
)
def test_other_answers_end_the_ask(company: Company, answer: str, column: str) -> None:
    company.say("Ada", SLOT, on=MAY_6)

    company.hears("Ada", f"ask Rosa {answer}", on=MAY_20)

    assert getattr(company.row(Ask), column) == MAY_20
    said = company.is_refused("Ada", "ask Rosa granted", on=MAY_20)
    assert said.startswith("No ask to Rosa Lim is open.")


def test_done_says_to_thank(company: Company) -> None:
    company.say("Ada", SLOT)

    assert company.hears("Ada", "ask Rosa done") == (
        "Noted: Rosa Lim did it, today, Tue 31 March: a review slot with Dana "
        "Whitfield.\n"
        "Thank Rosa and say what came of it, then type: /outreach thanks Rosa"
    )


def test_an_answer_lies_between_the_ask_and_today(company: Company) -> None:
    company.say("Ada", SLOT, on=MAY_6)

    for day in ("5 May", "21 May"):
        said = company.is_refused("Ada", f"ask Rosa declined on {day}", on=MAY_20)
        assert "is not between the day you asked, Wed 6 May, and today." in said
    company.hears("Ada", "ask Rosa declined on 6 May", on=MAY_20)


def test_one_ask_is_open_at_a_time_unless_said_anyway(company: Company) -> None:
    company.say("Ada", SLOT)
    later = TODAY + timedelta(100)

    assert company.is_refused("Ada", "ask Rosa favour: a look", on=later) == (
        "Your ask to Rosa Lim for a review slot with Dana Whitfield on Tue 31 March is "
        "still open. One open ask, and one in 30 days, is what keeps people glad to "
        "help.\n"
        "Ask somebody else, or type it with “anyway”: "
        "/outreach ask anyway Rosa favour: a look"
    )
    company.hears("Ada", "ask anyway Rosa favour: a look", on=later)
    assert company.count(Ask) == 2


def test_thirty_days_after_an_answered_ask_another_is_fine(company: Company) -> None:
    company.say("Ada", SLOT)
    company.say("Ada", "ask Rosa done")

    day_29, day_30 = TODAY + timedelta(29), TODAY + timedelta(30)
    assert "is not long ago." in company.is_refused("Ada", SLOT, on=day_29)
    company.hears("Ada", SLOT, on=day_30)


def test_the_word_anyway_inside_the_request_overrides_nothing(company: Company) -> None:
    company.say("Ada", SLOT)

    company.is_refused("Ada", "ask Rosa favour: could you look at it anyway")


def test_a_no_in_the_middle_is_no_answer(company: Company) -> None:
    company.say("Ada", "ask Rosa favour: a look")

    said = company.is_refused("Ada", "ask Rosa no rush favour")

    assert said.startswith("I don't know “Rosa no rush”.")


def test_somebody_else_may_be_asked_on_the_same_day(company: Company) -> None:
    company.say("Ada", SLOT)

    company.hears("Ada", "ask Ben praise to Dana")


def test_with_two_open_asks_the_answer_needs_the_type(company: Company) -> None:
    company.say("Ada", SLOT)
    company.say("Ada", "ask anyway Rosa favour: a look")

    said = company.is_refused("Ada", "ask Rosa declined")

    assert said.endswith(
        "/outreach ask Rosa favour declined\n/outreach ask Rosa review slot declined"
    )
    assert "a review slot" in company.hears("Ada", "ask Rosa review slot declined")


def test_a_wished_day_is_kept_as_a_wish(company: Company) -> None:
    said = company.hears("Ada", "ask Rosa slot with Dana on 20 May: the cut-over")

    assert "“the cut-over (for Wed 20 May)”" in said
    assert company.row(Ask).agreed_for is None


def test_an_ask_of_yesterday_is_dated_so(company: Company) -> None:
    said = company.hears("Ada", "ask Rosa slot with Dana yesterday: the cut-over")

    assert "yesterday, Mon 30 March" in said


def test_the_confirmed_result_with_that_person_is_attached(company: Company) -> None:
    reply = company.say("Ada", "share Cut-over a week early with Rosa")
    [code] = [
        word for word in reply.message.sections[2].text.split() if word.count("-") == 1
    ]
    company.say("Ada", SLOT)
    company.say("Ada", "ask Rosa dropped")
    assert company.row(Ask).accomplishment_id is None

    company.say("Rosa Lim", f"confirm {code}")
    said = company.hears("Ada", f"ask anyway {SLOT.removeprefix('ask ')}")

    assert said.endswith("It is about: Cut-over a week early")


def test_alone_it_lists_what_waits(company: Company) -> None:
    assert company.hears("Ada", "ask").startswith("No open ask.")
    company.say("Ada", SLOT)
    company.say("Ada", "ask Ben praise to Dana")
    company.say("Ada", "ask Ben done")
    company.say("Ada", "ask Kim favour: a look")
    company.say("Ada", "ask Kim declined")

    assert company.hears("Ada", "ask") == (
        "2 asks\n"
        "Ben Okoro: a good word to Dana Whitfield\n"
        "asked Tue 31 March, done today, Tue 31 March. Say thanks, then type: "
        "/outreach thanks Ben\n"
        "Rosa Lim: a review slot with Dana Whitfield\n"
        "asked Tue 31 March, no answer yet\n"
        "“20 minutes to review the cut-over”"
    )
    assert "declined today" in company.hears("Ada", "ask Kim")


def test_asks_are_the_leaders_alone(company: Company) -> None:
    company.say("Ada", SLOT)

    for name in ("Rosa Lim", "Kim Ito"):
        assert company.hears(name, "ask").startswith("No open ask.")
    company.is_refused("Kim Ito", "ask Rosa declined")
    company.hears("Kim Ito", SLOT)  # Ada's cap is not Kim's


def test_the_words_are_sealed(company: Company) -> None:
    company.say("Ada", SLOT)

    sealed = company.row(Ask).what
    assert isinstance(sealed, bytes)
    assert b"minutes" not in sealed


def test_undo_takes_the_ask_or_the_answer_back(company: Company) -> None:
    asked = company.say("Ada", SLOT)
    company.undo(company.say("Ada", "ask Rosa granted for 20 May"))
    assert company.row(Ask).agreed_for is None

    company.undo(asked)
    assert company.count(Ask) == 0


def test_the_example_of_an_ask_leads_to_somebody_else(company: Company) -> None:
    company.hears("Ada", "add Dana Whitfield")
    said = company.is_refused("Ada", "ask Dana done")
    assert said.endswith("/outreach ask Dana slot with Kim: what it is about")
