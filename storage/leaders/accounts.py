"""A leader's accounts: which of them open a book, and which of them is written to.

An account opens its own book, or after linking another account's (see `links`). A book
that was set aside is reached where it began.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from language.say import say
from storage.database.transactions import Transaction
from storage.database.writer import Writer
from storage.models import Account, Leader

REACHES = sa.or_(  # joins a leader with the accounts they are reached at
    col(Account.leader_id) == col(Leader.id),
    col(Account.own_leader_id) == col(Leader.id),
)
BEST_FIRST = (  # of those accounts: opens this book, works, was chosen, began it
    col(Account.leader_id) != col(Leader.id),
    col(Account.problem) != "",
    col(Account.surface) != col(Leader.card_surface),
    col(Account.own_leader_id) != col(Leader.id),
    col(Account.id),
)


ROWS = sa.select(Account)


def account_at(
    tx: Transaction, *, surface: str, tenant: str, user_key: str
) -> Account | None:
    """Return the account at an address, or None."""
    row = tx.first(ROWS.where(_at(surface, tenant, user_key)))
    return Account(**row._mapping) if row else None


def account_with(tx: Transaction, account_id: str) -> Account | None:
    """Return the account with this id, or None."""
    row = tx.first(ROWS.where(col(Account.id) == account_id))
    return Account(**row._mapping) if row else None


def accounts_of(tx: Transaction, leader_id: str) -> list[Account]:
    """Return the accounts that open this book, where it began first."""
    query = ROWS.where(col(Account.leader_id) == leader_id)
    rows = tx.execute(
        query.order_by(col(Account.own_leader_id) != leader_id, col(Account.id))
    )
    return [Account(**row._mapping) for row in rows]


def is_reached_at(
    tx: Transaction, leader_id: str, *, surface: str, tenant: str, user_key: str
) -> bool:
    """Return whether a leader is reached at an address, also one set aside.

    False for an account that opens, and has, another's book: it was linked before.
    """
    account = account_at(tx, surface=surface, tenant=tenant, user_key=user_key)
    return account is None or leader_id in (account.leader_id, account.own_leader_id)


def reached_at(tx: Transaction, leader_id: str) -> list[Account]:
    """Return where a leader is reached, also one whose book was set aside."""
    query = ROWS.join(Leader, REACHES).where(col(Leader.id) == leader_id)
    return [Account(**row._mapping) for row in tx.execute(query.order_by(*BEST_FIRST))]


def written_to(accounts: Sequence[Account], chosen: str) -> Account:
    """Return which of a book's accounts gets the cards, as `BEST_FIRST` orders them.

    Args:
        accounts: at least one, where the book began first.
        chosen: the surface that was chosen, "" = none.
    """
    return min(accounts, key=lambda one: (one.problem != "", one.surface != chosen))


def note_problem(
    tx: Transaction, *, surface: str, tenant: str, user_key: str, problem: str
) -> Account | None:
    """Note why nothing can be sent to an account; a leader with no other is paused.

    Returns:
        The account that is written to instead, None where there is none.
    """
    account = account_at(tx, surface=surface, tenant=tenant, user_key=user_key)
    if account is None:
        return None
    tx.execute(
        sa.update(Account).where(col(Account.id) == account.id).values(problem=problem)
    )
    others = [
        one
        for one in accounts_of(tx, account.leader_id)
        if one.id != account.id and not one.problem
    ]
    if others:
        return others[0]
    tx.execute(
        sa.update(Leader)
        .where(col(Leader.id) == account.leader_id)
        .values(delivery_problem=problem)
    )
    return None


def note_reached(tx: Transaction, *, surface: str, tenant: str, user_key: str) -> None:
    """Note that an account can be written to again, and so its leader."""
    here = _at(surface, tenant, user_key)
    tx.execute(
        sa.update(Account).where(here, col(Account.problem) != "").values(problem="")
    )
    whose = sa.select(col(Account.leader_id)).where(here)
    tx.execute(
        sa.update(Leader)
        .where(col(Leader.id).in_(whose), col(Leader.delivery_problem) != "")
        .values(delivery_problem="")
    )


def try_again(tx: Transaction, leader_id: str, *, surface: str) -> None:
    """Forget why a leader's account on this surface could not be written to."""
    tx.execute(
        sa.update(Account)
        .where(col(Account.leader_id) == leader_id, col(Account.surface) == surface)
        .values(problem="")
    )


def _at(surface: str, tenant: str, user_key: str) -> sa.ColumnElement[bool]:
    return sa.and_(
        col(Account.surface) == surface,
        col(Account.tenant) == tenant,
        col(Account.user_key) == user_key,
    )


# Where a leader's joint results are posted.

MONTHLY = "monthly"
WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel by the platform's id and its name; both "" when none is chosen."""

    key: str
    name: str
    rhythm: str = MONTHLY
    surface: str = ""  # the platform the channel is of

    @property
    def when(self) -> str:
        """When summaries come, in a sentence."""
        if self.rhythm == WEEKLY:
            return say("on the last working day of a week")
        return say("on the last working day of a month")

    @property
    def said(self) -> str:
        """What it is called in a sentence, e.g. "#wins"."""
        return f"#{self.name}" if self.name else say("the channel you chose")


def chosen_channel(tx: Transaction, *, leader_id: str) -> Channel:
    """Return the channel the leader chose."""
    row = tx.execute(
        sa.select(
            col(Leader.channel_key),
            col(Leader.channel_name),
            col(Leader.channel_rhythm),
            col(Leader.channel_surface),
        ).where(col(Leader.id) == leader_id)
    ).one()
    return Channel(*row)


def choose_channel(writer: Writer, channel: Channel) -> None:
    """Note where the leader's joint results are posted from now on."""
    writer.update(
        Leader,
        writer.leader_id,
        channel_surface=channel.surface,
        channel_key=channel.key,
        channel_name=channel.name,
        channel_rhythm=channel.rhythm,
        next_summary_at=None,  # the clock sets it for the new rhythm
    )
