"""A language's words are spelled out as its file means them."""

import pytest

from handlers.grammar.lexicon import CODES, lexicon, spelled_out


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
