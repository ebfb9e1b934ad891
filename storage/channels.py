"""Where a leader's joint results are posted."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col

from language.say import say
from storage.changes import Writer
from storage.models import Leader
from storage.transaction import Transaction

MONTHLY = "monthly"
WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel by the platform's id and its name; both "" when none is chosen."""

    key: str
    name: str
    rhythm: str = MONTHLY
    surface: str = ""  # the platform the channel is of

    @property
    def when(self) -> str:
        """When summaries come, in a sentence."""
        if self.rhythm == WEEKLY:
            return say("on the last working day of a week")
        return say("on the last working day of a month")

    @property
    def said(self) -> str:
        """What it is called in a sentence, e.g. "#wins"."""
        return f"#{self.name}" if self.name else say("the channel you chose")


def channel_of(tx: Transaction, *, leader_id: str) -> Channel:
    """Return the channel the leader chose."""
    row = tx.execute(
        sa.select(
            col(Leader.channel_key),
            col(Leader.channel_name),
            col(Leader.channel_rhythm),
            col(Leader.channel_surface),
        ).where(col(Leader.id) == leader_id)
    ).one()
    return Channel(*row)


def choose_channel(writer: Writer, channel: Channel) -> None:
    """Note where the leader's joint results are posted from now on."""
    writer.update(
        Leader,
        writer.leader_id,
        channel_surface=channel.surface,
        channel_key=channel.key,
        channel_name=channel.name,
        channel_rhythm=channel.rhythm,
        next_summary_at=None,  # the clock sets it for the new rhythm
    )
