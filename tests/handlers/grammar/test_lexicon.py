"""A language's file, loaded: its patterns are read as they are meant."""

import warnings

import pytest

from handlers.grammar.lexicon import CODES, Lexicon


@pytest.mark.parametrize("code", CODES)
def test_every_pattern_of_a_language_is_a_plain_one(code: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert Lexicon(code).patterns


@pytest.mark.parametrize("symbols", ["VWP", "IVWP", "VWWP", "VDP", "VP"])
def test_a_symbol_in_brackets_stands_for_all_it_means(symbols: str) -> None:
    # "hablé con Kim": its pattern is "I?V[WD]*P", and W is more than one symbol.
    assert any(one.fullmatch(symbols) for one in Lexicon("es").patterns["past"])
