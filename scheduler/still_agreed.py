"""A summary that waits: what was taken back meanwhile is not posted any more."""

from datetime import date

from sqlalchemy.orm import Session

from scheduler.shared_results import shared
from scheduler.summaries import as_others_see_it
from storage.accomplishments import results_told
from storage.message import Message


def still_agreed(
    session: Session, message: Message, *, workspace_id: str, on: date
) -> Message | None:
    """Return a summary without the results somebody took back since it was written.

    Args:
        on: the local date it was written on.

    Returns:
        None when nothing is left of it.
    """
    results = results_told(session, workspace_id=workspace_id, on=on)
    agreed = [as_others_see_it(shared(result)) for result in results]
    left = tuple(section for section in message.sections if section in agreed)
    if message.sections and not left:
        return None
    return message.model_copy(update={"sections": left})
