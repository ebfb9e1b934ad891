"""The type of one row of a query whose columns are read by name."""

from typing import Any, TypeAlias

import sqlalchemy as sa

AnyRow: TypeAlias = sa.Row[*tuple[Any, ...]]
