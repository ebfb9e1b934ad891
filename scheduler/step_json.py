"""A suggestion as text, for its row."""

import json
from dataclasses import asdict
from datetime import date

from scheduler.suggestion import Suggestion


def to_json(step: Suggestion) -> str:
    """Return a suggestion as JSON, dates in ISO 8601."""
    return json.dumps(asdict(step), default=date.isoformat)


def from_json(text: str) -> Suggestion:
    """Return what `to_json` was given."""
    saved = json.loads(text)
    for name in ("due_on", "returns_on", "taken_on"):
        if saved.get(name):
            saved[name] = date.fromisoformat(saved[name])
    for name in ("because", "cautions", "fired_by"):
        saved[name] = tuple(saved.get(name, ()))
    return Suggestion(**saved)
