"""The buttons that link two accounts, and part them again."""

from sqlalchemy.orm import Session

from handlers.link_answers import say_no, say_yes
from handlers.request import Pressed, Reply, Speaker, request_of
from handlers.unlinking import part_ways

NOTHING = "none"  # a press without an id is about no link


def link_yes(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Agree to the link behind the button, if it waits for the presser."""
    request = request_of(session, speaker, at=pressed.at, verb="link")
    return say_yes(request, pressed.subject or NOTHING)


def link_no(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Void the link behind the button, if the presser takes part in it."""
    request = request_of(session, speaker, at=pressed.at, verb="link")
    return say_no(request, pressed.subject or NOTHING)


def unlink(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Part the presser's own accounts."""
    return part_ways(request_of(session, speaker, at=pressed.at, verb="unlink"))
