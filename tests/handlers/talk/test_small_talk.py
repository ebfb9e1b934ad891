"""Greetings, thanks and questions about the bot: answered, and nothing kept."""

import pytest

from storage.message import Button
from storage.models import Contact, Given, Leader
from tests.handlers.company import TODAY, Company, words
from tests.handlers.test_plain_words import saved


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("thanks", "You are welcome."),
        ("thank you!", "You are welcome."),
        ("Danke!", "You are welcome."),
        ("gracias", "You are welcome."),
        ("ok", "👍"),
        ("👍", "👍"),
        ("great", "👍"),
        ("bye", "Goodbye."),
        ("yes", "I have not asked you anything, so nothing was changed."),
    ],
)
def test_small_talk_gets_a_word_back_and_keeps_nothing(
    company: Company, line: str, said: str
) -> None:
    reply = company.say("Ada", line)

    assert (reply.message.headline, reply.refused) == (said, False)
    assert not reply.message.buttons
    assert not reply.message.sections


def test_thanks_for_somebody_are_kept_only_as_the_command(company: Company) -> None:
    company.doubt("Ada", "thanks to Kim I got a slot")
    assert company.count(Given) == company.count(Contact) == 0

    assert "you thanked Kim Ito" in company.hears("Ada", "thanks Kim")


@pytest.mark.parametrize("line", ["stop", "unsubscribe", "para", "STOP!", "stopp"])
def test_stop_stops_the_cards_at_once_with_undo(company: Company, line: str) -> None:
    reply = company.say("Ada", line)

    ada = company.leader("Ada").leader_id
    assert reply.message.headline.startswith("No more cards.")
    assert company.row(Leader, id=ada).stopped
    company.undo(reply)
    assert not company.row(Leader, id=ada).stopped


@pytest.mark.parametrize(
    "line", ["is my data private?", "who can see my notes?", "¿quién ve mis notas?"]
)
def test_who_sees_what_is_answered_in_three_sentences(
    company: Company, line: str
) -> None:
    said = company.hears("Ada", line)

    assert said.startswith("What you write to me is yours alone")
    assert said.count(". ") == 2


@pytest.mark.parametrize("line", ["hello there, what can you do?", "who are you", "hi"])
def test_who_asks_what_it_is_gets_four_buttons(company: Company, line: str) -> None:
    buttons = company.say("Ada", line).message.buttons

    assert len(buttons) == 4
    assert [one.label for one in buttons if isinstance(one, Button)] == [
        "What to do next", "Log a contact", "Your list", "What you can type",
    ]  # fmt: skip


def test_a_button_does_what_its_line_does(company: Company) -> None:
    listed = company.press("Ada", "offer", "list")

    assert words(listed.message) == company.hears("Ada", "list")


@pytest.mark.parametrize("subject", ["", "log Dana call", "forget Dana yes", "nope"])
def test_a_button_does_no_line_but_those_offered(
    company: Company, subject: str
) -> None:
    before = saved(company)

    assert company.press("Ada", "offer", subject).refused
    assert saved(company) == before


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("export", ["list", "next"]),
        ("merge", ["list"]),
        ("rename Dana", ["list"]),
        ("snooze Dana", ["next Dana Whitfield", "who Dana Whitfield"]),
        ("introduce me to Dana", ["who Dana Whitfield", "next Dana Whitfield"]),
        ("holiday", [
            "remind pause for 1 week", "remind pause for 2 weeks", "remind stop",
        ]),
        ("remind me to call Dana", [
            "topic Dana Whitfield: call Dana", "next Dana Whitfield",
        ]),
        ("issue with payroll again", [
            "issue open on Payroll for Operations: payroll again", "issue",
        ]),
        ("Dana left", ["forget Dana Whitfield", "who Dana Whitfield"]),
    ],
)  # fmt: skip
def test_what_there_is_no_verb_for_is_told_with_what_comes_nearest(
    company: Company, line: str, lines: list[str]
) -> None:
    before = saved(company)
    *choices, nothing = company.doubt("Ada", line).choices

    assert [one.lines[0] for one in choices] == lines
    assert nothing.lines == ()
    assert saved(company) == before


def test_the_issue_that_is_fixed_is_resolved_by_a_press(company: Company) -> None:
    company.hears("Ada", "issue open I-12 on Payroll for Operations: late")

    choice, _ = company.doubt("Ada", "the payroll issue is fixed").choices

    assert choice.label == "Resolve I-12: late"
    assert "I-12 on Payroll is resolved" in company.hears("Ada", choice.lines[0])


@pytest.mark.parametrize("line", ["remind Monday to Friday", "remind on mon-thu"])
def test_when_cards_come_is_no_reminder(company: Company, line: str) -> None:
    assert "Cards at 08:30, Mon to" in company.hears("Ada", line, on=TODAY)
