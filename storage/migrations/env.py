"""Alembic's entry point: `storage.migrations.migrate` hands over the connection."""

from alembic import context
from sqlmodel import SQLModel

import storage.models  # noqa: F401  (fills SQLModel.metadata)
from storage.migrations.migrate import is_ours

context.configure(
    context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite cannot alter most of a table in place
    include_name=is_ours,
)
with context.begin_transaction():
    context.run_migrations()
