"""`help` and the way from a line to its command."""

import pytest

from handlers.talk.guess import nearest_verb
from handlers.talk.help import FIRST_TEN, GROUPS, explained
from handlers.verbs import COMMANDS
from language.extract import texts_in_code
from tests.handlers.company import Company


def test_help_shows_the_usual_ten_and_names_the_others_by_group(
    company: Company,
) -> None:
    first, *said = company.hears("Ada", "help").splitlines()

    assert first == "Tell me what happened in your own words, or type one of these:"
    shown = [line.split(":")[0] for line in said]
    assert shown[0:18:2] == [verb for verb in FIRST_TEN if verb in COMMANDS][:9]
    grouped = {verb for verbs in GROUPS.values() for verb in verbs}
    assert COMMANDS.keys() <= grouped
    assert "services: service, rate, issue" in said
    assert len("\n".join((first, *said))) < 2000


def test_help_has_four_buttons(company: Company) -> None:
    buttons = company.say("Ada", "help").message.buttons

    assert [(one.action, one.subject) for one in buttons] == [
        ("offer", "next"), ("open_log", ""), ("offer", "list"), ("settings", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("group", GROUPS)
def test_help_about_a_group_says_what_its_verbs_do(
    company: Company, group: str
) -> None:
    said = company.hears("Ada", f"help {group}").splitlines()

    for verb in GROUPS[group]:
        if verb in COMMANDS:
            what, _ = explained(COMMANDS[verb])
            assert f"{verb}: {what}" in said
            assert what.endswith(".")


def test_what_every_command_does_can_be_translated() -> None:
    texts = texts_in_code()

    untranslatable = {
        verb for verb, command in COMMANDS.items() if explained(command)[0] not in texts
    }
    assert not untranslatable


@pytest.mark.parametrize("verb", sorted(COMMANDS))
def test_every_command_has_an_example(company: Company, verb: str) -> None:
    _, examples = explained(COMMANDS[verb])

    assert examples
    said = company.hears("Ada", f"help {verb}")
    assert all(f"/outreach {example}" in said for example in examples)


@pytest.mark.parametrize(
    ("verb", "example"),
    [
        (verb, example)
        for verb in ("log", "edit", "who", "list", "knows", "undo", "remind", "help")
        for example in explained(COMMANDS[verb])[1]
        if example not in ("list 2", "remind in Teams")  # of more people, of linked
    ],
)
def test_the_examples_are_understood(company: Company, verb: str, example: str) -> None:
    company.hears("Ada", "add Sam Osei")
    company.hears("Ada", "add Mark Bell")
    company.hears("Ada", "log Dana call next 12 May: a first note")

    company.hears("Ada", example)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("lgo", "log"), ("hlep", "help"), ("ad", "add"), ("lst", "list"), ("xyzzy", None)],
)
def test_the_nearest_verb_is_offered(typed: str, meant: str | None) -> None:
    assert nearest_verb(typed, list(COMMANDS)) == meant


def test_help_about_nothing_known_is_refused(company: Company) -> None:
    doubt = company.doubt("Ada", "help dance")

    assert doubt.text == "There is no command “dance”."
    for choice in doubt.choices:
        for line in choice.lines:
            company.hears("Ada", line)


@pytest.mark.parametrize("line", ["/outreach help", "outreach help", "/Outreach\thelp"])
def test_the_slash_command_may_be_typed_along(company: Company, line: str) -> None:
    assert "or type one of these" in company.hears("Ada", line)
