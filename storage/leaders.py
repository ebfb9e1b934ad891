"""Who uses the bot: accounts on a surface, and the leader behind them."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from storage.changes import table_of
from storage.models import Account, Ask, Leader, Person, Remark, Topic
from storage.transaction import Transaction

NOTED = table_of(Topic), table_of(Remark)


AT_ADDRESS = (  # built once: building a statement costs more than running it
    sa.select(
        col(Leader.id),
        col(Leader.workspace_id),
        col(Leader.person_id),
        col(Person.name),
        col(Leader.zone),
        col(Leader.zone_source),
        col(Leader.country),
        col(Leader.subdivision),
        col(Leader.active_at),
        sa.exists().where(col(Ask.leader_id) == col(Leader.id)).label("has_asked"),
        sa.or_(
            *(sa.exists().where(one.c.leader_id == col(Leader.id)) for one in NOTED)
        ).label("has_noted"),
        col(Leader.questions),
        col(Leader.locale),
        col(Leader.language),
        col(Leader.card_surface),
    )
    .join(Account, col(Account.leader_id) == col(Leader.id))
    .join(Person, col(Person.id) == col(Leader.person_id))
    .where(
        col(Account.surface) == sa.bindparam("surface"),
        col(Account.tenant) == sa.bindparam("tenant"),
        col(Account.user_key) == sa.bindparam("user_key"),
    )
    .with_for_update(of=(Leader, Account), key_share=True)  # others may refer to them
)


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """A leader, as every request needs them."""

    id: str
    workspace_id: str
    person_id: str
    name: str
    zone: str  # IANA name
    zone_source: str
    country: str
    subdivision: str
    active_at: datetime | None = None  # UTC; last heard of
    has_asked: bool = False  # for anything, ever: else no ask needs looking for
    has_noted: bool = False  # a topic or a bad word, ever: the same
    questions: bool = True  # may be asked something under a reply
    locale: str = ""  # as their platform said last
    language: str = ""  # their own choice; "" = as the platform says
    card_surface: str = ""  # of several linked; "" = the only one


def leader_at(
    tx: Transaction, *, surface: str, tenant: str, user_key: str
) -> LeaderRow | None:
    """Return the leader behind an account, or None. Locks the leader and the account.

    One leader's commands run one after the other, also over several replicas, and none
    runs on a book that the account stopped opening while it waited.
    """
    row = tx.first(AT_ADDRESS, surface=surface, tenant=tenant, user_key=user_key)
    return LeaderRow(*row) if row else None


def person_behind(
    tx: Transaction, *, surface: str, tenant: str, user_key: str
) -> str | None:
    """Return who an account is in its own directory, or None. Locks nothing.

    One that was linked opens a book of another workspace and stays who it was here.
    """
    found = tx.scalar(
        sa.select(col(Leader.person_id))
        .join(Account, col(Account.own_leader_id) == col(Leader.id))
        .where(
            col(Account.surface) == surface,
            col(Account.tenant) == tenant,
            col(Account.user_key) == user_key,
        )
    )
    return str(found) if found else None
