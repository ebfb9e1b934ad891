"""Conversation references of Microsoft Teams: kept, found, and forgotten."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from storage.database.once import insert_once
from storage.database.transactions import Transaction
from storage.ids import new_id
from storage.models import Leader, TeamsChat, TeamsTenant, Workspace
from storage.upkeep.forget import empty_log_after
from storage.upkeep.purge import (
    KEPT_AFTER_UNINSTALL,
    delete_workspace,
    opened_from_elsewhere,
)


@dataclass(frozen=True, slots=True)
class Chat:
    """Where somebody, or a channel, is reached."""

    conversation_id: str  # "" = there is no private chat yet
    service_url: str
    member_id: str = ""  # "29:…"
    team_id: str = ""  # of a channel


def chat_of(tx: Transaction, *, tenant: str, recipient: str) -> Chat | None:
    """Return where `recipient` is reached; None if Teams never told us."""
    row = tx.first(
        sa.select(
            col(TeamsChat.conversation_id),
            col(TeamsChat.service_url),
            col(TeamsChat.member_id),
            col(TeamsChat.team_id),
        ).where(col(TeamsChat.tenant) == tenant, col(TeamsChat.recipient) == recipient)
    )
    return Chat(*row) if row else None


def keep_chat(
    tx: Transaction, chat: Chat, *, tenant: str, recipient: str, at: datetime
) -> None:
    """Write down where `recipient` is reached; a known private chat stays known."""
    known = chat_of(tx, tenant=tenant, recipient=recipient)
    conversation = chat.conversation_id or (known.conversation_id if known else "")
    new = Chat(conversation, chat.service_url, chat.member_id, chat.team_id)
    if known == new:
        return
    values = {
        "id": new_id(),
        "tenant": tenant,
        "recipient": recipient,
        "conversation_id": new.conversation_id,
        "member_id": new.member_id,
        "service_url": new.service_url,
        "team_id": new.team_id,
        "seen_at": at,
    }
    if insert_once(tx, TeamsChat, values, unique="tenant,recipient"):
        return
    del values["id"]
    tx.execute(
        sa.update(TeamsChat)
        .where(col(TeamsChat.tenant) == tenant, col(TeamsChat.recipient) == recipient)
        .values(**values)
    )


def forget_chat(tx: Transaction, *, tenant: str, recipient: str) -> None:
    """Forget where `recipient` is reached: the app was removed there."""
    tx.execute(
        sa.delete(TeamsChat).where(
            col(TeamsChat.tenant) == tenant, col(TeamsChat.recipient) == recipient
        )
    )


def forget_team(tx: Transaction, *, tenant: str, team_id: str) -> None:
    """Forget every channel of a team: the app was removed from it, or it is gone."""
    tx.execute(
        sa.delete(TeamsChat).where(
            col(TeamsChat.tenant) == tenant,
            col(TeamsChat.team_id) == team_id,
            col(TeamsChat.team_id) != "",
        )
    )


# A tenant whose last person and last team removed the app, and when (R39's purge).

TEAMS = "teams"


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
        if opened_from_elsewhere(tx, TEAMS, tenant):
            continue
        if not _is_installed(tx, tenant):
            if _used_since(tx, tenant, long_ago):
                continue
            tx.execute(sa.delete(TeamsChat).where(col(TeamsChat.tenant) == tenant))
            if delete_workspace(tx, TEAMS, tenant):
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
            col(Workspace.surface) == TEAMS,
            col(Workspace.key) == tenant,
            col(Leader.active_at) > since,
        )
    )
    return tx.first(query.limit(1)) is not None
