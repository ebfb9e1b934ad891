"""What moves people, who spoke ill of us, and what to talk about. The leader's alone.

Topics and remarks wait for the next real conversation: topics to be talked about, bad
words to be put right. Both are over once the leader and the person have talked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.contacts.declared import declared_pairs
from storage.contacts.totals import totals_from_json
from storage.database.transactions import Transaction
from storage.database.writer import LEADER, AnyRow, Writer, keep, table_of, text_of
from storage.models import Motivator, Note, Person, Remark, Tie, Topic, Unit
from storage.motives.facts import MotivatorFact, NoteFact, RemarkFact, TopicFact
from storage.people.facts import PersonFact
from storage.people.store import look_alike

# Keeping.


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

    Args:
        on: local date it was said.
        currency: of `CURRENCY_WORDS`, "" = not said.
        told_by_id: None = the person's own words, or nobody in particular.
    """
    for known in motivators_of(
        writer.tx, leader_id=writer.leader_id, person_id=person_id
    ):
        if look_alike(known.text, text):
            own = confirmed or known.confirmed
            told_by_id = told_by_id or known.told_by_id or None
            writer.update(
                Motivator,
                known.id,
                on=max(on, known.on),
                confirmed=own,
                currency=currency or known.currency,
                told_by_id=None if own else told_by_id,
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


def note_about(
    writer: Writer,
    model: type[Topic] | type[Remark] | type[Note],
    person_id: str,
    text: str,
    *,
    on: date,
) -> None:
    """Save one topic, remark or note of local date `on`."""
    keep(writer, model, person_id=person_id, text=text, on=on)


# Changing.

# Statements are built once: building one costs more than running it.
OVER: dict[type[Topic] | type[Remark], str] = {
    Topic: "used_on",
    Remark: "repaired_on",
}


def _waiting(model: type[Topic] | type[Remark]) -> sa.Select[tuple[str, str]]:
    table = table_of(model)
    return sa.select(sa.literal(table.name).label("kind"), table.c.id).where(
        table.c.leader_id == LEADER,
        table.c.person_id == sa.bindparam("person"),
        table.c[OVER[model]].is_(None),
        table.c.on <= sa.bindparam("on"),
    )


WAITING = sa.union_all(*map(_waiting, OVER))  # runs with every contact


def confirm_motivator(writer: Writer, motivator_id: str, *, on: date) -> None:
    """Note that the person said it themselves on local date `on`."""
    writer.update(Motivator, motivator_id, confirmed=True, told_by_id=None, on=on)


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


# Reading: of one person, or of everybody.

REMARK_DAYS = 180  # an older word is not taken up again; house rule
TELLER = aliased(Person, name="teller")
MOTIVATORS = (
    sa.select(Motivator, sa.func.coalesce(col(TELLER.name), "").label("told_by"))
    .outerjoin(TELLER, col(TELLER.id) == col(Motivator.told_by_id))
    .where(col(Motivator.leader_id) == LEADER)
    .order_by(col(Motivator.on).desc(), col(Motivator.id).desc())
)
MOTIVATORS_OF_ONE = MOTIVATORS.where(col(Motivator.person_id) == sa.bindparam("person"))
TOPICS_OF_ONE = (
    sa.select(Topic)
    .where(
        col(Topic.leader_id) == LEADER,
        col(Topic.person_id) == sa.bindparam("person"),
        col(Topic.used_on).is_(None),
    )
    .order_by(col(Topic.on), col(Topic.id))
)
NOTES_ON_ONE = (
    sa.select(Note)
    .where(
        col(Note.leader_id) == LEADER,
        col(Note.person_id) == sa.bindparam("person"),
    )
    .order_by(col(Note.on).desc(), col(Note.id).desc())
)
TOPICS_COUNTED = (
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
    .where(col(Remark.leader_id) == LEADER, col(Remark.repaired_on).is_(None))
    .order_by(col(Remark.on), col(Remark.id))
)
REMARKS_BY_ONE = REMARKS.where(col(Remark.person_id) == sa.bindparam("person"))
REMARKS_LATELY = REMARKS.where(col(Remark.on) >= sa.bindparam("since"))
BELOW = sa.select(col(Person.id), col(Person.manager_id)).where(
    col(Person.manager_id).in_(sa.bindparam("speakers", expanding=True))
)


def motivators_of(
    tx: Transaction, *, leader_id: str, person_id: str
) -> tuple[MotivatorFact, ...]:
    """Return what the leader noted that moves somebody, newest first."""
    rows = tx.rows(MOTIVATORS_OF_ONE, leader=leader_id, person=person_id)
    return _motivators(tx, rows).get(person_id, ())


def topics_for(tx: Transaction, *, leader_id: str, person_id: str) -> list[TopicFact]:
    """Return what waits to be talked about with somebody, oldest first."""
    rows = tx.rows(TOPICS_OF_ONE, leader=leader_id, person=person_id)
    return [TopicFact(text_of(tx, row, Topic.text), row.on) for row in rows]


def notes_on(tx: Transaction, *, leader_id: str, person_id: str) -> list[NoteFact]:
    """Return the leader's plain notes on somebody, newest first."""
    rows = tx.rows(NOTES_ON_ONE, leader=leader_id, person=person_id)
    return [NoteFact(text_of(tx, row, Note.text), row.on) for row in rows]


def remarks_by(tx: Transaction, *, leader_id: str, person_id: str) -> list[RemarkFact]:
    """Return somebody's bad words that wait to be put right, oldest first."""
    rows = tx.rows(REMARKS_BY_ONE, leader=leader_id, person=person_id)
    return [_remark(tx, row) for row in rows]


@dataclass(frozen=True, slots=True)
class Motives:
    """By the person's id: motivators newest first, and topics not used yet."""

    motivators: Mapping[str, tuple[MotivatorFact, ...]] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[RemarkFact, ...] = ()  # of 180 days, oldest first
    knows: frozenset[frozenset[str]] = frozenset()  # who said it, and whom they know


NO_MOTIVES = Motives()


def motives_of(tx: Transaction, leader_id: str, *, today: date) -> Motives:
    """Return what the leader kept about what moves people.

    Somebody has a tie to the executive when the leader said so within 180 days, or when
    one of the two reports to the other.

    Args:
        today: the leader's local date.
    """
    since = today - timedelta(REMARK_DAYS)
    remarks, knows = [], set()
    for row in tx.rows(REMARKS_LATELY, leader=leader_id, since=since):
        remarks.append(_remark(tx, row))
        if row.manager_id:
            knows.add(frozenset((row.person_id, row.manager_id)))
    if remarks:
        knows |= declared_pairs(tx, leader_id, today=today)
        below = tx.rows(BELOW, speakers=[one.person.id for one in remarks])
        knows |= {frozenset(pair) for pair in below}
    counted = tx.rows(TOPICS_COUNTED, leader=leader_id)
    return Motives(
        motivators=_motivators(tx, tx.rows(MOTIVATORS, leader=leader_id)),
        topics={row[0]: row[1] for row in counted},
        remarks=tuple(remarks),
        knows=frozenset(knows),
    )


def _motivators(
    tx: Transaction, rows: Iterable[AnyRow]
) -> dict[str, tuple[MotivatorFact, ...]]:
    """Return the motivators by whom they move, in the order of the rows."""
    found: dict[str, list[MotivatorFact]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(
            MotivatorFact(
                text=text_of(tx, row, Motivator.text),
                on=row.on,
                confirmed=row.confirmed,
                currency=row.currency,
                told_by=row.told_by,
                told_by_id=row.told_by_id or "",
                id=row.id,
            )
        )
    return {person_id: tuple(facts) for person_id, facts in found.items()}


def _remark(tx: Transaction, row: AnyRow) -> RemarkFact:
    unit_id = row.unit_id or ""
    person = PersonFact(row.person_id, row.name, row.title, unit_id, row.unit)
    days = totals_from_json(dict(row.totals or {})).substantive_days
    met_on = days[-1] if days else None
    return RemarkFact(row.id, person, text_of(tx, row, Remark.text), row.on, met_on)
