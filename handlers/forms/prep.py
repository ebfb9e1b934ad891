"""Preparing a conversation from a form: with whom, or the next meeting."""

from sqlalchemy.orm import Session

from handlers.commands.prep import prep
from handlers.request import Pressed, Refusal, Reply, Speaker, request_of
from language.say import say
from storage.message import Field, Form, Message


def open_prep(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Ask whom to prepare for."""
    form = Form(
        title=say("Prepare"),
        action="prep",
        subject="",
        submit=say("Show"),
        fields=(
            Field(
                name="who",
                label=say("With whom"),
                optional=True,
                hint=say("Empty: whom you meet next"),
            ),
        ),
    )
    return Reply(Message(headline=say("Whom do you meet?")), form=form)


def send_prep_form(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Show what `prep` shows.

    Raises:
        Refusal: nobody, or several, can be meant; or no meeting is coming.
    """
    who = pressed.values.get("who", "").strip()
    try:
        return prep(request_of(session, speaker, at=pressed.at, verb="prep", text=who))
    except Refusal as refusal:
        text = " ".join((refusal.text, *refusal.choices))
        raise Refusal(text, field="who") from refusal
