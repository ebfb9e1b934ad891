"""What moves the executive, who spoke ill of us, and what is prepared to talk about."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa

from scheduler.gather_declared import declared_pairs
from scheduler.motive_facts import MotivatorFact, RemarkFact
from scheduler.situation import PersonFact
from storage.changes import table_of
from storage.models import Motivator, Person, Remark, Tie, Topic, Unit
from storage.rows import AnyRow
from storage.tie_totals_json import from_json
from storage.transaction import Transaction
from storage.vault import Vault, place

MOTIVATOR = table_of(Motivator)
PERSON = table_of(Person)
REMARK = table_of(Remark)
TIE = table_of(Tie)
TOPIC = table_of(Topic)
UNIT = table_of(Unit)

REMARK_DAYS = 180  # an older word is not taken up again; house rule

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
TELLER = PERSON.alias("teller")
MOTIVATORS = (
    sa.select(MOTIVATOR, sa.func.coalesce(TELLER.c.name, "").label("told_by"))
    .outerjoin(TELLER, TELLER.c.id == MOTIVATOR.c.told_by_id)
    .where(MOTIVATOR.c.leader_id == LEADER)
    .order_by(MOTIVATOR.c.on.desc(), MOTIVATOR.c.id.desc())
)
TOPICS = (
    sa.select(TOPIC.c.person_id, sa.func.count())
    .where(TOPIC.c.leader_id == LEADER, TOPIC.c.used_on.is_(None))
    .group_by(TOPIC.c.person_id)
)
REMARKS = (
    sa.select(
        REMARK,
        PERSON.c.name,
        PERSON.c.title,
        PERSON.c.unit_id,
        PERSON.c.manager_id,
        sa.func.coalesce(UNIT.c.name, "").label("unit"),
        TIE.c.totals,
    )
    .select_from(
        REMARK.join(PERSON, PERSON.c.id == REMARK.c.person_id)
        .outerjoin(UNIT, UNIT.c.id == PERSON.c.unit_id)
        .outerjoin(
            TIE, sa.and_(TIE.c.person_id == PERSON.c.id, TIE.c.leader_id == LEADER)
        )
    )
    .where(
        REMARK.c.leader_id == LEADER,
        REMARK.c.repaired_on.is_(None),
        REMARK.c.on >= sa.bindparam("since"),
    )
    .order_by(REMARK.c.on, REMARK.c.id)
)
BELOW = sa.select(PERSON.c.id, PERSON.c.manager_id).where(
    PERSON.c.manager_id.in_(sa.bindparam("speakers", expanding=True))
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
