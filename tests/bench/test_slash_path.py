"""The slash path takes its turns, fewer of them where the machine is busy."""

import pytest

from bench.slash_path import FEWEST_ROUNDS, PATIENCE, is_enough


@pytest.mark.parametrize(
    ("rounds", "seconds", "enough"),
    [
        (FEWEST_ROUNDS, PATIENCE + 1, True),
        (FEWEST_ROUNDS, PATIENCE, False),
        (FEWEST_ROUNDS - 1, PATIENCE + 1, False),
    ],
)
def test_a_busy_machine_has_fewer_rounds_but_never_too_few(
    rounds: int, seconds: float, enough: bool
) -> None:
    assert is_enough(rounds, seconds) is enough
