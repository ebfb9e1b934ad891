"""Everybody around a leader, as read once for all of their executives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.favour_facts import AskFact, ResultFact
from scheduler.motive_facts import MotivatorFact
from scheduler.standing import UnitStanding
from storage.rows import AnyRow

Motivators = Mapping[str, Sequence[MotivatorFact]]  # person -> newest first
NO_MOTIVATORS: Motivators = {}


@dataclass(slots=True)
class Around:
    """Everybody around the leader, read once for all executives."""

    today: date
    leader_person_id: str
    leader_unit_id: str | None = None
    people: dict[str, AnyRow] = field(default_factory=dict)
    reports: dict[str, list[str]] = field(default_factory=dict)  # executive -> ids
    knows: dict[str, dict[str, date]] = field(default_factory=dict)  # both directions
    observed: dict[str, dict[str, float]] = field(default_factory=dict)  # executive ->
    # who has a tie to them that may serve others, and its strength today
    bonds: dict[str, dict[str, float]] = field(default_factory=dict)  # the same ties'
    # bonds today, and by the leader's own id the imported ones of the leader
    asks: dict[str, list[AskFact]] = field(default_factory=dict)  # by who was asked
    given: dict[str, date] = field(default_factory=dict)
    results: tuple[ResultFact, ...] = ()
    standings: dict[str, UnitStanding] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)  # unit -> person
    own_line: set[str] = field(default_factory=set)
    motivators: Motivators = field(default_factory=dict)
