"""Answers to the one question under a reply: a share, an owner, a motivator."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from handlers.agenda_items import item_by_id
from handlers.commands.agenda import agenda
from handlers.commands.motivator import motivator
from handlers.forms.whom import is_chosen, read_whom
from handlers.grammar.names import HANDLE
from handlers.grammar.spoken import spoken
from handlers.kept import kept
from handlers.one_question import SHARES
from handlers.request import Pressed, Refusal, Reply, Request, Speaker, request_of
from language.say import mark, say
from scheduler.agenda import P_WORDS
from storage.agenda import KnownItem
from storage.contacts import change_contact
from storage.history import contact_with
from storage.message import Field, Form, Message
from storage.people import Known, person_with
from storage.reporting_lines import names_of

GONE = mark("What that was about is not here any more, so nothing was changed.")


def listened(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Keep how much the leader listened in the talk that was just logged."""
    contact_id, _, share = pressed.subject.partition(".")
    contact = contact_with(session, contact_id, leader_id=speaker.leader_id)
    if contact is None or share not in {str(one) for one, _ in SHARES}:
        raise _gone(say("Type for example: /outreach edit Dana listened 60%"))
    name = names_of(session, [contact.person_id])[contact.person_id]
    if contact.listened is not None:
        raise Refusal(
            say(
                "I have {listened}% for that talk already. To change it: "
                "/outreach edit {name} listened 60%",
                listened=contact.listened,
                name=name,
            )
        )
    request = request_of(session, speaker, at=pressed.at)
    change_contact(request.writer, contact.id, listened=int(share))
    return kept(
        request,
        say(
            "Kept: you listened {share}% with {name}, {day}.",
            share=share,
            name=name,
            day=spoken(contact.on, request.today),
        ),
        label=say("how much you listened to {name}", name=name),
    )


def name_owner(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Ask who owns one of the Three P's of an item."""
    item, p = _item(request_of(session, speaker, at=pressed.at), pressed.subject)
    label = say("Who owns {part} of {item}?", part=say(P_WORDS[p]), item=item.code)
    form = Form(
        title=say("An owner"),
        action="keep_owner",
        subject=pressed.subject,
        fields=(
            Field(name="who", label=label, kind="person", hint=say("A name on file")),
        ),
    )
    return Reply(Message(headline=label), form=form)


def keep_owner(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Keep the owner that a sent form names."""
    request = request_of(session, speaker, at=pressed.at, verb="agenda")
    item, p = _item(request, pressed.subject)
    owner = _answer(pressed, "who")
    if is_chosen(owner):
        owner = _exactly(read_whom(request, {"who": owner}, example="who Dana").people)
    request.text = f"{item.code} {p} {owner}"
    return _in_field(request, "who", agenda)


def tell_motivator(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Ask what somebody is measured on."""
    person = _person(request_of(session, speaker, at=pressed.at), pressed.subject)
    label = say("What is {name} measured on?", name=person.first_name)
    form = Form(
        title=say("What moves them"),
        action="keep_motivator",
        subject=pressed.subject,
        fields=(
            Field(
                name="words", label=label, hint=say("In their words; only you see it")
            ),
        ),
    )
    return Reply(Message(headline=label), form=form)


def keep_motivator(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Keep the motivator that a sent form tells."""
    request = request_of(session, speaker, at=pressed.at, verb="motivator")
    person = _person(request, pressed.subject)
    words = _answer(pressed, "words")
    request.text = f"{_exactly([person])}: {words}"
    return _in_field(request, "words", motivator)


def _exactly(people: list[Known]) -> str:
    """Return what to type for the first of these so that nobody else is meant."""
    return f"{people[0].name} ({HANDLE}{people[0].id[-6:]})"


def _in_field(
    request: Request, field: str, command: Callable[[Request], Reply]
) -> Reply:
    try:
        return command(request)
    except Refusal as refusal:
        text = " ".join((refusal.text, *refusal.choices))
        raise Refusal(text, field=field) from refusal


def _answer(pressed: Pressed, field: str) -> str:
    words = " ".join(pressed.values.get(field, "").split())
    if not words:
        raise Refusal(say("Write it here, or close the form."), field=field)
    return words


def _gone(instead: str) -> Refusal:
    return Refusal(f"{say(GONE)} {instead}")


def _item(request: Request, subject: str) -> tuple[KnownItem, str]:
    item_id, _, p = subject.partition(".")
    item = item_by_id(request, item_id)
    if item is None or item.closed_on is not None or p not in P_WORDS:
        raise _gone(say("To see your agenda: /outreach agenda"))
    return item, p


def _person(request: Request, person_id: str) -> Known:
    found = person_with(
        request.session,
        workspace_id=request.speaker.workspace_id,
        leader_id=request.speaker.leader_id,
        person_id=person_id or "-",
    )
    if found is None or not found.tied:
        raise _gone(say("To see your people: /outreach list"))
    return found
