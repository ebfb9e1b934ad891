"""What moves people: in whose words, confirmed or hearsay."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import col

from language.say import mark
from storage.changes import Writer
from storage.look_alike import look_alike
from storage.models import Motivator, Person
from storage.sealed import keep, text_of
from storage.transaction import Transaction

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
