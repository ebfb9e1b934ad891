"""Entries of the directory by id: the speaker's own, and anybody's name."""

from handlers.request import Request
from storage.people import Known, person_with


def myself(request: Request) -> Known:
    """Return the speaker's own entry in the directory."""
    found = _entry(request, request.speaker.person_id)
    if found is None:
        raise LookupError("a leader without an entry in the directory")
    return found


def name_of(request: Request, person_id: str | None) -> str:
    """Return somebody's full name, or "" for nobody."""
    found = _entry(request, person_id) if person_id else None
    return found.name if found else ""


def _entry(request: Request, person_id: str) -> Known | None:
    return person_with(
        request.session,
        workspace_id=request.speaker.workspace_id,
        leader_id=request.speaker.leader_id,
        person_id=person_id,
    )
