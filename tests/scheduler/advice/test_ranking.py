from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from scheduler.advice.engine import advise, advise_day
from scheduler.advice.ranking import CardRoom, rank_day
from scheduler.playbook import PLACE, PLAY_NAMED, PLAYS
from scheduler.situation import Situation
from storage.people.facts import PersonFact
from storage.steps.facts import Advice, Notice, Suggestion, Withheld
from tests.builders import (
    GOOD,
    LIVE,
    ROSA,
    a_situation,
    a_standing,
    an_ask,
    an_issue,
    days_ago,
    every_way,
)


def a_step(play: str, level: int, **facts: Any) -> Suggestion:
    known: dict[str, Any] = {
        "step": f"{play}.",
        "because": ("it fired",),
        "withdrawn_if": "it goes away.",
        "about": play,
        "play": play,
        "name": "A play",
        "level": level,
        "person_id": "dana",
        "person": "Dana Whitfield",
    }
    return Suggestion(**(known | facts))


def order(*steps: Suggestion) -> list[str]:
    return [step.about for step in rank_day([Advice(steps=steps)]).steps]


def test_the_levels_come_first() -> None:
    steps = a_step("P05", 4), a_step("L2", 2), a_step("P03", 1)
    assert order(*steps) == ["P03", "L2", "P05"]


def test_thanks_come_before_everything_but_trouble_with_the_service() -> None:
    before = {
        info.id
        for info in PLAYS
        if info.level and rank_of(info.id, info.level) < rank_of("L2", 2)
    }
    assert before >= {"P03", "P02", "L7"}
    assert {info.level for info in PLAYS if info.id in before} == {1}
    assert order(a_step("P01", 2), a_step("C2", 2), a_step("L2", 2))[0] == "L2"


def rank_of(play: str, level: int) -> tuple[int, int]:
    return level, PLACE[play]


def test_within_a_level_the_order_of_the_playbook() -> None:
    assert order(a_step("P02", 1), a_step("P03", 1)) == ["P03", "P02"]
    steps = a_step("C2", 2), a_step("P09", 2), a_step("P08", 2)
    assert order(*steps) == ["P08", "P09", "C2"]


AGENDA = ("P11", "P14", "P15", "P16", "P17", "L6")


def test_the_agenda_comes_after_the_routes_and_proposals_after_it() -> None:
    levels = {info.id: info.level for info in PLAYS}
    assert {levels[play] for play in AGENDA} == {5}
    assert (levels["P10"], levels["P12"]) == (2, 6)
    assert PLACE["C3"] < PLACE["P10"] < PLACE["C4"] < PLACE["C2"]


def test_within_the_agenda_salience_then_gap_then_overdue_then_the_playbook() -> None:
    for first, then in pairwise(AGENDA):
        assert order(a_step(then, 5), a_step(first, 5)) == [first, then]
    assert order(
        a_step("P11", 5),
        a_step("P14", 5, overdue=2.0),
        a_step("P15", 5, gap=1),
        a_step("P16", 5, salience=1),
    ) == ["P16", "P15", "P14"]


def test_within_a_play_what_is_overdue_longest() -> None:
    steps = (
        a_step("L2", 2, about="no day"),
        a_step("L2", 2, about="late", due_on=date(2026, 5, 22)),
        a_step("L2", 2, about="later", due_on=date(2026, 5, 20)),
    )
    assert order(*steps) == ["later", "late", "no day"]


def test_ties_are_broken_the_same_way_each_time() -> None:
    steps = a_step("L1", 7, about="b"), a_step("L1", 7, about="a")
    assert order(*steps) == order(*reversed(steps)) == ["a", "b"]


def test_at_most_three_steps_and_the_rest_in_words() -> None:
    steps = [a_step("L1", 7, about=str(n)) for n in range(5)]
    advice = rank_day([Advice(steps=(step,)) for step in steps])
    assert len(advice.steps) == 3
    assert advice.considered == (
        "L1 A play, for Dana Whitfield: waits, three steps a day are enough",
    ), "said once"


def test_one_talk_about_the_agenda_with_a_person_a_day() -> None:
    """P11 and P14 are one conversation, and so is what P07 or C6 starts already."""
    rosa = {"approach_id": "rosa", "approach": "Rosa Lim"}
    dana = {"approach_id": "dana", "approach": "Dana Whitfield"}
    assert order(a_step("P11", 5, **rosa), a_step("P14", 5, **rosa)) == ["P11"]
    assert order(a_step("P07", 4, **rosa), a_step("P11", 5, **rosa)) == ["P07"]
    assert order(a_step("C6", 2, **dana), a_step("P11", 5, **dana)) == ["C6"]
    assert order(a_step("L2", 2, **rosa), a_step("P11", 5, **rosa)) == ["L2", "P11"]
    assert order(a_step("P11", 5, **rosa), a_step("P14", 5, **dana)) == ["P11", "P14"]
    day = rank_day([Advice(steps=(a_step("P07", 4, **rosa), a_step("P14", 5, **rosa)))])
    assert day.considered == (
        "P14 A play, for Dana Whitfield: one talk with Rosa Lim is enough today",
    )


def test_a_step_never_matters_also_for_whom_it_goes_to() -> None:
    kim = {"about": "ask", "approach_id": "kim", "approach": "Kim Park"}
    for_dana = a_step("L2", 2, **kim)
    for_kim = a_step("L2", 2, person_id="kim", person="Kim Park", **kim)
    [step] = rank_day([Advice(steps=(for_dana, for_kim))]).steps
    assert step.because == ("it fired",)


def test_one_gentle_thought_about_a_person_a_day() -> None:
    steps = (
        a_step("L1", 7, approach_id="dana", approach="Dana Whitfield", overdue=2.0),
        a_step("C1", 7, approach_id="dana", approach="Dana Whitfield"),
        a_step("C7", 7, approach_id="rosa", approach="Rosa Lim"),
    )
    advice = rank_day([Advice(steps=steps)])
    assert [step.play for step in advice.steps] == ["L1", "C7"]
    assert advice.considered == (
        "C1 A play, for Dana Whitfield: one thought about Dana Whitfield is enough",
    )


def test_what_comes_earlier_about_a_person_stands_for_the_gentle_thought_too() -> None:
    person = {"approach_id": "dana", "approach": "Dana Whitfield"}
    assert order(a_step("C6", 2, **person), a_step("L1", 7, **person)) == ["C6"]
    assert order(a_step("C3", 2, **person), a_step("C6", 2, **person)) == ["C6", "C3"]


def test_five_topics_are_asked_for_one_meeting_a_day() -> None:
    sooner, later = date(2026, 4, 1), date(2026, 4, 2)
    steps = (
        a_step("C3", 2, about="later", due_on=later),
        a_step("C3", 2, about="sooner", due_on=sooner),
    )
    advice = rank_day([Advice(steps=steps)])
    assert [step.about for step in advice.steps] == ["sooner"]
    assert advice.considered == ("C3 A play, for Dana Whitfield: one a day is enough",)


def test_what_the_days_of_all_stakeholders_say_is_kept() -> None:
    advice = rank_day(
        [
            Advice(withheld=(Withheld("one"),), notices=(Notice("a"),)),
            Advice(withheld=(Withheld("two"),), considered=("x",)),
        ]
    )
    assert [line.because for line in advice.withheld] == ["one", "two"]
    assert [notice.text for notice in advice.notices] == ["a"]
    assert advice.considered == ("x",)


LATE = a_standing(ratings=GOOD, issues=(an_issue(due_on=days_ago(9)),))


def of(person: PersonFact, **facts: Any) -> Situation:
    return a_situation(executive=person, tie=LIVE, standing=LATE, **facts)


def test_one_issue_is_one_step_and_names_the_others_it_matters_for() -> None:
    dana = a_situation(tie=LIVE, standing=LATE)
    advice = advise_day([dana, of(ROSA)])
    [step] = advice.steps
    assert step.person == "Dana Whitfield"
    assert step.because[-1] == "it also matters for Rosa Lim"
    assert step.facts_key == advise(dana).steps[0].facts_key


def test_of_many_others_three_are_named() -> None:
    people = [PersonFact(f"{n}", f"Person {n}") for n in range(6)]
    [step] = advise_day([of(person) for person in people]).steps
    assert step.because[-1] == (
        "it also matters for Person 1, Person 2, Person 3 and more"
    )


def test_thanks_are_shown_once_when_both_are_stakeholders() -> None:
    ask = an_ask(fulfilled_on=days_ago(0))
    both = [
        a_situation(tie=LIVE, asks=(ask,)),
        a_situation(tie=LIVE, asks=(ask,), executive=ROSA),
    ]
    advice = advise_day(both)
    assert [step.play for step in advice.steps] == ["L2"]


def test_one_person_is_not_asked_for_two_ways_on_one_day() -> None:
    lee = PersonFact("lee", "Lee Wong", "COO", "sales", "Sales")
    standing = a_standing(unit_id="sales", unit="Sales", ratings=GOOD)
    for_lee = every_way(executive=lee, standing=standing, reports=(), mutual=())
    merged = advise_day([every_way(reports=(), mutual=()), for_lee])
    assert [step.person_id for step in merged.steps] == ["dana"]
    assert merged.steps[0].because[-1] == "it also matters for Lee Wong"
    omar = every_way().mutual
    both = advise_day(
        [
            every_way(reports=(), units=(), mutual=omar),
            replace(for_lee, units=(), mutual=omar),
        ]
    )
    assert [step.person_id for step in both.steps] == ["dana"]
    assert both.considered == (
        "P06 Ask for a good word, for Lee Wong: one request to Omar Haddad is enough "
        "today",
    )


def on_a_card(room: CardRoom, *steps: Suggestion) -> list[str]:
    return [step.about for step in rank_day([Advice(steps=steps)], room).steps]


FOUR = [a_step("P05", 4, about=str(n)) for n in range(4)]


@pytest.mark.parametrize(
    ("steps", "new", "shown"), [(2, 6, 2), (3, 6, 3), (3, 2, 2), (2, 0, 0)]
)
def test_a_card_has_as_many_new_steps_as_it_and_the_week_have_room_for(
    steps: int, new: int, shown: int
) -> None:
    assert len(on_a_card(CardRoom(steps=steps, new=new), *FOUR)) == shown


@pytest.mark.parametrize("play", ["P03", "L7", "L2", "C3", "P10", "C4"])
def test_trouble_thanks_and_a_meeting_do_not_wait_for_the_week(play: str) -> None:
    step = a_step(play, PLAY_NAMED[play].level)
    assert on_a_card(CardRoom(steps=2, new=0), step, *FOUR) == [play]
    assert on_a_card(CardRoom(steps=2, new=1), *FOUR, step) == [play], (
        "it is counted, too"
    )


def test_what_waits_for_an_answer_comes_back_beside_another_step_alone() -> None:
    waits, new = FOUR[:2]
    room = CardRoom(steps=2, new=1, waiting=frozenset({waits.key}))
    assert on_a_card(room, waits) == []
    assert on_a_card(room, waits, new) == [new.about, waits.about]
    trouble = a_step("P03", 1)
    again = CardRoom(steps=2, new=0, waiting=frozenset({trouble.key}))
    assert on_a_card(again, trouble) == []


def test_what_was_promised_for_today_and_what_became_of_a_step_cost_nothing() -> None:
    promised, taken = FOUR[0], replace(FOUR[1], taken_on=date(2026, 3, 2))
    room = CardRoom(steps=3, new=1, promised=frozenset({promised.key}))
    shown = on_a_card(room, *FOUR[2:], promised, taken)
    assert set(shown) == {promised.about, taken.about, FOUR[2].about}


def test_the_last_new_steps_of_a_week_go_to_what_was_on_no_card_for_long() -> None:
    steps = a_step("P08", 2), a_step("P05", 4), a_step("L4", 7), a_step("P18", 7)
    last_on = {"P08": date(2026, 3, 2), "P05": date(2026, 3, 1)}
    assert on_a_card(CardRoom(2, 3, seldom=1, last_on=last_on), *steps) == [
        "P08",
        "P05",
    ]
    assert on_a_card(CardRoom(2, 2, seldom=1, last_on=last_on), *steps)[0] == "P08"
    assert on_a_card(CardRoom(2, 2, seldom=1, last_on=last_on), *steps)[1] in (
        "L4",
        "P18",
    )
    seen = last_on | {"L4": date(2026, 2, 1), "P18": date(2026, 2, 2)}
    assert on_a_card(CardRoom(1, 1, seldom=1, last_on=seen), *steps) == ["L4"]


def test_a_play_stands_once_among_the_last_new_steps() -> None:
    steps = *FOUR[:2], a_step("L1", 7)
    assert on_a_card(CardRoom(2, 2, seldom=2), *steps) == ["L1", "0"]
    seen = {"L1": date(2026, 3, 1)}
    assert on_a_card(CardRoom(2, 2, seldom=2, last_on=seen), *steps) == ["0", "L1"]
