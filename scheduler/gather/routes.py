"""The ways to somebody who cannot be reached: reports, mutual contacts, other units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scheduler.gather.around import NO_MOTIVATORS, Around, Motivators, read_around
from scheduler.rules.introducers import DECLARED_BOND
from scheduler.situation import Colleague, UnitFact
from storage.contacts.facts import DECLARED_DAYS, DECLARED_STRENGTH
from storage.contacts.ties import tie_seen
from storage.contacts.totals import totals_from_json
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow
from storage.favours.facts import AskFact
from storage.people.facts import PersonFact
from storage.results.facts import ResultFact
from storage.services.facts import UnitStanding

WELCOME_DAYS = 90  # accept rate and results of P05; house rule


@dataclass(frozen=True, slots=True)
class Routes:
    """What the route plays read about one executive."""

    reports: tuple[Colleague, ...] = ()
    mutual: tuple[Colleague, ...] = ()
    units: tuple[UnitFact, ...] = ()


def gather_routes(
    tx: Transaction,
    leader_id: str,
    leader_person_id: str,
    executives: Mapping[str, str],
    *,
    today: date,
    asks: Sequence[AskFact],
    results: tuple[ResultFact, ...],
    motivators: Motivators = NO_MOTIVATORS,
    token: str = "",
) -> dict[str, Routes]:
    """Return the routes to each executive, by their id.

    Args:
        executives: person id -> unit id, "" when unknown.
        today: the leader's local date.
        motivators: by the person's id, newest first.
        token: as for `standings`.
    """
    around = read_around(
        tx,
        leader_id,
        leader_person_id,
        executives,
        today=today,
        asks=asks,
        results=results,
        token=token,
    )
    around.motivators = motivators
    units = _other_units(around)
    return {
        executive_id: Routes(
            reports=tuple(
                _colleague(around, id, executive_id, reports=True)
                for id in around.reports.get(executive_id, ())
                if id in around.people and id != leader_person_id
            ),
            mutual=_mutual(around, executive_id),
            units=_units(around, units, executive_id, unit_id),
        )
        for executive_id, unit_id in executives.items()
    }


def _person(row: AnyRow) -> PersonFact:
    return PersonFact(row.id, row.name, row.title, row.unit_id or "", row.unit)


def _colleague(
    around: Around, person_id: str, executive_id: str, *, reports: bool
) -> Colleague:
    row = around.people[person_id]
    me = around.leader_person_id
    declared = around.knows.get(me, {}).get(person_id)
    totals = totals_from_json(row.totals or {})
    standing = around.standings.get(row.unit_id or "", UnitStanding())
    return Colleague(
        person=_person(row),
        tie=tie_seen(totals, today=around.today, declared_on=declared),
        tie_to_executive=_known_strength(around, person_id, executive_id),
        bond=max(totals.bond_at(around.today), _known_bond(around, person_id, me)),
        bond_to_executive=_known_bond(around, person_id, executive_id),
        standing=standing,
        reports_to_executive=reports,
        in_own_line=person_id in around.own_line,
        asks=tuple(around.asks.get(person_id, ())),
        last_given_on=around.given.get(person_id),
        results=tuple(result for result in around.results if result.has(person_id)),
        confirmed_issues=tuple(
            issue.code
            for issue in standing.issues
            if issue.confirmed_by is not None and issue.confirmed_by.id == person_id
        ),
        owns_service=next(
            (
                service.name
                for service in standing.services
                if service.owner is not None and service.owner.id == person_id
            ),
            "",
        ),
        motivators=tuple(around.motivators.get(person_id, ())),
    )


def _known_strength(around: Around, person_id: str, executive_id: str) -> float:
    declared = DECLARED_STRENGTH if _declared(around, person_id, executive_id) else 0.0
    return max(declared, around.observed.get(executive_id, {}).get(person_id, 0.0))


def _known_bond(around: Around, person_id: str, other_id: str) -> float:
    """Return the bond with the leader or an executive as told, imported or lent."""
    declared = DECLARED_BOND if _declared(around, person_id, other_id) else 0.0
    return max(declared, around.bonds.get(other_id, {}).get(person_id, 0.0))


def _declared(around: Around, person_id: str, other_id: str) -> bool:
    on = around.knows.get(person_id, {}).get(other_id)
    return on is not None and around.today - on <= timedelta(DECLARED_DAYS)


def _mutual(around: Around, executive_id: str) -> tuple[Colleague, ...]:
    reports = set(around.reports.get(executive_id, ()))
    colleagues = (
        _colleague(around, person_id, executive_id, reports=False)
        for person_id in {
            **around.knows.get(executive_id, {}),
            **around.observed.get(executive_id, {}),
        }
        if person_id in around.people
        and person_id not in reports
        and person_id != around.leader_person_id
    )
    return tuple(c for c in colleagues if c.tie.live and c.tie_to_executive > 0)


def _other_units(around: Around) -> dict[str, UnitFact]:
    """Return the units where the leader knows somebody, not yet for an executive.

    Read once: only who knows the executive differs from one executive to the next.
    """
    since = around.today - timedelta(WELCOME_DAYS)
    answers: dict[str, list[bool]] = {}
    for row in around.people.values():
        if row.unit_id not in (None, around.leader_unit_id) and row.totals is not None:
            answers.setdefault(row.unit_id, []).extend(
                met
                for on, met in totals_from_json(row.totals).answers
                if since < on <= around.today
            )
    return {
        unit_id: _unit(around, unit_id, found, since)
        for unit_id, found in answers.items()
    }


def _unit(
    around: Around, unit_id: str, answers: Sequence[bool], since: date
) -> UnitFact:
    head = around.people.get(around.heads.get(unit_id, ""))
    return UnitFact(
        standing=around.standings.get(unit_id, UnitStanding(unit_id=unit_id)),
        head=_person(head) if head is not None else None,
        met=sum(answers),
        attempts=len(answers) - sum(answers),
        results=tuple(
            result
            for result in around.results
            if result.unit_id == unit_id
            and result.confirmed_on is not None
            and result.confirmed_on > since
        ),
    )


def _units(
    around: Around, units: Mapping[str, UnitFact], executive_id: str, own_unit_id: str
) -> tuple[UnitFact, ...]:
    """Return the units that may lead to one executive, with the best tie into each."""
    ties: dict[str, float] = {}
    for person_id in around.knows.get(executive_id, {}):
        row = around.people.get(person_id)
        if row is not None and row.totals is not None and row.unit_id in units:
            strength = _known_strength(around, person_id, executive_id)
            ties[row.unit_id] = max(ties.get(row.unit_id, 0.0), strength)
    return tuple(
        replace(unit, tie_to_executive=ties[unit_id]) if ties.get(unit_id) else unit
        for unit_id, unit in units.items()
        if unit_id != own_unit_id
    )
