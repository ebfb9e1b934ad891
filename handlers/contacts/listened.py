"""How much of a talk the leader listened: asked under it, answered by one press.

In words it is `edit Dana listened 60%`.
"""

from handlers.follow_up import Question, gone
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import mark, say
from language.words import day_beside_today
from storage.contacts.store import change_contact, contact_with
from storage.message import Button, Section
from storage.models import Contact
from storage.people.store import names_of

SHARES = (  # per cent
    (30, mark("About 30 %")),
    (50, mark("Half")),
    (67, mark("Two thirds")),
    (80, mark("More")),
)


def ask_how_much(question: Question, contact_id: str) -> Section:
    """Return the question under the talk that was just logged."""
    buttons = tuple(
        Button(label=say(label), action="listened", subject=f"{contact_id}.{share}")
        for share, label in SHARES
    )
    return Section(text=question.text, buttons=buttons)


def listened_pressed(turn: Turn) -> Reply:
    """The answer to the question.

    Raises:
        Refusal: the talk is somebody else's, made up, or gone; or no such share.
    """
    contact_id, _, share = turn.subject.partition(".")
    contact = contact_with(turn.tx, contact_id, leader_id=turn.speaker.leader_id)
    if contact is None or share not in {str(one) for one, _ in SHARES}:
        raise gone(say("Type for example: /outreach edit Dana listened 60%"))
    return keep_listened(turn, contact, int(share))


def keep_listened(turn: Turn, contact: Contact, share: int) -> Reply:
    """Keep how much the leader listened in a talk, in per cent.

    Raises:
        Refusal: that was kept before.
    """
    name = names_of(turn.tx, [contact.person_id])[contact.person_id]
    if contact.listened is not None:
        raise Refusal(
            say(
                "I have {listened}% for that talk already. To change it: "
                "/outreach edit {name} listened 60%",
                listened=contact.listened,
                name=name,
            )
        )
    change_contact(turn.writer, contact.id, listened=share)
    return kept(
        turn,
        say(
            "Kept: you listened {share}% with {name}, {day}.",
            share=share,
            name=name,
            day=day_beside_today(contact.on, turn.today),
        ),
        label=say("how much you listened to {name}", name=name),
    )
