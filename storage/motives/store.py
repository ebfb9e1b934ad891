"""What moves people: in whose words, confirmed or hearsay."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from language.say import mark
from storage.contacts.ties import declared_pairs
from storage.contacts.totals import totals_from_json
from storage.database.sealed import keep, text_of
from storage.database.transactions import Transaction
from storage.database.vault import Vault, place
from storage.database.writer import AnyRow, Writer, table_of
from storage.models import Motivator, Person, Remark, Tie, Topic, Unit
from storage.motives.facts import MotivatorFact, RemarkFact
from storage.people.facts import PersonFact
from storage.people.finding import look_alike

CURRENCIES = (
    mark("inspiration"), mark("task"), mark("position"), mark("relationship"),
    mark("personal"),
)  # fmt: skip
# Cohen and Bradford


@dataclass(frozen=True, slots=True)
class KnownMotivator:
    """A motivator; `told_by` "" = the person's own words."""

    id: str
    text: str
    on: date  # local
    confirmed: bool
    currency: str  # of CURRENCIES, "" = not said
    told_by_id: str | None
    told_by: str


def remember_motivator(
    writer: Writer,
    person_id: str,
    text: str,
    *,
    on: date,
    confirmed: bool,
    currency: str = "",
    told_by_id: str | None = None,
) -> bool:
    """Save a motivator, or bring the same one up to date; False if it was known.

    What the person once confirmed stays confirmed when others say it, too.
    """
    for known in motivators_of(
        writer.tx, leader_id=writer.leader_id, person_id=person_id
    ):
        if look_alike(known.text, text):
            own = confirmed or known.confirmed
            writer.update(
                Motivator,
                known.id,
                on=max(on, known.on),
                confirmed=own,
                currency=currency or known.currency,
                told_by_id=None if own else told_by_id or known.told_by_id,
            )
            return False
    keep(
        writer,
        Motivator,
        person_id=person_id,
        told_by_id=told_by_id,
        text=text,
        currency=currency,
        confirmed=confirmed,
        on=on,
    )
    return True


def confirm_motivator(writer: Writer, motivator_id: str, *, on: date) -> None:
    """Note that the person said it themselves on local date `on`."""
    key = {"id": motivator_id}
    writer.update(Motivator, key, confirmed=True, told_by_id=None, on=on)


def motivators_of(
    tx: Transaction, *, leader_id: str, person_id: str
) -> list[KnownMotivator]:
    """Return what the leader noted that moves somebody, newest first."""
    rows = tx.execute(
        sa.select(Motivator, sa.func.coalesce(col(Person.name), "").label("told_by"))
        .outerjoin(Person, col(Person.id) == col(Motivator.told_by_id))
        .where(
            col(Motivator.leader_id) == leader_id, col(Motivator.person_id) == person_id
        )
        .order_by(col(Motivator.on).desc(), col(Motivator.id).desc())
    )
    return [
        KnownMotivator(
            id=row.id,
            text=text_of(tx, row, Motivator.text),
            on=row.on,
            confirmed=row.confirmed,
            currency=row.currency,
            told_by_id=row.told_by_id,
            told_by=row.told_by,
        )
        for row in rows
    ]


# Short notes about somebody that wait for the next real conversation.
#
# Topics are to be talked about; remarks are bad words to be put right. Both are over
# once the leader and the person have talked.

OVER: dict[type[Topic] | type[Remark], str] = {
    Topic: "used_on",
    Remark: "repaired_on",
}


def _waiting(model: type[Topic] | type[Remark]) -> sa.Select[tuple[str, str]]:
    table = table_of(model)
    return sa.select(sa.literal(table.name).label("kind"), table.c.id).where(
        table.c.leader_id == sa.bindparam("leader"),
        table.c.person_id == sa.bindparam("person"),
        table.c[OVER[model]].is_(None),
        table.c.on <= sa.bindparam("on"),
    )


WAITING = sa.union_all(*map(_waiting, OVER))  # built once: it runs with every contact


@dataclass(frozen=True, slots=True)
class Waiting:
    """A topic not used, or a remark not put right."""

    id: str
    text: str
    on: date  # local date it was noted


def note_about(
    writer: Writer,
    model: type[Topic] | type[Remark],
    person_id: str,
    text: str,
    *,
    on: date,
) -> None:
    """Save one topic or remark of local date `on`."""
    keep(writer, model, person_id=person_id, text=text, on=on)


def waiting_for(
    tx: Transaction,
    model: type[Topic] | type[Remark],
    *,
    leader_id: str,
    person_id: str,
) -> list[Waiting]:
    """Return the topics or remarks that wait for a conversation, oldest first."""
    table = table_of(model)
    rows = tx.execute(
        sa.select(table)
        .where(
            table.c.leader_id == leader_id,
            table.c.person_id == person_id,
            table.c[OVER[model]].is_(None),
        )
        .order_by(table.c.on, table.c.id)
    )
    return [Waiting(row.id, text_of(tx, row, model.text), row.on) for row in rows]


def end_waiting(
    writer: Writer,
    person_id: str,
    *,
    on: date,
    models: tuple[type[Topic] | type[Remark], ...] = (Topic, Remark),
) -> int:
    """Mark topics as used and remarks as repaired by a conversation of local `on`.

    Those noted after that day wait for the next one.

    Args:
        models: one of the two, or both.

    Returns:
        How many were marked.
    """
    values = {"leader": writer.leader_id, "person": person_id, "on": on}
    found = writer.tx.rows(WAITING, **values)
    by_name = {table_of(model).name: model for model in models}
    ended = [(by_name[row.kind], row.id) for row in found if row.kind in by_name]
    for model, row_id in ended:
        writer.update(model, row_id, **{OVER[model]: on})
    return len(ended)


# What moves the executive, who spoke ill of us, and what is prepared to talk about.

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
    days = totals_from_json(dict(row.totals or {})).substantive_days
    met_on = days[-1] if days else None
    return RemarkFact(row.id, person, text, row.on, met_on)
