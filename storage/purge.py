"""Deleting a workspace for good, once the app has been gone from it for long (R39)."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import SQLModel

from storage.accounts import ACCOUNT, LEADER
from storage.changes import belongs_to, table_of
from storage.forget import empty_log_after
from storage.links import part
from storage.models import Install, InstalledTeam, Workspace, tables
from storage.transaction import Transaction

KEPT_AFTER_UNINSTALL = timedelta(days=30)  # to come back within; house rule

OWN = ACCOUNT.c.own_leader_id
INSTALL = table_of(Install)
TEAM = table_of(InstalledTeam)
WORKSPACE = table_of(Workspace)


def purge_uninstalled(tx: Transaction, *, at: datetime) -> list[str]:
    """Delete all of each workspace that was uninstalled over 30 days ago.

    One whose book a linked account of another workspace opens waits until it is
    unlinked. A linked account that goes leaves the book it opened elsewhere as it is.

    Returns:
        The platform keys of the workspaces that went.
    """
    gone = sa.and_(
        INSTALL.c.revoked_at.is_not(None),
        INSTALL.c.revoked_at <= at - KEPT_AFTER_UNINSTALL,
    )
    installs = tx.rows(sa.select(INSTALL.c.id, INSTALL.c.key).where(gone))
    purged = []
    for install in installs:
        teams = tx.scalars(
            sa.select(TEAM.c.key).where(TEAM.c.install_id == install.id)
        ).all()
        keys = {install.key, *teams}
        if any(opened_from_elsewhere(tx, "slack", key) for key in keys):
            continue
        for key in keys:
            if delete_workspace(tx, "slack", key):
                purged.append(key)
        tx.execute(sa.delete(TEAM).where(TEAM.c.install_id == install.id))
        tx.execute(sa.delete(INSTALL).where(INSTALL.c.id == install.id))
    if purged:
        empty_log_after(tx)
    return purged


def opened_from_elsewhere(tx: Transaction, surface: str, key: str) -> bool:
    """Say whether a linked account of another workspace opens a book of this one."""
    query = (
        sa.select(ACCOUNT.c.id)
        .join(LEADER, LEADER.c.id == ACCOUNT.c.leader_id)
        .join(WORKSPACE, WORKSPACE.c.id == LEADER.c.workspace_id)
        .where(
            WORKSPACE.c.surface == surface,
            WORKSPACE.c.key == key,
            ACCOUNT.c.workspace_id != LEADER.c.workspace_id,
        )
    )
    return tx.first(query.limit(1)) is not None


def delete_workspace(tx: Transaction, surface: str, key: str) -> bool:
    """Delete all of a workspace; False if there is none of this key."""
    found = tx.first(
        sa.select(WORKSPACE.c.id).where(
            WORKSPACE.c.surface == surface, WORKSPACE.c.key == key
        )
    )
    if found is None:
        return False
    guests = sa.select(ACCOUNT.c.leader_id).where(
        ACCOUNT.c.workspace_id == found.id, ACCOUNT.c.leader_id != OWN
    )
    for leader_id in tx.scalars(guests).all():
        part(tx, leader_id)
    for model in tables():
        if model.part_of:
            own = belongs_to(model, "workspace_id", found.id)
            tx.execute(sa.delete(table_of(model)).where(own))
    for table in reversed(SQLModel.metadata.sorted_tables):
        if "workspace_id" in table.c:
            tx.execute(sa.delete(table).where(table.c.workspace_id == found.id))
    tx.execute(sa.delete(WORKSPACE).where(WORKSPACE.c.id == found.id))
    return True
