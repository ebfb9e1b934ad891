"""One line of the story with somebody."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Told:
    """What happened, and when."""

    on: date  # local
    line: str
