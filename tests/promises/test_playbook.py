"""The playbook keeps its own rules: one play, one file, one docstring, one test."""

import inspect
import re
from pathlib import Path

import pytest

from scheduler.playbook import BOOK_PLAYS, PLAYS
from scheduler.playbook.play_info import BookPlayInfo, PlayInfo

ROOT = Path(__file__).parents[2]
PARTS = ("When", "Step", "Withheld", "Source")
NO_PLAY = {"__init__", "play_info"}

AnyInfo = PlayInfo | BookPlayInfo
ALL: tuple[AnyInfo, ...] = (*PLAYS, *BOOK_PLAYS)

each_play = pytest.mark.parametrize("info", ALL, ids=lambda info: info.id)
each_about_one = pytest.mark.parametrize("info", PLAYS, ids=lambda info: info.id)


@each_play
def test_a_play_says_when_what_what_not_and_why(info: AnyInfo) -> None:
    doc = inspect.getdoc(info.play) or ""
    assert tuple(re.findall(r"^([A-Z][a-z]+): ", doc, re.MULTILINE)) == PARTS
    assert doc.splitlines()[0].endswith(".")


@each_play
def test_a_play_is_called_like_its_file_and_tested_in_one_of_its_own(
    info: AnyInfo,
) -> None:
    name = info.play.__name__
    assert info.play.__module__ == f"scheduler.playbook.{name}"
    assert (ROOT / "tests" / "plays" / f"test_{name}.py").is_file()


def test_each_file_of_the_playbook_is_registered() -> None:
    files = {path.stem for path in (ROOT / "scheduler" / "playbook").glob("*.py")}
    assert files - NO_PLAY == {info.play.__name__ for info in ALL}


def test_each_play_is_registered_once() -> None:
    ids = [info.id for info in ALL]
    assert len(set(ids)) == len(ids)


@each_play
def test_a_play_names_its_sentence_and_its_source(info: AnyInfo) -> None:
    assert info.rule.endswith(".") and info.source and info.name
    assert 0 <= info.level <= 7


@each_about_one
def test_plays_refer_only_to_plays_there_are(info: PlayInfo) -> None:
    ids = {other.id for other in ALL}
    assert {*info.withholds, *info.cautions, *info.after, *info.follows} <= ids


def test_service_comes_before_outreach_in_the_order_of_the_advice() -> None:
    place = {info.id: (info.level, n) for n, info in enumerate(PLAYS)}
    assert place["P03"] < place["P02"] < place["P05"]
    assert all(place["P02"] < place[route] for route in ("P06", "P07", "P08"))


@each_about_one
def test_only_a_way_through_somebody_else_is_open_for_a_time(info: PlayInfo) -> None:
    assert info.route is (info.id in {"P05", "P06", "P07", "P08"})
    assert (info.open_days > 0) is info.route
