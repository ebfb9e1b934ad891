"""Where people stand on agenda items: what was said is sealed, the days are not."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from storage.agenda.facts import LEVELS
from storage.database.sealed import change_kept, keep, text_of
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow, Writer
from storage.models import AgendaItem, Person, Stance


@dataclass(frozen=True, slots=True)
class StanceSaid:
    """What is sealed of a stance; "" where nothing was said."""

    current: str = ""  # of LEVELS
    desired: str = ""  # of LEVELS
    view: str = ""  # in their words, as the leader noted it
    objection: str = ""
    anyway: str = ""  # why it was proposed before enough was known (P13)


@dataclass(frozen=True, slots=True)
class KnownStance:
    """A stance with its days, as in `Stance`."""

    said: StanceSaid = StanceSaid()
    heard_on: date | None = None
    gap_since: date | None = None
    objection_on: date | None = None
    answered_on: date | None = None
    proposed_on: date | None = None
    outcome: str = ""
    priority: str = ""


DAYS = tuple(n for n in KnownStance.__dataclass_fields__ if n != "said")


def stance_on(tx: Transaction, *, item_id: str, person_id: str) -> KnownStance | None:
    """Return where somebody stands on an item; None = nothing is on record."""
    row = tx.first(
        sa.select(Stance).where(
            col(Stance.item_id) == item_id, col(Stance.person_id) == person_id
        )
    )
    return _known(tx, row) if row else None


def _known(tx: Transaction, row: AnyRow) -> KnownStance:
    text = text_of(tx, row, Stance.stance)
    names = StanceSaid.__dataclass_fields__
    said = {k: v for k, v in json.loads(text or "{}").items() if k in names}
    return KnownStance(StanceSaid(**said), *(row._mapping[name] for name in DAYS))


def stances_on(tx: Transaction, item_id: str) -> list[tuple[str, KnownStance]]:
    """Return the name of everybody with a stance on an item, and the stance."""
    rows = tx.execute(
        sa.select(col(Person.name), Stance)
        .join(Person, col(Person.id) == col(Stance.person_id))
        .where(col(Stance.item_id) == item_id)
        .order_by(col(Person.name_key))
    )
    return [(row.name, _known(tx, row)) for row in rows]


def stances_of(
    tx: Transaction, *, leader_id: str, person_id: str
) -> list[tuple[str, KnownStance]]:
    """Return where somebody stands on the items not closed: code, and stance."""
    rows = tx.execute(
        sa.select(col(AgendaItem.code), Stance)
        .join(AgendaItem, col(AgendaItem.id) == col(Stance.item_id))
        .where(
            col(Stance.leader_id) == leader_id,
            col(Stance.person_id) == person_id,
            col(AgendaItem.closed_on).is_(None),
        )
        .order_by(col(AgendaItem.opened_on), col(AgendaItem.id))
    )
    return [(row.code, _known(tx, row)) for row in rows]


def change_stance(
    writer: Writer, item_id: str, person_id: str, *, on: date, **changes: Any
) -> KnownStance:
    """Save what changed of a stance, and return it as it is now.

    The gap opens on `on` when the wanted level comes to be above the present one, and
    closes when it no longer is.

    Args:
        on: local date.
        changes: fields of `StanceSaid` and `KnownStance`.
    """
    before = stance_on(writer.tx, item_id=item_id, person_id=person_id)
    now = before or KnownStance()
    told = {k: v for k, v in changes.items() if k in StanceSaid.__dataclass_fields__}
    days = {k: v for k, v in changes.items() if k in DAYS}
    said = replace(now.said, **told)
    gap_since = (now.gap_since or on) if has_gap(said) else None
    after = replace(now, said=said, gap_since=gap_since, **days)
    columns: dict[str, Any] = {name: getattr(after, name) for name in DAYS}
    columns["on"] = on
    if before is None or said != before.said:
        told = {name: text for name, text in asdict(said).items() if text}
        columns["stance"] = json.dumps(told)
    if before is None:
        keep(writer, Stance, item_id=item_id, person_id=person_id, **columns)
    else:
        change_kept(writer, Stance, (item_id, person_id), **columns)
    return after


def has_gap(said: StanceSaid) -> bool:
    """Say whether somebody is wanted at a higher level than they are known to be."""
    if not (said.current and said.desired):
        return False
    return LEVELS.index(said.desired) > LEVELS.index(said.current)
