"""Which tables the migrations look after."""

from sqlmodel import SQLModel


def is_ours(name: str | None, type_: str, parents: object) -> bool:
    """Say whether Alembic may look at `name`.

    The durable queue keeps its own tables in the same database; on SQLite nothing but
    their names tells them from ours.
    """
    return type_ != "table" or name in SQLModel.metadata.tables
