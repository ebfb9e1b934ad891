"""A suggestion as text, for its row."""

from pydantic import TypeAdapter

from scheduler.suggestion import Suggestion

STEP = TypeAdapter(Suggestion)


def to_json(step: Suggestion) -> str:
    """Return a suggestion as JSON, dates in ISO 8601."""
    return STEP.dump_json(step).decode()


def from_json(text: str) -> Suggestion:
    """Return what `to_json` was given."""
    return STEP.validate_json(text)
