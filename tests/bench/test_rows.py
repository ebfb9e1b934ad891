"""What a bench prints: rows that are met or not, floors, and comparisons."""

import json
import sys

import pytest

from bench import __main__ as bench
from bench.rows import (
    Comparison,
    Found,
    Row,
    as_json,
    as_table,
    at_least,
    at_most,
    floor,
)

COMPARED = Comparison(
    "Ours less theirs",
    ("against", "weeks"),
    (("random", "-2 ✓"), ("no advice", "1")),
    (Row("ours less random: weeks", "-2", "< 0", True), Row("another", "1")),
    "weeks: to the first meeting",
)


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (at_most("a", 10.0, 10, "ms"), True),
        (at_most("a", 10.1, 10, "ms"), False),
        (at_least("a", 10.0, 10, "ms"), True),
        (at_least("a", 9.9, 10, "ms"), False),
        (floor("a", 10.0, "ms"), None),
    ],
)
def test_a_row_is_met_or_not_only_if_it_has_a_target(row: Row, met: bool) -> None:
    assert row.met is met
    assert bool(row.target) is (met is not None)


@pytest.mark.parametrize(
    ("figure", "told"), [(1234, "1,234"), (1234.5, "1.23e+03"), (0.12345, "0.123")]
)
def test_what_is_counted_is_told_whole(figure: float, told: str) -> None:
    assert floor("a", figure, "").figure == told


def test_rows_are_one_table_and_each_comparison_is_one_below() -> None:
    rows: list[Found] = [at_most("slow", 3, 2, "s"), COMPARED, floor("bare", 1, "s")]
    assert as_table(rows).splitlines() == [
        "figure  measured  target  met",
        "slow    3 s       <= 2 s  NO",
        "bare    1 s",
        "",
        "Ours less theirs",
        "against    weeks",
        "random     -2 ✓",
        "no advice  1",
        "weeks: to the first meeting",
    ]


def test_comparisons_alone_have_no_table_of_rows() -> None:
    assert as_table([COMPARED]).startswith("Ours less theirs\nagainst")


def test_json_has_every_figure_of_a_comparison() -> None:
    found = json.loads(as_json([floor("bare", 1, "s"), COMPARED]))
    assert [row["name"] for row in found] == [
        "bare",
        "ours less random: weeks",
        "another",
    ]
    assert found[0] == {"name": "bare", "figure": "1 s", "target": "", "met": None}


@pytest.mark.parametrize(
    ("named", "run"),
    [
        ([], ["house", "dashboard", "deciding", "slash", "import"]),
        (["slash"], ["slash"]),
        (["org", "data"], ["org", "data"]),
    ],
)
def test_made_up_worlds_and_other_firms_are_measured_by_name_alone(
    named: list[str],
    run: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stand_in(name: str) -> bench.Bench:
        return lambda: [Row(name, "1")]

    stand_ins = {name: stand_in(name) for name in bench.BENCHES}
    monkeypatch.setattr(bench, "BENCHES", stand_ins)
    monkeypatch.setattr(sys, "argv", ["bench", "--json", *named])
    bench.main()
    names = [row["name"] for row in json.loads(capsys.readouterr().out)]
    assert names == run
