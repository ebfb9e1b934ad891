"""Every sentence of the Q&A behind the advice has a play, and the page says which."""

import re
from pathlib import Path

import pytest

from bot.playbook_page import PAGE, playbook_page
from scheduler.card.nudges import why_message
from scheduler.playbook import BOOK_PLAYS, PLAYS
from scheduler.playbook.play_info import BookPlayInfo, PlayInfo
from scheduler.rules.source_sentences import SENTENCES, SourceSentence, sentences_in
from storage.steps.facts import Advice, Suggestion

ROOT = Path(__file__).parents[2]
EACH: tuple[PlayInfo | BookPlayInfo, ...] = (*PLAYS, *BOOK_PLAYS)
ALL = {info.id: info for info in EACH}
FIRST, LAST = 0, 15


def test_the_page_is_what_the_plays_say_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == playbook_page(), "run: make docs"


def test_no_sentence_is_left_out() -> None:
    numbers = {re.sub(r"[ab]$", "", one.id) for one in SENTENCES}
    assert numbers == {f"S{n}" for n in range(FIRST, LAST + 1)} | {"Q1", "Q2", "Q3"}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda one: one.id)
def test_each_play_of_a_sentence_names_it_and_has_a_test(
    sentence: SourceSentence,
) -> None:
    for play_id in sentence.plays:
        if play_id not in ALL:
            continue
        info = ALL[play_id]
        if sentence.id.startswith("S"):
            assert sentence in sentences_in(info.source), (play_id, info.source)
        test = ROOT / "tests" / "plays" / f"test_{info.play.__name__}.py"
        assert "def test_" in test.read_text()


def test_every_sentence_has_a_play_and_can_be_read_under_its_step() -> None:
    for sentence in SENTENCES:
        infos = [ALL[play_id] for play_id in sentence.plays if play_id in ALL]
        assert infos, sentence.id
        for info in infos if sentence.id.startswith("S") else ():
            step = Suggestion(
                "Do it.", ("a fact",), "it is done.", play=info.id, source=info.source
            )
            [told] = why_message(Advice(steps=(step,)), about="").sections
            said = f"{sentence.id}: “{sentence.text}” (Susan Cramm, cio.com 2007)"
            assert said in told.facts


def test_every_number_a_play_names_is_a_sentence() -> None:
    known = {sentence.id for sentence in SENTENCES}
    for info in ALL.values():
        named = set(re.findall(r"\b[SQ]\d+[ab]?\b", info.source))
        assert named <= known, info.id
        for sentence in sentences_in(info.source):
            assert info.id in sentence.plays, (info.id, sentence.id)
