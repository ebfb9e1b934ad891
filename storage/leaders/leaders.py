"""Who uses the bot: accounts, the leader behind them, and what that one was asked."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from storage.database.once import insert_once
from storage.database.transactions import Transaction
from storage.database.writer import LEADER, AnyRow, AnySelect, Writer, table_of
from storage.ids import new_id
from storage.leaders.accounts import BEST_FIRST, REACHES
from storage.leaders.facts import LeaderFact, zone_of
from storage.models import (
    Account,
    Ask,
    Leader,
    PendingQuestion,
    Person,
    QuestionAsked,
    Remark,
    Topic,
    Unit,
    Workspace,
)
from storage.people.store import fold, keys_of_name

NOTED = table_of(Topic), table_of(Remark)
# Statements are built once: building one costs more than running it.
COLUMNS = table_of(Leader).c
LEADERS: AnySelect = sa.select(
    col(Leader.id).label("leader_id"),
    col(Person.name),
    *(COLUMNS[one.name] for one in fields(LeaderFact) if one.name in COLUMNS),
).join(Person, col(Person.id) == col(Leader.person_id))
QUESTION_WAITING: tuple[
    sa.ColumnElement[Any], ...
] = (  # with who speaks, so that no line costs a further SELECT
    col(PendingQuestion.id).label("pending_id"),
    col(PendingQuestion.asked_at).label("pending_at"),
    col(PendingQuestion.question).label("pending"),
)
AT_ADDRESS: AnySelect = (
    LEADERS.add_columns(
        sa.exists().where(col(Ask.leader_id) == col(Leader.id)).label("has_asked"),
        sa.or_(
            *(sa.exists().where(one.c.leader_id == col(Leader.id)) for one in NOTED)
        ).label("has_noted"),
        *QUESTION_WAITING,
    )
    .join(Account, col(Account.leader_id) == col(Leader.id))
    .outerjoin(PendingQuestion, col(PendingQuestion.leader_id) == col(Leader.id))
    .where(
        col(Account.surface) == sa.bindparam("surface"),
        col(Account.tenant) == sa.bindparam("tenant"),
        col(Account.user_key) == sa.bindparam("user_key"),
    )
    .with_for_update(of=(Leader, Account), key_share=True)  # others may refer to them
)
WITH_ID: AnySelect = LEADERS.where(col(Leader.id) == LEADER)
IN_UNIT: AnySelect = WITH_ID.add_columns(
    sa.func.coalesce(col(Unit.name), "").label("unit")
).outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
REACHED: AnySelect = (
    WITH_ID.add_columns(
        col(Account.surface),
        col(Account.tenant),
        col(Account.user_key),
        (col(Account.leader_id) != col(Leader.id)).label("set_aside"),
    )
    .join(Account, REACHES)
    .order_by(*BEST_FIRST)
    .limit(1)
    .with_for_update(of=Leader, skip_locked=True, key_share=True)
)


def leader_at(
    tx: Transaction, *, surface: str, tenant: str, user_key: str
) -> LeaderFact | None:
    """Return the leader behind an account, or None. Locks the leader and the account.

    One leader's commands run one after the other, also over several replicas, and none
    runs on a book that the account stopped opening while it waited.
    """
    row = tx.first(AT_ADDRESS, surface=surface, tenant=tenant, user_key=user_key)
    return LeaderFact(**leader_columns(row)) if row else None


def leader_with(tx: Transaction, leader_id: str) -> LeaderFact | None:
    """Return the leader with this id, or None. Locks nothing."""
    row = tx.first(WITH_ID, leader=leader_id)
    return LeaderFact(**leader_columns(row)) if row else None


def leader_in_unit(tx: Transaction, leader_id: str) -> tuple[LeaderFact, str]:
    """Return the leader, and their own unit's name, "" when unknown.

    Raises:
        NoResultFound: there is no such leader.
    """
    columns = leader_columns(tx.execute(IN_UNIT, {"leader": leader_id}).one())
    unit: str = columns.pop("unit")
    return LeaderFact(**columns), unit


def reached_leader(tx: Transaction, leader_id: str) -> AnyRow | None:
    """Return the leader's row and the account they are written to, and lock the leader.

    Returns:
        What `leader_columns` takes, with `surface`, `tenant`, `user_key`, and
        `set_aside`: that account opens another book, linked to theirs. None if another
        replica holds the leader, or there is none.
    """
    return tx.first(REACHED, leader=leader_id)


def leader_columns(row: AnyRow) -> dict[str, Any]:
    """Return a row of `LEADERS` as the fields of a `LeaderFact`, and what it adds."""
    return {**row._mapping, "zone": zone_of(row.zone)}


def move_leader(tx: Transaction, leader_id: str, **columns: object) -> None:
    """Write when the leader is next due, or another column that moves on."""
    tx.execute(sa.update(Leader).where(col(Leader.id) == leader_id).values(**columns))


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


# Making a leader of somebody who uses the bot for the first time.


def welcome_leader(
    tx: Transaction,
    *,
    surface: str,
    tenant: str,
    user_key: str,
    name: str,
    zone: str,
    zone_source: str,
    country: str,
    subdivision: str = "",
    at: datetime,
) -> bool:
    """Make a leader of somebody who uses the bot for the first time.

    Somebody already in the directory under exactly this name, whom nobody else uses the
    bot as, is taken to be the same person, unless others mentioned another account of
    that name: names can be chosen freely, and that entry is somebody else's.

    Returns:
        False, with nothing changed, for somebody who is a leader by now.
    """
    workspace_id = workspace_for(tx, surface, tenant)
    where = {"surface": surface, "tenant": tenant, "user_key": user_key}
    if leader_at(tx, **where) is not None:  # by another request, a moment ago
        return False
    person_id = unclaimed(tx, workspace_id, name, user_key)
    if person_id is None:
        person_id = new_id()
        tx.execute(
            sa.insert(Person).values(
                id=person_id,
                workspace_id=workspace_id,
                name=" ".join(name.split()),
                **keys_of_name(name),
                title="",
                user_key=user_key,
                owns={},
            )
        )
    leader = Leader(
        workspace_id=workspace_id,
        person_id=person_id,
        zone=zone,
        zone_source=zone_source,
        country=country,
        subdivision=subdivision,
        created_at=at,
    )
    tx.execute(sa.insert(Leader).values(**leader.model_dump()))
    account = Account(
        workspace_id=workspace_id,
        leader_id=leader.id,
        own_leader_id=leader.id,
        surface=surface,
        tenant=tenant,
        user_key=user_key,
        display_name=name,
    )
    tx.execute(sa.insert(Account).values(**account.model_dump()))
    return True


def workspace_for(tx: Transaction, surface: str, tenant: str) -> str:
    """Return the workspace's id, added if it is new. Welcomes to one take turns."""
    values = Workspace(surface=surface, key=tenant).model_dump()
    insert_once(tx, Workspace, values, unique="surface,key")
    found = tx.execute(
        sa.select(col(Workspace.id))
        .where(col(Workspace.surface) == surface, col(Workspace.key) == tenant)
        .with_for_update(key_share=True)
    )
    return str(found.scalar_one())


def unclaimed(
    tx: Transaction, workspace_id: str, name: str, user_key: str
) -> str | None:
    """Return who in the directory this is, and uses the bot as nobody; None if nobody.

    It is who was mentioned as this account, else the only one of exactly this name
    whom nobody mentioned as another account. A linked leader mentions people by their
    account on the other platform: that tells nothing about the one here.
    """
    taken = sa.select(col(Leader.person_id)).where(
        col(Leader.workspace_id) == workspace_id
    )
    query = sa.select(col(Person.id)).where(
        col(Person.workspace_id) == workspace_id, col(Person.id).not_in(taken)
    )
    mentioned = tx.scalar(
        query.where(col(Person.user_key) == user_key, col(Person.user_key) != "")
    )
    if mentioned is not None:
        return str(mentioned)
    surface = tx.execute(
        sa.select(col(Workspace.surface)).where(col(Workspace.id) == workspace_id)
    ).scalar_one()
    unmentioned = query.where(
        sa.or_(col(Person.user_key).in_(("", user_key)), _is_elsewhere(surface))
    )
    named = unmentioned.where(col(Person.name_key) == fold(name)).limit(2)
    same = tx.rows(named)
    return str(same[0].id) if len(same) == 1 else None


def _is_elsewhere(surface: str) -> sa.ColumnElement[bool]:
    """Return whether a person's account is on the other platform that can be linked.

    Microsoft Entra's object ids are UUIDs, with dashes; Slack's ids, U… and W…, have
    none.
    """
    is_entra = col(Person.user_key).contains("-")
    known = {"slack": is_entra, "teams": sa.not_(is_entra)}
    return known.get(surface, sa.false())


# The name of a leader who was welcomed before the platform told one.


def name_leader(
    tx: Transaction,
    *,
    leader_id: str,
    person_id: str,
    workspace_id: str,
    user_key: str,
    name: str,
) -> str:
    """Give a leader, known by their user id alone, the name they have.

    Whoever of that name others had added is taken to be the same person, by the rule of
    `welcome_leader`; the nameless entry is then nobody's.

    Returns:
        The id of the leader's person: another one than before if they were known.
    """
    same = unclaimed(tx, workspace_id, name, user_key="")
    if same is None:
        named = {"name": name, **keys_of_name(name)}
        tx.execute(sa.update(Person).where(col(Person.id) == person_id).values(**named))
    else:
        tx.execute(
            sa.update(Person).where(col(Person.id) == person_id).values(user_key="")
        )
        tx.execute(
            sa.update(Leader).where(col(Leader.id) == leader_id).values(person_id=same)
        )
    tx.execute(
        sa.update(Account)
        .where(col(Account.leader_id) == leader_id, col(Account.user_key) == user_key)
        .values(display_name=name)
    )
    return same or person_id


# Which questions a leader was asked lately.

# Statements are built once: building one costs more than running it.
ASKED = sa.select(col(QuestionAsked.kind), col(QuestionAsked.about)).where(
    col(QuestionAsked.leader_id) == sa.bindparam("leader"),
    col(QuestionAsked.asked_on) > sa.bindparam("since"),
)


def questions_since(
    tx: Transaction, *, leader_id: str, since: date
) -> frozenset[tuple[str, str]]:
    """Return kind and subject of what was asked after local date `since`."""
    rows = tx.execute(ASKED, {"leader": leader_id, "since": since})
    return frozenset((row.kind, row.about) for row in rows)


LAST_OF_A_KIND = (
    sa.select(col(QuestionAsked.about), col(QuestionAsked.asked_on))
    .where(
        col(QuestionAsked.leader_id) == sa.bindparam("leader"),
        col(QuestionAsked.kind) == sa.bindparam("kind"),
    )
    .order_by(col(QuestionAsked.id).desc())
    .limit(1)
)
LAST_ABOUT = LAST_OF_A_KIND.where(
    col(QuestionAsked.person_id) == sa.bindparam("person")
)


def asked_last(
    tx: Transaction, *, leader_id: str, kind: str, person_id: str = ""
) -> tuple[str, date] | None:
    """Return subject and local date of the newest question of a kind; None = none.

    Args:
        person_id: only about this person; "" = about anybody.
    """
    if person_id:
        row = tx.first(LAST_ABOUT, leader=leader_id, kind=kind, person=person_id)
    else:
        row = tx.first(LAST_OF_A_KIND, leader=leader_id, kind=kind)
    return (row.about, row.asked_on) if row else None


def remember_question(
    writer: Writer, kind: str, about: str, *, on: date, person_id: str | None
) -> None:
    """Note that a question was asked on local date `on`."""
    writer.add(
        QuestionAsked(
            workspace_id=writer.workspace_id,
            leader_id=writer.leader_id,
            person_id=person_id,
            kind=kind,
            about=about,
            asked_on=on,
        )
    )
