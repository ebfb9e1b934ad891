"""What is typed in other words than ours leads to the right line, or to a question."""

from datetime import timedelta

import pytest

from handlers.grammar.words.wishes import (
    all_wishes,
    is_a_sentence,
    spelt_out,
    wishes_in,
)
from handlers.steps.typed_answers import typed_answer
from handlers.talk.help import explained
from handlers.talk.offers import OFFERS
from handlers.talk.small_talk import ASKED, TALK
from handlers.verbs import COMMANDS
from storage.models import Contact
from tests.cases import PEOPLE, rows_of
from tests.handlers.company import TODAY, Company, words

TO_COME = {"plan"}  # verbs that phrases lead to as soon as they are there
LEADS_TO = {  # what stands first in the reply, or among the lines of the question
    "new contact": "Whom shall I add?",
    "people": "12 people on your list",
    "settings": "Your next card can come",
    "export": "I can't write your data into a file yet.",
    "remove Grace Hill": "Forget Grace Hill",
    "snooze 1 week": "remind pause for 1 week",
    "today": "Three steps for",
    "tasks": "Three steps for",
    "find payroll": "2 lines for “payroll”",
    "timeline Kim": "Nothing has happened with Kim Osei",
    "profile Kim Osei": "Kim Osei, CFO in Finance.",
    "notes Kim": "Kim Osei, CFO in Finance.",
    "list": "12 people on your list",
    "new issue payroll is late": "Opened I-13 on Payroll",
    "resolve I-12": "I-12 on Payroll is resolved",
    "schedule Kim thursday 3pm": "who Kim Osei",
    "cancel": "remind stop",
    "summary": "next",
    "stats": "service",
    "language german": "language en",
    "privacy": "What you write to me is yours alone",
    "rate payroll 4": "rate Payroll 4 by Rosa Lim",
    "draft email to Kim": "No step with a draft is open for Kim.",
    "overdue": "issue",
    "org chart": "10 units:",
}


@pytest.fixture
def booked(company: Company) -> Company:
    for line in PEOPLE:
        company.tenant = "cases"
        company.hears("Ada", line)
    return company


def told(company: Company, line: str) -> str:
    """Return what is said, and every line that a question offers."""
    reply = company.say("Ada", line)
    if not reply.refused:
        return reply.message.headline
    doubt = company.doubt("Ada", line, on=TODAY + timedelta(days=1))
    return "\n".join((doubt.text, *(one for c in doubt.choices for one in c.lines)))


@pytest.mark.parametrize("row", rows_of("guesses.tsv"), ids=lambda row: row["typed"])
def test_what_a_newcomer_types_leads_to_the_right_thing(
    booked: Company, row: dict[str, str]
) -> None:
    typed = row["typed"]
    expected = LEADS_TO[typed]
    if "plan" in COMMANDS and typed.startswith("schedule"):
        expected = "Kim Osei"

    assert expected in told(booked, typed)
    assert booked.count(Contact, outcome="met") == 0


@pytest.mark.parametrize(
    "line",
    [
        row["line"]
        for row in rows_of("leaders-type.tsv")
        if row["want"] in ("cmd", "chat")
    ],
)
def test_what_leaders_ask_for_is_never_kept_as_a_contact(
    booked: Company, line: str
) -> None:
    reply = booked.say("Ada", line)

    if reply.refused and line != "done":  # no step waits
        assert booked.doubt("Ada", line, on=TODAY + timedelta(days=1)).choices
    assert booked.count(Contact) == 0


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("ayuda", "help"),
        ("lista", "list"),
        ("deshacer", "undo"),
        ("¿Quién es Kim?", "who Kim"),
        ("qué hago ahora", "next"),
        ("prepárame para Kim", "prep Kim"),
        ("para las tarjetas", "remind stop"),
        ("busca nóminas", "search nóminas"),
        ("Was soll ich als nächstes tun?", "next"),
        ("wer ist Kim?", "who Kim"),
        ("when did I last see Kim?", "who Kim"),
        ("how many meetings did I have with Rosa this quarter?", "why Rosa history"),
        ("show me everything about Zoë", "who Zoë"),
        ("pause until the 13th", "remind pause until the 13th"),
        ("move my meeting with Kim to Friday", "plan Kim move Friday"),
    ],
)
def test_a_wish_is_the_line_it_means(line: str, meant: str) -> None:
    assert meant in [wish.line for wish in wishes_in(line, "en")]


@pytest.mark.parametrize("language", sorted(all_wishes()))
def test_every_phrase_leads_somewhere(language: str) -> None:
    wishes = all_wishes()[language]
    meant = {*wishes.whole.values(), *((p.kind, p.meant) for p in wishes.phrases)}

    lines = {line for kind, line in meant if kind != "talk"} | set(wishes.cues.values())
    assert {line.split()[0] for line in lines} <= COMMANDS.keys() | TO_COME
    assert {line for kind, line in meant if kind == "asked"} <= ASKED.keys()
    assert {line for kind, line in meant if kind == "talk"} <= TALK.keys()
    assert set(wishes.cues.values()) <= OFFERS.keys()


@pytest.mark.parametrize("verb", sorted(COMMANDS))
def test_no_phrase_takes_a_verb_or_an_example_away(company: Company, verb: str) -> None:
    for line in (verb, *explained(COMMANDS[verb])[1]):
        assert not is_a_sentence(line), line
        found = [
            wish
            for wish in wishes_in(line, "en")
            if not wish.starts_openly and wish.kind != "talk"
        ]
        assert all(wish.line.split()[0] == verb for wish in found), (line, found)


@pytest.mark.parametrize("language", sorted(all_wishes()))
def test_no_phrase_takes_an_answer_to_a_step_away(language: str) -> None:
    taken = [
        words for words in all_wishes()[language].whole if typed_answer(" ".join(words))
    ]
    assert taken == []


def test_a_phrase_is_spelt_out_in_all_its_wordings() -> None:
    assert spelt_out("see/meet {name} on/at x") == [
        "see {name} on x", "see {name} at x", "meet {name} on x", "meet {name} at x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "thanks to Kim I got a slot",
        "issue with payroll again",
        "add coffee with Rosa",
        "need to call Kim",
        "heard from Kim",
        "next week I see Kim",
    ],
)
def test_a_sentence_that_begins_with_a_verb_is_no_command(line: str) -> None:
    assert is_a_sentence(line)


@pytest.mark.parametrize(
    "line", ["thanks to Kim: for the slot", "issue", "add Rosa Lim", "next", "need Kim"]
)
def test_a_command_is_no_sentence(line: str) -> None:
    assert not is_a_sentence(line)


@pytest.mark.parametrize(
    "line", ["a " * 1500, "{name}" * 300, "who is " + "x" * 4000, "remind " * 28]
)
def test_the_longest_lines_are_no_wish_or_read_at_once(line: str) -> None:
    assert sum(1 for _ in wishes_in(line, "es")) < 50


@pytest.mark.parametrize("line", ["the scanners work again", "what is new with him"])
def test_what_is_about_nobody_known_is_no_wish_about_a_person(
    booked: Company, line: str
) -> None:
    assert "nothing was saved" in booked.doubt("Ada", line).text


def test_the_reader_asks_before_what_changes_the_directory(booked: Company) -> None:
    choice, nothing = booked.doubt("Ada", "Grace is the new CMO").choices

    assert choice.label == "Change the title of Grace Hill to CMO"
    assert choice.lines == ("add Grace Hill, CMO",)
    assert nothing.lines == ()


ANSWERS_TO_STEPS = [
    ("Sam gave a firm date: 9 December", "due Wed 9 December"),
    ("Sam gave me a firm date 9 April", "due Thu 9 April"),
    ("Sam promised 9 April", "due Thu 9 April"),
    ("Sam says 9 April for I-12", "due Thu 9 April"),
    ("booked Dana for 14 April", "Planned: meeting with Dana Whitfield, Tue 14 April"),
    ("Dana gives payroll a 3 out of 5", "Noted for Payroll in Operations"),
    ("Dana gave payroll a 3.5", "3.5 by Dana Whitfield"),
    ("Dana rates payroll 3/5", "3 by Dana Whitfield"),
    ("got a 4 for payroll from Rosa", "4 by Rosa Lim"),
]


@pytest.mark.parametrize(("line", "kept"), ANSWERS_TO_STEPS)
def test_what_a_step_asked_for_is_told_in_words(
    company: Company, line: str, kept: str
) -> None:
    company.hears("Ada", "issue open I-12 on Payroll due 22 March: late payslips")

    assert kept in company.hears("Ada", line)
    company.hears("Ada", "undo")


@pytest.mark.parametrize(
    "line",
    [
        "Sam promised to call on 9 April",
        "Sam gave a firm date: soon",
        "Dana gives payroll a hard time",
        "Dana gives payroll a 7",
        "Dana gave me a 3 hour talk on payroll",
    ],
)
def test_anything_more_is_no_such_answer(company: Company, line: str) -> None:
    company.hears("Ada", "issue open I-12 on Payroll due 22 March: late payslips")

    said = words(company.say("Ada", line).message)
    assert "Changed I-12" not in said and "Noted for Payroll" not in said


def test_a_firm_date_of_whoever_has_two_open_issues_asks_which(
    company: Company,
) -> None:
    company.hears("Ada", "issue open I-12 on Payroll due 22 March: late payslips")
    company.hears("Ada", "issue open I-13 on Payroll due 24 March: wrong sums")

    doubt = company.doubt("Ada", "Sam gave a firm date: 9 April")
    assert doubt.text == "Which issue is it a date for?"
    lines = [one.lines for one in doubt.choices if one.lines]
    assert lines == [
        ("issue I-12 due 2026-04-09",), ("issue I-13 due 2026-04-09",),
    ]  # fmt: skip
