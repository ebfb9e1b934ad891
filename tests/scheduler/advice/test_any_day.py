"""Whatever a day's facts are, none of its lines contradicts another."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scheduler.advice.engine import advise, advise_book, advise_day
from scheduler.book import Book
from scheduler.situation import Colleague, Situation
from storage.agenda.facts import DeciderFact, OwnerFact
from storage.people.facts import PersonFact
from storage.services.facts import Gate
from storage.steps.facts import Advice
from tests.builders import (
    DANA,
    GOOD,
    LIVE,
    OMAR,
    ROSA,
    TODAY,
    a_book,
    a_colleague,
    a_situation,
    a_stance,
    a_standing,
    a_tie,
    an_issue,
    an_item,
    days_ago,
    on_agenda,
    pausing,
)
from tests.scheduler.advice.any_situation import situations

PEOPLE = (DANA, OMAR, ROSA)
INVITES_NOBODY = {"P01", "P02", "P03", "L2", "C5"}  # a note, trouble, thanks, a gift
ASKS = {"P06", "P08", "P12", "P15", "P16", "P17", "P18", "L3", "L6", "C6"}
TALKS = {"C1", "C7", "L1", "L4", "P18"}


def _same(
    colleagues: tuple[Colleague, ...], day: dict[str, Situation]
) -> tuple[Colleague, ...]:
    """Return the colleagues as their own situations know them."""
    return tuple(
        replace(
            one,
            tie=day[one.person.id].tie,
            standing=day[one.person.id].standing,
            asks=tuple(
                ask for ask in day[one.person.id].asks if ask.asked.id == one.person.id
            ),
        )
        for one in colleagues
        if one.person.id in day
    )


@st.composite
def days(draw: st.DrawFn) -> Book:
    """Return a day on which Dana, Omar and Rosa lead to each other."""
    drawn = {who.id: replace(draw(situations()), executive=who) for who in PEOPLE}
    known = tuple(
        replace(
            one,
            reports=_same(() if one.executive == ROSA else one.reports, drawn),
            mutual=_same(() if one.executive == OMAR else one.mutual, drawn),
        )
        for one in drawn.values()
    )
    owners = tuple(
        OwnerFact("pnl", who, live_tie=draw(st.booleans())) for who in PEOPLE
    )
    by_unit: dict[str, tuple[PersonFact, ...]] = {
        "Operations": (DANA,),
        "Legal": (OMAR,),
    }
    return a_book(
        *known,
        today=TODAY,
        items=(an_item(owners=owners),),
        days_left=draw(st.integers(0, 5)),
        live_by_unit=by_unit,
        known_by_unit={"Operations": (ROSA,), "Legal": (DANA,)},
    )


def said_on(book: Book) -> Advice:
    """Return all that may be on cards of a day, however many steps one shows."""
    advices = [advise(one) for one in book.situations]
    advices.append(advise_book(book))
    day = advise_day(book.situations, book=book)
    return replace(day, withheld=tuple(w for one in advices for w in one.withheld))


@given(days())
def test_nobody_is_invited_to_whom_invitations_pause(book: Book) -> None:
    pause = {one.executive.id for one in book.situations if one.paused}
    for step in said_on(book).steps:
        assert step.approach_id not in pause or step.play in INVITES_NOBODY


@given(days())
def test_nothing_is_asked_of_whom_the_gate_is_shut_to(book: Book) -> None:
    shut = {
        one.executive.id
        for one in book.situations
        if advise(one) and one.credibility.gate is Gate.SHUT
    }
    for step in said_on(book).steps:
        if step.approach_id in shut:
            assert step.play not in ASKS
        if step.person_id in shut:
            assert step.play not in {"P06", "P07", "P08", "P14"}
            assert step.play != "P11" or step.about.startswith("failure:")


@given(days())
def test_no_step_asks_for_what_another_line_holds_back(book: Book) -> None:
    day = said_on(book)
    held = {(line.play, line.person_id) for line in day.withheld}
    rest = {line.name for line in day.withheld if line.play == "L5"}
    for step in day.steps:
        first_name = step.approach.partition(" ")[0]
        if step.play in {"P06", "P08"} or step.about.endswith(":leading"):
            assert f"Another favour from {first_name}" not in rest
        if step.play in TALKS:
            assert ("P15", step.approach_id) not in held
        if step.about.endswith(":neutral"):
            assert ("P14", step.approach_id) not in held
        if step.play in {"P06", "P08", "P14", "L3"}:
            assert (step.play, step.person_id) not in held


def test_a_talk_as_such_waits_while_the_talk_that_opens_the_tie_is_held_back() -> None:
    heard = on_agenda(stance=a_stance(heard_on=days_ago(100)))
    cool = a_tie(contact_days=(days_ago(100),))
    late = a_standing(ratings=GOOD, issues=(an_issue(due_on=days_ago(6)),))
    shut = a_standing(ratings=GOOD, issues=(an_issue(due_on=days_ago(7)),))
    both = a_situation(agenda=(heard,), tie=cool, standing=late)
    held = a_situation(agenda=(heard,), tie=cool, standing=shut)
    assert "L1" in {step.play for step in advise(both).steps}
    day = advise_day([held])
    assert "L1" not in {step.play for step in day.steps}
    assert (
        "L1 Renew a cooling tie, for Dana Whitfield: I-12 on Payroll is 7 days past due"
        in day.considered
    )


def test_a_report_to_whom_invitations_pause_is_not_the_way_to_her_head() -> None:
    rosa = a_colleague(person=ROSA, tie=pausing(), reports_to_executive=True)
    dana = a_situation(tie=pausing(), reports=(rosa,))
    assert not [s for s in advise(dana).steps if s.approach_id == "rosa"]


def test_a_decision_is_not_talked_over_while_the_gate_is_shut() -> None:
    def plays(**issue: Any) -> set[str]:
        standing = a_standing(ratings=GOOD, issues=(an_issue(**issue),))
        item = an_item(
            decision_on=days_ago(-5), deciders=(DeciderFact(DANA),), owners=()
        )
        agenda = (on_agenda(item=item),)
        dana = a_situation(agenda=agenda, standing=standing, tie=LIVE)
        return {step.play for step in advise(dana).steps}

    assert "C6" in plays(severity=3)
    assert "C6" not in plays(severity=2)
