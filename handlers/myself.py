"""The one who speaks, as a person of the directory."""

from handlers.request import Request
from storage.people import Known, person_with


def myself(request: Request) -> Known:
    """Return the speaker's own entry in the directory."""
    speaker = request.speaker
    found = person_with(
        request.session,
        workspace_id=speaker.workspace_id,
        leader_id=speaker.leader_id,
        person_id=speaker.person_id,
    )
    if found is None:
        raise LookupError("a leader without an entry in the directory")
    return found
