"""Greetings, questions and lines that are no command: answered, and nothing guessed."""

import pytest

from tests.handlers.company import Company, words


def saved(company: Company) -> str:
    return words(company.say("Ada", "who Dana").message)


@pytest.mark.parametrize("line", ["hi", "Hello!", "good morning", "hey there"])
def test_a_greeting_is_greeted_and_shown_where_to_start(
    company: Company, line: str
) -> None:
    reply = company.say("Ada", line)

    assert not reply.refused
    assert reply.message.headline.startswith("Hello, Ada")
    assert len(reply.message.buttons) == 4


def test_thanks_are_not_taken_for_the_command(company: Company) -> None:
    reply = company.say("Ada", "thank you!")

    assert reply.message.headline == "You are welcome."


@pytest.mark.parametrize(
    ("question", "command"),
    [
        ("what should I do about Dana?", "next Dana"),
        ("What's next?", "next"),
        ("who should I talk to today?", "next"),
        ("who is Dana?", "who Dana"),
        ("tell me about Dana", "who Dana"),
        ("how are things with Dana?", "who Dana"),
        ("why not ask Dana again?", "why Dana"),
        ("who is on my list?", "list"),
        ("list everybody", "list"),
        ("what can I type?", "help"),
        ("?", "help"),
        ("help!", "help"),
        ("/help", "help"),
    ],
)
def test_a_question_in_plain_words_is_the_command_it_means(
    company: Company, question: str, command: str
) -> None:
    assert company.hears("Ada", question) == company.hears("Ada", command)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("stop bothering me", "remind stop"),
        ("please delete it all from here", "undo"),
        ("the printer is fixed", "issue"),
    ],
)
def test_a_line_that_is_no_command_offers_what_may_be_meant_and_saves_nothing(
    company: Company, line: str, offered: str
) -> None:
    company.hears("Ada", "log Kim call")
    before = saved(company)

    doubt = company.doubt("Ada", line)

    assert "nothing was saved" in doubt.text
    assert offered in [one for choice in doubt.choices for one in choice.lines]
    assert saved(company) == before


@pytest.mark.parametrize("line", ["log Dana's assistant call", "met Dana’s boss"])
def test_the_assistant_of_somebody_is_not_somebody(company: Company, line: str) -> None:
    before = saved(company)

    reply = company.say("Ada", line)

    assert reply.refused
    whose = "Dana's assistant" if "assistant" in line else "Dana's boss"
    assert reply.message.headline == f"I don't know “{whose}”."
    assert saved(company) == before


def test_an_assistant_may_be_spoken_of_beside_the_person_met(company: Company) -> None:
    said = company.hears("Ada", "met Rosa, Dana's assistant")

    assert said.startswith("Logged: meeting with Rosa Lim, today")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("log Dana call yest", "Mon 30 March"),
        ("log Dana call ystrday", "Mon 30 March"),
        ("log Dana call on the 15th", "Sun 15 March"),
        ("log Dana call the 31st", "Tue 31 March"),
        ("log Dana call on the 1st", "Sun 1 March"),
    ],
)
def test_days_in_a_hurry_are_read_and_spelled_out(
    company: Company, line: str, day: str
) -> None:
    assert day in company.hears("Ada", line).splitlines()[0]


def test_a_bare_day_that_is_wanted_ahead_is_the_next_one(company: Company) -> None:
    assert "Next meeting Wed 15 April" in company.hears(
        "Ada", "log Dana call next the 15th"
    )


def test_the_second_time_is_no_day(company: Company) -> None:
    said = company.hears("Ada", "met Dana today for the 2nd time")

    assert "today, Tue 31 March" in said


@pytest.mark.parametrize("line", ["remind me to call Dana", "remind me about Dana"])
def test_reminders_of_things_to_do_are_offered_as_a_topic(
    company: Company, line: str
) -> None:
    choice = company.doubt("Ada", line).choices[0]

    assert choice.lines[0].startswith("topic Dana Whitfield: ")


def test_forgetting_somebody_unknown_does_not_offer_to_add_them(
    company: Company,
) -> None:
    said = company.is_refused("Ada", "forget Zebedee")

    assert "nothing to forget" in said
    assert "/outreach add" not in said
