"""A language's file, loaded: its patterns and phrases are read as they are meant."""

import warnings

import pytest

from handlers.grammar.words.lexicon import CODES, Lexicon, lexicon, spelled_out


@pytest.mark.parametrize("code", CODES)
def test_every_pattern_of_a_language_is_a_plain_one(code: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert Lexicon(code).patterns


@pytest.mark.parametrize("symbols", ["VWP", "IVWP", "VWWP", "VDP", "VP"])
def test_a_symbol_in_brackets_stands_for_all_it_means(symbols: str) -> None:
    # "hablé con Kim": its pattern is "I?V[WD]*P", and W is more than one symbol.
    assert any(one.fullmatch(symbols) for one in Lexicon("es").patterns["past"])


def test_a_phrase_with_alternatives_is_all_of_them() -> None:
    assert set(spelled_out(["(has|) not (rung|called) back"])) == {
        ("has", "not", "rung", "back"),
        ("has", "not", "called", "back"),
        ("not", "rung", "back"),
        ("not", "called", "back"),
    }


@pytest.mark.parametrize("code", CODES)
def test_no_bracket_of_alternatives_is_left_in_a_phrase(code: str) -> None:
    left = [one for one in lexicon(code).phrases if {"(", ")", "|"} & set(one)]

    assert left == []
