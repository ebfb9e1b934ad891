"""Figures as Slack's own charts: within its limits, and words where it takes none."""

import json
from typing import Any

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.calls import SlackCalls
from bot.slack.cards.blocks import draw
from bot.slack.cards.forms import draw_home, draw_words
from bot.slack.clients import OneWorkspace, web_client
from bot.slack.sender import SlackSender
from handlers.turn import Address
from scheduler.outgoing import Target
from storage.ids import new_id
from storage.message import Bar, Button, Figure, Message, Section
from tests.bot.slack.strategies import TEXTS
from tests.fake_slack import limits, oracle
from tests.fake_slack.requests import ALICE, TEAM
from tests.fake_slack.server import FakeSlack

BY = Address("slack", TEAM, ALICE)


def section(*bars: tuple[str, float], **more: Any) -> Section:
    figure = Figure(
        title="How units rate your services",
        measure="Mean of 90 days",
        bars=tuple(Bar(label=label, value=value) for label, value in bars),
    )
    facts = tuple(f"{label}: {value}" for label, value in bars)
    return Section(text=figure.title, facts=facts, figure=figure, **more)


TWO = ("Operations", 3.4), ("Finance", 4.5)
SUMMARY = Message(headline="What we achieved", sections=(section(*TWO),))


def charts(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [block for block in blocks if block["type"] == "data_visualization"]


def taken(message: Message) -> list[dict[str, Any]]:
    payload = draw(message, charts=True)
    assert limits.faults_of_message(payload) == []
    assert oracle.faults_of_message(payload) == []
    return charts(payload["blocks"])


def test_a_figure_is_drawn_below_its_words_and_above_its_buttons() -> None:
    button = Button(label="Why", action="why", subject="s1")
    message = Message(headline="h", sections=(section(*TWO, buttons=(button,)),))
    kinds = [block["type"] for block in draw(message, charts=True)["blocks"]]
    assert kinds == ["header", "section", "context", "data_visualization", "actions"]
    [chart] = taken(message)
    assert chart["title"] == "How units rate your services"
    assert chart["chart"] == {
        "type": "bar",
        "series": [
            {
                "name": "Mean of 90 days",
                "data": [
                    {"label": "Operations", "value": 3.4},
                    {"label": "Finance", "value": 4.5},
                ],
            }
        ],
        "axis_config": {"categories": ["Operations", "Finance"]},
    }


def test_all_that_a_chart_shows_is_in_the_words() -> None:
    text = draw(SUMMARY, charts=True)["text"]
    assert "Operations: 3.4" in text and "Finance: 4.5" in text


def test_one_bar_alone_is_words() -> None:
    assert taken(Message(headline="h", sections=(section(TWO[0]),))) == []


def test_long_names_are_cut_and_told_apart() -> None:
    long = "Operations of the North"
    names = (f"{long} and West", 1.0), (f"{long} and East", 2.0), ("<!channel>", 3.0)
    [chart] = taken(Message(headline="h", sections=(section(*names),)))
    categories = chart["chart"]["axis_config"]["categories"]
    assert categories == ["Operations of the N…", "Operations of the… 2", "‹!channel›"]


def test_a_message_has_two_charts_at_most() -> None:
    sections = tuple(section(*TWO) for _ in range(3))
    assert len(taken(Message(headline="h", sections=sections))) == 2


@settings(max_examples=60)
@given(st.lists(st.tuples(TEXTS, st.floats(1, 5)), max_size=30), TEXTS)
def test_every_figure_is_one_that_slack_takes(
    bars: list[tuple[str, float]], title: str
) -> None:
    drawn = section(*bars)
    assert drawn.figure is not None
    figure = drawn.figure.model_copy(update={"title": title, "measure": title})
    message = Message(
        headline="h", sections=(drawn.model_copy(update={"figure": figure}),)
    )
    taken(message)
    home = draw_home(message)
    assert limits.faults_of_view(home) == []
    assert oracle.faults_of_view(home) == []
    assert charts(draw_words(message)["blocks"]) == []  # a modal takes none


@pytest.fixture
def sender(
    slack: FakeSlack, http: aiohttp.ClientSession, workspace: OneWorkspace
) -> SlackSender:
    slack.channels["C1"] = {"id": "C1"}
    return SlackSender(install_of=workspace, api_url=slack.api_url, session=http)


TO_CHANNEL = Target("slack", TEAM, "C1", to_channel=True)


async def test_a_summary_is_posted_with_its_chart(
    sender: SlackSender, slack: FakeSlack
) -> None:
    await sender.send(SUMMARY, to=TO_CHANNEL, key=new_id())
    [post] = slack.posts
    assert len(charts(post["blocks"])) == 1


async def test_where_slack_takes_no_chart_the_same_goes_out_without_it_once(
    sender: SlackSender, slack: FakeSlack
) -> None:
    slack.charts = False
    sent = await sender.send(SUMMARY, to=TO_CHANNEL, key=new_id())
    [post] = slack.posts
    assert charts(post["blocks"]) == []
    assert "Operations: 3.4" in json.dumps(post["blocks"])

    changed = SUMMARY.model_copy(update={"headline": "What we achieved since"})
    await sender.update(changed, to=TO_CHANNEL, sent=sent)
    assert post["text"].startswith("What we achieved since")
    assert "Operations: 3.4" in json.dumps(post["blocks"])
    assert slack.calls["chat.postMessage"] == slack.calls["chat.update"] == 2


async def test_where_slack_takes_no_layout_at_all_words_go_out(
    sender: SlackSender, slack: FakeSlack
) -> None:
    slack.fail_next("chat.postMessage", "invalid_blocks", "invalid_blocks")
    await sender.send(SUMMARY, to=TO_CHANNEL, key=new_id())
    [post] = slack.posts
    assert "blocks" not in post
    assert "Finance: 4.5" in post["text"]


async def test_a_home_is_drawn_with_charts_until_slack_refuses_one(
    slack: FakeSlack, http: aiohttp.ClientSession, workspace: OneWorkspace
) -> None:
    client = web_client(api_url=slack.api_url, session=http)
    calls = SlackCalls(install_of=workspace, client=client, session=http)
    view = draw_home(SUMMARY)

    async def same() -> dict[str, Any]:
        return view

    async def shown() -> list[dict[str, Any]]:
        assert await calls.publish_home(BY, view, again=same, seconds=5)
        return charts(slack.homes[ALICE]["blocks"])

    assert len(await shown()) == 1
    slack.charts = False
    assert await shown() == []
    assert slack.calls["views.publish"] == 3
    assert await shown() == []  # and is not tried again
    assert slack.calls["views.publish"] == 4
