"""The leader's whole book: what plays about all stakeholders together read."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from scheduler.book import Book
from scheduler.gather_agenda import agenda_of
from scheduler.gather_ties import tie_fact
from scheduler.playbook import BOOK_PLAYS
from scheduler.situation import DECLARED_DAYS, Earlier, PersonFact, Situation
from storage.changes import table_of
from storage.models import DeclaredTie, Person, SuggestionRow, Tie, Unit

DECLARED = table_of(DeclaredTie)
PERSON = table_of(Person)
SUGGESTION = table_of(SuggestionRow)
TIE = table_of(Tie)
UNIT = table_of(Unit)

# Statements are built once: building one costs more than running it.
LEADER: sa.BindParameter[str] = sa.bindparam("leader")
TIED = (
    sa.select(
        PERSON.c.id,
        PERSON.c.name,
        PERSON.c.title,
        PERSON.c.unit_id,
        UNIT.c.name.label("unit"),
        TIE.c.totals,
    )
    .join(PERSON, PERSON.c.id == TIE.c.person_id)
    .join(UNIT, UNIT.c.id == PERSON.c.unit_id)
    .where(TIE.c.leader_id == LEADER, TIE.c.strength > 0)
    .order_by(PERSON.c.name_key, PERSON.c.id)
)
KNOWS = sa.select(DECLARED.c.a_id, DECLARED.c.b_id).where(
    DECLARED.c.leader_id == LEADER, DECLARED.c.on >= sa.bindparam("since")
)
LINES = sa.select(PERSON.c.id, PERSON.c.manager_id).where(
    PERSON.c.id.in_(sa.bindparam("people", expanding=True)),
    PERSON.c.manager_id.is_not(None),
)
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
).where(
    SUGGESTION.c.leader_id == LEADER,
    SUGGESTION.c.play.in_([info.id for info in BOOK_PLAYS]),
)


def book_of(
    session: Session,
    leader_id: str,
    leader_person_id: str,
    situations: Sequence[Situation],
    *,
    today: date,
) -> Book:
    """Return the book over the leader's stakeholders.

    Two people know each other when the leader said so within 180 days, or when one
    reports to the other.

    Args:
        situations: of everybody on the leader's list.
        today: the leader's local date.
    """
    mine = {"leader": leader_id}
    live: dict[str, list[PersonFact]] = defaultdict(list)
    for row in session.execute(TIED, mine):
        if tie_fact(row.totals, today=today).live:
            person = PersonFact(row.id, row.name, row.title, row.unit_id, row.unit)
            live[row.unit].append(person)
    since = today - timedelta(DECLARED_DAYS)
    pairs = [*session.execute(KNOWS, {**mine, "since": since})]
    listed = [situation.executive.id for situation in situations]
    pairs += session.execute(LINES, {"people": listed})
    earlier: dict[str, list[Earlier]] = defaultdict(list)
    for person_id, *rest in session.execute(EARLIER, mine):
        earlier[person_id].append(Earlier(*rest))
    agenda = agenda_of(session, leader_id, leader_person_id, today=today)
    return Book(
        today=today,
        situations=tuple(situations),
        items=agenda.items,
        live_by_unit={unit: tuple(people) for unit, people in live.items()},
        acquainted=frozenset(frozenset(pair) for pair in pairs),
        earlier={who: tuple(steps) for who, steps in earlier.items()},
    )
