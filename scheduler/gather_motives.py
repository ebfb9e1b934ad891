"""What moves the executive, who spoke ill of us, and what is prepared to talk about."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from scheduler.gather_declared import declared_pairs
from scheduler.motive_facts import MotivatorFact, RemarkFact
from scheduler.situation import PersonFact
from storage.models import Motivator, Person, Remark, Tie, Topic, Unit
from storage.rows import AnyRow
from storage.tie_totals_json import from_json
from storage.transaction import Transaction
from storage.vault import Vault, place

REMARK_DAYS = 180  # an older word is not taken up again; house rule

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
TELLER = aliased(Person, name="teller")
MOTIVATORS = (
    sa.select(Motivator, sa.func.coalesce(col(TELLER.name), "").label("told_by"))
    .outerjoin(TELLER, col(TELLER.id) == col(Motivator.told_by_id))
    .where(col(Motivator.leader_id) == LEADER)
    .order_by(col(Motivator.on).desc(), col(Motivator.id).desc())
)
TOPICS = (
    sa.select(col(Topic.person_id), sa.func.count())
    .where(col(Topic.leader_id) == LEADER, col(Topic.used_on).is_(None))
    .group_by(col(Topic.person_id))
)
REMARKS = (
    sa.select(
        Remark,
        col(Person.name),
        col(Person.title),
        col(Person.unit_id),
        col(Person.manager_id),
        sa.func.coalesce(col(Unit.name), "").label("unit"),
        col(Tie.totals),
    )
    .select_from(
        sa.join(Remark, Person, col(Person.id) == col(Remark.person_id))
        .outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
        .outerjoin(
            Tie,
            sa.and_(col(Tie.person_id) == col(Person.id), col(Tie.leader_id) == LEADER),
        )
    )
    .where(
        col(Remark.leader_id) == LEADER,
        col(Remark.repaired_on).is_(None),
        col(Remark.on) >= sa.bindparam("since"),
    )
    .order_by(col(Remark.on), col(Remark.id))
)
BELOW = sa.select(col(Person.id), col(Person.manager_id)).where(
    col(Person.manager_id).in_(sa.bindparam("speakers", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Motives:
    """By the person's id: motivators newest first, and topics not used yet."""

    motivators: Mapping[str, tuple[MotivatorFact, ...]] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[RemarkFact, ...] = ()
    knows: frozenset[frozenset[str]] = frozenset()  # who said it, and whom they know

    def remarks_near(self, executive_id: str) -> tuple[RemarkFact, ...]:
        """Return the bad words by the executive and by people with a tie to them."""
        return tuple(
            remark
            for remark in self.remarks
            if remark.person.id == executive_id
            or frozenset((remark.person.id, executive_id)) in self.knows
        )


NO_MOTIVES = Motives()


def motives_of(tx: Transaction, leader_id: str, *, today: date) -> Motives:
    """Return what the leader kept about what moves people.

    Somebody has a tie to the executive when the leader said so within 180 days, or when
    one of the two reports to the other.
    """
    mine = {"leader": leader_id}
    vault = tx.vault
    motivators: dict[str, list[MotivatorFact]] = defaultdict(list)
    for row in tx.execute(MOTIVATORS, mine):
        motivators[row.person_id].append(
            MotivatorFact(
                text=vault.open(
                    row.text, about=place(row.workspace_id, row.id, "text")
                ),
                on=row.on,
                confirmed=row.confirmed,
                currency=row.currency,
                told_by=row.told_by,
            )
        )
    remarks, knows = [], set()
    since = {**mine, "since": today - timedelta(REMARK_DAYS)}
    for row in tx.execute(REMARKS, since):
        remarks.append(_remark(vault, row))
        if row.manager_id:
            knows.add(frozenset((row.person_id, row.manager_id)))
    if remarks:
        knows |= declared_pairs(tx, leader_id, today=today)
        below = tx.execute(BELOW, {"speakers": [r.person.id for r in remarks]})
        knows |= {frozenset(pair) for pair in below}
    return Motives(
        motivators={who: tuple(facts) for who, facts in motivators.items()},
        topics={row[0]: row[1] for row in tx.execute(TOPICS, mine)},
        remarks=tuple(remarks),
        knows=frozenset(knows),
    )


def _remark(vault: Vault, row: AnyRow) -> RemarkFact:
    text = vault.open(row.text, about=place(row.workspace_id, row.id, "text"))
    unit_id = row.unit_id or ""
    person = PersonFact(row.person_id, row.name, row.title, unit_id, row.unit)
    days = from_json(dict(row.totals or {})).substantive_days
    met_on = days[-1] if days else None
    return RemarkFact(row.id, person, text, row.on, met_on)
