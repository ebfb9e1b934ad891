"""Confirm, and Agree to be named: buttons that stand where a leader placed them.

Everybody there can press them; only the press of the person who is asked counts.
"""

from sqlalchemy.orm import Session

from handlers.commands.agree import agree_to_be_named
from handlers.commands.confirm import confirm_result
from handlers.own_directory import in_own_directory
from handlers.request import Pressed, Refusal, Reply, Request, Speaker, request_of
from language.say import say
from storage.accomplishments import result_with
from storage.results import Result


def confirm_here(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Take the partner's own press as their word for a joint result.

    Raises:
        Refusal: it is gone, it was taken back, or somebody else pressed.
    """
    request, result = _asked(session, speaker, pressed)
    if request.speaker.person_id != result.partner_id:
        raise _not_asked(request.speaker, result)
    return confirm_result(request, result)


def agree_here(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Take the press of somebody named as their word that they may be.

    Raises:
        Refusal: it is gone, it was taken back, or somebody else pressed.
    """
    request, result = _asked(session, speaker, pressed)
    for named in result.named:
        if named.person_id == request.speaker.person_id:
            return agree_to_be_named(request, result, named)
    raise _not_asked(request.speaker, result)


def _asked(
    session: Session, speaker: Speaker, pressed: Pressed
) -> tuple[Request, Result]:
    request = request_of(session, speaker, at=pressed.at)
    result = _result(request, pressed.subject)
    if result is None and (own := in_own_directory(request)):
        request, result = own, _result(own, pressed.subject)
    if result is None:
        raise Refusal(
            say("What this asks about is not here any more, so nothing was changed.")
        )
    return request, result


def _result(request: Request, result_id: str) -> Result | None:
    where = request.speaker.workspace_id
    return result_with(request.session, result_id, workspace_id=where)


def _not_asked(speaker: Speaker, result: Result) -> Refusal:
    """Return the answer to anybody else, which tells nothing about the result."""
    if speaker.person_id == result.leader_person_id:
        return Refusal(
            say("Only the press of the person you ask counts, so nothing was changed.")
        )
    return Refusal(
        say(
            "This asks somebody other than {name}, and only their own press counts, so "
            "nothing was changed. If you are meant, ask whoever placed it to share the "
            "result again and to mention you with @.",
            name=speaker.name,
        )
    )
