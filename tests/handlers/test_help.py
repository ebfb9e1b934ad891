"""`help` and the way from a line to its command."""

import pytest

from handlers.talk.guess import nearest_verb
from handlers.talk.help import explained
from handlers.verbs import COMMANDS
from language.extract import texts_in_code
from tests.handlers.company import Company


def test_every_command_says_what_it_does(company: Company) -> None:
    said = company.hears("Ada", "help").splitlines()

    for verb, command in COMMANDS.items():
        what, _ = explained(command)
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
    company.hears("Ada", "log Dana call next 12 May: a first note")

    company.hears("Ada", example)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("lgo", "log"), ("hlep", "help"), ("ad", "add"), ("lst", "list"), ("xyzzy", None)],
)
def test_the_nearest_verb_is_offered(typed: str, meant: str | None) -> None:
    assert nearest_verb(typed, list(COMMANDS)) == meant


def test_help_about_nothing_known_is_refused(company: Company) -> None:
    assert "There is no command “dance”." in company.is_refused("Ada", "help dance")


@pytest.mark.parametrize("line", ["/outreach help", "outreach help", "/Outreach\thelp"])
def test_the_slash_command_may_be_typed_along(company: Company, line: str) -> None:
    assert "What you can type" in company.hears("Ada", line)
