"""Strategies for whatever may be on an agenda, and be known of an executive."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from storage.agenda.facts import (
    LEVELS,
    THREE_PS,
    AgendaFact,
    DeciderFact,
    ItemFact,
    NeedFact,
    OwnerFact,
    StanceFact,
)
from storage.motives.facts import MotivatorFact
from tests.builders import (
    DANA,
    FEMI,
    OMAR,
    a_motivator,
    a_need,
    a_stance,
    an_item,
    days_ago,
    on_agenda,
)

DAYS = st.integers(-5, 200).map(days_ago)
MAYBE_DAY = st.none() | DAYS
PEOPLE = st.sampled_from([DANA, FEMI, OMAR])
PARTS = st.lists(st.sampled_from([*THREE_PS, "sponsor", "decider"]), max_size=3)
LEVEL = st.sampled_from(["", *LEVELS])
PRIORITY = st.sampled_from(["", "low", "high"])


def talks() -> st.SearchStrategy[tuple[Any, ...]]:
    """Return the last talks whose manner was logged, oldest first."""
    share = st.none() | st.integers(0, 100)
    mode = st.sampled_from(["enquiry", "advocacy", "both"])
    return st.lists(st.tuples(DAYS, mode, share), max_size=3).map(tuple)


def stances() -> st.SearchStrategy[StanceFact]:
    return st.builds(
        a_stance,
        current=LEVEL,
        desired=LEVEL,
        view=st.sampled_from(["", "not in May"]),
        objection=st.sampled_from(["", "no hands"]),
        heard_on=MAYBE_DAY,
        gap_since=MAYBE_DAY,
        objection_on=MAYBE_DAY,
        answered_on=MAYBE_DAY,
        proposed_on=MAYBE_DAY,
        outcome=st.sampled_from(["", "agreed", "objection", "refused"]),
        priority=PRIORITY,
    )


def items() -> st.SearchStrategy[ItemFact]:
    owners = st.builds(
        OwnerFact,
        p=st.sampled_from(THREE_PS),
        person=PEOPLE,
        live_tie=st.booleans(),
        listed=st.booleans(),
        sponsor=st.booleans(),
        priority=PRIORITY,
        needs_served=st.booleans(),
        motivated=st.booleans(),
    )
    return st.builds(
        an_item,
        decision_on=MAYBE_DAY,
        owners=st.lists(owners, max_size=3).map(tuple),
        sponsors=st.lists(PEOPLE, max_size=2).map(tuple),
        outside_sponsors=st.integers(0, 2),
        deciders=st.lists(st.builds(DeciderFact, PEOPLE, MAYBE_DAY), max_size=2).map(
            tuple
        ),
        behind=st.lists(st.tuples(PEOPLE, DAYS), max_size=2).map(tuple),
    )


def agendas() -> st.SearchStrategy[tuple[AgendaFact, ...]]:
    """Return up to two items that touch Dana."""
    facts = st.builds(
        on_agenda,
        item=items(),
        stance=stances(),
        parts=PARTS.map(tuple),
        needs=st.lists(st.builds(a_need, on=DAYS), max_size=1).map(tuple),
    )
    return st.lists(facts, max_size=2).map(
        lambda found: tuple(
            replace(fact, item=replace(fact.item, id=f"a{n}", code=f"A-{n}"))
            for n, fact in enumerate(found, 1)
        )
    )


def motivators() -> st.SearchStrategy[tuple[MotivatorFact, ...]]:
    one = st.builds(a_motivator, on=DAYS, confirmed=st.booleans())
    return st.lists(one, max_size=2).map(tuple)


def needs() -> st.SearchStrategy[tuple[NeedFact, ...]]:
    one = st.builds(a_need, on=DAYS, item_id=st.sampled_from(["", "a1", "a2"]))
    return st.lists(one, max_size=2).map(tuple)
