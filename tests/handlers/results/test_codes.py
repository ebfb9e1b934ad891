"""Codes: read aloud, copied by hand, compared by their hash alone."""

import re
from hashlib import sha256

import pytest

from handlers.results.codes import ALPHABET, code_hash, looks_like_code, new_code


def test_a_code_is_two_times_four_letters_and_never_the_same() -> None:
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", code) for code in codes)


def test_no_letter_looks_like_another() -> None:
    assert not set("01ILO") & set(ALPHABET)
    assert len(ALPHABET) == 31


def test_only_the_hash_is_kept() -> None:
    assert code_hash("K7QF-2MPD") == sha256(b"K7QF2MPD").hexdigest()


@pytest.mark.parametrize(
    "typed", ["k7qf-2mpd", "K7QF2MPD", " K7QF 2MPD ", "`k7qf–2mpd`", "“K7QF-2MPD”."]
)
def test_case_dashes_and_quotes_make_no_difference(typed: str) -> None:
    assert looks_like_code(typed)
    assert code_hash(typed) == code_hash("K7QF-2MPD")


@pytest.mark.parametrize(
    "typed",
    ["", "K7QF-2MP", "K7QF-2MPDD", "K7QF-2MP0", "I-12", "🙂", "تأكيد", "x" * 4000],
)
def test_what_cannot_be_a_code_is_told_apart(typed: str) -> None:
    assert not looks_like_code(typed)
