"""A token that changes with what a workspace shares: services, ratings, issues, people.

Whoever keeps something computed from them keeps the token beside it, and computes anew
when it differs. It is random, not a number: one that a rolled-back transaction made
never comes again.
"""

import sqlalchemy as sa

from storage.ids import new_id
from storage.models import Workspace, tables
from storage.transaction import Transaction

WORKSPACE: sa.Table = Workspace.__table__  # type: ignore[attr-defined]
SHARED = frozenset(str(one.__tablename__) for one in tables() if one.is_shared)
TOUCH = (
    sa.update(WORKSPACE)
    .where(WORKSPACE.c.id == sa.bindparam("workspace"))
    .values(facts_token=sa.bindparam("token"))
)


def touch_facts(tx: Transaction, workspace_id: str) -> None:
    """Change the workspace's token with the caller's transaction."""
    tx.execute(TOUCH, {"workspace": workspace_id, "token": new_id()})
