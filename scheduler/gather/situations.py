"""Rows in, situations out: the facts of a leader's stakeholders on one day.

Reads running totals and indexed rows only; nothing here grows with the history of
contacts. What only the route plays (P05-P08) need is read for stakeholders that are
cold or unreachable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from scheduler.gather.routes import Routes, gather_routes
from scheduler.rules.asking import promised, was_promised
from scheduler.rules.credibility import judge
from scheduler.situation import Situation
from storage.agenda.items import NO_AGENDA, Agenda, agenda_of
from storage.contacts.facts import TieFact
from storage.contacts.ties import tie_fact
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow, table_of
from storage.favours.facts import AskFact, ResultFact
from storage.favours.store import asks_of, last_given, owed_thanks, results_of
from storage.leaders.facts import ForWhom
from storage.models import (
    Accomplishment,
    AgendaItem,
    Ask,
    Motivator,
    Need,
    Person,
    Remark,
    SuggestionRow,
    Tie,
    Topic,
    Unit,
    Workspace,
)
from storage.motives.store import NO_MOTIVES, Motives, motives_of
from storage.people.facts import PersonFact
from storage.services.facts import UNJUDGED, Credibility, UnitStanding
from storage.services.standing import standings
from storage.steps.facts import Earlier
from storage.steps.store import earlier_steps

# Whom a plan is about: the leader's stakeholders, or the people that were named.

AGENDA = tuple(table_of(model) for model in (AgendaItem, Need))
MOTIVES = tuple(table_of(model) for model in (Motivator, Remark, Topic))


# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
MINE = sa.and_(col(Tie.person_id) == col(Person.id), col(Tie.leader_id) == LEADER)
TIED = sa.select(
    col(Person.id),
    col(Person.name),
    col(Person.title),
    col(Person.unit_id),
    sa.func.coalesce(col(Unit.name), "").label("unit"),
    sa.func.coalesce(col(Unit.head_id) == col(Person.id), sa.false()).label(
        "heads_unit"
    ),
    col(Tie.totals),
    col(Tie.since),
    col(Tie.stakeholder),
    sa.select(col(Workspace.facts_token))
    .where(col(Workspace.id) == col(Person.workspace_id))
    .scalar_subquery()
    .label("token"),
    # What is not there at all is not asked for: the reply to a log is made often.
    sa.exists().where(col(Ask.leader_id) == LEADER).label("asked"),
    sa.exists().where(col(Accomplishment.leader_id) == LEADER).label("shared"),
    sa.exists().where(col(SuggestionRow.leader_id) == LEADER).label("suggested"),
    sa.or_(*(sa.exists().where(t.c.leader_id == LEADER) for t in AGENDA)).label(
        "agenda"
    ),
    sa.or_(*(sa.exists().where(t.c.leader_id == LEADER) for t in MOTIVES)).label(
        "motives"
    ),
).select_from(
    sa.join(Person, Tie, MINE).outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
)
LISTED = TIED.where(col(Tie.stakeholder) == sa.true())
THIS = TIED.where(col(Person.id) == sa.bindparam("person"))
THESE = TIED.where(col(Person.id).in_(sa.bindparam("people", expanding=True)))


def stakeholders(
    tx: Transaction, leader: ForWhom, person_ids: Sequence[str] | None
) -> Sequence[AnyRow]:
    """Return the rows of these people with the leader's tie, in no particular order.

    Args:
        person_ids: whether on the leader's list or not; None = the whole list.
    """
    values: dict[str, object] = {"leader": leader.leader_id}
    if person_ids is None:
        return tx.rows(LISTED, **values)
    if len(person_ids) == 1:
        return tx.rows(THIS, **values, person=person_ids[0])
    return tx.rows(THESE, **values, people=list(person_ids))


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read once for all of the leader's stakeholders."""

    asks: Sequence[AskFact]
    results: Sequence[ResultFact]
    standing: Mapping[str, UnitStanding]
    judged: Mapping[str, Credibility]
    earlier: Mapping[str, list[Earlier]]
    routes: Mapping[str, Routes]
    agenda: Agenda
    motives: Motives
    given: Mapping[str, date]  # to whom -> when last


def situations(
    tx: Transaction,
    leader: ForWhom,
    *,
    today: date,
    person_ids: Sequence[str] | None = None,
    agenda: Agenda | None = None,
) -> list[Situation]:
    """Return one situation per stakeholder, in no particular order.

    Args:
        today: the leader's local date.
        person_ids: only these people, whether on the leader's list or not; None = the
            whole list.
        agenda: the leader's, of today, where it is read already; None = read it here.
    """
    rows = stakeholders(tx, leader, person_ids)
    if not rows:
        return []
    ids = [row.id for row in rows]
    first = rows[0]
    asks = asks_of(tx, leader.leader_id, today=today) if first.asked else ()
    results = results_of(tx, leader.leader_id, today=today) if first.shared else ()
    whose = leader.leader_id, leader.person_id
    if agenda is None:
        agenda = agenda_of(tx, *whose, today=today) if first.agenda else NO_AGENDA
    motives = NO_MOTIVES
    if first.motives:
        motives = motives_of(tx, leader.leader_id, today=today)
    unit_ids = {row.unit_id for row in rows if row.unit_id}
    standing = standings(tx, unit_ids, today=today, token=first.token)
    judged = {unit_id: judge(one, today) for unit_id, one in standing.items()}
    earlier = earlier_steps(tx, leader.leader_id, ids) if first.suggested else {}
    ties = {
        row.id: tie_fact(
            row.totals,
            today=today,
            promised=promised(asks, row.id, today),
            was_promised=was_promised(asks, row.id, today),
        )
        for row in rows
    }
    on_route = {
        row.id: row.unit_id or ""
        for row in rows
        if ties[row.id].unreachable_since or _cold(ties[row.id])
    }
    routes: Mapping[str, Routes] = {}
    if on_route:
        routes = gather_routes(
            tx,
            leader.leader_id,
            leader.person_id,
            on_route,
            today=today,
            asks=asks,
            results=results,
            motivators=motives.motivators,
            token=first.token,
        )
    given = last_given(tx, leader.leader_id) if first.asked else {}
    known = _Known(
        asks, results, standing, judged, earlier, routes, agenda, motives, given
    )
    return [_situation(row, today, ties[row.id], known) for row in rows]


def _cold(tie: TieFact) -> bool:
    return not tie.live and tie.next_meeting_on is None


def _situation(row: AnyRow, today: date, tie: TieFact, known: _Known) -> Situation:
    unit_id = row.unit_id or ""
    route = known.routes.get(row.id, Routes())
    return Situation(
        today=today,
        executive=PersonFact(row.id, row.name, row.title, unit_id, row.unit),
        tie=tie,
        since=row.since,
        standing=known.standing.get(
            unit_id, UnitStanding(unit_id=unit_id, unit=row.unit)
        ),
        reports=route.reports,
        mutual=route.mutual,
        units=route.units,
        asks=tuple(
            ask
            for ask in known.asks
            if row.id == ask.asked.id or (ask.target and ask.target.id == row.id)
        ),
        last_given_on=known.given.get(row.id),
        results=tuple(result for result in known.results if result.unit_id == unit_id),
        earlier=tuple(known.earlier.get(row.id, ())),
        agenda=known.agenda.touching.get(row.id, ()),
        motivators=known.motives.motivators.get(row.id, ()),
        needs=known.agenda.needs.get(row.id, ()),
        topics=known.motives.topics.get(row.id, 0),
        remarks=known.motives.remarks_near(row.id),
        heads_unit=bool(row.heads_unit),
        stakeholder=row.stakeholder,
        credibility=known.judged.get(unit_id, UNJUDGED),
    )


# Who has still to be thanked, of those who are not on the leader's list?

THANKS = "L2"


def with_thanks(
    tx: Transaction, leader: ForWhom, found: Sequence[Situation], *, today: date
) -> list[Situation]:
    """Return the stakeholders' situations, and those of whoever waits for thanks.

    Of a colleague who is not on the list only the asks are known then: no advice is
    given on a tie that the leader did not ask to build. An ask that led to somebody on
    the list is that one's already.

    Args:
        today: the leader's local date.
    """
    everybody = list(found)
    if not leader.has_asked:
        return everybody
    listed = {one.executive.id for one in found}
    others = owed_thanks(tx, leader.leader_id) - listed
    if not others:
        return everybody
    known = {ask.id for one in found for ask in one.asks}
    owed: dict[str, list[AskFact]] = {}
    for ask in asks_of(tx, leader.leader_id, today=today):
        waits = ask.fulfilled_on is not None and ask.thanked_on is None
        if waits and ask.asked.id in others and ask.id not in known:
            owed.setdefault(ask.asked.id, []).append(ask)
    before = earlier_steps(tx, leader.leader_id, list(owed)) if owed else {}
    for person_id, asks in owed.items():
        earlier = [one for one in before.get(person_id, ()) if one.play == THANKS]
        everybody.append(
            Situation(
                today=today,
                executive=asks[0].asked,
                asks=tuple(asks),
                last_given_on=today,  # thanks come before the next gift
                earlier=tuple(earlier),
                stakeholder=False,
            )
        )
    return everybody
