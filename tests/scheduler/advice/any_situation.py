"""Strategies for whatever may be known of a stakeholder, and of a whole book."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from scheduler.book import Book
from scheduler.situation import Colleague, Situation
from storage.agenda.facts import OwnerFact
from storage.contacts.facts import TieFact
from storage.people.facts import PersonFact
from tests.builders import (
    DANA,
    OMAR,
    a_book,
    a_colleague,
    a_remark,
    a_result,
    a_situation,
    a_standing,
    a_unit,
    an_ask,
    an_earlier,
    an_issue,
    an_item,
    days_ago,
    ratings,
)
from tests.scheduler.advice.any_agenda import (
    DAYS,
    MAYBE_DAY,
    agendas,
    motivators,
    needs,
    talks,
)


def ties() -> st.SearchStrategy[TieFact]:
    return st.builds(
        TieFact,
        strength=st.floats(0, 3),
        last_on=MAYBE_DAY,
        contact_days=st.lists(DAYS, max_size=6).map(lambda days: tuple(sorted(days))),
        substantive_days=st.lists(DAYS, max_size=3).map(lambda d: tuple(sorted(d))),
        attempts=st.lists(st.tuples(DAYS, st.just("postponed")), max_size=4).map(tuple),
        unreachable_since=MAYBE_DAY,
        pause_through=st.none() | st.integers(0, 30).map(lambda n: days_ago(-n)),
        next_meeting_on=st.none() | st.integers(0, 9).map(lambda n: days_ago(-n)),
        no_next_date_since=MAYBE_DAY,
        live=st.booleans(),
        formal=st.lists(st.booleans(), max_size=3).map(tuple),
        tense_on=MAYBE_DAY,
        peak=st.floats(0, 6),
        talks=talks(),
        listened=st.lists(st.tuples(DAYS, st.integers(0, 100)), max_size=3).map(tuple),
    )


def colleagues(name: str) -> st.SearchStrategy[Colleague]:
    return st.builds(
        a_colleague,
        person=st.just(PersonFact(name, name, unit_id="operations")),
        tie=ties(),
        tie_to_executive=st.floats(0, 1),
        bond=st.floats(0, 6),
        bond_to_executive=st.floats(0, 6),
        asks=st.just(()) | st.builds(an_ask, on=DAYS, fulfilled_on=MAYBE_DAY).map(_one),
        results=st.just(()) | st.builds(a_result, confirmed_on=MAYBE_DAY).map(_one),
        last_given_on=MAYBE_DAY,
        motivators=motivators(),
        confirmed_issues=st.sampled_from([(), ("I-12",)]),
    )


def _one(thing: Any) -> tuple[Any, ...]:
    return (thing,)


def situations() -> st.SearchStrategy[Situation]:
    issues = st.builds(
        an_issue,
        severity=st.integers(1, 4),
        due_on=MAYBE_DAY,
        resolved_on=MAYBE_DAY,
        confirmed_on=MAYBE_DAY,
        reopened=st.booleans(),
    )
    standing = st.builds(
        a_standing,
        ratings=st.lists(st.integers(1, 5), max_size=7).map(lambda s: ratings(*s)),
        issues=st.lists(issues, max_size=2).map(tuple),
        earlier_mean=st.none() | st.floats(1, 5),
    )
    earlier = st.builds(
        an_earlier,
        st.sampled_from(["P02", "P03", "P05", "P06", "P07", "P08"]),
        st.sampled_from(["i12", "operations", "finance", "rosa", "result:omar:dana"]),
        st.sampled_from(["suggested", "accepted", "done", "later", "refused"]),
        suggested_on=DAYS,
        returns_on=MAYBE_DAY,
        approach_id=st.sampled_from(["", "sam", "rosa", "omar", "femi"]),
    )
    remarks = st.builds(
        a_remark,
        id=st.sampled_from(["one", "two"]),
        person=st.sampled_from([DANA, OMAR]),
        on=DAYS,
        met_on=MAYBE_DAY,
    )
    return st.builds(
        a_situation,
        tie=ties(),
        standing=standing,
        reports=st.lists(colleagues("rosa"), max_size=1).map(tuple),
        mutual=st.lists(colleagues("omar"), max_size=1).map(tuple),
        units=st.sampled_from([(), (a_unit(),)]),
        results=st.just(()) | st.builds(a_result, confirmed_on=MAYBE_DAY).map(_one),
        asks=st.just(()) | st.builds(an_ask, on=DAYS, fulfilled_on=MAYBE_DAY).map(_one),
        earlier=st.lists(earlier, max_size=3).map(tuple),
        agenda=agendas(),
        motivators=motivators(),
        needs=needs(),
        topics=st.integers(0, 6),
        since=MAYBE_DAY,
        last_given_on=MAYBE_DAY,
        remarks=st.lists(remarks, max_size=2).map(tuple),
    )


def a_day(people: list[Situation], days_left: int, live: list[bool]) -> Book:
    """Return the book over these people, named apart, each in a unit of their own."""
    named = [
        replace(one, executive=PersonFact(str(n), f"P{n}", "", f"u{n}", f"Unit {n}"))
        for n, one in enumerate(people)
    ]
    whom = [one.executive for one in named]
    owners = zip(whom, live, strict=False)
    item = an_item(owners=tuple(OwnerFact("pnl", *owner) for owner in owners))
    return a_book(
        *named,
        items=(item,),
        days_left=days_left,
        live_by_unit={one.unit: (one,) for one in whom},
        known_by_unit={one.unit: (OMAR,) for one in whom},
    )
