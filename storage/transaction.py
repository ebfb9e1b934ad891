"""What a transaction's work is handed: a session that goes straight to the database."""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from storage.vault import Vault


class CoreSession(Session):
    """A session for Core statements on one open connection.

    The ORM's own bookkeeping costs a fifth of a request and is not used: whoever opens
    the connection commits it.
    """

    def __init__(self, connection: sa.Connection, info: Mapping[str, object]) -> None:
        super().__init__(bind=connection, info={**info, "after commit": []})
        self._core = connection

    def execute(
        self, statement: sa.Executable, params: Any = None, **_: Any
    ) -> sa.CursorResult[Any]:
        """Run a Core statement on the transaction's connection."""
        return self._core.execute(statement, params)

    def connection(self, *_: Any, **__: Any) -> sa.Connection:
        """Return the transaction's connection."""
        return self._core


def after_commit(session: Session, work: Callable[[], object]) -> None:
    """Do `work` once the transaction is committed, in the same thread."""
    session.info["after commit"].append(work)


def vault_of(session: Session) -> Vault:
    """Return the vault that seals this session's free text."""
    vault = session.info["vault"]
    assert isinstance(vault, Vault)
    return vault
