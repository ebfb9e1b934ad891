"""The ways to somebody: reports, mutual contacts, other units, and who introduces."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from scheduler.rules.introducers import DECLARED_BOND, Introducer, ranked
from scheduler.situation import Colleague
from storage.contacts.around import observed_and_lent, pairs_around, tied_or_named
from storage.contacts.facts import DECLARED_DAYS, DECLARED_STRENGTH
from storage.contacts.observed import days_between
from storage.contacts.store import tie_seen
from storage.contacts.totals import bond_decay, bond_of, decay, totals_from_json
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow
from storage.favours.facts import AskFact
from storage.leaders.facts import ForWhom
from storage.motives.facts import MotivatorFact
from storage.people.store import person_of
from storage.results.facts import ResultFact
from storage.services.facts import Standing, UnitFact
from storage.services.standing import standings

WELCOME_DAYS = 90  # accept rate and results of P05; house rule

# Everybody around a leader, as read once for all of their executives.

Motivators = Mapping[str, Sequence[MotivatorFact]]  # person -> newest first
NO_MOTIVATORS: Motivators = {}


@dataclass(slots=True)
class Around:
    """Everybody around the leader, read once for all executives."""

    today: date
    leader_person_id: str
    leader_unit_id: str | None = None
    people: dict[str, AnyRow] = field(default_factory=dict)
    reports: dict[str, list[str]] = field(default_factory=dict)  # executive -> ids
    knows: dict[str, dict[str, date]] = field(default_factory=dict)  # both directions
    observed: dict[str, dict[str, float]] = field(default_factory=dict)  # executive ->
    # who has a tie to them that may serve others, and its strength today
    bonds: dict[str, dict[str, float]] = field(default_factory=dict)  # the same ties'
    # bonds today, and by the leader's own id the imported ones of the leader
    asks: dict[str, list[AskFact]] = field(default_factory=dict)  # by who was asked
    given: dict[str, date] = field(default_factory=dict)
    results: tuple[ResultFact, ...] = ()
    standings: dict[str, Standing] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)  # unit -> person
    own_line: set[str] = field(default_factory=set)
    motivators: Motivators = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Routes:
    """What the route plays read about one executive."""

    reports: tuple[Colleague, ...] = ()
    mutual: tuple[Colleague, ...] = ()
    units: tuple[UnitFact, ...] = ()


def gather_routes(
    tx: Transaction,
    leader: ForWhom,
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
    around = _read_around(
        tx,
        leader,
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
                if id in around.people and id != leader.person_id
            ),
            mutual=_mutual(around, executive_id),
            units=_units(around, units, executive_id, unit_id),
        )
        for executive_id, unit_id in executives.items()
    }


def _read_around(
    tx: Transaction,
    leader: ForWhom,
    executives: Collection[str],
    *,
    today: date,
    asks: Sequence[AskFact],
    results: tuple[ResultFact, ...],
    token: str,
) -> Around:
    around = Around(today, leader.person_id, results=results)
    around.knows = defaultdict(dict)
    for kind, one, other, on in pairs_around(tx, leader, executives):
        _take_pair(around, kind, one, other, on)
    for ids in around.reports.values():
        ids.sort()
    for row in observed_and_lent(tx, leader, executives):
        _take_tie(around, row)
    also = [id for ids in around.reports.values() for id in ids]
    around.people = tied_or_named(tx, leader.leader_id, also)
    for ask in asks:
        around.asks.setdefault(ask.asked.id, []).append(ask)
    units = {row.unit_id for row in around.people.values() if row.unit_id}
    around.standings = standings(tx, units, today=today, token=token)
    around.heads = {
        row.unit_id: row.head_id for row in around.people.values() if row.head_id
    }
    return around


def _take_tie(around: Around, row: AnyRow) -> None:
    """Take a tie as strong as the strongest source says it is today."""
    days = (around.today - row.strength_on).days
    bonds = around.bonds.setdefault(row.one, {})
    bonds[row.other] = max(row.bond * bond_decay(days), bonds.get(row.other, 0.0))
    if row.one != around.leader_person_id:
        known = around.observed.setdefault(row.one, {})
        strength = row.strength * decay(days)
        known[row.other] = max(strength, known.get(row.other, 0.0))


def _take_pair(
    around: Around, kind: str, one: str, other: str, on: date | None
) -> None:
    match kind:
        case "knows" if on is not None:
            around.knows[one][other] = around.knows[other][one] = on
        case "reports":
            around.reports.setdefault(one, []).append(other)
        case "given" if on is not None:
            around.given[one] = on
        case "own line":
            around.own_line.add(one)
        case "own unit":
            around.leader_unit_id = one


def _colleague(
    around: Around, person_id: str, executive_id: str, *, reports: bool
) -> Colleague:
    row = around.people[person_id]
    me = around.leader_person_id
    declared = around.knows.get(me, {}).get(person_id)
    totals = totals_from_json(row.totals or {})
    standing = around.standings.get(row.unit_id, Standing())
    return Colleague(
        person=person_of(row),
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
        if row.unit_id not in ("", around.leader_unit_id) and row.totals is not None:
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
        standing=around.standings.get(unit_id, Standing(unit_id=unit_id)),
        head=person_of(head) if head is not None else None,
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


# Everybody between a leader and somebody else: two hops over days and ties.


@dataclass(frozen=True, slots=True)
class Days:
    """The days between an introducer and one of the two, by who says so."""

    imported: frozenset[date] = frozenset()
    logged: frozenset[date] = frozenset()
    declared: bool = False  # somebody told, such as "Sam knows Dana"

    def before(self, on: date) -> "Days":
        """Return what was before a local date."""
        imported, logged = (
            frozenset(day for day in days if day < on)
            for days in (self.imported, self.logged)
        )
        return Days(imported, logged, self.declared)

    def bond(self, on: date) -> float:
        """Return the bond on `on`, as the best source has it: many days are in both."""
        declared = DECLARED_BOND if self.declared else 0.0
        return max(bond_of(self.imported, on), bond_of(self.logged, on), declared)


def introducer(person_id: str, leader: Days, target: Days, *, on: date) -> Introducer:
    """Return what somebody's days with the two add up to.

    Args:
        on: the local date it is asked on; only days before it count.
    """
    leader, target = leader.before(on), target.before(on)
    with_both = (leader.imported | leader.logged) & (target.imported | target.logged)
    return Introducer(
        person_id,
        to_leader=leader.bond(on),
        to_target=target.bond(on),
        together=bond_of(with_both, on),
    )


def introducers_between(
    tx: Transaction, *, workspace_id: str, me: str, them: str, before: date
) -> list[Introducer]:
    """Return who could bring two people together, the likeliest first.

    What may be read for it, `days_between` says. The other one's candidates are joined
    in memory: both lists are those of one person.

    Args:
        me, them: person ids, other than each other.
        before: a local date; nothing of that day or later is read.
    """
    found = days_between(tx, workspace_id=workspace_id, me=me, them=them, before=before)
    mine, logged, theirs = found.mine, found.logged, found.theirs
    said_mine, said_theirs = (found.declared.get(one, set()) for one in (me, them))
    near_me, near_them = {*mine, *logged, *said_mine}, {*theirs, *said_theirs}
    return ranked(
        introducer(
            one,
            Days(
                frozenset(mine.get(one, ())),
                frozenset(logged.get(one, ())),
                one in said_mine,
            ),
            Days(frozenset(theirs.get(one, ())), declared=one in said_theirs),
            on=before,
        )
        for one in near_me & near_them - {me, them}
    )
