"""The reader's question, decided from facts alone: Dana is "too busy" for Ada.

Each test is a morning of the worked case, with what Ada answered before.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scheduler.advice.engine import advise_day
from scheduler.card.nudges import morning_card
from scheduler.playbook import PLAYS
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact, OwnerFact
from storage.contacts.facts import TieFact
from storage.message import Message
from storage.people.facts import PersonFact
from storage.steps.facts import Advice, Earlier
from tests.builders import (
    DANA,
    FEMI,
    LOW,
    ROSA,
    SAM,
    a_colleague,
    a_report,
    a_result,
    a_situation,
    a_stance,
    a_standing,
    a_unit,
    an_ask,
    an_earlier,
    an_issue,
    an_item,
    on_agenda,
    pausing,
    ratings,
)

I_12 = an_issue(due_on=date(2026, 3, 22))
BEFORE = a_standing(ratings=LOW, issues=(I_12,))
AFTER = a_standing(
    ratings=ratings(4, 4, 4, 5, 4, 4, 4, 5, 4, on=date(2026, 4, 9)),
    issues=(
        an_issue(
            due_on=date(2026, 3, 22),
            resolved_on=date(2026, 4, 8),
            confirmed_on=date(2026, 4, 9),
            confirmed_by=ROSA,
        ),
    ),
)
BOTH = (a_colleague(), a_colleague(person=PersonFact("kim", "Kim Park")))
ON_I_12 = an_earlier(
    "P03", "i12", "accepted", returns_on=date(2026, 4, 9), approach_id="sam"
)
ON_FINANCE = an_earlier(
    "P05", "finance", "accepted", suggested_on=date(2026, 4, 1),
    returns_on=date(2026, 5, 31), approach_id="femi",
)  # fmt: skip
ON_ROSA = an_earlier(
    "P07", "rosa", "accepted", suggested_on=date(2026, 4, 9),
    returns_on=date(2026, 4, 23), approach_id="rosa",
)  # fmt: skip
CALLS = (date(2026, 4, 14), date(2026, 4, 24))
ROSA_KNOWN = a_report(
    tie=TieFact(strength=1.36, live=True, contact_days=CALLS, substantive_days=CALLS),
    confirmed_issues=("I-12",),
)


def dana(day: date, *earlier: Earlier, **facts: Any) -> Situation:
    known = {
        "today": day,
        "tie": pausing(),
        "standing": BEFORE,
        "reports": (a_report(),),
        "mutual": BOTH,
        "units": (a_unit(),),
        "earlier": earlier,
    }
    return a_situation(**(known | facts))


def in_may(day: date, **facts: Any) -> Situation:
    known: dict[str, Any] = {
        "standing": AFTER,
        "reports": (ROSA_KNOWN,),
        "results": (a_result(),),
    }
    return dana(day, ON_I_12, ON_FINANCE, ON_ROSA, **(known | facts))


def plays(advice: Advice) -> list[str]:
    return [step.play for step in advice.steps]


def card_of(situation: Situation) -> Message | None:
    advice = advise_day([situation])
    return morning_card(
        advice,
        leader_name="Ada Novak",
        today=situation.today,
        suggestion_ids={step.key: step.about for step in advice.steps},
    )


def test_31_march_the_issue_comes_first_and_three_plays_are_withheld() -> None:
    advice = advise_day([dana(date(2026, 3, 31))])
    [step] = advice.steps
    assert (step.step, step.more) == (
        "Ask Sam for a firm date on I-12 (Payroll).",
        "It is nine days past due; have someone in Operations confirm the fix.",
    )
    [notice] = advice.notices
    assert notice.text.endswith("send no invitations through Wed 29 April.")
    assert {line.play for line in advice.withheld} == {"P06", "P07", "P08"}
    for line in advice.withheld:
        assert "3.4 of 5" in line.because and "9 days past due" in line.because
    message = card_of(dana(date(2026, 3, 31)))
    assert message is not None
    assert message.headline == "Good morning, Ada. One step for Tue 31 March."


def test_1_april_finance_is_glad_to_work_with_ada() -> None:
    advice = advise_day([dana(date(2026, 4, 1), ON_I_12)])
    [step] = advice.steps
    assert step.step.startswith("Deliver one visible result with Finance, and record")
    assert step.because[0].endswith("(80%)")


@pytest.mark.parametrize("day", [2, 3, 6, 7, 8])
def test_until_9_april_there_is_silence(day: int) -> None:
    assert card_of(dana(date(2026, 4, day), ON_I_12, ON_FINANCE)) is None


def test_on_9_april_the_issue_would_be_back_had_nobody_fixed_it() -> None:
    advice = advise_day([dana(date(2026, 4, 9), ON_I_12, ON_FINANCE)])
    assert plays(advice) == ["P03"]


def test_9_april_the_gate_is_open_and_rosa_comes_before_a_good_word() -> None:
    rosa = a_report(confirmed_issues=("I-12",))
    situation = dana(
        date(2026, 4, 9), ON_I_12, ON_FINANCE, standing=AFTER, reports=(rosa,)
    )
    advice = advise_day([situation])
    [step] = advice.steps
    assert (step.play, step.approach) == ("P07", "Rosa Lim")
    assert "Rosa confirmed that I-12 is fixed" in step.because
    assert advice.withheld == ()
    assert any(
        line.startswith(
            "P06 Ask for a good word: ranked behind P07 because you share two contacts "
            "with Dana, five or fewer"
        )
        for line in advice.considered
    )


@pytest.mark.parametrize(
    ("day", "calls"),
    [(date(2026, 4, 15), CALLS[:1]), (date(2026, 4, 27), CALLS),
     (date(2026, 4, 30), CALLS)],
)  # fmt: skip
def test_between_the_calls_with_rosa_nothing_fires(
    day: date, calls: tuple[date, ...]
) -> None:
    tie = TieFact(
        strength=1, live=True, contact_days=calls, substantive_days=calls,
        next_meeting_on=date(2026, 5, 5),
    )  # fmt: skip
    rosa = replace(ROSA_KNOWN, tie=tie)
    of_rosa = a_situation(today=day, executive=ROSA, tie=tie, standing=AFTER)
    situation = in_may(day, reports=(rosa,), results=())
    assert plays(advise_day([situation, of_rosa])) == []


def test_6_may_rosa_is_asked_for_the_slot_and_a_draft_lies_ready() -> None:
    advice = advise_day([in_may(date(2026, 5, 6))])
    slot, news = advice.steps
    assert slot.step == (
        "Ask Rosa for 20 minutes with Dana to review “Payslips on time three months "
        "running”."
    )
    assert (news.play, news.about) == ("P09", "draft:result")
    assert news.draft.startswith("Operations: Payslips on time three months running")


@pytest.mark.parametrize(("day", "steps"), [(12, []), (13, ["P09"]), (19, ["P09"])])
def test_13_to_19_may_the_review_is_prepared(day: int, steps: list[str]) -> None:
    slot = an_ask(agreed_for=date(2026, 5, 20))
    shown = an_earlier("P09", "draft:result", "done", suggested_on=date(2026, 5, 6))
    situation = in_may(
        date(2026, 5, day),
        tie=pausing(next_meeting_on=date(2026, 5, 20)),
        asks=(slot,),
        earlier=(ON_I_12, ON_FINANCE, ON_ROSA, shown),
    )
    advice = advise_day([situation])
    assert plays(advice) == steps
    assert all(step.draft == "" for step in advice.steps)
    assert advice.notices == ()


def test_20_may_the_reply_thanks_rosa_and_fixes_the_next_date() -> None:
    met = date(2026, 5, 20)
    tie = TieFact(
        strength=1, live=True, contact_days=(met,), substantive_days=(met,),
        last_on=met, no_next_date_since=met,
    )  # fmt: skip
    slot = an_ask(agreed_for=met, fulfilled_on=met)
    situation = in_may(met, tie=tie, asks=(slot,))
    of_rosa = a_situation(
        today=met, executive=ROSA, tie=ROSA_KNOWN.tie, standing=AFTER, asks=(slot,)
    )
    advice = advise_day([situation, of_rosa], asked=True, plays=PLAYS)
    thanks, next_date = advice.steps
    assert next_date.step.startswith("Fix the next date with Dana")
    assert thanks.step == (
        "Thank Rosa for the review slot with Dana, and say what came of it."
    )
    assert thanks.due_on == date(2026, 5, 22)
    assert advice.notices == ()


def on_file(heard_on: date | None = None, view: str = "") -> AgendaFact:
    """A-1, whose process Dana owns and which Dana sponsors; all owners are named."""
    owners = (
        OwnerFact("process", DANA),
        OwnerFact("pnl", FEMI),
        OwnerFact("people", SAM),
    )
    return on_agenda(
        item=an_item(owners=owners),
        parts=("process", "sponsor"),
        stance=a_stance(heard_on=heard_on, view=view),
    )


def test_31_march_an_item_on_the_agenda_asks_rosa_about_the_failure_alone() -> None:
    advice = advise_day([dana(date(2026, 3, 31), agenda=(on_file(),))])
    assert plays(advice) == ["P03", "P11"]
    assert advice.steps[1].approach == "Rosa Lim"
    assert "nothing else: A-1 waits" in advice.steps[1].more
    held = {line.play for line in advice.withheld}
    assert held == {"P06", "P07", "P08", "P12", "P14"}


def test_20_may_with_an_item_on_file_it_also_asks_what_moves_dana() -> None:
    met = date(2026, 5, 20)
    tie = TieFact(
        strength=1, live=True, contact_days=(met,), substantive_days=(met,),
        last_on=met, no_next_date_since=met, listened=((met, 70),),
    )  # fmt: skip
    slot = an_ask(agreed_for=met, fulfilled_on=met)
    heard = on_file(met, "not before the audit")
    situation = in_may(met, tie=tie, asks=(slot,), agenda=(heard,))
    advice = advise_day([situation], asked=True)
    assert plays(advice) == ["L2", "P14"], "the next date is said in the reply alone"
    assert "Dana said of A-1: “not before the audit”" in advice.steps[1].because
