"""Drafts are in the leader's voice, short, and easy to say no to."""

import inspect
import re
from datetime import date

import pytest

from scheduler.rules import drafts
from scheduler.rules.drafts import (
    good_word_draft,
    introduction_draft,
    review_slot_draft,
    thanks_draft,
)

TODAY = date(2026, 5, 21)
DONE = date(2026, 5, 20)


def test_a_good_word_is_asked_for_with_the_result_named() -> None:
    assert good_word_draft(
        "Omar Haddad", about="Dana Whitfield", result="Faster closing"
    ) == (
        "Omar, I am glad of what we did together: “Faster closing”. Would you mention "
        "it to Dana when it fits, in your own words? If you would rather not, just say "
        "so."
    )


def test_the_slot_is_for_the_report_to_present() -> None:
    assert review_slot_draft(
        "Rosa Lim", about="Dana Whitfield", result="Payslips on time", evidence="a link"
    ) == (
        "Rosa, what we did together is worth showing: “Payslips on time” (a link). "
        "Could you get us 20 minutes with Dana to review it, with you presenting? If "
        "this is not the time, tell me, and I will leave it there."
    )


@pytest.mark.parametrize(
    ("kind", "about", "words"),
    [
        ("praise", "Dana Whitfield", "the good word to Dana"),
        ("intro", "Dana Whitfield", "the introduction to Dana"),
        ("review slot", "Dana Whitfield", "getting me time with Dana"),
        ("meeting", "Dana Whitfield", "the meeting with Dana"),
        ("meeting", "", "making time"),
        ("favour", "", "your help"),
        ("favour", "Dana Whitfield", "your help"),
        ("praise", "", "your help"),
    ],
)
def test_thanks_name_the_favour_and_the_day(kind: str, about: str, words: str) -> None:
    said = thanks_draft("Rosa Lim", kind=kind, about=about, on=DONE, today=TODAY)
    assert said == (
        f"Rosa, thank you for {words}. It came about on Wed 20 May. I would like to "
        "tell you what came of it; no need to answer if you are busy."
    )


@pytest.mark.parametrize(
    ("result", "with_it"),
    [("", ""), ("Faster closing", " “Faster closing” may be a good reason to give.")],
)
def test_an_introduction_gives_a_reason_if_there_is_one(
    result: str, with_it: str
) -> None:
    assert introduction_draft("Kim Ito", about="Dana Whitfield", result=result) == (
        "Kim, I would like to get to know Dana. Would you "
        f"introduce us, in a line or in person?{with_it} If you would rather not, just "
        "say so."
    )


ODD = [
    "",
    " ",
    "x" * 10_000,
    "🙂" * 10_000,
    "a\nb\r\n\tc",
    "محمد " * 3_000,
    "<!channel>",
]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_names_and_titles_are_clipped_to_one_short_paragraph(odd: str) -> None:
    for said in (
        good_word_draft(odd, about=odd, result=odd),
        review_slot_draft(odd, about=odd, result=odd, evidence=odd),
        thanks_draft(odd, kind="praise", about=odd, on=DONE, today=TODAY),
        introduction_draft(odd, about=odd, result=odd),
    ):
        assert len(said) < 800
        assert "\n" not in said and "\r" not in said


def test_a_draft_has_two_to_four_sentences_in_the_first_person() -> None:
    for said in (
        good_word_draft("Omar", about="Dana", result="A"),
        review_slot_draft("Rosa", about="Dana", result="A"),
        thanks_draft("Rosa", kind="praise", about="Dana", on=DONE, today=TODAY),
        introduction_draft("Kim", about="Dana", result="A"),
    ):
        assert 2 <= len(re.findall(r"[.?](?= |$)", said)) <= 4
        assert re.search(r"\b(I|we|us|me)\b", said)


def test_no_draft_can_be_given_a_note() -> None:
    made = [
        drawn
        for name, drawn in inspect.getmembers(drafts, inspect.isfunction)
        if name.endswith("_draft")
    ]
    assert len(made) == 4
    given = {name for one in made for name in inspect.signature(one).parameters}
    assert given == {
        "to", "about", "by", "result", "evidence", "kind", "on", "today",
    }  # fmt: skip
