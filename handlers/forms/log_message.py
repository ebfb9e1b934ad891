"""A message as a contact: a form filled in with it, saved only when it is sent."""

from datetime import date

from sqlalchemy.orm import Session

from handlers.forms.log import LONGEST_NOTE, log_form, save_log_form
from handlers.grammar.names import people_called
from handlers.request import Pressed, Reply, Request, Speaker, request_of
from scheduler.wording import clipped
from storage.message import Message
from storage.people import add_person, person_with


def open_message_form(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Ask about the contact that a message was; nothing is saved before it is sent.

    `pressed.subject` is the platform id of who wrote it, "" = not a colleague; its
    values hold their name, the text with its link, and the day it was written.
    """
    request = request_of(session, speaker, at=pressed.at)
    known = None
    if pressed.subject:
        known = person_with(
            session,
            workspace_id=speaker.workspace_id,
            leader_id=speaker.leader_id,
            user_key=pressed.subject,
        )
    own = known is not None and known.id == speaker.person_id
    who = known.name if known else pressed.values.get("who", "")
    form = log_form(
        today=request.today,
        on=_day(pressed.values.get("on", ""), request.today),
        person="" if own else who,
        subject="" if own else pressed.subject,
        action="log_from_message",
        how="message",
        note=clipped(pressed.values.get("note", ""), LONGEST_NOTE),
    )
    return Reply(Message(headline="Log this message?"), form=form)


def send_message_form(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Save the contact; a colleague nobody has logged before joins the directory.

    Raises:
        Refusal: as for `save_log_form`.
    """
    request = request_of(session, speaker, at=pressed.at)
    _introduce(request, pressed)
    return save_log_form(request, pressed)


def _introduce(request: Request, pressed: Pressed) -> None:
    """Put who wrote the message into the directory, if nobody there can be meant."""
    name = " ".join(pressed.values.get("who", "").split())
    if not name or not pressed.subject or people_called(request, name):
        return
    speaker = request.speaker
    known = person_with(
        request.session,
        workspace_id=speaker.workspace_id,
        leader_id=speaker.leader_id,
        user_key=pressed.subject,
    )
    if known is None:
        add_person(request.writer, name, user_key=pressed.subject)


def _day(typed: str, today: date) -> date:
    try:
        return min(date.fromisoformat(typed), today)
    except ValueError:
        return today
