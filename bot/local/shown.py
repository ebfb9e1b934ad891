"""Everything one speaker sees on the page, in order, as plain data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.local.conversation import Entry
from bot.local.draw import draw_form, draw_message
from scheduler.outgoing import open_body
from scheduler.wording import MONTHS, WEEKDAYS
from storage.changes import table_of
from storage.message import Message
from storage.models import Delivery

DELIVERY = table_of(Delivery)

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message the page's sender took."""

    id: str
    order: int  # among everything the page shows
    kind: str
    to_channel: bool
    at: datetime  # the page's clock, UTC
    message: Message


def deliveries(session: Session, *, tenant: str, user_key: str) -> list[Delivered]:
    """Return what was delivered to this speaker, and to the channel, oldest first."""
    columns = DELIVERY.c
    rows = session.execute(
        sa.select(DELIVERY).where(
            columns.surface == "local",
            columns.tenant == tenant,
            columns.state == "sent",
            sa.or_(columns.to_channel, columns.recipient == user_key),
        )
    )
    found = [
        Delivered(
            id=row.id,
            order=int(row.platform_id),
            kind=row.kind,
            to_channel=row.to_channel,
            at=row.queued_at,
            message=open_body(session, row.body, row.workspace_id, row.id),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.order)


def draw_chat(
    entries: list[Entry], delivered: list[Delivered], *, zone: ZoneInfo
) -> list[Plain]:
    """Return the private chat: what was typed, replies and cards, oldest first."""
    drawn = [(entry.order, _entry(entry, zone)) for entry in entries]
    private = [one for one in delivered if not one.to_channel]
    drawn += [(one.order, draw_delivered(one, zone)) for one in private]
    return [plain for _, plain in sorted(drawn, key=lambda pair: pair[0])]


def draw_delivered(one: Delivered, zone: ZoneInfo) -> Plain:
    """Return a delivered message as an entry of the chat or the channel."""
    return {
        "id": one.id,
        "kind": one.kind,
        "message": draw_message(one.message),
    } | _when(one.at, zone)


def spoken_date(local: datetime) -> str:
    """Return "Tue 31 March 2026"; the page always says the year."""
    month = MONTHS[local.month - 1]
    return f"{WEEKDAYS[local.weekday()]} {local.day} {month} {local.year}"


def _entry(entry: Entry, zone: ZoneInfo) -> Plain:
    drawn: Plain = {"id": f"said-{entry.order}"} | _when(entry.at, zone)
    if entry.message is None:
        return drawn | {"kind": "typed", "typed": entry.typed}
    return drawn | {
        "kind": "answer",
        "refused": entry.refused,
        "message": draw_message(entry.message),
        "form": draw_form(entry.form) if entry.form else None,
    }


def _when(at: datetime, zone: ZoneInfo) -> Plain:
    local = at.astimezone(zone)
    return {"day": spoken_date(local).rpartition(" ")[0], "time": f"{local:%H:%M}"}
