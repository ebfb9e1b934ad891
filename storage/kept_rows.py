"""A row as undo keeps it: plain enough for JSON, and typed again."""

import base64
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

Row = dict[str, Any]


def plain(row: Row | None) -> Row | None:
    """Return a row of values that JSON knows: bytes in base64, dates in ISO 8601."""
    if row is None:
        return None
    return {
        name: (
            base64.b64encode(value).decode()
            if isinstance(value, bytes)
            else value.isoformat()
            if isinstance(value, date)
            else value
        )
        for name, value in row.items()
    }


def typed(table: sa.Table, row: Row | None) -> Row | None:
    """Return what `plain` was given, by the types of the columns; None stays None."""
    if row is None:
        return None
    typed: Row = {}
    for name, value in row.items():
        kind = table.c[name].type
        if isinstance(kind, sa.TypeDecorator):  # UTCDateTime tells no type of its own
            kind = kind.impl_instance
        if value is None:
            typed[name] = None
        elif isinstance(kind, sa.LargeBinary):
            typed[name] = base64.b64decode(value)
        elif isinstance(value, str) and kind.python_type is datetime:
            typed[name] = datetime.fromisoformat(value)
        elif isinstance(value, str) and kind.python_type is date:
            typed[name] = date.fromisoformat(value)
        else:
            typed[name] = value
    return typed


def is_row(table: sa.Table, key: Row) -> sa.ColumnElement[bool]:
    """Return the condition that a row has this primary key."""
    return sa.and_(*(table.c[name] == value for name, value in key.items()))
