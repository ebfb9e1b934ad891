"""Rows in, situations out: the facts of a leader's stakeholders on one day.

Reads running totals and indexed rows only; nothing here grows with the history of
contacts. What only the route plays (P05-P08) need is read for stakeholders that are
cold or unreachable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.credibility import judge
from scheduler.gather_agenda import NO_AGENDA, Agenda, agenda_of
from scheduler.gather_around import last_given
from scheduler.gather_favours import asks_of, results_of
from scheduler.gather_motives import NO_MOTIVES, Motives, motives_of
from scheduler.gather_routes import Routes, gather_routes
from scheduler.gather_standing import standings
from scheduler.gather_ties import tie_fact
from scheduler.situation import (
    UNJUDGED,
    AskFact,
    Credibility,
    Earlier,
    PersonFact,
    ResultFact,
    Situation,
    TieFact,
    UnitStanding,
)
from storage.changes import table_of
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
from storage.rows import AnyRow

AGENDA = tuple(table_of(model) for model in (AgendaItem, Need))
ASK = table_of(Ask)
MOTIVES = tuple(table_of(model) for model in (Motivator, Remark, Topic))
PERSON = table_of(Person)
RESULT = table_of(Accomplishment)
SUGGESTION = table_of(SuggestionRow)
TIE = table_of(Tie)
UNIT = table_of(Unit)
WORKSPACE = table_of(Workspace)


@dataclass(frozen=True, slots=True)
class ForWhom:
    """The leader whose situations are gathered."""

    leader_id: str
    workspace_id: str
    person_id: str  # themselves, in the directory
    has_asked: bool = True  # for anything, ever; True also when nobody looked


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
    session: Session,
    leader: ForWhom,
    *,
    today: date,
    person_ids: Sequence[str] | None = None,
) -> list[Situation]:
    """Return one situation per stakeholder, in no particular order.

    Args:
        today: the leader's local date.
        person_ids: only these people, whether on the leader's list or not; None = the
            whole list.
    """
    rows = _stakeholders(session, leader, person_ids)
    if not rows:
        return []
    ids = [row.id for row in rows]
    first = rows[0]
    asks = asks_of(session, leader.leader_id, today=today) if first.asked else ()
    results = results_of(session, leader.leader_id, today=today) if first.shared else ()
    whose = leader.leader_id, leader.person_id
    agenda = agenda_of(session, *whose, today=today) if first.agenda else NO_AGENDA
    motives = NO_MOTIVES
    if first.motives:
        motives = motives_of(session, leader.leader_id, today=today)
    unit_ids = {row.unit_id for row in rows if row.unit_id}
    standing = standings(session, unit_ids, today=today, token=first.token)
    judged = {unit_id: judge(one, today) for unit_id, one in standing.items()}
    earlier = earlier_steps(session, leader.leader_id, ids) if first.suggested else {}
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
            session,
            leader.leader_id,
            leader.person_id,
            on_route,
            today=today,
            asks=asks,
            results=results,
            motivators=motives.motivators,
            token=first.token,
        )
    given = last_given(session, leader.leader_id) if first.asked else {}
    known = _Known(
        asks, results, standing, judged, earlier, routes, agenda, motives, given
    )
    return [_situation(row, today, ties[row.id], known) for row in rows]


def _cold(tie: TieFact) -> bool:
    return not tie.live and tie.next_meeting_on is None


def promised(asks: Sequence[AskFact], person_id: str, today: date) -> date | None:
    """Return the next day that a granted ask promises with this person, or None."""
    return min((d for d in _promised(asks, person_id) if d >= today), default=None)


def was_promised(asks: Sequence[AskFact], person_id: str, today: date) -> date | None:
    """Return the newest such day before today, or None."""
    return max((d for d in _promised(asks, person_id) if d < today), default=None)


def _promised(asks: Sequence[AskFact], person_id: str) -> list[date]:
    return [
        ask.agreed_for
        for ask in asks
        if ask.open
        and ask.agreed_for is not None
        and (ask.target or ask.asked).id == person_id
    ]


# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
MINE = sa.and_(TIE.c.person_id == PERSON.c.id, TIE.c.leader_id == LEADER)
TIED = sa.select(
    PERSON.c.id,
    PERSON.c.name,
    PERSON.c.title,
    PERSON.c.unit_id,
    sa.func.coalesce(UNIT.c.name, "").label("unit"),
    sa.func.coalesce(UNIT.c.head_id == PERSON.c.id, sa.false()).label("heads_unit"),
    TIE.c.totals,
    TIE.c.since,
    TIE.c.stakeholder,
    sa.select(WORKSPACE.c.facts_token)
    .where(WORKSPACE.c.id == PERSON.c.workspace_id)
    .scalar_subquery()
    .label("token"),
    # What is not there at all is not asked for: the reply to a log is made often.
    sa.exists().where(ASK.c.leader_id == LEADER).label("asked"),
    sa.exists().where(RESULT.c.leader_id == LEADER).label("shared"),
    sa.exists().where(SUGGESTION.c.leader_id == LEADER).label("suggested"),
    sa.or_(*(sa.exists().where(t.c.leader_id == LEADER) for t in AGENDA)).label(
        "agenda"
    ),
    sa.or_(*(sa.exists().where(t.c.leader_id == LEADER) for t in MOTIVES)).label(
        "motives"
    ),
).select_from(PERSON.join(TIE, MINE).outerjoin(UNIT, UNIT.c.id == PERSON.c.unit_id))
LISTED = TIED.where(TIE.c.stakeholder == sa.true())
THIS = TIED.where(PERSON.c.id == sa.bindparam("person"))
THESE = TIED.where(PERSON.c.id.in_(sa.bindparam("people", expanding=True)))
EARLIER = sa.select(
    SUGGESTION.c.person_id,
    SUGGESTION.c.play,
    SUGGESTION.c.about,
    SUGGESTION.c.state,
    SUGGESTION.c.suggested_on,
    SUGGESTION.c.answered_on,
    SUGGESTION.c.returns_on,
    SUGGESTION.c.facts_key,
    SUGGESTION.c.approach_id,
    SUGGESTION.c.reason,
    SUGGESTION.c.first_on,
    SUGGESTION.c.asked_on,
).where(SUGGESTION.c.leader_id == LEADER)
EARLIER_FOR_ONE = EARLIER.where(SUGGESTION.c.person_id == sa.bindparam("person"))


def _stakeholders(
    session: Session, leader: ForWhom, person_ids: Sequence[str] | None
) -> Sequence[AnyRow]:
    values: dict[str, object] = {"leader": leader.leader_id}
    if person_ids is None:
        return session.execute(LISTED, values).all()
    if len(person_ids) == 1:
        return session.execute(THIS, {**values, "person": person_ids[0]}).all()
    return session.execute(THESE, {**values, "people": list(person_ids)}).all()


def earlier_steps(
    session: Session, leader_id: str, person_ids: Sequence[str]
) -> dict[str, list[Earlier]]:
    """Return what became of the steps shown for these people, by person."""
    values = {"leader": leader_id}
    if len(person_ids) == 1:
        rows = session.execute(EARLIER_FOR_ONE, {**values, "person": person_ids[0]})
    else:
        rows = session.execute(EARLIER, values)
    found: dict[str, list[Earlier]] = {}
    for person_id, *rest in rows:
        found.setdefault(person_id, []).append(Earlier(*rest))
    return found


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
