"""A message as a contact: a form filled in with it, saved only when it is sent."""

from datetime import date

from handlers.forms.log import LONGEST_NOTE, log_form, send_log_form
from handlers.forms.whom import is_chosen, person_of_account
from handlers.forms.whom_fields import colleague_field, picks_colleagues, whom_field
from handlers.grammar.names import people_called
from handlers.request import Reply, Turn
from language.say import say
from scheduler.wording import clipped
from storage.message import Message
from storage.people import add_person


def open_message_form(turn: Turn) -> Reply:
    """Ask about the contact that a message was; nothing is saved before it is sent.

    `turn.subject` is the platform id of who wrote it, "" = not a colleague; its
    values hold their name, the text with its link, and the day it was written.
    """
    name, author = turn.values.get("who", ""), turn.subject
    known = person_of_account(turn, author) if author else None
    if known is not None and known.id == turn.speaker.person_id:
        known, name, author = None, "", ""
    can_pick = picks_colleagues(turn.speaker)
    picks = can_pick and known is None
    form = log_form(
        whom_field(
            turn,
            person_id=known.id if known else "",
            name="" if picks else name,
            optional=picks,
        ),
        colleague_field(author if name else "") if picks else None,
        today=turn.today,
        on=_day(turn.values.get("on", ""), turn.today),
        subject="" if can_pick else author,
        action="log" if can_pick else "log_from_message",
        how="message",
        note=clipped(turn.values.get("note", ""), LONGEST_NOTE),
    )
    return Reply(Message(headline=say("Log this message?")), form=form)


def send_message_form(turn: Turn) -> Reply:
    """Save the contact; a colleague nobody has logged before joins the directory.

    Raises:
        Refusal: as for `send_log_form`.
    """
    _introduce(turn)
    return send_log_form(turn)


def _introduce(turn: Turn) -> None:
    """Put who wrote the message into the directory, if nobody there can be meant."""
    name = " ".join(turn.values.get("who", "").split())
    if not name or is_chosen(name) or not turn.subject or people_called(turn, name):
        return
    if person_of_account(turn, turn.subject) is None:
        add_person(turn.writer, name)


def _day(typed: str, today: date) -> date:
    try:
        return min(date.fromisoformat(typed), today)
    except ValueError:
        return today
