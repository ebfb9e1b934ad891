"""A made-up company to talk in: every line goes the whole way, one transaction each."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import sqlalchemy as sa
from sqlmodel import col

from handlers.answer import answer, press
from handlers.doubts.pending import after_refusal
from handlers.faults import refusal_reply
from handlers.turn import Address, Doubt, Place, Pressed, Profile, Refusal, Reply, Said
from storage.database.transactions import Database, Transaction
from storage.database.writer import AnyRow, Writer, table_of
from storage.leaders.facts import LeaderFact
from storage.leaders.leaders import leader_at, welcome_leader
from storage.message import Button, Message
from storage.models import Change, Delivery, Leader, Person
from storage.people.store import add_person, unit_id_for
from storage.upkeep.undo import undo_rows

TODAY = date(2026, 3, 31)  # a Tuesday


def words(message: Message) -> str:
    """Return all that a reader sees, one line each."""
    lines = [message.headline]
    for section in message.sections:
        lines += [section.text, *section.facts]
    return "\n".join([*lines, *message.small_print])


def codes(reply: Reply, verb: str) -> list[str]:
    """Return the codes to pass on, in order."""
    said = words(reply.message)
    return re.findall(rf"\b{verb} (\w{{4}}-\w{{4}})", said)


def take(database: Database, asked: Said | Pressed) -> Reply:
    """Carry out a line or a press as a door does, what it asks remembered."""

    def work(tx: Transaction) -> Reply:
        return press(tx, asked) if isinstance(asked, Pressed) else answer(tx, asked)

    try:
        return database.run_now(work)
    except Refusal as refused:
        refusal = refused
    if refusal.doubt is None and not refusal.ends_question:
        return refusal_reply(refusal)
    return database.run_now(lambda tx: after_refusal(tx, asked, refusal))


@dataclass
class Company:
    """Ada leads IT. Operations and Finance are units; lines are said by name."""

    database: Database
    tenant: str = "acme"
    surface: str = "terminal"

    def person(self, name: str, unit: str = "", *, boss: str = "") -> None:
        """Put somebody into the directory, by the hand of Ada."""
        ada = self.leader("Ada")

        def work(tx: Transaction) -> None:
            writer = Writer(
                tx,
                workspace_id=ada.workspace_id,
                leader_id=ada.leader_id,
                at=datetime.combine(TODAY, time(7), UTC),
            )
            unit_id = unit_id_for(writer, unit) if unit else None
            manager = tx.scalar(
                sa.select(col(Person.id)).where(
                    col(Person.workspace_id) == ada.workspace_id,
                    col(Person.name) == boss,
                )
            )
            mine = sa.and_(
                col(Person.workspace_id) == ada.workspace_id, col(Person.name) == name
            )
            if tx.first(sa.select(col(Person.id)).where(mine)):
                there = sa.update(Person).where(mine)
                tx.execute(there.values(unit_id=unit_id, manager_id=manager))
            else:
                add_person(writer, name, unit_id=unit_id, manager_id=manager)

        self.database.run_now(work)

    def mention(self, name: str, user_key: str) -> None:
        """Let somebody be known by the platform's id of them."""
        there = sa.update(Person).where(col(Person.name) == name)
        self.database.run_now(lambda tx: tx.execute(there.values(user_key=user_key)))

    def leader(self, name: str) -> LeaderFact:
        """Return the leader of this name, welcomed if new."""
        where = {"surface": self.surface, "tenant": self.tenant, "user_key": name}

        def work(tx: Transaction) -> LeaderFact:
            if leader_at(tx, **where) is None:
                welcome_leader(
                    tx, **where, name=name, zone="Europe/London",
                    zone_source="set", country="GB", at=datetime.now(UTC),
                )  # fmt: skip
            found = leader_at(tx, **where)
            assert found is not None
            return found

        return self.database.run_now(work)

    def person_id(self, name: str) -> str:
        """Return the id of somebody of this workspace by their full name."""
        ada = self.leader("Ada")
        return str(self.row(Person, workspace_id=ada.workspace_id, name=name).id)

    def say(
        self,
        name: str,
        text: str,
        *,
        on: date = TODAY,
        at: time = time(9),
        place: Place | None = None,
    ) -> Reply:
        """Say one line as `name`, UTC; a refusal rolls back and becomes the reply."""
        said = Said(
            by=Address(self.surface, self.tenant, name),
            text=text,
            at=datetime.combine(on, at, UTC),
            profile=Profile(name=name, zone="Europe/London"),
            place=place or Place(),
        )
        return self.take(said)

    def take(self, asked: Said | Pressed) -> Reply:
        """Carry out a line or a press; a refusal rolls back and becomes the reply."""
        return take(self.database, asked)

    def hears(self, name: str, text: str, *, on: date = TODAY) -> str:
        """Return all that `name` is told in answer to one line."""
        reply = self.say(name, text, on=on)
        assert not reply.refused, words(reply.message)
        return words(reply.message)

    def is_refused(self, name: str, text: str, *, on: date = TODAY) -> str:
        """Return the words of a refusal, each of which says what to type instead."""
        reply = self.say(name, text, on=on)
        assert reply.refused, words(reply.message)
        said = words(reply.message)
        assert {one.action for one in reply.message.buttons} <= {"choose"}
        return said

    def doubt(self, name: str, text: str, *, on: date = TODAY) -> Doubt:
        """Return what `name` is asked in answer to one line, with its choices."""
        said = Said(
            by=Address(self.surface, self.tenant, name),
            text=text,
            at=datetime.combine(on, time(9), UTC),
            profile=Profile(name=name, zone="Europe/London"),
        )
        try:
            reply = self.database.run_now(lambda tx: answer(tx, said))
        except Refusal as refusal:
            assert refusal.doubt is not None, refusal.text
            return refusal.doubt
        raise AssertionError(f"not asked: {words(reply.message)}")

    def press(self, name: str, action: str, subject: str = "") -> Reply:
        """Press a button as `name`; a refusal rolls back and becomes the reply."""
        by = Address(self.surface, self.tenant, name)
        at = datetime.combine(TODAY, time(9), UTC)
        profile = Profile(name=name, zone="Europe/London")
        return self.take(Pressed(by, action, subject, at, profile=profile))

    def undo(self, reply: Reply) -> None:
        """Press the Undo button of a reply."""
        [button] = [one for one in reply.message.buttons if isinstance(one, Button)]
        assert button.action == "undo"

        def work(tx: Transaction) -> None:
            query = sa.select(Change).where(col(Change.id) == button.subject)
            row = tx.execute(query).one()
            at = datetime.combine(TODAY, time(12), UTC)
            undo_rows(tx, Change(**row._mapping), at=at)

        self.database.run_now(work)

    def move_clock_of(self, leader_id: str) -> None:
        """Do as the clock does after a card: say when the next one is due."""
        due = datetime.combine(TODAY, time(7, 30), UTC)
        query = sa.update(Leader).where(col(Leader.id) == leader_id)
        self.database.run_now(lambda tx: tx.execute(query.values(next_nudge_at=due)))

    def count(self, model: type, **where: object) -> int:
        """Return how many rows of a table are so."""
        table = table_of(model)
        query = sa.select(sa.func.count()).select_from(table)
        for name, value in where.items():
            query = query.where(table.c[name] == value)
        return self.database.run_now(lambda tx: int(tx.execute(query).scalar_one()))

    def row(self, model: type, **where: object) -> AnyRow:
        """Return the only row of a table that is so."""
        table = table_of(model)
        query = sa.select(table)
        for name, value in where.items():
            query = query.where(table.c[name] == value)
        return self.database.run_now(lambda tx: tx.execute(query).one())

    def people(self, name: str) -> list[AnyRow]:
        """Return everybody of this full name, in any workspace, oldest first."""
        query = (
            sa.select(Person).where(col(Person.name) == name).order_by(col(Person.id))
        )
        return self.database.run_now(lambda tx: list(tx.execute(query)))

    def deliveries(self) -> list[AnyRow]:
        """Return what waits to be sent, oldest first."""
        query = sa.select(Delivery).order_by(col(Delivery.id))
        return self.database.run_now(lambda tx: list(tx.rows(query)))


def found_company(company: Company) -> None:
    """Hire everybody, and note the one service."""
    company.person("Ada", "IT")
    company.person("Sam Osei", "IT", boss="Ada")
    company.person("Dana Whitfield", "Operations")
    company.person("Rosa Lim", "Operations", boss="Dana Whitfield")
    company.person("Ben Okoro", "Operations")
    company.person("Kim Ito", "Finance")
    company.say("Ada", "service Payroll for Operations owned by Sam")
