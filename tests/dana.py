"""The one leader that delivery tests need: Dana, on Slack, with a channel."""

from datetime import datetime

import sqlalchemy as sa

from storage.database.transactions import Transaction
from storage.database.writer import table_of
from storage.models import Account, Leader, Person, Workspace

TENANT, USER, CHANNEL = "T1", "U1", "C9"


def add_dana(tx: Transaction, at: datetime) -> None:
    """Insert the leader "dana" of the workspace "w"."""
    for row in (
        Workspace(id="w", surface="slack", key=TENANT),
        Person(
            id="p",
            workspace_id="w",
            name="Dana",
            name_key="dana",
            first_key="dana",
            last_key="dana",
        ),
        Leader(
            id="dana",
            workspace_id="w",
            person_id="p",
            created_at=at,
            channel_surface="slack",
            channel_key=CHANNEL,
            channel_name="ops",
        ),
        Account(
            id="a",
            workspace_id="w",
            leader_id="dana",
            own_leader_id="dana",
            surface="slack",
            tenant=TENANT,
            user_key=USER,
        ),
    ):
        # In this order, for the foreign keys.
        tx.execute(sa.insert(table_of(type(row))), row.model_dump())
