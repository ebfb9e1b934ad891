"""What a transaction's work is handed: the open connection, and what goes with it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, TypeVarTuple

import sqlalchemy as sa
from sqlalchemy.sql.selectable import TypedReturnsRows

from storage.vault import Vault

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Transaction:
    """One transaction on one open connection.

    It takes statements, not objects to keep track of: whoever opened the connection
    commits it. (An ORM session's bookkeeping costs a fifth of a request.)

    Attributes:
        execute: runs a statement, with a dict bound, or each of a list of them.
        connection: for what statements alone cannot do.
        vault: seals and opens free text.
        queue: takes deliveries with this transaction; None where nothing is sent.
        defaults: what somebody new starts with: "zone", "country", "subdivision".
        follow_ups: what `after_commit` was given, for whoever commits.
    """

    __slots__ = ("connection", "defaults", "execute", "follow_ups", "queue", "vault")

    def __init__(
        self,
        connection: sa.Connection,
        *,
        vault: Vault,
        queue: Any = None,
        defaults: Mapping[str, str] | None = None,
    ) -> None:
        self.connection = connection
        self.execute = connection.execute
        self.vault = vault
        self.queue = queue
        self.defaults = defaults or {}
        self.follow_ups: list[Callable[[], object]] = []

    def rows(
        self, statement: TypedReturnsRows[*Ts], /, **values: Any
    ) -> Sequence[sa.Row[*Ts]]:
        """Return all rows of a query, with `values` bound."""
        return self.execute(statement, values).all()

    def first(
        self, statement: TypedReturnsRows[*Ts], /, **values: Any
    ) -> sa.Row[*Ts] | None:
        """Return the first row of a query, with `values` bound; None without one."""
        return self.execute(statement, values).first()

    def scalars(
        self, statement: TypedReturnsRows[T, *tuple[Any, ...]], /, **values: Any
    ) -> sa.ScalarResult[T]:
        """Return the first column of a query's rows, with `values` bound."""
        return self.execute(statement, values).scalars()

    def scalar(
        self, statement: TypedReturnsRows[T, *tuple[Any, ...]], /, **values: Any
    ) -> T | None:
        """Return the first column of a query's first row; None without a row."""
        return self.execute(statement, values).scalar()

    def after_commit(self, work: Callable[[], object]) -> None:
        """Do `work` once the transaction is committed, in the same thread."""
        self.follow_ups.append(work)
