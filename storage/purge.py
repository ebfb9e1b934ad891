"""Deleting a workspace for good, once the app has been gone from it for long (R39)."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from storage.changes import table_of
from storage.forget import empty_log_after
from storage.models import (
    Accomplishment,
    AccomplishmentPerson,
    AgendaItem,
    AgendaPart,
    Install,
    InstalledTeam,
    Workspace,
)

KEPT_AFTER_UNINSTALL = timedelta(days=30)  # to come back within; house rule

INSTALL = table_of(Install)
TEAM = table_of(InstalledTeam)
WORKSPACE = table_of(Workspace)
# Tables whose rows belong to a workspace through the row they are part of.
PARTS = (
    (table_of(AccomplishmentPerson), "accomplishment_id", table_of(Accomplishment)),
    (table_of(AgendaPart), "item_id", table_of(AgendaItem)),
)


def purge_uninstalled(session: Session, *, at: datetime) -> list[str]:
    """Delete all of each workspace that was uninstalled over 30 days ago.

    Returns:
        The platform keys of the workspaces that went.
    """
    gone = sa.and_(
        INSTALL.c.revoked_at.is_not(None),
        INSTALL.c.revoked_at <= at - KEPT_AFTER_UNINSTALL,
    )
    installs = session.execute(sa.select(INSTALL.c.id, INSTALL.c.key).where(gone)).all()
    purged = []
    for install in installs:
        teams = session.scalars(
            sa.select(TEAM.c.key).where(TEAM.c.install_id == install.id)
        ).all()
        for key in {install.key, *teams}:
            if delete_workspace(session, "slack", key):
                purged.append(key)
        session.execute(sa.delete(TEAM).where(TEAM.c.install_id == install.id))
        session.execute(sa.delete(INSTALL).where(INSTALL.c.id == install.id))
    if purged:
        empty_log_after(session)
    return purged


def delete_workspace(session: Session, surface: str, key: str) -> bool:
    """Delete all of a workspace; False if there is none of this key."""
    found = session.execute(
        sa.select(WORKSPACE.c.id).where(
            WORKSPACE.c.surface == surface, WORKSPACE.c.key == key
        )
    ).first()
    if found is None:
        return False
    for table, column, whole in PARTS:
        ids = sa.select(whole.c.id).where(whole.c.workspace_id == found.id)
        session.execute(sa.delete(table).where(table.c[column].in_(ids)))
    for table in reversed(SQLModel.metadata.sorted_tables):
        if "workspace_id" in table.c:
            session.execute(sa.delete(table).where(table.c.workspace_id == found.id))
    session.execute(sa.delete(WORKSPACE).where(WORKSPACE.c.id == found.id))
    return True
