"""What holds whatever the facts are."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.advice.engine import advise, advise_book, advise_day
from scheduler.rules.enquiry import missing_info
from scheduler.situation import Situation
from storage.people.facts import PersonFact
from storage.services.facts import UNJUDGED, Gate
from tests.builders import TODAY, an_earlier, an_issue, days_ago
from tests.scheduler.advice.any_situation import a_day, situations

GATED = ("P06", "P07", "P08")
HELD_BACK = (*GATED, "P12", "P14", "P16", "L3")


@given(situations(), st.booleans())
def test_no_praise_report_or_slot_while_the_gate_is_shut(
    situation: Situation, asked: bool
) -> None:
    advice = advise(situation, asked=asked)
    if situation.credibility.gate is Gate.SHUT:
        assert not {step.play for step in advice.steps} & set(HELD_BACK)
        if situation.unreachable:
            assert {line.play for line in advice.withheld} >= set(GATED)


@given(situations())
def test_the_service_ranks_before_any_other_unit(situation: Situation) -> None:
    plays = [step.play for step in advise(situation).steps]
    if "P05" in plays:
        service = [n for n, play in enumerate(plays) if play in ("P02", "P03")]
        assert all(n < plays.index("P05") for n in service)


@given(situations())
def test_one_new_way_a_day_at_most(situation: Situation) -> None:
    plays = [step.play for step in advise(situation).steps]
    assert len([play for play in plays if play in (*GATED, "P05")]) <= 1


@given(st.lists(situations(), max_size=4))
def test_never_more_than_three_steps_and_always_the_same(day: list[Situation]) -> None:
    named = [
        replace(one, executive=PersonFact(str(n), str(n))) for n, one in enumerate(day)
    ]
    advice = advise_day(named)
    assert len(advice.steps) <= 3
    assert advise_day(named) == advice
    assert len({step.key for step in advice.steps}) == len(advice.steps)


@given(
    st.lists(situations(), max_size=4),
    st.integers(0, 5),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_the_book_adds_steps_with_reasons_and_keeps_to_three(
    people: list[Situation], days_left: int, live: list[bool]
) -> None:
    book = a_day(people, days_left, live)
    advice = advise_day(book.situations, book=book)
    assert len(advice.steps) <= 3
    assert advise_day(book.situations, book=book) == advice
    assert len({step.key for step in advice.steps}) == len(advice.steps)
    for step in advise_book(book).steps:
        assert step.because and all(step.because) and step.fired_by and step.about
        assert step.person_id and step.person and step.withdrawn_if
    paused = {one.executive.id for one in book.situations if one.unreachable}
    plays = ("C1", "P18", "L8")
    assert not paused & {s.person_id for s in advice.steps if s.play in plays}


@given(
    st.lists(situations(), max_size=4),
    st.integers(0, 5),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_nobody_refused_comes_back_by_itself(
    people: list[Situation], days_left: int, live: list[bool]
) -> None:
    book = a_day(people, days_left, live)
    first = advise_book(book).steps
    refused = {
        step.person_id: tuple(
            an_earlier(
                s.play, s.about, "refused", suggested_on=TODAY, answered_on=TODAY
            )
            for s in first
            if s.person_id == step.person_id
        )
        for step in first
    }
    again = advise_book(replace(book, earlier=refused)).steps
    assert not {step.key for step in first} & {step.key for step in again}


@given(situations())
def test_every_step_carries_its_reasons(situation: Situation) -> None:
    for step in advise(situation).steps:
        assert step.because and all(step.because)
        assert step.rule and step.source and step.withdrawn_if
        assert step.about and step.fired_by
        assert 1 <= step.level <= 7


@given(situations(), st.integers(1, 6))
def test_a_step_that_was_shown_rests_the_next_days(
    situation: Situation, days: int
) -> None:
    situation = replace(situation, earlier=())
    steps = advise(situation).steps
    shown = tuple(
        an_earlier(
            step.play, step.about, "refused", approach_id=step.approach_id,
            suggested_on=TODAY, answered_on=TODAY,
        )
        for step in steps
    )  # fmt: skip
    later = replace(situation, today=TODAY + timedelta(days), earlier=shown)
    again = advise(later).steps
    assert not {(s.play, s.about) for s in again} & {(s.play, s.about) for s in steps}


@given(situations(), st.booleans())
def test_while_the_gate_is_shut_nothing_asks_of_that_unit(
    situation: Situation, asked: bool
) -> None:
    if situation.credibility.gate is not Gate.SHUT:
        return
    for step in advise(situation, asked=asked).steps:
        if step.play == "P11":
            assert step.about.startswith("failure:")
        if step.play == "P15":
            assert step.approach_id == ""  # owners are named; none of them is asked
        if step.play == "L6":
            assert not step.about.endswith((":unaware", ":leading"))


@given(situations(), st.booleans())
def test_nothing_is_proposed_before_enough_was_heard(
    situation: Situation, asked: bool
) -> None:
    facts = {fact.item.id: fact for fact in situation.agenda}
    last = [mode for _, mode, _ in situation.tie.talks[-2:]]
    for step in advise(situation, asked=asked).steps:
        if step.play != "P12":
            continue
        fact = facts[step.about]
        assert missing_info(situation, fact) == ()
        assert not fact.stance.objection_open
        assert last != ["advocacy", "advocacy"]
        assert not situation.paused


@given(situations(), st.booleans())
def test_while_invitations_pause_the_agenda_does_not_invite_either(
    situation: Situation, asked: bool
) -> None:
    if not situation.paused:
        return
    for step in advise(situation, asked=asked).steps:
        if step.play in ("P11", "P12", "P14", "P15", "P16", "L6"):
            assert step.approach_id != situation.executive.id


@given(situations(), st.booleans())
def test_nobody_is_asked_for_a_favour_twice_in_30_days(
    situation: Situation, asked: bool
) -> None:
    made = {
        (ask.asked.id, ask.on)
        for asks in (
            situation.asks,
            *(one.asks for one in (*situation.reports, *situation.mutual)),
        )
        for ask in asks
    }
    colleagues = {one.person.id for one in situation.mutual}
    for step in advise(situation, asked=asked).steps:
        told = step.about.endswith(":unaware") and step.approach_id in colleagues
        favour = step.about.endswith(":leading") or told
        if step.play in ("P06", "P08") or (step.play == "L6" and favour):
            days = [on for who, on in made if who == step.approach_id]
            if step.play != "L6":
                days = [  # those kept with the colleague who would be asked
                    ask.on
                    for one in (*situation.reports, *situation.mutual)
                    for ask in one.asks
                    if one.person.id == step.approach_id
                ]
            assert all((TODAY - on).days >= 30 for on in days)


PUSHY = {"P06", "P08", "P12", "P16", "L3", "L6"}


@given(situations(), st.integers(1, 4), st.integers(0, 89))
def test_a_confirmed_fix_never_makes_the_advice_pushier(
    situation: Situation, severity: int, days: int
) -> None:
    fix = an_issue(
        id="i99", code="I-99", severity=severity, opened_on=days_ago(days + 9),
        due_on=days_ago(days + 2), confirmed_on=days_ago(days),
    )  # fmt: skip
    standing = situation.standing
    fixed = replace(
        situation,
        standing=replace(standing, issues=(*standing.issues, fix)),
        credibility=UNJUDGED,
    )
    before = {step.key for step in advise(situation).steps if step.play in PUSHY}
    after = {step.key for step in advise(fixed).steps if step.play in PUSHY}
    assert after <= before


@given(situations(), st.booleans())
def test_a_stance_gap_is_closed_only_when_nothing_else_is_open(
    situation: Situation, asked: bool
) -> None:
    plays = {step.play for step in advise(situation, asked=asked).steps}
    assert "L6" not in plays or plays == {"L6"}
