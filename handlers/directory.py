"""Entries of the directory by id: the speaker's own, and anybody's name."""

from handlers.request import Turn
from storage.people import Known, person_with


def myself(turn: Turn) -> Known:
    """Return the speaker's own entry in the directory."""
    found = _entry(turn, turn.speaker.person_id)
    if found is None:
        raise LookupError("a leader without an entry in the directory")
    return found


def name_of(turn: Turn, person_id: str | None) -> str:
    """Return somebody's full name, or "" for nobody."""
    found = _entry(turn, person_id) if person_id else None
    return found.name if found else ""


def _entry(turn: Turn, person_id: str) -> Known | None:
    return person_with(
        turn.tx,
        workspace_id=turn.speaker.workspace_id,
        leader_id=turn.speaker.leader_id,
        person_id=person_id,
    )
