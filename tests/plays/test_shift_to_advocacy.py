from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.situation import Situation
from storage.agenda.facts import StanceFact
from storage.contacts.facts import TieFact
from tests.builders import (
    LIVE,
    a_motivator,
    a_need,
    a_situation,
    a_stance,
    days_ago,
    on_agenda,
    pausing,
    steps_of,
    withheld_by,
)

VIEW = "not before the audit"
ENQUIRED = TieFact(strength=1.0, live=True, talks=((days_ago(12), "enquiry", 70),))


def heard(**facts: Any) -> StanceFact:
    return a_stance(**({"heard_on": days_ago(12), "view": VIEW} | facts))


def ready(
    stance: StanceFact | None = None, needs: tuple[Any, ...] = (a_need(),), **facts: Any
) -> Situation:
    """Dana was heard on A-1 on 19 March, and nothing is missing."""
    item = on_agenda(stance=stance or heard(), needs=needs)
    known = {"agenda": (item,), "tie": ENQUIRED, "motivators": (a_motivator(),)}
    return a_situation(**(known | facts))


def talked(*talks: tuple[date, str, int | None]) -> TieFact:
    return TieFact(strength=1.0, live=True, talks=talks)


def test_when_enough_was_heard_the_path_is_proposed_in_their_words() -> None:
    [step] = steps_of("P12", ready())
    assert (step.step, step.more) == (
        "Propose the path forward on A-1 “Cut-over to the new payroll” to Dana.",
        "Open with Dana's own words, “not before the audit”; then type "
        "`propose A-1 to Dana: agreed`, or `objection` or `refused` instead "
        "of `agreed`.",
    )
    assert step.because == (
        "you heard Dana on A-1 on Thu 19 March: “not before the audit”",
        "Dana confirmed what counts: “overtime below 3 %”",
        "A-1 serves a need of Dana's: “fewer late payslips”",
        "you listened 70 % on Thu 19 March",
    )
    assert step.withdrawn_if == (
        "a proposal to Dana is recorded, Dana objects, or A-1 is parked or closed."
    )
    assert (step.about, step.approach_id, step.rule) == ("a1", "dana", "")


def test_it_opens_with_what_was_told_where_no_words_are_kept() -> None:
    [step] = steps_of("P12", ready(heard(view="")))
    assert step.more.startswith("Open with what Dana told you; then")


def test_a_meeting_on_the_calendar_is_the_place_for_it() -> None:
    tie = TieFact(talks=ENQUIRED.talks, live=True, next_meeting_on=date(2026, 4, 9))
    [step] = steps_of("P12", ready(tie=tie))
    assert "to Dana when you meet on Thu 9 April." in step.step


@pytest.mark.parametrize(("days", "late"), [(29, False), (30, True)])
def test_ready_for_30_days_without_a_proposal_looks_like_a_follower(
    days: int, late: bool
) -> None:
    on = days_ago(days)
    situation = ready(
        heard(heard_on=on),
        (a_need(on=on),),
        motivators=(a_motivator(on=on),),
        tie=talked((on, "enquiry", 60)),
    )
    [step] = steps_of("P12", situation)
    assert ("followers" in step.rule) is late
    assert ("nothing is proposed" in step.because[-1]) is late


def test_what_came_last_makes_it_ready() -> None:
    late = ready(
        heard(heard_on=days_ago(90)),
        (a_need(on=days_ago(90)),),
        motivators=(a_motivator(on=days_ago(90)),),
        tie=talked((days_ago(90), "enquiry", 60)),
    )
    [step] = steps_of("P12", late)
    assert step.rule
    since = ready(
        heard(heard_on=days_ago(90)),
        (a_need(on=days_ago(29)),),
        motivators=(a_motivator(on=days_ago(90)),),
        tie=talked((days_ago(90), "enquiry", 60)),
    )
    [step] = steps_of("P12", since)
    assert step.rule == ""


@pytest.mark.parametrize(
    ("situation", "missing"),
    [
        (ready(a_stance()), "Dana's view of A-1 is not recorded"),
        (
            ready(heard(heard_on=days_ago(181))),
            "Dana's view of A-1 is of Wed 1 October 2025, more than 180 days ago",
        ),
        (ready(motivators=()), "no motivator of Dana's is confirmed"),
        (
            ready(motivators=(a_motivator(confirmed=False),)),
            "no motivator of Dana's is confirmed",
        ),
        (ready(needs=()), "no need of Dana's that A-1 serves is on record"),
        (
            ready(tie=LIVE),
            "no enquiry is logged among your last talks with Dana",
        ),
        (
            ready(tie=talked((days_ago(12), "advocacy", 70))),
            "no enquiry is logged among your last talks with Dana",
        ),
        (
            ready(tie=talked((days_ago(12), "enquiry", None))),
            "how much you listened on Thu 19 March is not logged",
        ),
        (
            ready(tie=talked((days_ago(12), "both", 56))),
            "you listened 56 % on Thu 19 March, 57 % is enough",
        ),
        (
            ready(heard(objection="no hands in May", objection_on=days_ago(3))),
            "Dana's objection to A-1, “no hands in May”, is not answered",
        ),
    ],
)
def test_it_names_the_part_that_is_missing(situation: Situation, missing: str) -> None:
    assert steps_of("P12", situation) == ()
    assert withheld_by("P12", situation) == (missing,)


def test_it_names_all_that_is_missing() -> None:
    [because] = withheld_by("P12", ready(a_stance(), (), motivators=()))
    assert because == (
        "Dana's view of A-1 is not recorded, no motivator of Dana's is confirmed and "
        "no need of Dana's that A-1 serves is on record"
    )


@pytest.mark.parametrize("mode", ["enquiry", "both"])
def test_57_per_cent_is_enough(mode: str) -> None:
    assert steps_of("P12", ready(tie=talked((days_ago(12), mode, 57))))


def test_the_last_enquiry_counts_not_an_earlier_one() -> None:
    tie = talked((days_ago(20), "enquiry", 80), (days_ago(12), "enquiry", 40))
    assert steps_of("P12", ready(tie=tie)) == ()


def test_it_is_held_back_while_invitations_pause() -> None:
    tie = pausing(talks=ENQUIRED.talks)
    assert withheld_by("P12", ready(tie=tie)) == (
        "invitations to Dana pause through Wed 29 April",
    )
    again = pausing(since=days_ago(31), talks=ENQUIRED.talks)
    assert steps_of("P12", ready(tie=again))


def refused(days: int) -> StanceFact:
    return heard(proposed_on=days_ago(days), outcome="refused")


@pytest.mark.parametrize(("learned", "steps"), [(10, 0), (9, 1)])
def test_after_a_refusal_a_motivator_is_learned_first(learned: int, steps: int) -> None:
    motivators = (a_motivator(on=days_ago(learned)),)
    assert len(steps_of("P12", ready(refused(10), motivators=motivators))) == steps


def test_after_an_answered_objection_it_may_be_proposed_anew() -> None:
    answered = heard(
        proposed_on=days_ago(8),
        outcome="objection",
        objection_on=days_ago(8),
        answered_on=days_ago(1),
    )
    [step] = steps_of("P12", ready(answered))
    assert step.rule == ""


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("nothing is on the agenda", a_situation()),
        ("it was agreed", ready(heard(proposed_on=days_ago(5), outcome="agreed"))),
        ("it waits for an answer", ready(heard(proposed_on=days_ago(5)))),
        ("it was refused", ready(refused(3))),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("P12", situation) == (), reason
    assert withheld_by("P12", situation) == (), reason


def test_one_more_day_is_no_new_fact() -> None:
    situation = ready()
    [one] = steps_of("P12", situation)
    tomorrow = situation.today + timedelta(1)
    [other] = steps_of("P12", ready(today=tomorrow))
    assert one.facts_key == other.facts_key
