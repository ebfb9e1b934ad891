"""How often somebody may be asked: the words of a refusal, and the way around it."""

from handlers.ask_words import asked_for
from handlers.directory import name_of
from handlers.grammar.spoken import plain_day
from handlers.request import Refusal, Request
from storage.favours import REST_DAYS, is_open
from storage.models import Ask
from storage.people import Known


def refuse_too_soon(request: Request, person: Known, before: Ask | None) -> None:
    """Refuse another ask to somebody, because of the one before.

    Raises:
        Refusal: there is one before.
    """
    if before is None:
        return
    wanted = asked_for(before.type, name_of(request, before.target_id))
    standing = "is still open" if is_open(before) else "is not long ago"
    raise Refusal(
        f"Your ask to {person.name} for {wanted} on "
        f"{plain_day(before.on, request.today)} {standing}. One open ask, and one in "
        f"{REST_DAYS} days, is what keeps people glad to help.",
        choices=(
            "Ask somebody else, or type it with “anyway”: "
            f"/outreach ask anyway {request.text}",
        ),
    )
