"""Where a leader's joint results are posted."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.changes import Writer, table_of
from storage.models import Leader

LEADER = table_of(Leader)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel by the platform's id and its name; both "" when none is chosen."""

    key: str
    name: str

    @property
    def said(self) -> str:
        """What it is called in a sentence, e.g. "#wins"."""
        return f"#{self.name}" if self.name else "the channel you chose"


def channel_of(session: Session, *, leader_id: str) -> Channel:
    """Return the channel the leader chose."""
    row = session.execute(
        sa.select(LEADER.c.channel_key, LEADER.c.channel_name).where(
            LEADER.c.id == leader_id
        )
    ).one()
    return Channel(row.channel_key, row.channel_name)


def choose_channel(writer: Writer, channel: Channel) -> None:
    """Note where the leader's joint results are posted from now on."""
    writer.update(
        Leader,
        {"id": writer.leader_id},
        channel_key=channel.key,
        channel_name=channel.name,
    )
