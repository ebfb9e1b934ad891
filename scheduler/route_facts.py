"""Who and where may lead to the executive: colleagues and other units. Pure."""

from dataclasses import dataclass, field
from datetime import date

from scheduler.favour_facts import AskFact, ResultFact
from scheduler.motive_facts import MotivatorFact
from scheduler.person_fact import PersonFact as PersonFact
from scheduler.standing import UnitStanding
from scheduler.tie_facts import TieFact


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may open the door: a direct report, or a mutual contact."""

    person: PersonFact
    tie: TieFact  # the leader's
    tie_to_executive: float = 0.0  # strength; declared counts as 1
    bond: float = 0.0  # with the leader; ranks introducers, declared counts as 1
    bond_to_executive: float = 0.0
    standing: UnitStanding = field(default_factory=UnitStanding)  # of their own unit
    reports_to_executive: bool = False
    in_own_line: bool = False  # reports to the leader, directly or not
    asks: tuple[AskFact, ...] = ()  # the leader's asks to them, newest last
    last_given_on: date | None = None
    results: tuple[ResultFact, ...] = ()  # they took part in or are the partner of
    confirmed_issues: tuple[str, ...] = ()  # codes they confirmed as fixed
    owns_service: str = ""  # a service of the leader's they have a part in
    motivators: tuple[MotivatorFact, ...] = ()  # newest first


@dataclass(frozen=True, slots=True)
class UnitFact:
    """Another unit, as a place to build a reputation."""

    standing: UnitStanding
    head: PersonFact | None = None
    met: int = 0  # contacts with its people in 90 days
    attempts: int = 0  # declined, no reply, postponed in 90 days
    results: tuple[ResultFact, ...] = ()  # confirmed in 90 days
    tie_to_executive: float = 0.0  # of somebody in it, declared or logged
