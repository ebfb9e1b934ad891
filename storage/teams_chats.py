"""Conversation references of Microsoft Teams: kept, found, and forgotten."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col

from storage.ids import new_id
from storage.insert_once import insert_once
from storage.models import TeamsChat
from storage.transaction import Transaction


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
