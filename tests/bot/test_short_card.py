"""A morning's card is read in ten seconds, whatever the facts are."""

import re
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drawing import folded, plain_text
from bot.slack.cards.blocks import draw
from bot.teams.cards import draw_card
from scheduler.advice.engine import advise_day
from scheduler.card.meetings import did_you_meet
from scheduler.card.nudges import morning_card, on_a_morning
from scheduler.card.plans import did_it_take_place
from scheduler.card.prep import LastTalk, Prep, prep_section
from scheduler.situation import Situation
from storage.contacts.plans import PlanFact
from storage.message import Menu, Message, Section
from storage.people.facts import PersonFact
from tests.builders import TODAY, a_situation, a_tie, days_ago
from tests.fake_slack.limits import faults_of_message
from tests.scheduler.advice.any_situation import a_day, situations

CODE = re.compile(r"\b(?:P\d\d|[SCLQ]\d)")
MOST_BLOCKS, MOST_CONTROLS, MOST_ACTIONS, MOST_WORDS = 12, 8, 6, 20
NAMES = ("Dana Roe", "Lee Wu", "Ann Bo", "Kim Ito")


def meetings(count: int) -> tuple[Section, ...]:
    plan = PlanFact(
        id="plan", on=days_ago(1), kind="lunch", at=None, person_id="r", name="Rosa Lim"
    )
    prep = Prep(
        a_situation(tie=a_tie(next_meeting_on=TODAY)),
        last=LastTalk(days_ago(3), "a call", "words " * 200),
    )
    past = a_situation(tie=a_tie(met_by_now_on=days_ago(1)))
    three = (prep_section(prep), did_it_take_place(plan, TODAY), did_you_meet(past))
    return three[:count]


def card(people: list[Situation], taken: bool, met: int, days_left: int) -> Message:
    named = [
        replace(one, executive=PersonFact(str(n), NAMES[n]))
        for n, one in enumerate(people)
    ]
    book = a_day(named, days_left, [True] * len(named))
    advice = advise_day(named, book=book)
    steps = advice.steps[: 4 - met]
    if taken and steps:
        steps = (replace(steps[0], taken_on=days_ago(14)), *steps[1:])
    message = morning_card(
        replace(advice, steps=steps),
        leader_name="Ada Novak",
        today=TODAY,
        suggestion_ids={step.key: f"id {n}" for n, step in enumerate(steps)},
        meetings=meetings(met),
    )
    return on_a_morning(message or Message(headline="Nothing."))


CARDS = st.builds(
    card,
    st.lists(situations(), min_size=1, max_size=4),
    st.booleans(),
    st.integers(0, 3),
    st.integers(0, 5),
)


def controls(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        element
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def seen_actions(teams: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the actions of a card in Teams that are seen without a press."""
    return [one for part in teams["body"] for one in part.get("actions", ())]


@settings(max_examples=50, deadline=None)
@given(CARDS)
def test_a_card_is_short_on_slack(message: Message) -> None:
    payload = draw(message)
    assert faults_of_message(payload) == []
    assert len(payload["blocks"]) <= MOST_BLOCKS
    assert len(controls(payload["blocks"])) <= MOST_CONTROLS


@settings(max_examples=30, deadline=None)
@given(CARDS)
def test_a_card_has_six_labelled_actions_in_teams(message: Message) -> None:
    teams = draw_card(message)
    actions = seen_actions(teams)
    assert len(actions) <= MOST_ACTIONS
    assert all(one["title"].strip(" …") for one in actions)
    assert "Input.ChoiceSet" not in str(teams), "a list says not what it is about"


@settings(max_examples=50, deadline=None)
@given(CARDS)
def test_a_card_gives_one_short_reason_and_names_no_code(message: Message) -> None:
    for section in message.sections:
        assert len(section.facts) <= 1
        assert all(len(fact.split()) <= MOST_WORDS for fact in section.facts)
        assert not section.quote
    assert len(message.small_print) <= 1
    said = plain_text(message)
    assert CODE.findall(said) == []
    for word in ("Because:", "Rule:", "Withdrawn if", "Mind:", "`"):
        assert word not in said


@settings(max_examples=30, deadline=None)
@given(CARDS, st.integers(2, 9))
def test_what_has_no_room_stands_in_a_menu_and_is_not_lost(
    message: Message, most: int
) -> None:
    shown = folded(message, most)
    assert meanings(shown) == meanings(message)


def meanings(message: Message) -> set[str]:
    """Return what can be asked for in the message, also in its menus of the rest."""
    found: set[str] = set()
    buttons = [one for part in message.sections for one in part.buttons]
    for one in (*buttons, *message.buttons):
        if isinstance(one, Menu) and one.rest:
            found |= {f"{one.subject} {line.value}" for line in one.options}
        else:
            found.add(f"{one.subject} {one.action}")
    return {"cards" if one.endswith(" cards") else one for one in found}
