"""Only how a thing is told depends on the reader's language, and all of it does."""

import re
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from language.catalogues import ENGLISH
from language.pseudo import PSEUDO
from language.say import speaking
from scheduler.advice.engine import advise, advise_day
from scheduler.book import Book
from scheduler.situation import Situation
from storage.motives.facts import CURRENCY_WORDS
from storage.services.facts import UNJUDGED
from storage.steps.facts import Advice
from tests.scheduler.advice.any_situation import a_day, situations

TYPED = re.compile(r"`[^`]*`|“[^”]*”|\(given \w+: [^)]*\)|\(log [^)]*\)|topic \w+: .*")
PLAIN = re.compile(r"(?<!\w)[a-z]{3,}(?!\w)")  # accented where the catalogue was asked
NAMES = {"rosa", "omar"}  # of the strategies


def texts(advice: Advice) -> Iterator[str]:
    """Return what a leader reads of some advice, drafts aside: these quote titles."""
    for step in advice.steps:
        yield from (step.step, step.withdrawn_if, step.rule, step.name)
        yield from (*step.because, *step.cautions)
    for line in advice.withheld:
        yield from (line.because, line.name)
    for notice in advice.notices:
        yield from (notice.text, notice.rule, *notice.because)
    yield from advice.considered


def unjudged(people: list[Situation]) -> Book:
    """Return a day whose units are judged, in words, when it is asked about."""
    people = [replace(one, credibility=UNJUDGED) for one in people]
    return a_day(people, 3, [True, False, True])


def plain_words(text: str) -> set[str]:
    """Return the lower-case words that were not said, but for names and typed ones."""
    return {*PLAIN.findall(TYPED.sub("", text))} - {*NAMES, *CURRENCY_WORDS}


@given(st.lists(situations(), max_size=3), st.booleans())
def test_every_text_of_advice_is_said_through_the_catalogue(
    people: list[Situation], asked: bool
) -> None:
    book = unjudged(people)
    with speaking(PSEUDO):
        each = [advise(one, asked=asked) for one in book.situations]
        day = advise_day(book.situations, book=book, asked=asked)
    for advice in (*each, day):
        for text in texts(advice):
            assert not plain_words(text), text


@given(st.lists(situations(), max_size=3))
def test_what_is_advised_and_its_key_are_the_same_in_every_language(
    people: list[Situation],
) -> None:
    book = unjudged(people)
    keys = []
    for language in (ENGLISH, PSEUDO):
        with speaking(language):
            advice = advise_day(book.situations, book=book)
        keys.append(
            (
                [(step.key, step.facts_key, step.draft == "") for step in advice.steps],
                [(line.play, line.person_id, line.about) for line in advice.withheld],
                [notice.person_id for notice in advice.notices],
                len(advice.considered),
            )
        )
    assert keys[0] == keys[1]
