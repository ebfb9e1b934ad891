"""One delivery as a try of it found it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from scheduler.delivery import Sent, Target
from storage.message import Message
from storage.models import Delivery
from storage.transaction import Transaction

ABOUT_TROUBLE = "trouble:"  # how the once_key of our own notices begins


@dataclass(frozen=True, slots=True)
class Job:
    """One delivery as one try of it found it."""

    id: str
    once_key: str
    kind: str
    to: Target
    message: Message
    revision: int  # of the message
    in_doubt: bool = False  # an earlier try may have posted it
    sent: Sent | None = None  # where it stands, if it does

    @property
    def is_about_trouble(self) -> bool:
        """Whether it tells of another delivery's trouble: better twice than never."""
        return self.once_key.startswith(ABOUT_TROUBLE)


def change(tx: Transaction, delivery_id: str, **values: Any) -> None:
    """Change columns of a delivery."""
    tx.execute(
        sa.update(Delivery).where(col(Delivery.id) == delivery_id).values(**values)
    )


def delivery_row(tx: Transaction, delivery_id: str) -> sa.Row[Any] | None:
    """Read a delivery and hold it, so that a redraw and a record take turns."""
    wanted = (
        sa.select(Delivery).where(col(Delivery.id) == delivery_id).with_for_update()
    )
    return tx.first(wanted)
