"""A leader's book in a real database, filled through the storage functions."""

from datetime import UTC, date, datetime, time

from scheduler.gather.situations import situations
from scheduler.situation import Situation
from storage.contacts.facts import ContactFact
from storage.contacts.store import list_person, remember_contact
from storage.database.transactions import Database, Transaction
from storage.database.writer import Writer
from storage.leaders.facts import ForWhom
from storage.leaders.leaders import leader_at, welcome_leader
from storage.models import DeclaredTie
from storage.people.store import add_person, unit_id_for

TODAY = date(2026, 3, 31)  # a Tuesday


def noon(day: date) -> datetime:
    """Return 12:00 UTC of a day."""
    return datetime.combine(day, time(12), UTC)


class Book:
    """One leader, Ada, in one workspace. Every call is a transaction of its own."""

    def __init__(
        self, database: Database, *, user: str = "ada", tenant: str = "acme"
    ) -> None:
        self.database = database
        self.user, self.tenant = user, tenant

        def welcome(tx: Transaction) -> ForWhom:
            where = {"surface": "local", "tenant": tenant, "user_key": user}
            welcome_leader(
                tx, **where, name=f"{user.title()} Novak", zone="Europe/London",
                zone_source="set", country="GB", subdivision="ENG",
                at=noon(date(2026, 1, 1)),
            )  # fmt: skip
            row = leader_at(tx, **where)
            assert row is not None
            return ForWhom(row.leader_id, row.workspace_id, row.person_id)

        self.whom = database.run_now(welcome)

    def writer(self, tx: Transaction, on: date) -> Writer:
        return Writer(
            tx,
            workspace_id=self.whom.workspace_id,
            leader_id=self.whom.leader_id,
            at=noon(on),
        )

    def person(
        self,
        name: str,
        unit: str = "",
        *,
        reports_to: str | None = None,
        listed: bool = False,
        on: date = date(2026, 1, 5),
    ) -> str:
        """Put somebody on file, and on the list if `listed`; return their id."""

        def work(tx: Transaction) -> str:
            writer = self.writer(tx, on)
            unit_id = unit_id_for(writer, unit) if unit else None
            found = add_person(writer, name, unit_id=unit_id, manager_id=reports_to)
            if listed:
                list_person(writer, found, today=on)
            return found

        return self.database.run_now(work)

    def log(self, person_id: str, on: date, **told: object) -> str:
        """Log a contact of `on`; return its id."""

        def work(tx: Transaction) -> str:
            writer = self.writer(tx, on)
            contact = ContactFact(person_id, on, writer.at, **told)  # type: ignore[arg-type]
            return remember_contact(writer, contact)

        return self.database.run_now(work)

    def knows(self, a: str, b: str, on: date) -> None:
        """Declare that two people know each other."""
        first, second = sorted((a, b))
        row = DeclaredTie(
            workspace_id=self.whom.workspace_id, leader_id=self.whom.leader_id,
            a_id=first, b_id=second, on=on,
        )  # fmt: skip
        self.database.run_now(lambda tx: self.writer(tx, on).add(row))

    def situation(self, person_id: str, today: date = TODAY) -> Situation:
        """Return what the plays would know about somebody."""
        [found] = self.database.run_now(
            lambda tx: situations(tx, self.whom, today=today, person_ids=[person_id])
        )
        return found

    def everyone(self, today: date = TODAY) -> list[Situation]:
        """Return the situations of the whole list."""
        return self.database.run_now(lambda tx: situations(tx, self.whom, today=today))
