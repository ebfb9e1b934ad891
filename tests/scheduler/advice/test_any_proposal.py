"""When a proposal is made, and when a stance gap is closed: whatever is missing."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scheduler.advice.engine import advise
from scheduler.situation import Situation
from storage.agenda.facts import THREE_PS, OwnerFact
from tests.builders import (
    DANA,
    GOOD,
    LIVE,
    LOW,
    TODAY,
    a_motivator,
    a_need,
    a_situation,
    a_stance,
    a_standing,
    an_ask,
    an_issue,
    an_item,
    days_ago,
    on_agenda,
    pausing,
)

PARTS = (
    "heard", "motivator", "need", "listened", "enquired", "unopposed", "satisfied",
    "welcome",
)  # fmt: skip
OWNERS = tuple(OwnerFact(p, DANA, live_tie=True, motivated=True) for p in THREE_PS)
ITEM = an_item(owners=OWNERS)


def with_parts(present: frozenset[str]) -> Situation:
    """Return Dana, with exactly these parts of what a proposal needs."""

    def has(part: str, then: date | None, otherwise: date | None) -> date | None:
        return then if part in present else otherwise

    first = (days_ago(9), "enquiry", 70 if "listened" in present else 40)
    argued = ((days_ago(6), "advocacy", 50), (days_ago(3), "advocacy", 50))
    talks = (first,) if "enquired" in present else (first, *argued)
    stance = a_stance(
        heard_on=has("heard", days_ago(9), None),
        objection_on=has("unopposed", None, days_ago(20)),
    )
    needs = (a_need(),) if "need" in present else ()
    tie = replace(LIVE, talks=talks)
    return a_situation(
        tie=tie if "welcome" in present else pausing(talks=talks),
        standing=a_standing(ratings=GOOD if "satisfied" in present else LOW),
        motivators=(a_motivator(confirmed="motivator" in present),),
        agenda=(on_agenda(item=ITEM, stance=stance, needs=needs),),
    )


@given(st.frozensets(st.sampled_from(PARTS)) | st.just(frozenset(PARTS)))
def test_a_proposal_is_made_when_nothing_is_missing_and_held_back_otherwise(
    present: frozenset[str],
) -> None:
    advice = advise(with_parts(present))
    proposed = "P12" in {step.play for step in advice.steps}
    held = [line.because for line in advice.withheld if line.play == "P12"]
    assert proposed is (present == frozenset(PARTS))
    assert len(held) == (not proposed)
    assert all(held)


def test_each_part_alone_holds_it_back() -> None:
    for part in PARTS:
        advice = advise(with_parts(frozenset(PARTS) - {part}))
        assert "P12" not in {step.play for step in advice.steps}, part


QUIET = on_agenda(
    item=ITEM,
    parts=(),
    stance=a_stance(
        current="neutral",
        desired="leading",
        gap_since=days_ago(40),
        heard_on=days_ago(3),
    ),
)


@given(st.booleans(), st.booleans(), st.booleans())
def test_a_stance_gap_waits_while_anything_else_is_open(
    late: bool, owed: bool, unsaid: bool
) -> None:
    issues = (an_issue(due_on=days_ago(9)),) if late else ()
    thanks = an_ask(asked=DANA, target=None, on=days_ago(9), fulfilled_on=TODAY)
    situation = a_situation(
        tie=replace(LIVE, no_next_date_since=days_ago(1) if unsaid else None),
        standing=a_standing(ratings=GOOD, issues=issues),
        asks=(thanks,) if owed else (),
        agenda=(QUIET,),
    )
    plays = {step.play for step in advise(situation).steps}
    assert ("L6" in plays) is not (late or owed or unsaid)
    assert "L6" not in plays or plays == {"L6"}
