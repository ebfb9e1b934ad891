"""Rows in, situations out: the facts of a leader's stakeholders on one day.

Reads running totals and indexed rows only; nothing here grows with the history of
contacts. What only the route plays (P05-P08) need is read for stakeholders that are
cold or unreachable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.gather.routes import Routes, gather_routes
from scheduler.playbook.thank_and_report_back import THANKS
from scheduler.rules.credibility import judge
from scheduler.rules.introducers import WATCH_FLOOR_DAYS, coldest
from scheduler.situation import Situation
from storage.agenda.store import NO_AGENDA, Agenda, agenda_of
from storage.contacts.around import stakeholders
from storage.contacts.facts import TieFact
from storage.contacts.store import tie_fact
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow
from storage.favours.facts import AskFact
from storage.favours.store import asks_of, last_given, owed_thanks
from storage.leaders.facts import ForWhom
from storage.motives.facts import RemarkFact
from storage.motives.store import NO_MOTIVES, Motives, motives_of
from storage.people.store import person_of
from storage.results.facts import ResultFact
from storage.results.store import results_of
from storage.services.facts import UNJUDGED, Credibility, Standing
from storage.services.standing import standings
from storage.steps.earlier import earlier_steps
from storage.steps.facts import Earlier


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read once for all of the leader's stakeholders."""

    asks: Sequence[AskFact]
    results: Sequence[ResultFact]
    standing: Mapping[str, Standing]
    judged: Mapping[str, Credibility]
    earlier: Mapping[str, list[Earlier]]
    routes: Mapping[str, Routes]
    agenda: Agenda
    motives: Motives
    given: Mapping[str, date]  # to whom -> when last
    coldest: frozenset[str]  # who cools most, of the whole list


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
    rows = stakeholders(tx, leader.leader_id, person_ids)
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
    ties = _ties(rows, asks, today)
    cold: frozenset[str] = frozenset()
    if any(_silent(tie, today) for tie in ties.values()):
        listed = ties
        if person_ids is not None:
            everybody = stakeholders(tx, leader.leader_id, None)
            listed = {**ties, **_ties(everybody, asks, today)}
        cold = coldest(listed, today)
    on_route = {
        row.id: row.unit_id
        for row in rows
        if ties[row.id].unreachable_since or _cold(ties[row.id])
    }
    routes: Mapping[str, Routes] = {}
    if on_route:
        routes = gather_routes(
            tx,
            leader,
            on_route,
            today=today,
            asks=asks,
            results=results,
            motivators=motives.motivators,
            token=first.token,
        )
    given = last_given(tx, leader.leader_id) if first.asked else {}
    known = _Known(
        asks, results, standing, judged, earlier, routes, agenda, motives, given, cold
    )
    return [_situation(row, today, ties[row.id], known) for row in rows]


def _ties(
    rows: Sequence[AnyRow], asks: Sequence[AskFact], today: date
) -> dict[str, TieFact]:
    return {
        row.id: tie_fact(
            row.totals,
            today=today,
            promised=promised(asks, row.id, today),
            was_promised=was_promised(asks, row.id, today),
        )
        for row in rows
    }


def _silent(tie: TieFact, today: date) -> bool:
    """Return whether a tie may cool; whoever was just logged does not."""
    days = tie.contact_days
    return bool(days) and (today - days[-1]).days >= WATCH_FLOOR_DAYS


def _cold(tie: TieFact) -> bool:
    return not tie.live and tie.next_meeting_on is None


def _situation(row: AnyRow, today: date, tie: TieFact, known: _Known) -> Situation:
    unit_id = row.unit_id
    route = known.routes.get(row.id, Routes())
    return Situation(
        today=today,
        executive=person_of(row),
        tie=tie,
        among_coldest=row.id in known.coldest,
        since=row.since,
        standing=known.standing.get(unit_id, Standing(unit_id=unit_id, unit=row.unit)),
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
        remarks=_remarks_near(known.motives, row.id),
        heads_unit=row.head_id == row.id,
        stakeholder=row.stakeholder,
        credibility=known.judged.get(unit_id, UNJUDGED),
    )


def _remarks_near(motives: Motives, executive_id: str) -> tuple[RemarkFact, ...]:
    """Return the bad words by the executive and by people with a tie to them."""
    return tuple(
        remark
        for remark in motives.remarks
        if remark.person.id == executive_id
        or frozenset((remark.person.id, executive_id)) in motives.knows
    )


# The days that granted asks promise with somebody.


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


# Who has still to be thanked, of those who are not on the leader's list?


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
        if ask.thanks_due and ask.asked.id in others and ask.id not in known:
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
