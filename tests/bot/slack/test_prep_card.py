"""A morning with a meeting, a step and a question fits, and can be pressed."""

from dataclasses import replace

from bot.drawing import plain_text
from bot.slack.cards.blocks import read_action
from scheduler.advice.engine import advise_day
from scheduler.card.meetings import did_you_meet
from scheduler.card.nudges import morning_card
from scheduler.card.prep import LastTalk, Prep, prep_section
from tests.bot.slack.test_blocks import drawn
from tests.builders import (
    TODAY,
    a_motivator,
    a_need,
    a_situation,
    a_standing,
    a_tie,
    an_issue,
    days_ago,
    on_agenda,
)


def test_a_full_morning_fits_and_every_button_survives() -> None:
    long = "words " * 2_000
    prep = Prep(
        a_situation(
            tie=a_tie(next_meeting_on=TODAY),
            agenda=(on_agenda(needs=(a_need(text=long),)),) * 3,
            motivators=(a_motivator(text=long),) * 3,
        ),
        last=LastTalk(days_ago(3), "a call", long),
        topics=(long,) * 5,
    )
    past = a_situation(tie=a_tie(met_by_now_on=days_ago(1)))
    issue = an_issue(severity=1, title=long)
    day = advise_day([a_situation(standing=a_standing(issues=(issue,)))])
    day = replace(day, steps=tuple(replace(s, taken_on=TODAY) for s in day.steps))
    message = morning_card(
        day,
        leader_name="Ada Novak",
        today=TODAY,
        suggestion_ids={step.key: "s1" for step in day.steps},
        meetings=(prep_section(prep), did_you_meet(past)),
    )
    assert message is not None

    payload = drawn(message)

    pressed = [
        read_action(element)[0]
        for block in payload["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]
    assert pressed == ["prep_person", "open_log", "done", "not_yet", "more"]
    assert "Did it happen? " in plain_text(message)
    assert "Before you meet Dana Whitfield today" in plain_text(message)
