"""What to have in mind before a conversation, and when the card says so."""

from datetime import date, time
from typing import Any

import pytest

from scheduler.card.meetings import prepared_on
from scheduler.card.plans import asked_about_on, asked_again_on
from scheduler.card.prep import (
    OF_THE_FAILURE,
    LastTalk,
    Prep,
    open_questions,
    prep_section,
    prep_sections,
    prep_title,
)
from scheduler.local_time import Calendar
from storage.message import Section
from storage.services.facts import Credibility, Gate
from storage.steps.facts import Withheld
from tests.builders import (
    TODAY,
    a_motivator,
    a_need,
    a_situation,
    a_stance,
    a_tie,
    an_ask,
    an_item,
    days_ago,
    on_agenda,
)

CALENDAR = Calendar("01234", "GB", "ENG")
THURSDAY, GOOD_FRIDAY, TUESDAY = (date(2026, 4, day) for day in (2, 3, 7))


def shown(prep: Prep) -> dict[str, tuple[str, ...]]:
    return {section.text: section.facts for section in prep_sections(prep)}


def known(**facts: Any) -> Prep:
    """Return Dana, of whom everything is known, whom the leader meets today."""
    stance = a_stance(
        current="neutral", desired="supportive", view="only after the audit",
        heard_on=days_ago(10),
    )  # fmt: skip
    situation = a_situation(
        tie=a_tie(
            next_meeting_on=TODAY,
            listened=((days_ago(10), 45),),
            substantive_days=(days_ago(10),),
        ),
        agenda=(on_agenda(stance=stance, needs=(a_need(),)),),
        motivators=(
            a_motivator(),
            a_motivator(text="a quiet year", confirmed=False, told_by="Rosa Lim"),
        ),
        asks=(
            an_ask(on=days_ago(20), fulfilled_on=days_ago(2)),
            an_ask(id="b", on=days_ago(5), type="praise"),
        ),
        needs=(a_need(), a_need(text="two more planners", item_id="")),
    )
    last = LastTalk(days_ago(10), "a call, you listened 45%", "worried about June")
    topics = facts.pop("topics", ("her new team", "the audit"))
    return Prep(situation, last=last, topics=topics, **facts)


def test_the_card_says_all_that_is_known() -> None:
    prep = known(
        withheld=(Withheld("I-12 is past due", play="P12", name="Shift to advocacy"),)
    )
    assert prep_title(prep) == "Before you meet Dana Whitfield today, Tue 31 March"
    assert shown(prep) == {
        "Last time": (
            "Sat 21 March: a call, you listened 45%",
            "Your note: “worried about June”",
        ),
        "Still open": (
            "Thank Rosa for a review slot with Dana: it came about on Sun 29 March",
            "You asked Rosa for a good word to Dana on Thu 26 March; no answer yet",
        ),
        "What moves Dana": (
            "“overtime below 3 %”, Tue 10 March",
            "Hearsay from Rosa Lim: “a quiet year”, Tue 10 March",
        ),
        "Where they stand": (
            "A-1 “Cut-over to the new payroll”; serves their need of “fewer late "
            "payslips”; neutral, you want supportive",
            "In their words: “only after the audit”",
            "They need “two more planners”",
        ),
        "Topics: two of five ready, three to find": (
            "“her new team”",
            "“the audit”",
            "One about the person and one about the work make a start (Cramm's column, "
            "C3)",
        ),
        "Two open questions": (
            "What has changed for you since we last spoke? (S10a)",
            "What would make this a good year for your people? (S15)",
        ),
        "Listen": (
            "Aim to listen two thirds of the time, about 67% (S9, P10); on Sat 21 "
            "March it was 45%",
        ),
        "Do not push": (
            "Held back: shift to advocacy (P12), because I-12 is past due.",
        ),
    }


def test_of_somebody_unknown_it_says_what_to_find_out() -> None:
    prep = Prep(a_situation())
    assert prep_title(prep) == "For your next conversation with Dana Whitfield"
    assert shown(prep) == {
        "Last time": ("Nothing is logged yet.",),
        "Topics: none of five ready, five to find": (
            "One about the person and one about the work make a start (Cramm's column, "
            "C3)",
        ),
        "Two open questions": (
            "What are you measured on this year, and what stands in the way? "
            "(S12, P14)",
            "What has changed for you since we last spoke? (S10a)",
        ),
        "Listen": (
            "Aim to listen two thirds of the time, about 67% (S9, P10); say afterwards "
            "how much it was",
        ),
        "Do not push": ("Pitch nothing: you have hardly spoken (S8, P08).",),
    }


@pytest.mark.parametrize(
    ("count", "title"),
    [
        (4, "Topics: four of five ready, one to find"),
        (5, "Topics: five of five ready"),
        (6, "Topics: five of five ready"),
    ],
)
def test_five_topics_are_enough(count: int, title: str) -> None:
    assert title in shown(known(topics=("a topic",) * count))


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        ({"agenda": (on_agenda(),)}, "How do you see “Cut-over to the new payroll”"),
        ({"motivators": (a_motivator(confirmed=False),)}, "What are you measured on"),
        (
            {
                "motivators": (a_motivator(),),
                "agenda": (on_agenda(stance=a_stance(heard_on=TODAY)),),
            },
            "What would you need from “Cut-over to the new payroll”?",
        ),
        ({"motivators": (a_motivator(),)}, "What has changed for you"),
    ],
)
def test_the_questions_ask_for_what_is_not_known(
    facts: dict[str, Any], first: str
) -> None:
    questions = open_questions(a_situation(**facts))
    assert len(questions) == 2
    assert questions[0].text.startswith(first)
    assert all(one.source for one in questions)


@pytest.mark.parametrize(("gate", "about_failure"), [(Gate.SHUT, 2), (Gate.OPEN, 0)])
def test_while_the_gate_is_shut_only_the_failure_is_asked_about(
    gate: Gate, about_failure: int
) -> None:
    situation = a_situation(agenda=(on_agenda(),), credibility=Credibility(gate=gate))
    questions = open_questions(situation)
    assert len(questions) == 2
    assert sum(one in OF_THE_FAILURE for one in questions) == about_failure


def test_an_objection_to_answer_stands_where_they_stand() -> None:
    stance = a_stance(objection="too early in the year", objection_on=days_ago(3))
    prep = Prep(a_situation(agenda=(on_agenda(stance=stance),)))
    assert (
        "Objection to answer: “too early in the year”"
        in (shown(prep)["Where they stand"])
    )


def test_a_pause_says_not_to_invite() -> None:
    tie = a_tie(pause_through=TODAY, substantive_days=(days_ago(90),))
    assert shown(Prep(a_situation(tie=tie)))["Do not push"] == (
        "No further invitation through Tue 31 March (S1, P01).",
    )
    over = a_tie(pause_through=days_ago(1), substantive_days=(days_ago(90),))
    assert "Do not push" not in shown(Prep(a_situation(tie=over)))


def test_endless_words_are_cut_and_a_card_stays_a_card() -> None:
    long = "x" * 10_000
    item = an_item(title=long)
    many = tuple(on_agenda(item=item, needs=(a_need(text=long),)) for _ in range(50))
    prep = Prep(
        a_situation(agenda=many, motivators=(a_motivator(text=long),) * 50),
        last=LastTalk(TODAY, "a call", long),
        topics=(long,) * 50,
    )
    section = prep_section(prep)
    assert isinstance(section, Section)
    assert sum(len(fact) for fact in section.facts) < 6_000


@pytest.mark.parametrize(
    ("meeting", "minute", "morning"),
    [
        (THURSDAY, 8 * 60 + 30, THURSDAY),
        (THURSDAY, 9 * 60, THURSDAY),
        (THURSDAY, 9 * 60 + 1, date(2026, 4, 1)),
        (GOOD_FRIDAY, 8 * 60, THURSDAY),
        (TUESDAY, 10 * 60, THURSDAY),  # Easter lies between
    ],
)
def test_a_meeting_is_prepared_that_morning_or_the_working_day_before(
    meeting: date, minute: int, morning: date
) -> None:
    assert prepared_on(meeting, CALENDAR, nudge_minute=minute) == morning


@pytest.mark.parametrize(
    ("at", "minute", "morning"),
    [
        (time(8), 7 * 60 + 30, THURSDAY),
        (time(8), 7 * 60 + 31, date(2026, 4, 1)),
        (time(15), 14 * 60 + 30, THURSDAY),
        (time(15), 14 * 60 + 31, date(2026, 4, 1)),
        (time(0, 10), 0, date(2026, 4, 1)),
    ],
)
def test_a_meeting_whose_time_is_known_is_prepared_half_an_hour_before_it(
    at: time, minute: int, morning: date
) -> None:
    assert prepared_on(THURSDAY, CALENDAR, nudge_minute=minute, at=at) == morning


def test_the_time_of_day_is_said_where_a_meeting_is_prepared() -> None:
    tie = a_tie(next_meeting_on=TODAY, next_meeting_at=time(15))
    assert prep_title(Prep(a_situation(tie=tie))).endswith(" at 15:00")


@pytest.mark.parametrize(
    ("meeting", "morning", "second"),
    [
        (date(2026, 4, 1), THURSDAY, TUESDAY),
        (THURSDAY, TUESDAY, date(2026, 4, 8)),
        (GOOD_FRIDAY, TUESDAY, date(2026, 4, 8)),
    ],
)
def test_a_meeting_is_asked_about_on_the_next_two_working_days(
    meeting: date, morning: date, second: date
) -> None:
    assert asked_about_on(meeting, CALENDAR) == morning
    assert asked_again_on(meeting, CALENDAR) == second
