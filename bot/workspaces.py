"""Which workspace a command of the terminal is about."""

import sqlalchemy as sa
from sqlmodel import col

from bot.terminal import SURFACE, TENANT
from storage.database.transactions import Transaction
from storage.leaders.facts import LeaderFact
from storage.leaders.leaders import leader_at, workspace_for
from storage.models import Workspace


class WhichOne(Exception):
    """It is not clear what is meant. Its text says what to type."""


def workspace_meant(tx: Transaction, key: str = "") -> str:
    """Return the id of the workspace with this platform key, or of the only one.

    The terminal's own is made where there is none yet.

    Raises:
        WhichOne: there is none of this key, or several and no key.
    """
    rows = tx.rows(
        sa.select(col(Workspace.id), col(Workspace.key)).order_by(col(Workspace.key))
    )
    keys = ", ".join(row.key for row in rows)
    if key:
        found = [row.id for row in rows if row.key == key]
        if not found:
            raise WhichOne(
                f"There is no workspace {key[:80]}; there is {keys or 'none'}."
            )
        return str(found[0])
    if len(rows) > 1:
        raise WhichOne(
            f"There are several workspaces: {keys}. Say which, for example: "
            f"--workspace {rows[0].key}"
        )
    return str(rows[0].id) if rows else workspace_for(tx, SURFACE, TENANT)


def speaker_in_terminal(tx: Transaction, name: str) -> LeaderFact:
    """Return the leader who speaks in the terminal under this name.

    Raises:
        WhichOne: nobody does.
    """
    name = " ".join(name.split())
    leader = leader_at(tx, surface=SURFACE, tenant=TENANT, user_key=name.casefold())
    if leader is None:
        raise WhichOne(
            f"Nobody speaks here as “{name[:80]}” yet. Type first: "
            f'outreach say --as "{name[:80]}" list'
        )
    return leader
