"""`language`: what a leader is answered in is theirs to choose, and to take back."""

from datetime import UTC, datetime, time

import pytest

from handlers.talk.help import explained
from handlers.turn import Address, Pressed, Profile, Reply, Said
from handlers.verbs import COMMANDS
from storage.message import Form
from storage.models import Leader
from tests.handlers.company import TODAY, Company, words

AT = datetime.combine(TODAY, time(9), UTC)
SETTINGS = {
    "cards": "on", "time": "8:30", "days": "01234", "zone": "Europe/London",
    "pause": "",
}  # fmt: skip


def said(company: Company, text: str, surface: str = "slack") -> Reply:
    """Let Ada, whose Slack speaks British English, type a line."""
    line = Said(
        Address(surface, "T1", "UADA"), text, AT,
        profile=Profile(name="Ada Vane", zone="Europe/London", locale="en-GB"),
    )  # fmt: skip
    return company.take(line)


def pressed(company: Company, action: str, values: dict[str, str]) -> Reply:
    asked = Pressed(
        Address("slack", "T1", "UADA"), action, "", AT, values=values,
        profile=Profile(name="Ada Vane", zone="Europe/London", locale="en-GB"),
    )  # fmt: skip

    return company.take(asked)


def chosen(company: Company) -> str:
    return str(company.row(Leader, locale="en-GB").language)


@pytest.mark.parametrize("example", explained(COMMANDS["language"])[1])
def test_every_example_is_understood(company: Company, example: str) -> None:
    assert not said(company, example).refused


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("Spanish", "es"), ("español", "es"), ("ESPANOL", "es"), ("es", "es"),
        ("to Spanish please", "es"), ("in spanish.", "es"), ("inglés", "en"),
        ("English", "en"), ("as in Slack", ""), ("like in slack", ""),
        ("as Slack says", ""), ("automatic", ""), ("default", ""),
    ],
)  # fmt: skip
def test_a_language_is_understood_in_any_of_ours(
    company: Company, typed: str, language: str
) -> None:
    said(company, "language Spanish" if language != "es" else "language English")

    reply = said(company, f"language {typed}")

    assert not reply.refused, words(reply.message)
    assert chosen(company) == language
    assert reply.message.language == (language or "en")


@pytest.mark.parametrize(
    "typed",
    [
        "Klingon", "Spanish and English", "like Spanish", "🙂", "<!channel>", "עברית",
        "x" * 3_000, "-", "en-XA",
    ],
)  # fmt: skip
def test_an_unknown_language_is_told_what_there_is(
    company: Company, typed: str
) -> None:
    reply = said(company, f"language {typed}")

    assert reply.refused
    assert "I speak English and Spanish." in reply.message.headline
    lines = [one.lines for one in company.doubt("Ada", f"language {typed}").choices]
    assert lines == [("language en",), ("language es",), ()]
    assert not said(company, "language").refused
    assert chosen(company) == ""


def test_alone_it_says_which_and_what_to_type(company: Company) -> None:
    shown = words(said(company, "language").message)
    assert shown.startswith("I write to you in English, as Slack says.")
    assert "/outreach language as in Slack" in shown

    said(company, "language English")
    shown = words(said(company, "language").message)
    assert shown.startswith("I write to you in English, as you chose.")


def test_where_no_platform_says_a_language_none_is_named(company: Company) -> None:
    shown = words(said(company, "language", surface="terminal").message)

    assert shown.startswith("I write to you in English.")
    assert "/outreach language automatic" in shown


def test_the_reply_says_that_commands_stay_english(company: Company) -> None:
    reply = said(company, "language English")
    assert "Commands stay English" in words(reply.message)


def test_undo_gives_the_language_back(company: Company) -> None:
    reply = said(company, "language Spanish")
    company.undo(reply)

    assert chosen(company) == ""
    assert said(company, "next").message.language == "en"


def form_of(company: Company) -> Form:
    form = pressed(company, "settings", {}).form
    assert form is not None
    return form


def test_the_settings_have_the_language_filled_in(company: Company) -> None:
    field = form_of(company).fields[-1]
    assert (field.name, field.value) == ("language", "automatic")
    assert [one.label for one in field.options] == [
        "As in Slack", "English", "Español"
    ]  # fmt: skip

    said(company, "language Spanish")
    assert form_of(company).fields[-1].value == "es"


@pytest.mark.parametrize(
    ("choice", "language"), [("es", "es"), ("en", "en"), ("automatic", "")]
)
def test_the_settings_keep_a_language_and_answer_in_it(
    company: Company, choice: str, language: str
) -> None:
    said(company, "language English")
    reply = pressed(company, "save_settings", {**SETTINGS, "language": choice})

    assert not reply.refused
    assert chosen(company) == language
    assert reply.message.language == (language or "en")


def test_settings_sent_without_a_language_leave_it(company: Company) -> None:
    said(company, "language Spanish")
    assert not pressed(company, "save_settings", SETTINGS).refused

    assert chosen(company) == "es"


def test_a_forged_language_is_refused_on_its_field(company: Company) -> None:
    said(company, "next")
    reply = pressed(company, "save_settings", {**SETTINGS, "language": "en-XA"})

    assert set(reply.field_errors) == {"language"}
    assert chosen(company) == ""
