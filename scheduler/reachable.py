"""A leader as the clock sees them: where they are reached, and when."""

from dataclasses import dataclass
from datetime import date

from scheduler.local_time import Calendar, calendar_of
from scheduler.outgoing import Target
from storage.database.transactions import Transaction
from storage.leaders.facts import LeaderFact
from storage.leaders.leaders import leader_columns, reached_leader


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable(LeaderFact):
    """One leader, locked by the caller's transaction."""

    to: Target  # their private chat
    set_aside: bool  # their account opens another book, linked to it: no cards of this

    @property
    def calendar(self) -> Calendar:
        """The days they work."""
        return calendar_of(self)

    def wants_messages(self, today: date) -> bool:
        """Whether anything may be sent to them on this local date."""
        paused = self.paused_through is not None and today <= self.paused_through
        away = self.away_through is not None and today <= self.away_through
        quiet = paused or away or self.stopped or self.set_aside
        return not (quiet or self.delivery_problem)


def reachable(tx: Transaction, leader_id: str) -> Reachable | None:
    """Return the leader and lock their row; None if another replica holds it."""
    row = reached_leader(tx, leader_id)
    if row is None:
        return None
    columns = leader_columns(row)
    to = Target(*(columns.pop(name) for name in ("surface", "tenant", "user_key")))
    columns["set_aside"] = bool(row.set_aside)  # SQLite has numbers
    return Reachable(**columns, to=to)
