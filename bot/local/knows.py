"""What the bot knows, as one leader may see it: their ties, and the workspace's facts.

Built from the rows the plays decide on, with the same functions.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from scheduler.credibility import judge
from scheduler.favour_facts import AskFact, ResultFact
from scheduler.gather_favours import asks_of, results_of
from scheduler.gather_standing import standings
from scheduler.gather_ties import tie_fact
from scheduler.promised_days import promised
from scheduler.standing import Credibility, IssueFact, UnitStanding
from scheduler.tie_facts import TieFact
from storage.leaders import LeaderRow
from storage.models import Tie
from storage.people import Known, tied_people
from storage.transaction import Transaction
from storage.units import units_of


@dataclass(frozen=True, slots=True)
class Knows:
    """The facts of one leader on one day."""

    today: date
    people: tuple[tuple[Known, TieFact], ...] = ()
    units: tuple[tuple[UnitStanding, Credibility], ...] = ()
    asks: tuple[AskFact, ...] = ()
    results: tuple[ResultFact, ...] = ()

    @property
    def issues(self) -> tuple[tuple[IssueFact, str], ...]:
        """Issues nobody has confirmed as fixed, each with its unit's name."""
        return tuple(
            (issue, standing.unit)
            for standing, _ in self.units
            for issue in standing.issues
            if issue.confirmed_on is None
        )


def what_it_knows(tx: Transaction, leader: LeaderRow, *, today: date) -> Knows:
    """Read the facts of `leader` on local date `today`."""
    asks = asks_of(tx, leader.id, today=today)
    rows = tx.execute(
        sa.select(col(Tie.person_id), col(Tie.totals)).where(
            col(Tie.leader_id) == leader.id
        )
    )
    totals = {row.person_id: row.totals for row in rows}
    people = tuple(
        (
            person,
            tie_fact(
                totals[person.id],
                today=today,
                promised=promised(asks, person.id, today),
            ),
        )
        for person in tied_people(tx, leader_id=leader.id)
    )
    ids = [unit.id for unit in units_of(tx, workspace_id=leader.workspace_id)]
    found = standings(tx, ids, today=today)
    served = [found[one] for one in ids if found[one].services or found[one].issues]
    return Knows(
        today=today,
        people=people,
        units=tuple((standing, judge(standing, today)) for standing in served),
        asks=tuple(ask for ask in asks if ask.open),
        results=results_of(tx, leader.id, today=today),
    )
