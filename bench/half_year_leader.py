"""The leader of `bench.half_year`: a made-up company, and what happens in it each day.

Forty stakeholders in eight units, six services that go wrong, three items on the
agenda: see `bench.half_year_company`. The leader follows six steps in ten, to the
letter, and types what came of them; the rest of the day is habit and chance, drawn from
the seed.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col

from bench.half_year_company import (
    ADA,
    COLD,
    EACH,
    FIRST_DAY,
    FIX_IS_FELT,
    FIXED,
    FLAT,
    FOLLOWS,
    HABIT,
    INVITES,
    ISSUE,
    ITEMS,
    KEEPS_IT,
    LISTENED,
    LONG_AGO,
    MEETINGS,
    NAMES,
    RATED,
    REMARK,
    RESULT,
    SAYS_YES,
    SELDOM_MET,
    SERVICES,
    TAKES_IT,
    TOPICS,
    TROUBLE_IS_FELT,
    UNITS,
    Service,
    all_said,
    code_in,
    typed_day,
    working_days_after,
)
from handlers.answer import answer, press
from handlers.turn import Address, Pressed, Profile, Refusal, Reply, Said
from scheduler.card.daily_card import claim_card, enqueue_card, plan_card, write_card
from storage.contacts.facts import ContactFact
from storage.contacts.store import remember_contact
from storage.database.transactions import Database, Transaction
from storage.database.vault import Vault
from storage.database.writer import AnyRow, Writer
from storage.leaders.leaders import leader_at, move_leader
from storage.message import Message
from storage.migrations.migrate import bring_up_to_date
from storage.models import Person
from storage.steps.facts import Advice, Suggestion
from tests.fakes import FakeQueue


@dataclass
class Leader:
    """One leader in a database of their own, on one working day after the other."""

    database: Database
    chance: random.Random
    today: date = FIRST_DAY
    id: str = ""
    steps: list[tuple[str, Suggestion]] = field(default_factory=list)  # on today's card
    meetings: dict[str, date] = field(default_factory=dict)  # by name
    issues: dict[str, str] = field(default_factory=dict)  # code -> "open", "resolved"
    asks: dict[str, date] = field(default_factory=dict)  # who was asked -> is done on
    unthanked: dict[str, date] = field(default_factory=dict)
    days_to_thanks: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    minute: int = 0
    quality: dict[str, float] = field(default_factory=dict)  # by unit, as it is felt
    results: int = 0
    opened: int = 0  # issues

    @classmethod
    def begin(cls, folder: Path, seed: int) -> "Leader":
        """Return a leader on their first morning, with what was before on file."""
        url = f"sqlite:///{folder}/book.db"
        bring_up_to_date(url)
        database = Database(url, vault=Vault([bytes(32)]), queue=FakeQueue())
        self = cls(database, random.Random(seed))
        self.today = FIRST_DAY - timedelta(3)
        self._put_on_file()
        self._put_behind()
        self.today = FIRST_DAY
        return self

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    # The morning.

    def morning(self) -> tuple[Advice, Message] | None:
        """Claim, plan, write and queue the card as the clock does; None = silence."""
        at = datetime.combine(self.today, time(8, 30), UTC)
        self.steps = []

        def work(tx: Transaction) -> tuple[Advice, Message] | None:
            move_leader(tx, self.id, next_nudge_at=at)
            due = claim_card(tx, self.id, at)
            plan = plan_card(tx, due) if due else None
            written = write_card(tx, due, plan) if due and plan else None
            if due is None or plan is None or written is None:
                return None
            enqueue_card(tx, due, plan, written)
            self.steps = list(zip(written.ids, plan.advice.steps, strict=False))
            return plan.advice, written.message

        return self.database.run_now(work)

    # The day.

    def day(self) -> None:
        """Live the day, and go on to the next working day."""
        self.minute = 0
        for step_id, step in self.steps:
            if step.play == "L2" and step.approach in self.unthanked:
                since = self.unthanked.pop(step.approach)
                self.days_to_thanks.append(working_days_after(since, self.today))
            if self.chance.random() < FOLLOWS:
                self._follow(step_id, step)
            elif self.chance.random() < 0.1:
                self._press("not_relevant", step_id, value="wrong_time")
        self._keep_meetings()
        self._be_answered()
        self._by_habit()
        self._work()
        self.today += timedelta(3 if self.today.weekday() == 4 else 1)

    def _follow(self, step_id: str, step: Suggestion) -> None:
        """Do what a step says, type what came of it, and press Done."""
        lines = list(self._comes_of(step))
        whom = step.approach
        if step.play in MEETINGS and self._is_cold(whom):
            if self.chance.random() > TAKES_IT:
                self._type(f"log {whom} declined")
                return
            self._type(f"plan {whom} meeting {self._plan(whom)}")
        if step.play == "P11":
            share = self.chance.choice(LISTENED)
            self._type(f"log {whom} met enquiry listened {share}%")
        if whom and step.play not in ("P09", "C3", "P11"):
            values = {"who": whom, "how": "met", "on": str(self.today)}
            values["listened"] = str(self.chance.choice(LISTENED))
            self._press("log_done", step_id, values=values)
        else:
            self._press("done", step_id)
        for line in lines:
            self._type(line)

    def _comes_of(self, step: Suggestion) -> Iterator[str]:
        """Yield what is typed once a step was done."""
        said = " ".join((step.step, *step.because))
        item = code_in(r"A-\d+", said)
        issue = code_in(r"I-\d+", said)
        person, whom = step.person, step.approach or step.person
        match step.play:
            case "P03" if issue and self.issues.get(issue) == "resolved":
                self.issues.pop(issue)
                self.quality[self._unit_of(person)] += FIX_IS_FELT
                yield f"issue confirm {issue} by {self._report_in(person)}"
            case "P03" if issue:
                self.issues[issue] = "resolved"
                yield f"issue resolve {issue}"
            case "P03":
                self.quality[self._unit_of(person)] += FIX_IS_FELT
                yield self._issue(self._service_of(person), self._unit_of(person))
            case "P02":
                yield self._ratings(self._service_of(person), self._unit_of(person))
            case "P06" | "P08" if whom not in self.asks:
                self.asks[whom] = self.today + timedelta(7)
            case "C3":
                yield f"topic {person}: {TOPICS}"
            case "P11" if item:
                yield f"heard {whom} on {item}: not before the quarter ends"
            case "P14":
                yield f"motivator {person}: fewer complaints a month"
            case "P15" if item and "owns" in step.step:
                yield f"agenda {item} people {self.chance.choice(NAMES)}"
            case "P16" if item:
                yield f"agenda {item} sponsor {person}"
            case "P17" if item:
                yield f"need {person} on {item}: fewer late payslips"
            case "P12" if item:
                yield f"propose {item} to {person}: agreed"
            case "L2":
                self.unthanked.pop(whom, None)
            case "C5":
                yield f"given {whom}: reviewed the board deck"
            case "P05":
                yield from self._share(whom)

    def _by_habit(self) -> None:
        if self.chance.random() < HABIT:
            left_out = SELDOM_MET | LONG_AGO
            warm = [n for n in NAMES if n not in left_out and not self._is_cold(n)]
            name = self.chance.choice(warm)
            kind = self.chance.choice(("call", "met", "met", "coffee", "email"))
            line = f"log {name} {kind}"
            if kind in ("call", "met"):
                line += f" listened {self.chance.choice(LISTENED)}%"
                line += self._manner(name)
                if self.chance.random() < 0.3:
                    line += f" next {self._plan(name)}"
            self._type(line)
        if self.chance.random() < INVITES:
            name = self._head(self.chance.choice(COLD))
            if self.chance.random() < TAKES_IT:
                self._type(f"plan {name} meeting {self._plan(name)}")
            else:
                self._type(f"log {name} {self.chance.choice(('declined', 'no reply'))}")

    def _keep_meetings(self) -> None:
        for name, day in list(self.meetings.items()):
            if day > self.today:
                continue
            del self.meetings[name]
            if self.chance.random() < KEEPS_IT:
                share = self.chance.choice(LISTENED)
                manner = self._manner(name)
                self._type(f"log {name} met today listened {share}%{manner}")
            elif self.chance.random() < 0.5:
                self._type(f"log {name} postponed")

    def _be_answered(self) -> None:
        """Let those who were asked do it or decline, once it is time."""
        for name, day in list(self.asks.items()):
            if day > self.today:
                continue
            del self.asks[name]
            if self.chance.random() < SAYS_YES:
                self._type(f"ask {name} granted")
                self._type(f"ask {name} done")
                self.unthanked.setdefault(name, self.today)
            else:
                self._type(f"ask {name} declined")

    def _work(self) -> None:
        """Let services go wrong and right, results come about, and people talk."""
        for code, state in list(self.issues.items()):
            if state == "open" and self.chance.random() < FIXED:
                self.issues[code] = "resolved"
                self._type(f"issue resolve {code}")
        if self.chance.random() < ISSUE:
            service = self.chance.choice(SERVICES)
            unit = self.chance.choice(service[2])
            self.quality[unit] -= TROUBLE_IS_FELT
            self._type(self._issue(service, unit))
        if self.chance.random() < RATED:
            service = self.chance.choice(SERVICES)
            self._type(self._ratings(service, self.chance.choice(service[2])))
        if self.chance.random() < RESULT:
            name = self.chance.choice(NAMES)
            for line in self._share(name):
                self._type(line)
        if self.chance.random() < REMARK:
            self._type(f"remark {self.chance.choice(NAMES)}: says we are always late")

    # What the lines are made of.

    def _manner(self, name: str) -> str:
        if name in NAMES[::EACH]:  # heads are met in formal meetings
            return " formal"
        return self.chance.choice(("", "", " tense", " informal"))

    def _plan(self, name: str) -> str:
        day = self.today + timedelta(self.chance.randint(3, 14))
        day += timedelta(max(0, day.weekday() - 4) and 7 - day.weekday())
        self.meetings[name] = day
        return typed_day(day)

    def _ratings(self, service: Service, unit: str) -> str:
        felt = min(5.0, max(2.0, self.quality[unit]))
        votes = [felt + self.chance.choice((-1, 0, 0, 1)) for _ in range(EACH)]
        each = ", ".join(
            f"{round(min(5, max(1, vote)))} by {who}"
            for vote, who in zip(votes, self._people(unit), strict=True)
        )
        return f"rate {service[0]} for {unit} {each}"

    def _issue(self, service: Service, unit: str) -> str:
        due = self.today + timedelta(self.chance.randint(5, 15))
        severe = " sev 2" if self.chance.random() < 0.2 else ""
        self.opened += 1
        code = f"I-{self.opened}"
        self.issues[code] = "open"
        return (
            f"issue open {code} on {service[0]} for {unit}{severe} "
            f"due {typed_day(due)}: lists come out wrong"
        )

    def _share(self, name: str) -> Iterator[str]:
        """Yield a result shared with somebody, who confirms it."""
        self.results += 1
        other = self.chance.choice([one for one in NAMES if one != name])
        reply = self._type(
            f"share Result {self.results} a week early with {name}; named {other}"
        )
        for code in re.findall(r"confirm (\w{4}-\w{4})", all_said(reply)):
            self._type(f"confirm {code}", by=name)
        for code in re.findall(r"agree (\w{4}-\w{4})", all_said(reply)):
            self._type(f"agree {code}", by=other)
        yield from ()

    def _people(self, unit: str) -> tuple[str, ...]:
        first = UNITS.index(unit) * EACH
        return NAMES[first : first + EACH]

    def _head(self, unit: str) -> str:
        return self._people(unit)[0]

    def _unit_of(self, name: str) -> str:
        return UNITS[NAMES.index(name) // EACH] if name in NAMES else UNITS[0]

    def _report_in(self, name: str) -> str:
        unit = self._unit_of(name)
        return self.chance.choice(self._people(unit)[1:])

    def _service_of(self, name: str) -> Service:
        unit = self._unit_of(name)
        return next((one for one in SERVICES if unit in one[2]), SERVICES[0])

    def _is_cold(self, name: str) -> bool:
        return name in {self._head(unit) for unit in COLD}

    # What was before the first day.

    def _put_on_file(self) -> None:
        for unit in UNITS:
            head, *others = self._people(unit)
            self._type(f"add {head}, head of {unit}")
            below = "" if unit == FLAT else f" reports to {head}"
            for name in others:
                self._type(f"add {name} in {unit}{below}")
        for service, owner, units in SERVICES:
            self._type(f"add {owner} in Systems as colleague")
            self._type(f"service {service} for {' and '.join(units)} owned by {owner}")
            for unit in units:
                self.quality[unit] = self.chance.choice((3.4, 4.0, 4.4, 4.8))
                self._type(self._ratings((service, owner, units), unit))
        for number, (title, process, pnl, people, days) in enumerate(ITEMS, start=1):
            decision = typed_day(FIRST_DAY + timedelta(days))
            self._type(f"agenda {title}, decision {decision}")
            owners = f"process {process}, pnl {pnl}"
            owners += f", people {people}" if people else ""
            self._type(f"agenda A-{number} {owners}")
            self._type(f"agenda A-{number} decider {pnl} and {process}")
            self._type(f"stance {process} on A-{number} neutral, wanted leading")
            self._type(f"stance {pnl} on A-{number} resistant, wanted supportive")
            if number < len(ITEMS):
                self._type(f"need {pnl} on A-{number}: numbers that hold")
        self._type("need Lucy on A-2: numbers that hold")
        for unit, other in zip(UNITS, (*UNITS[3:], *UNITS[:3]), strict=True):
            self._type(f"{self._people(unit)[1]} knows {self._head(other)}")

    def _put_behind(self) -> None:
        """Keep the talks of the year before, and of some the ones long ago."""
        where = {"surface": "local", "tenant": "bench", "user_key": ADA}

        def work(tx: Transaction) -> str:
            ada = leader_at(tx, **where)
            assert ada is not None
            ids = {row.name: row.id for row in _people_on_file(tx, ada.workspace_id)}
            for number, name in enumerate(NAMES):
                for days in self._days_behind(number, name):
                    on = FIRST_DAY - timedelta(days)
                    at = datetime.combine(on, time(12), UTC)
                    writer = Writer(
                        tx, workspace_id=ada.workspace_id, leader_id=ada.leader_id,
                        at=at,
                    )  # fmt: skip
                    contact = ContactFact(ids[name], on, at, kind="met")
                    remember_contact(writer, contact)
            return ada.leader_id

        self.id = self.database.run_now(work)

    def _days_behind(self, number: int, name: str) -> list[int]:
        """Return how many days before the first one somebody was met."""
        if self._is_cold(name):
            return []
        if name in LONG_AGO:
            return [400 + 5 * n for n in range(8)]
        if name in SELDOM_MET:
            return []
        rhythm = self.chance.choice((10, 20, 40))
        return list(range(self.chance.randint(5, 30), 180, rhythm))

    # Typing and pressing, the whole way.

    def _type(self, text: str, *, by: str = ADA) -> Reply | None:
        said = Said(
            by=Address("local", "bench", by), text=text, at=self._now(),
            profile=Profile(name=by, zone="Europe/London"),
        )  # fmt: skip
        try:
            return self.database.run_now(lambda tx: answer(tx, said))
        except Refusal as refusal:
            self.refused.append(f"{text}: {refusal.text}")
            return None

    def _press(
        self,
        action: str,
        subject: str,
        *,
        value: str = "",
        values: dict[str, str] | None = None,
    ) -> None:
        pressed = Pressed(
            by=Address("local", "bench", ADA), action=action, subject=subject,
            at=self._now(), value=value, values=values or {},
            profile=Profile(name=ADA, zone="Europe/London"),
        )  # fmt: skip
        try:
            self.database.run_now(lambda tx: press(tx, pressed))
        except Refusal as refusal:
            self.refused.append(f"[{action}]: {refusal.text}")

    def _now(self) -> datetime:
        self.minute += 1
        return datetime.combine(self.today, time(9), UTC) + timedelta(
            minutes=self.minute
        )


def _people_on_file(tx: Transaction, workspace_id: str) -> Sequence[AnyRow]:
    known = sa.select(col(Person.id), col(Person.name))
    return tx.rows(known.where(col(Person.workspace_id) == workspace_id))
