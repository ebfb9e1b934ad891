from typing import Any

import pytest

from scheduler.advice.engine import advise
from scheduler.situation import Situation
from storage.agenda.facts import StanceFact
from storage.contacts.facts import TieFact
from tests.builders import (
    LOW,
    a_motivator,
    a_need,
    a_report,
    a_situation,
    a_stance,
    a_standing,
    an_item,
    days_ago,
    info_of,
    on_agenda,
    pausing,
    withheld_by,
)

ENQUIRED = TieFact(strength=1.0, live=True, talks=((days_ago(12), "enquiry", 70),))


def heard(**facts: Any) -> StanceFact:
    return a_stance(**({"heard_on": days_ago(12), "view": "later"} | facts))


def ready(stance: StanceFact | None = None, **facts: Any) -> Situation:
    item = on_agenda(stance=stance or heard(), needs=(a_need(),))
    known = {"agenda": (item,), "tie": ENQUIRED, "motivators": (a_motivator(),)}
    return a_situation(**(known | facts))


def talked(*modes: str) -> TieFact:
    first = (days_ago(30), "enquiry", 70)
    talks = [(days_ago(10 - n), mode, 60) for n, mode in enumerate(modes)]
    return TieFact(strength=1.0, live=True, talks=(first, *talks)[-3:])


def proposals(situation: Situation) -> list[str]:
    return [step.about for step in advise(situation).steps if step.play == "P12"]


def held(situation: Situation) -> list[str]:
    lines = advise(situation).withheld
    return [line.because for line in lines if line.play == "P12"]


def test_it_lets_a_proposal_pass_that_was_listened_for() -> None:
    assert withheld_by("P13", ready()) == ()
    assert proposals(ready()) == ["a1"]


@pytest.mark.parametrize(
    ("modes", "pushes"),
    [
        (("advocacy",), False),
        (("advocacy", "advocacy"), True),
        (("advocacy", "both"), False),
        (("advocacy", "enquiry"), False),
        (("enquiry", "advocacy"), False),
    ],
)
def test_twice_in_a_row_without_an_enquiry_is_pushing(
    modes: tuple[str, ...], pushes: bool
) -> None:
    situation = ready(tie=talked(*modes))
    assert bool(withheld_by("P13", situation)) is pushes
    assert (proposals(situation) == []) is pushes


def test_it_says_what_to_ask_instead_of_arguing_again() -> None:
    situation = ready(tie=talked("advocacy", "advocacy"))
    assert held(situation) == [
        "you argued your case with Dana on Sat 21 March and Sun 22 March without an "
        "enquiry in between; ask and listen first, then type `log Dana call today, "
        "enquiry, listened 67%`"
    ]


def test_an_objection_is_heard_out_first() -> None:
    objected = heard(objection="no hands in May", objection_on=days_ago(3))
    assert held(ready(objected)) == [
        "Dana's objection to A-1, “no hands in May”, is not answered; instead, ask "
        "what is behind it, then type `heard Dana on A-1: …`"
    ]


def test_an_objection_that_was_heard_out_is_answered() -> None:
    objected = heard(objection="no hands in May", objection_on=days_ago(13))
    assert held(ready(objected)) == [
        "Dana's objection to A-1, “no hands in May”, is not answered; instead, answer "
        "it, then type `objection Dana on A-1 answered`"
    ]


@pytest.mark.parametrize(
    ("situation", "instead"),
    [
        (ready(a_stance()), "ask how Dana sees A-1, then type `heard Dana on A-1: …`"),
        (
            ready(motivators=()),
            "ask what Dana is measured on, then type `motivator Dana: …`",
        ),
        (
            ready(agenda=(on_agenda(stance=heard()),)),
            "ask what Dana needs from it, then type `need Dana on A-1: …`",
        ),
        (
            ready(tie=TieFact(strength=1.0, live=True)),
            "enquire once more and listen two thirds of the time, then type `log Dana "
            "call today, enquiry, listened 67%`",
        ),
    ],
)
def test_what_is_missing_is_asked_for_instead(
    situation: Situation, instead: str
) -> None:
    [because] = held(situation)
    assert because.endswith(f"; instead, {instead}")
    assert proposals(situation) == []


def test_one_item_that_is_not_ready_does_not_hold_back_another() -> None:
    other = on_agenda(item=an_item(id="a2", code="A-2", title="Time clocks"))
    situation = ready(agenda=(*ready().agenda, other))
    assert proposals(situation) == ["a1"]
    [because] = held(situation)
    assert because.startswith("Dana's view of A-2 is not recorded")


def test_while_the_credibility_gate_is_shut_it_alone_is_named() -> None:
    """Nothing is asked of Dana then, what they think of the item least of all."""
    situation = ready(a_stance(), standing=a_standing(ratings=LOW))
    [because] = held(situation)
    assert because.startswith("Operations rates your services 3.4 of 5")
    assert "instead, ask" not in because


def test_it_holds_back_proposals_and_is_never_a_step() -> None:
    assert info_of("P13").withholds == ("P12",)
    assert info_of("P13").level == 0


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nothing is on the agenda", a_situation(tie=talked("advocacy", "advocacy"))),
        (
            "nothing is to be proposed",
            ready(heard(proposed_on=days_ago(5)), tie=talked("advocacy", "advocacy")),
        ),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert withheld_by("P13", situation) == (), reason


@pytest.mark.parametrize(
    ("reports", "instead"),
    [
        ((a_report(),), "; instead, ask Rosa how Dana sees A-1, then type "),
        ((), ""),
    ],
)
def test_while_invitations_pause_it_sends_nobody_to_the_executive(
    reports: tuple[Any, ...], instead: str
) -> None:
    situation = ready(a_stance(), tie=pausing(), reports=reports)
    [because] = held(situation)
    assert instead in because
    assert ("instead" in because) == bool(instead)
