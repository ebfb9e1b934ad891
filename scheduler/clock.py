"""What time it is, as an argument: tests and the local page bring their own."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Returns now, aware, in UTC."""


def system_clock() -> datetime:
    """Return what this machine's clock says, in UTC."""
    return datetime.now(UTC)
