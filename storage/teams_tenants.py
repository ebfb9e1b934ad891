"""A tenant whose last person and last team removed the app, and when (R39's purge)."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from storage.forget import empty_log_after
from storage.insert_once import insert_once
from storage.models import Leader, TeamsChat, TeamsTenant, Workspace
from storage.purge import KEPT_AFTER_UNINSTALL, delete_workspace, opened_from_elsewhere
from storage.transaction import Transaction

SURFACE = "teams"


def note_removal(tx: Transaction, *, tenant: str, at: datetime) -> None:
    """Write down that nobody in the tenant has the app any more, if it is so.

    Microsoft tells of each person and team, and never that a tenant as a whole is gone.
    """
    if _is_installed(tx, tenant):
        return
    values = {"tenant": tenant, "removed_at": at}
    if not insert_once(tx, TeamsTenant, values, unique="tenant"):
        tx.execute(
            sa.update(TeamsTenant)
            .where(col(TeamsTenant.tenant) == tenant)
            .values(removed_at=at)
        )


def purge_removed_tenants(tx: Transaction, *, at: datetime) -> list[str]:
    """Delete all of each tenant that removed the app 30 days ago or longer.

    One that has the app again stays. Where somebody used their book since, 30 days are
    counted from then. One whose book a linked account opens elsewhere waits until it is
    unlinked.

    Returns:
        The tenants that went.
    """
    long_ago = at - KEPT_AFTER_UNINSTALL
    rows = tx.execute(
        sa.select(TeamsTenant).where(col(TeamsTenant.removed_at) <= long_ago)
    )
    purged = []
    for tenant in [row.tenant for row in rows.all()]:
        if opened_from_elsewhere(tx, SURFACE, tenant):
            continue
        if not _is_installed(tx, tenant):
            if _used_since(tx, tenant, long_ago):
                continue
            tx.execute(sa.delete(TeamsChat).where(col(TeamsChat.tenant) == tenant))
            if delete_workspace(tx, SURFACE, tenant):
                purged.append(tenant)
        tx.execute(sa.delete(TeamsTenant).where(col(TeamsTenant.tenant) == tenant))
    if purged:
        empty_log_after(tx)
    return purged


def _is_installed(tx: Transaction, tenant: str) -> bool:
    """Return whether a person or a team has the app; whom we only heard of has not."""
    query = sa.select(col(TeamsChat.id)).where(
        col(TeamsChat.tenant) == tenant, col(TeamsChat.conversation_id) != ""
    )
    return tx.first(query.limit(1)) is not None


def _used_since(tx: Transaction, tenant: str, since: datetime) -> bool:
    query = (
        sa.select(col(Leader.id))
        .join(Workspace, col(Workspace.id) == col(Leader.workspace_id))
        .where(
            col(Workspace.surface) == SURFACE,
            col(Workspace.key) == tenant,
            col(Leader.active_at) > since,
        )
    )
    return tx.first(query.limit(1)) is not None
