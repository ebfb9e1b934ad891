"""Deleting a workspace for good, once the app has been gone from it for long (R39)."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import SQLModel, col

from storage.database.transactions import Transaction
from storage.database.writer import belongs_to, table_of
from storage.leaders.links import part
from storage.models import Account, Install, InstalledTeam, Leader, Workspace, tables
from storage.upkeep.forget import empty_log_after

KEPT_AFTER_UNINSTALL = timedelta(days=30)  # to come back within; house rule

OWN = col(Account.own_leader_id)


def purge_uninstalled(tx: Transaction, *, at: datetime) -> list[str]:
    """Delete all of each workspace that was uninstalled over 30 days ago.

    One whose book a linked account of another workspace opens waits until it is
    unlinked. A linked account that goes leaves the book it opened elsewhere as it is.

    Returns:
        The platform keys of the workspaces that went.
    """
    gone = sa.and_(
        col(Install.revoked_at).is_not(None),
        col(Install.revoked_at) <= at - KEPT_AFTER_UNINSTALL,
    )
    installs = tx.rows(sa.select(col(Install.id), col(Install.key)).where(gone))
    purged = []
    for install in installs:
        teams = tx.scalars(
            sa.select(col(InstalledTeam.key)).where(
                col(InstalledTeam.install_id) == install.id
            )
        ).all()
        keys = {install.key, *teams}
        if any(opened_from_elsewhere(tx, "slack", key) for key in keys):
            continue
        for key in keys:
            if delete_workspace(tx, "slack", key):
                purged.append(key)
        tx.execute(
            sa.delete(InstalledTeam).where(col(InstalledTeam.install_id) == install.id)
        )
        tx.execute(sa.delete(Install).where(col(Install.id) == install.id))
    if purged:
        empty_log_after(tx)
    return purged


def opened_from_elsewhere(tx: Transaction, surface: str, key: str) -> bool:
    """Say whether a linked account of another workspace opens a book of this one."""
    query = (
        sa.select(col(Account.id))
        .join(Leader, col(Leader.id) == col(Account.leader_id))
        .join(Workspace, col(Workspace.id) == col(Leader.workspace_id))
        .where(
            col(Workspace.surface) == surface,
            col(Workspace.key) == key,
            col(Account.workspace_id) != col(Leader.workspace_id),
        )
    )
    return tx.first(query.limit(1)) is not None


def delete_workspace(tx: Transaction, surface: str, key: str) -> bool:
    """Delete all of a workspace; False if there is none of this key."""
    found = tx.first(
        sa.select(col(Workspace.id)).where(
            col(Workspace.surface) == surface, col(Workspace.key) == key
        )
    )
    if found is None:
        return False
    guests = sa.select(col(Account.leader_id)).where(
        col(Account.workspace_id) == found.id, col(Account.leader_id) != OWN
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
    tx.execute(sa.delete(Workspace).where(col(Workspace.id) == found.id))
    return True
