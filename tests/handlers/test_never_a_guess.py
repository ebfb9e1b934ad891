"""Whatever verb is typed, nobody is taken for somebody else of a first name."""

import pytest

from handlers.verbs import COMMANDS
from tests.handlers.asking import asks, carry_out
from tests.handlers.company import Company, words

# Every verb that takes a person, with the person's place in it.
LINES = (
    "agenda A-1 process {}",
    "agenda A-1 sponsor {}",
    "ask {} slot with Kim",
    "ask Kim introduction to {}",
    "ask {} favour: a second look",
    "draft {} introduction to Kim",
    "draft Kim introduction to {}",
    "forget {}",
    "forget {} yes",
    "given {}: reviewed the deck",
    "given {} reviewed the deck",
    "hearsay {}: wants the Lisbon site",
    "hearsay {} wants the Lisbon site",
    "heard {} on A-1: fears the cut-over",
    "issue confirm I-1 by {}",
    "knows {} Kim",
    "knows Kim {}",
    "{} knows Kim",
    "Kim knows {}",
    "motivator {}: the Lisbon site",
    "motivator Kim from {}: the Lisbon site",
    "need {}: earlier numbers",
    "next {}",
    "note {}: likes tea",
    "objection {} on A-1: too early",
    "prep {}",
    "propose {} A-1: 12 June",
    "rate Payroll 3 by {}",
    "remark {}: said it was early",
    "service Payroll owned by {}",
    "share It works with {}",
    "share It works with Kim; named {}",
    "stance {} on A-1 leading",
    "thanks {}",
    "thanks {} for the help",
    "thanks {}: for the help",
    "topic {}: the Lisbon site",
    "topic {}",
    "unit Operations headed by {}",
    "who {}",
    "why {}",
)
NAMES = (
    "Dana Smith",
    "DANA SMITH",
    "Dana Whitfield-Smith",
    "Dana S",
    "Dana Whit",
    "Danna",
    "Maria Whitfield",
    "Dana (Legal)",
    "Dana from Legal",
    "another Dana",
)
# What "from" and a name beside a name mean in these lines: refused, in other words.
READ_OTHERWISE = {
    ("hearsay {}: wants the Lisbon site", "Dana from Legal"),
    ("motivator {}: the Lisbon site", "Dana from Legal"),
    ("rate Payroll 3 by {}", "Dana from Legal"),
    ("rate Payroll 3 by {}", "Dana (Legal)"),
    ("knows Kim {}", "Danna"),
    ("knows Kim {}", "Maria Whitfield"),
    ("{} knows Kim", "another Dana"),
}
READ_ELSEWHERE = {
    "start",
    "log",
    "edit",
    "add",
    "plan",
}  # as sentences, and as descriptions
NOT_ABOUT_PEOPLE = {
    "channel", "confirm", "agree", "help", "introductions", "language", "link", "list",
    "remind", "search", "undo", "unlink",
}  # fmt: skip


@pytest.fixture
def ada(company: Company) -> Company:
    """Ada knows one Dana, and has something to say of her."""
    company.person("Lee Park", "Legal")
    company.hears("Ada", "add Dana Whitfield, COO")
    company.hears("Ada", "agenda Cut-over, decision 12 June")
    company.say("Ada", "issue open on Payroll for Operations: late")
    return company


@pytest.mark.parametrize("line", LINES)
def test_another_name_is_asked_about_and_nothing_is_written(
    ada: Company, line: str
) -> None:
    for name in NAMES:
        if (line, name) in READ_OTHERWISE:
            continue
        asked = asks(ada, "Ada", line.format(name))  # its refusal undoes all writing

        assert asked.about == "who", (name, asked)
        assert asked.choices[-1].lines == (), (name, asked)
        known = [one for one in asked.choices if "Dana Whitfield, COO" in one.label]
        assert known, (name, asked)
        for choice in known:
            for typed in choice.lines:
                assert "Dana Whitfield" in typed, (name, asked)
                assert name not in typed.replace("Dana Whitfield", ""), (name, asked)


@pytest.mark.parametrize("line", LINES)
def test_the_one_who_is_meant_is_not_asked_about(ada: Company, line: str) -> None:
    for name in ("Dana", "dana", "Whitfield", "Dana W", "the COO", "Dana (Operations)"):
        if line in ("forget {} yes", "knows Kim {}") and name != "Dana":
            continue
        reply = ada.say("Ada", line.format(name))

        assert "I don't know “" not in words(reply.message), name
        assert "Which one?" not in words(reply.message), name


def test_every_verb_that_takes_a_person_is_tried() -> None:
    tried = {line.split()[0] for line in LINES}

    assert tried - {"{}", "Kim"} == set(COMMANDS) - READ_ELSEWHERE - NOT_ABOUT_PEOPLE


def test_one_lonely_word_in_small_letters_may_be_a_surname(ada: Company) -> None:
    for line in ("thanks dana smith", "thanks Dana Smith", "who dana smith"):
        asked = asks(ada, "Ada", line)
        assert asked.text.casefold() == (
            "i don't know “dana smith”. do you mean dana whitfield?"
        )


def test_a_word_after_a_first_name_may_be_the_note(ada: Company) -> None:
    asked = asks(ada, "Ada", "topic Dana Budget cuts in May")

    assert asked.text == "I don't know “Dana Budget”. Do you mean Dana Whitfield?"
    note = asked.choices[1]
    assert note.label == "Dana Whitfield: Budget cuts in May"
    assert note.lines == ("topic Dana Whitfield: Budget cuts in May",)
    assert "Budget cuts in May" in carry_out(ada, "Ada", note)


def test_whoever_is_new_is_added_and_the_line_carried_out(ada: Company) -> None:
    asked = asks(ada, "Ada", "thanks Dana Smith for the help")

    [add] = [one for one in asked.choices if one.label == "Add Dana Smith"]
    assert add.lines == ("add Dana Smith", "thanks Dana Smith for the help")
    assert "you thanked Dana Smith" in carry_out(ada, "Ada", add)


@pytest.mark.parametrize(
    ("typed", "label", "lines"),
    [
        ("Dana from Legal", "Add Dana (Legal)",
         ("add another Dana in Legal", "thanks Dana (Legal): x")),
        ("Dana (Legal)", "Add Dana (Legal)",
         ("add another Dana in Legal", "thanks Dana (Legal): x")),
        ("Dana the CTO", "Add Dana (CTO)",
         ("add another Dana, CTO", "thanks Dana (CTO): x")),
        ("another Dana", "Add Dana", ("add another Dana", "thanks Dana: x")),
    ],
)  # fmt: skip
def test_another_of_a_known_first_name_is_added_beside_her(
    ada: Company, typed: str, label: str, lines: tuple[str, ...]
) -> None:
    if "CTO" in typed:
        ada.hears("Ada", "add Lee Park, CTO")
    asked = asks(ada, "Ada", f"thanks {typed}: x")

    [add] = [one for one in asked.choices if one.label == label]
    assert add.lines == lines
    assert "you thanked Dana, today" in carry_out(ada, "Ada", add)


@pytest.mark.parametrize("typed", ["the CEO", "Kim's boss", "nobody", "<@U0FORGED>"])
def test_what_is_nobodys_name_is_never_added(ada: Company, typed: str) -> None:
    reply = ada.say("Ada", f"thanks {typed}: x")

    assert reply.refused
    assert "add " not in words(reply.message)
    assert "U0FORGED" not in words(reply.message)


def test_an_answer_to_whom_to_forget_does_not_forget_yet(ada: Company) -> None:
    asked = asks(ada, "Ada", "forget Dana Smith yes")

    assert asked.choices[0].lines == ("forget Dana Whitfield",)
    assert "Forget Dana Whitfield" in carry_out(ada, "Ada", asked.choices[0])
