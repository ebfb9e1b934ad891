"""Preparing a conversation from a form: with whom, or the next meeting."""

from dataclasses import replace

from handlers.commands.prep import prep
from handlers.request import Refusal, Reply, Turn
from language.say import say
from storage.message import Field, Form, Message


def open_prep(turn: Turn) -> Reply:
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


def send_prep_form(turn: Turn) -> Reply:
    """Show what `prep` shows.

    Raises:
        Refusal: nobody, or several, can be meant; or no meeting is coming.
    """
    who = turn.values.get("who", "").strip()
    try:
        return prep(replace(turn, verb="prep", text=who))
    except Refusal as refusal:
        text = " ".join((refusal.text, *refusal.choices))
        raise Refusal(text, field="who") from refusal
