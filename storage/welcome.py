"""Making a leader of somebody who uses the bot for the first time."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from storage.ids import new_id
from storage.insert_once import insert_once
from storage.leaders import leader_at
from storage.models import Account, Leader, Person, Workspace
from storage.people import fold
from storage.transaction import Transaction


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
        words = fold(name).split() or [""]  # a platform id can be blank
        tx.execute(
            sa.insert(Person).values(
                id=person_id,
                workspace_id=workspace_id,
                name=" ".join(name.split()),
                name_key=fold(name),
                first_key=words[0],
                last_key=words[-1],
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
