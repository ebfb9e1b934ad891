"""Answers to the one question under a reply: a share, an owner, a motivator."""

from collections.abc import Callable
from dataclasses import replace

from handlers.agenda_items import item_by_id
from handlers.commands.agenda import agenda
from handlers.commands.motivator import motivator
from handlers.forms.whom import is_chosen, read_whom
from handlers.grammar.names import HANDLE
from handlers.grammar.spoken import spoken
from handlers.kept import kept
from handlers.one_question import SHARES
from handlers.request import Refusal, Reply, Turn
from language.say import mark, say
from scheduler.agenda import P_WORDS
from storage.agenda import KnownItem
from storage.contacts import change_contact
from storage.history import contact_with
from storage.message import Field, Form, Message
from storage.people import Known, person_with
from storage.reporting_lines import names_of

GONE = mark("What that was about is not here any more, so nothing was changed.")


def listened(turn: Turn) -> Reply:
    """Keep how much the leader listened in the talk that was just logged."""
    contact_id, _, share = turn.subject.partition(".")
    contact = contact_with(turn.session, contact_id, leader_id=turn.speaker.leader_id)
    if contact is None or share not in {str(one) for one, _ in SHARES}:
        raise _gone(say("Type for example: /outreach edit Dana listened 60%"))
    name = names_of(turn.session, [contact.person_id])[contact.person_id]
    if contact.listened is not None:
        raise Refusal(
            say(
                "I have {listened}% for that talk already. To change it: "
                "/outreach edit {name} listened 60%",
                listened=contact.listened,
                name=name,
            )
        )
    change_contact(turn.writer, contact.id, listened=int(share))
    return kept(
        turn,
        say(
            "Kept: you listened {share}% with {name}, {day}.",
            share=share,
            name=name,
            day=spoken(contact.on, turn.today),
        ),
        label=say("how much you listened to {name}", name=name),
    )


def name_owner(turn: Turn) -> Reply:
    """Ask who owns one of the Three P's of an item."""
    item, p = _item(turn, turn.subject)
    label = say("Who owns {part} of {item}?", part=say(P_WORDS[p]), item=item.code)
    form = Form(
        title=say("An owner"),
        action="keep_owner",
        subject=turn.subject,
        fields=(
            Field(name="who", label=label, kind="person", hint=say("A name on file")),
        ),
    )
    return Reply(Message(headline=label), form=form)


def keep_owner(turn: Turn) -> Reply:
    """Keep the owner that a sent form names."""
    item, p = _item(turn, turn.subject)
    owner = _answer(turn, "who")
    if is_chosen(owner):
        owner = _exactly(read_whom(turn, {"who": owner}, example="who Dana").people)
    turn = replace(turn, verb="agenda", text=f"{item.code} {p} {owner}")
    return _in_field(turn, "who", agenda)


def tell_motivator(turn: Turn) -> Reply:
    """Ask what somebody is measured on."""
    person = _person(turn, turn.subject)
    label = say("What is {name} measured on?", name=person.first_name)
    form = Form(
        title=say("What moves them"),
        action="keep_motivator",
        subject=turn.subject,
        fields=(
            Field(
                name="words", label=label, hint=say("In their words; only you see it")
            ),
        ),
    )
    return Reply(Message(headline=label), form=form)


def keep_motivator(turn: Turn) -> Reply:
    """Keep the motivator that a sent form tells."""
    person = _person(turn, turn.subject)
    words = _answer(turn, "words")
    turn = replace(turn, verb="motivator", text=f"{_exactly([person])}: {words}")
    return _in_field(turn, "words", motivator)


def _exactly(people: list[Known]) -> str:
    """Return what to type for the first of these so that nobody else is meant."""
    return f"{people[0].name} ({HANDLE}{people[0].id[-6:]})"


def _in_field(turn: Turn, field: str, command: Callable[[Turn], Reply]) -> Reply:
    try:
        return command(turn)
    except Refusal as refusal:
        text = " ".join((refusal.text, *refusal.choices))
        raise Refusal(text, field=field) from refusal


def _answer(turn: Turn, field: str) -> str:
    words = " ".join(turn.values.get(field, "").split())
    if not words:
        raise Refusal(say("Write it here, or close the form."), field=field)
    return words


def _gone(instead: str) -> Refusal:
    return Refusal(f"{say(GONE)} {instead}")


def _item(turn: Turn, subject: str) -> tuple[KnownItem, str]:
    item_id, _, p = subject.partition(".")
    item = item_by_id(turn, item_id)
    if item is None or item.closed_on is not None or p not in P_WORDS:
        raise _gone(say("To see your agenda: /outreach agenda"))
    return item, p


def _person(turn: Turn, person_id: str) -> Known:
    found = person_with(
        turn.session,
        workspace_id=turn.speaker.workspace_id,
        leader_id=turn.speaker.leader_id,
        person_id=person_id or "-",
    )
    if found is None or not found.tied:
        raise _gone(say("To see your people: /outreach list"))
    return found
