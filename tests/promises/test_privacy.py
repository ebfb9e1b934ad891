"""What a leader writes is theirs alone: it is looked for everywhere it could get to.

The file, the queue's tables, the log at every level, what others are shown, what other
apps can read, and what another leader's presses did: see `canaries` for what happened.
"""

import asyncio
import json
import logging
import re
from collections.abc import Iterator

import pytest

from tests.promises.canaries import (
    ADA,
    PEOPLE,
    SHOWN_TO_ALL,
    Log,
    Searched,
    buttons_in,
    live,
)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searched]:
    root, log = logging.getLogger(), Log()
    level = root.level
    root.addHandler(log)
    root.setLevel(logging.DEBUG)
    found = Searched()
    try:
        asyncio.run(live(tmp_path_factory.mktemp("privacy"), found))
    finally:
        root.removeHandler(log)
        root.setLevel(level)
    found.log = "\n".join(log.lines)
    yield found


def test_the_file_and_its_log_hold_no_word_of_it(searched: Searched) -> None:
    assert b"Dana Whitfield" in searched.file  # the directory is not sealed
    assert re.findall(rb"canary\w*", searched.file) == []


def test_the_queues_tables_hold_no_word_and_no_name(searched: Searched) -> None:
    assert "deliver:" in searched.tables["workflow_status"]
    for table, rows in searched.tables.items():
        assert "canary" not in rows, table
        assert not [name for name in (*PEOPLE, ADA) if name in rows], table


def test_the_log_says_what_broke_and_not_what_was_written(searched: Searched) -> None:
    assert searched.log.count("reference ") == 2
    assert re.findall(r".*canary.*", searched.log) == []
    assert [name for name in PEOPLE if name in searched.log] == []


def test_a_channel_reads_the_confirmed_result_and_nothing_else(
    searched: Searched,
) -> None:
    in_channel = [post for post in searched.posts if post["channel"] == "CWINS"]
    assert len(in_channel) == 1
    assert "Slips readable again" in in_channel[0]["text"]
    assert "canary" not in json.dumps(in_channel)


def test_nobody_but_ada_is_sent_a_word_of_it(searched: Searched) -> None:
    others = [post for post in searched.posts if post["channel"] != "DADANOVAK"]
    assert others
    assert "canary" not in json.dumps(others)


def test_what_other_apps_can_read_holds_ids_alone(searched: Searched) -> None:
    read = [post["metadata"] for post in searched.posts]
    read += [one.get("value", "") for one in buttons_in(searched.posts)]
    read += [one["action_id"] for one in buttons_in(searched.posts)]
    read += [view.get("private_metadata", "") for view in searched.views]
    words = json.dumps(read)

    assert "canary" not in words
    first_names = [name.split()[0] for name in PEOPLE]
    assert [name for name in (*PEOPLE, *first_names) if name in words] == []


def test_another_leader_reads_nothing_of_it(searched: Searched) -> None:
    assert SHOWN_TO_ALL in searched.told_to_eve
    rest = searched.told_to_eve.replace(SHOWN_TO_ALL, "")
    assert re.findall(r"canary\w*", rest) == []
    for word in ("as you said", "1 open ask.", "They postponed", "You talked"):
        assert word not in rest


def test_another_leader_presses_nothing_of_it(searched: Searched) -> None:
    assert searched.granted_to_eve == []
    assert searched.changed_by_eve == []


def test_what_is_forgotten_leaves_the_file_and_its_log(searched: Searched) -> None:
    assert searched.after_forgetting == []
