"""A message as a contact: a form filled in with it, saved only when it is sent."""

from datetime import date

from sqlalchemy.orm import Session

from handlers.forms.log import LONGEST_NOTE, log_form, save_log_form
from handlers.forms.whom import is_chosen, person_of_account
from handlers.forms.whom_fields import colleague_field, picks_colleagues, whom_field
from handlers.grammar.names import people_called
from handlers.request import Pressed, Reply, Request, Speaker, request_of
from language.say import say
from scheduler.wording import clipped
from storage.message import Message
from storage.people import add_person


def open_message_form(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Ask about the contact that a message was; nothing is saved before it is sent.

    `pressed.subject` is the platform id of who wrote it, "" = not a colleague; its
    values hold their name, the text with its link, and the day it was written.
    """
    request = request_of(session, speaker, at=pressed.at)
    name, author = pressed.values.get("who", ""), pressed.subject
    known = person_of_account(request, author) if author else None
    if known is not None and known.id == speaker.person_id:
        known, name, author = None, "", ""
    can_pick = picks_colleagues(speaker)
    picks = can_pick and known is None
    form = log_form(
        whom_field(
            session,
            speaker,
            person_id=known.id if known else "",
            name="" if picks else name,
            optional=picks,
        ),
        colleague_field(author if name else "") if picks else None,
        today=request.today,
        on=_day(pressed.values.get("on", ""), request.today),
        subject="" if can_pick else author,
        action="log" if can_pick else "log_from_message",
        how="message",
        note=clipped(pressed.values.get("note", ""), LONGEST_NOTE),
    )
    return Reply(Message(headline=say("Log this message?")), form=form)


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
    if (
        not name
        or is_chosen(name)
        or not pressed.subject
        or people_called(request, name)
    ):
        return
    if person_of_account(request, pressed.subject) is None:
        add_person(request.writer, name)


def _day(typed: str, today: date) -> date:
    try:
        return min(date.fromisoformat(typed), today)
    except ValueError:
        return today
