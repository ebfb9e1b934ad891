from datetime import date, timedelta
from typing import Any

import pytest

from scheduler.situation import Colleague, Situation
from storage.contacts.facts import TieFact
from storage.people.facts import PersonFact
from storage.results.facts import Named
from storage.services.facts import Standing
from tests.builders import (
    DANA,
    FEMI,
    LIVE,
    a_report,
    a_result,
    a_situation,
    a_standing,
    a_tie,
    an_ask,
    pausing,
    ratings,
    steps_of,
    withheld_by,
)

MAY_6 = date(2026, 5, 6)
TALKED = (date(2026, 4, 14), date(2026, 4, 24))


def ago(days: int) -> date:
    return MAY_6 - timedelta(days)


def rosa(**facts: Any) -> Colleague:
    tie = TieFact(strength=1.3, live=True, substantive_days=TALKED)
    return a_report(**({"tie": tie} | facts))


def in_may(*reports: Colleague, **facts: Any) -> Situation:
    known = {
        "today": MAY_6,
        "tie": pausing(),
        "standing": a_standing(ratings=ratings(4, 4, 4, 5, 4, on=ago(20))),
        "reports": reports,
        "results": (a_result(),),
    }
    return a_situation(**(known | facts))


def test_twenty_minutes_with_the_report_presenting() -> None:
    [step] = steps_of("P08", in_may(rosa()))
    assert (step.step, step.more) == (
        "Ask Rosa for 20 minutes with Dana to review “Payslips on time three "
        "months running”.",
        "Rosa presents it, alone or with you.",
    )
    assert step.because == (
        "“Payslips on time three months running” was confirmed by Rosa on Tue 5 May",
        "you and Rosa have talked on two days",
        "Rosa reports to Dana",
    )
    assert step.cautions == (
        "you and Dana have hardly spoken: review what was done together, and pitch "
        "nothing",
    )
    assert step.draft == (
        "Rosa, what we did together is worth showing: “Payslips on time three months "
        "running”. Could you get us 20 minutes with Dana to review it, with you "
        "presenting? If this is not the time, tell me, and I will leave it there."
    )
    assert (step.about, step.approach_id) == ("rosa:result", "rosa")


def test_the_evidence_goes_with_it() -> None:
    result = a_result(evidence="payroll report of April")
    [step] = steps_of("P08", in_may(rosa(), results=(result,)))
    assert "running” (payroll report of April)." in step.draft


def test_somebody_the_leader_has_met_needs_no_warning() -> None:
    tie = a_tie(substantive_days=(date(2025, 6, 3),))
    [step] = steps_of("P08", in_may(rosa(), tie=tie))
    assert step.cautions == ()


@pytest.mark.parametrize(("age", "steps"), [(180, 1), (181, 0)])
def test_a_result_counts_for_180_days(age: int, steps: int) -> None:
    situation = in_may(rosa(), results=(a_result(confirmed_on=ago(age)),))
    assert len(steps_of("P08", situation)) == steps


@pytest.mark.parametrize(("days", "steps"), [(TALKED[:1], 0), (TALKED, 1)])
def test_two_conversations_come_first(days: tuple[date, ...], steps: int) -> None:
    tie = TieFact(strength=1, live=True, substantive_days=days)
    assert len(steps_of("P08", in_may(rosa(tie=tie)))) == steps


@pytest.mark.parametrize(
    ("reason", "situation"),
    [
        ("no report", in_may()),
        ("no result", in_may(rosa(), results=())),
        ("not confirmed", in_may(rosa(), results=(a_result(confirmed_on=None),))),
        (
            "another unit's result",
            in_may(
                rosa(),
                results=(a_result(partner=FEMI, unit_id="finance", unit="Finance"),),
            ),
        ),
        (
            "the tie is not live",
            in_may(rosa(tie=TieFact(strength=0.3, substantive_days=TALKED))),
        ),
        ("a report of one's own", in_may(rosa(in_own_line=True))),
        (
            "the report's own unit is not satisfied",
            in_may(
                rosa(
                    standing=Standing(
                        "payroll", "Payroll", ratings=ratings(3, 3, 3, 3, 3, on=ago(9))
                    )
                )
            ),
        ),
        (
            "the meeting is on the calendar",
            in_may(rosa(), tie=pausing(next_meeting_on=date(2026, 5, 20))),
        ),
        (
            "the executive confirmed it",
            in_may(rosa(), results=(a_result(partner=DANA, named=()),)),
        ),
        (
            "the executive had a part in it",
            in_may(rosa(), results=(a_result(named=(Named("dana", "Dana"),)),)),
        ),
        ("the executive is reached", in_may(rosa(), tie=LIVE)),
    ],
)
def test_it_is_silent_when(reason: str, situation: Situation) -> None:
    assert steps_of("P08", situation) == (), reason
    assert withheld_by("P08", situation) == (), reason


@pytest.mark.parametrize(
    ("ask", "because"),
    [
        (
            an_ask(on=ago(120), declined_on=ago(89)),
            "Rosa declined on Fri 6 February",
        ),
    ],
)
def test_it_is_held_back_because(ask: Any, because: str) -> None:
    situation = in_may(rosa(asks=(ask,)))
    assert withheld_by("P08", situation) == (because,)
    assert steps_of("P08", situation) == ()


@pytest.mark.parametrize(
    "ask",
    [an_ask(type="favour", on=ago(29), fulfilled_on=ago(20)), an_ask(on=ago(60))],
    ids=["asked lately", "still open"],
)
def test_whoever_was_asked_enough_is_left_to_the_play_that_says_so(ask: Any) -> None:
    situation = in_may(rosa(asks=(ask,)))
    assert steps_of("P08", situation) == ()
    assert withheld_by("P08", situation) == ()
    assert len(withheld_by("L5", situation)) == 1


@pytest.mark.parametrize(
    "ask",
    [
        an_ask(type="favour", on=ago(30), fulfilled_on=ago(20)),
        an_ask(on=ago(120), declined_on=ago(90)),
    ],
)
def test_it_is_not_held_back_beyond_the_caps(ask: Any) -> None:
    assert len(steps_of("P08", in_may(rosa(asks=(ask,))))) == 1


def test_the_newest_result_is_shown() -> None:
    older = a_result(id="older", title="An older one", confirmed_on=ago(9))
    steps = steps_of("P08", in_may(rosa(), results=(a_result(), older)))
    assert [step.about for step in steps] == ["rosa:result"]


def test_whoever_had_a_part_in_it_is_asked_before_a_stronger_tie() -> None:
    tie = TieFact(strength=2, live=True, substantive_days=TALKED)
    lee = rosa(person=PersonFact("lee", "Lee Wong", unit_id="operations"), tie=tie)
    older = a_result(id="older", title="An older one", confirmed_on=ago(9))
    steps = steps_of("P08", in_may(rosa(), lee, results=(a_result(), older)))
    assert [step.about for step in steps] == ["rosa:result", "lee:result"]


def test_nobody_is_told_we_did_together_what_they_had_no_part_in() -> None:
    lee = rosa(person=PersonFact("lee", "Lee Wong", unit_id="operations"))
    [step] = steps_of("P08", in_may(lee))
    assert "with Rosa presenting or co-presenting" in step.step
    assert step.draft == (
        "Lee, Rosa has confirmed a result of ours together: “Payslips on time three "
        "months running”. Could you get us 20 minutes with Dana to review it, with "
        "Rosa presenting? If this is not the time, tell me, and I will leave it there."
    )


def test_a_report_is_asked_about_what_they_had_a_part_in_first() -> None:
    newer = a_result(id="newer", partner=FEMI, named=())
    older = a_result(id="older", confirmed_on=ago(9))
    [step] = steps_of("P08", in_may(rosa(), results=(newer, older)))
    assert step.about == "rosa:older"
