"""What the bot knows, as one leader may see it: read, and as plain data for the page.

It is their ties, and the workspace's facts: the rows the plays decide on, judged with
the same functions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from bot.local.stage import Plain
from language.words import counted_in_words, day_said, with_time
from scheduler.gather.situations import promised
from scheduler.rules.credibility import judge, rated
from storage.contacts.facts import TieFact
from storage.contacts.store import shown_strength, tie_fact
from storage.database.transactions import Transaction
from storage.favours.facts import AskFact
from storage.favours.store import asks_of
from storage.leaders.facts import LeaderFact
from storage.models import Tie
from storage.people.facts import Known
from storage.people.store import tied_people, units_of
from storage.results.facts import ResultFact
from storage.results.store import results_of
from storage.services.facts import Credibility, Gate, IssueFact, Standing
from storage.services.standing import standings

GATES = {
    Gate.OPEN: "gate open",
    Gate.CAREFUL: "gate open, with care",
    Gate.SHUT: "gate shut",
    Gate.UNKNOWN: "too few ratings",
}


@dataclass(frozen=True, slots=True)
class Knows:
    """The facts of one leader on one day."""

    today: date
    people: tuple[tuple[Known, TieFact], ...] = ()
    units: tuple[tuple[Standing, Credibility], ...] = ()
    asks: tuple[AskFact, ...] = ()
    results: tuple[ResultFact, ...] = ()

    @property
    def issues(self) -> tuple[IssueFact, ...]:
        """Issues nobody has confirmed as fixed."""
        return tuple(
            issue
            for standing, _ in self.units
            for issue in standing.issues
            if issue.confirmed_on is None
        )


def what_it_knows(tx: Transaction, leader: LeaderFact, *, today: date) -> Knows:
    """Read the facts of `leader` on local date `today`."""
    asks = asks_of(tx, leader.leader_id, today=today)
    rows = tx.execute(
        sa.select(col(Tie.person_id), col(Tie.totals)).where(
            col(Tie.leader_id) == leader.leader_id
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
        for person in tied_people(tx, leader_id=leader.leader_id)
    )
    ids = [unit.id for unit in units_of(tx, workspace_id=leader.workspace_id)]
    found = standings(tx, ids, today=today)
    served = [found[one] for one in ids if found[one].services or found[one].issues]
    return Knows(
        today=today,
        people=people,
        units=tuple((standing, judge(standing, today)) for standing in served),
        asks=tuple(ask for ask in asks if ask.open),
        results=results_of(tx, leader.leader_id, today=today),
    )


def draw_knows(knows: Knows) -> Plain:
    """Return everything the panel shows, strongest ties first."""
    today = knows.today
    people = sorted(knows.people, key=lambda pair: (-pair[1].strength, pair[0].name))
    return {
        "people": [_person(person, tie, today) for person, tie in people],
        "units": [_unit(standing, credible) for standing, credible in knows.units],
        "issues": [_issue(issue, today) for issue in knows.issues],
        "asks": [_ask(ask, today) for ask in knows.asks],
        "results": [_result(result, today) for result in knows.results],
    }


def _person(person: Known, tie: TieFact, today: date) -> Plain:
    facts = []
    if tie.attempts:
        on, outcome = tie.attempts[-1]
        facts.append(f"{outcome} on {day_said(on, today)}")
    if tie.substantive_days:
        facts.append(f"last talked {day_said(tie.substantive_days[-1], today)}")
    elif tie.contact_days:
        facts.append(f"last contact {day_said(tie.contact_days[-1], today)}")
    if tie.pause_through and tie.pause_through >= today:
        facts.append(f"no invitations through {day_said(tie.pause_through, today)}")
    if tie.next_meeting_on:
        day = with_time(day_said(tie.next_meeting_on, today), tie.next_meeting_at)
        facts.append(f"next meeting {day}")
    if not facts:
        facts.append("no contact logged yet")
    return {
        "name": person.name,
        "role": ", ".join(filter(None, (person.title, person.unit))),
        "listed": person.listed,
        "strength": shown_strength(tie.strength),
        "facts": [fact[0].upper() + fact[1:] for fact in facts],
    }


def _unit(standing: Standing, credible: Credibility) -> Plain:
    facts: Iterable[str] = credible.failing
    if not facts and credible.mean is not None:
        facts = (rated(standing, credible.mean, credible.raters),)
    return {
        "name": standing.unit,
        "gate": credible.gate.value,
        "gate_text": GATES[credible.gate],
        "facts": list(facts),
    }


def _issue(issue: IssueFact, today: date) -> Plain:
    facts = [issue.title] if issue.title else []
    if issue.resolved_on:
        resolved = day_said(issue.resolved_on, today)
        facts.append(f"Resolved on {resolved}, not confirmed yet")
    elif issue.due_on and issue.due_on < today:
        late = counted_in_words("{n} day", "{n} days", (today - issue.due_on).days)
        facts.append(f"Was due {day_said(issue.due_on, today)}, {late} ago")
    elif issue.due_on:
        facts.append(f"Due {day_said(issue.due_on, today)}")
    if issue.owner:
        facts.append(f"Owner: {issue.owner.name}")
    return {"title": f"{issue.code}, {issue.service} for {issue.unit}", "facts": facts}


def _ask(ask: AskFact, today: date) -> Plain:
    facts = [f"Asked on {day_said(ask.on, today)}"]
    if ask.agreed_for:
        facts.append(f"Agreed for {day_said(ask.agreed_for, today)}")
    leads = f", with {ask.target.name}" if ask.target else ""
    return {"title": f"{ask.asked.name}: {ask.type}{leads}", "facts": facts}


def _result(result: ResultFact, today: date) -> Plain:
    if result.posted_on:
        facts = [f"Told in the channel on {day_said(result.posted_on, today)}"]
    elif result.confirmed_on:
        facts = [f"Confirmed by {result.partner.name}"]
    else:
        facts = [f"Waits for {result.partner.name} to confirm it"]
    if result.confirmed_on and not result.all_agreed:
        facts.append("Not everybody named has agreed yet")
    return {"title": result.title, "facts": facts}
