"""Linking two accounts of one leader: the code that is under way, joining, parting.

The book of the account that showed the code goes on for both. The other account's own
book is set aside whole: nothing is written to it, and parting opens it again.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from storage.database.transactions import Transaction
from storage.database.writer import table_of
from storage.ids import new_id
from storage.leaders.accounts import accounts_of
from storage.models import Account, Leader, LinkCode, Person, SuggestionRow, Tie
from storage.people.store import fold


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that is under way."""

    id: str
    account_id: str  # shows the code
    expires_at: datetime  # UTC
    taken_by: str  # account that typed it, "" = nobody yet
    agreed_at: datetime | None  # UTC


ROWS = sa.select(*(table_of(LinkCode).c[name] for name in LinkRow.__dataclass_fields__))


def begin_link(
    tx: Transaction, account: Account, *, code_hash: str, expires_at: datetime
) -> None:
    """Keep a new code of an account; one that it showed before is void."""
    tx.execute(sa.delete(LinkCode).where(col(LinkCode.account_id) == account.id))
    values = {
        "id": new_id(),
        "workspace_id": account.workspace_id,
        "account_id": account.id,
        "code_hash": code_hash,
        "expires_at": expires_at,
        "taken_by": "",
        "agreed_at": None,
    }
    tx.execute(sa.insert(LinkCode), [values])


def link_by_code(tx: Transaction, code_hash: str) -> LinkRow | None:
    """Return the link that this code is for, or None; locks its row."""
    query = ROWS.where(col(LinkCode.code_hash) == code_hash).with_for_update()
    row = tx.first(query)
    return LinkRow(*row) if row else None


def links_under_way(tx: Transaction, account_id: str) -> list[LinkRow]:
    """Return the links that this account takes part in, the newest first."""
    mine = sa.or_(
        col(LinkCode.account_id) == account_id, col(LinkCode.taken_by) == account_id
    )
    rows = tx.execute(ROWS.where(mine).order_by(col(LinkCode.id).desc()))
    return [LinkRow(*row) for row in rows]


def take_code(tx: Transaction, link_id: str, *, account_id: str) -> None:
    """Note who typed the code: nobody else can any more."""
    tx.execute(
        sa.update(LinkCode)
        .where(col(LinkCode.id) == link_id)
        .values(taken_by=account_id)
    )


def agree_to_link(tx: Transaction, link_id: str, *, at: datetime) -> None:
    """Note that who typed the code says that both accounts are theirs."""
    tx.execute(
        sa.update(LinkCode).where(col(LinkCode.id) == link_id).values(agreed_at=at)
    )


def end_link(tx: Transaction, link_id: str) -> bool:
    """Void a code; False if it was void already, also by somebody at the same time."""
    gone = (
        sa.delete(LinkCode)
        .where(col(LinkCode.id) == link_id)
        .returning(col(LinkCode.id))
    )
    return tx.first(gone) is not None


def forget_link_codes(tx: Transaction, *, at: datetime) -> None:
    """Delete codes that ended by `at`."""
    tx.execute(sa.delete(LinkCode).where(col(LinkCode.expires_at) <= at))


def join(tx: Transaction, first: Account, second: Account) -> None:
    """Let `second` open the book of `first`, and set its own aside.

    Cards go on where they came. The caller has seen that neither is linked.
    """
    tx.execute(
        sa.update(Account)
        .where(col(Account.id) == second.id)
        .values(leader_id=first.leader_id)
    )
    tx.execute(
        sa.update(Leader)
        .where(col(Leader.id) == first.leader_id)
        .values(card_surface=first.surface)
    )
    aside = second.own_leader_id
    tx.execute(
        sa.update(Leader).where(col(Leader.id) == aside).values(next_nudge_at=None)
    )
    tx.execute(  # put off to this afternoon: it comes back after parting
        sa.update(SuggestionRow)
        .where(col(SuggestionRow.leader_id) == aside)
        .values(returns_at=None)
    )


def part(tx: Transaction, leader_id: str) -> list[Account]:
    """Let every account open its own book again; the caller plans their next cards.

    A channel of a platform that the book is no longer opened from is forgotten.

    Returns:
        The accounts that were guests of this book, as they were.
    """
    everybody = accounts_of(tx, leader_id)
    hosts = [one for one in everybody if not one.is_guest]
    guests = [one for one in everybody if one.is_guest]
    for one in guests:
        tx.execute(
            sa.update(Account)
            .where(col(Account.id) == one.id)
            .values(leader_id=one.own_leader_id)
        )
        _reached_as(tx, one.own_leader_id, one.problem)
    mine = sa.update(Leader).where(col(Leader.id) == leader_id)
    tx.execute(mine.values(card_surface=""))
    _reached_as(tx, leader_id, hosts[0].problem if hosts else "")
    surfaces = ["", *(one.surface for one in hosts)]
    tx.execute(
        mine.where(col(Leader.channel_surface).not_in(surfaces)).values(
            channel_surface="", channel_key="", channel_name="", next_summary_at=None
        )
    )
    return guests


def people_in_book(tx: Transaction, leader_id: str) -> int:
    """Return with how many people a leader has a tie."""
    query = sa.select(sa.func.count()).select_from(Tie)
    found = tx.execute(query.where(col(Tie.leader_id) == leader_id))
    return int(found.scalar_one())


def books_aside_with(tx: Transaction, leader_id: str, *, name: str) -> list[str]:
    """Return where a book was set aside for this one that has somebody so named."""
    query = (
        sa.select(col(Account.surface))
        .join(Tie, col(Tie.leader_id) == col(Account.own_leader_id))
        .join(Person, col(Person.id) == col(Tie.person_id))
        .where(
            col(Account.leader_id) == leader_id,
            col(Account.own_leader_id) != leader_id,
            col(Person.name_key) == fold(name),
        )
        .distinct()
    )
    return list(tx.scalars(query))


def _reached_as(tx: Transaction, leader_id: str, problem: str) -> None:
    tx.execute(
        sa.update(Leader)
        .where(col(Leader.id) == leader_id)
        .values(delivery_problem=problem)
    )
