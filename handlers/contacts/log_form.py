"""The form for a contact: what it asks, what it is filled in with, how it is read.

It opens empty, with whomever a button is about, or with a message that was logged.
Nothing is saved before it is sent.
"""

from datetime import date

from handlers.grammar.contacts.heard import Heard
from handlers.grammar.days.shares import share_of
from handlers.grammar.days.typed import one_date
from handlers.grammar.people.known_people import person_of_account
from handlers.people.directory import person_by_id
from handlers.people.whom import (
    colleague_field,
    picks_colleagues,
    read_whom,
    whom_field,
)
from handlers.turn import Doubt, Refusal, Reply, Turn, in_field
from language.commands import to_type
from language.say import mark, say
from language.words import clipped
from storage.contacts.facts import KIND_WEIGHTS, REFUSED
from storage.message import Field, Form, Message, Option

EXAMPLE = "log Dana call yesterday"
HOW = (
    ("met", mark("Met")),
    ("call", mark("Call")),
    ("message", mark("Message")),
    ("email", mark("Email")),
    ("event", mark("Event")),
    ("declined", mark("They declined")),
    ("no reply", mark("No reply")),
    ("postponed", mark("They postponed")),
)
LONGEST_FORM_NOTE = 3000  # characters, Slack's limit for an input


def ask_what_happened(turn: Turn) -> Reply:
    """Return the log form, and for places without forms what to type."""
    return Reply(
        Message(
            headline=say("Say who, and how: {example}", example=to_type(EXAMPLE)),
            small_print=(say("For everything else: /outreach help"),),
        ),
        form=empty_log_form(turn),
        doubt=Doubt(say("Who was it with?"), (), about="who", line="log {}"),
    )


def open_log(turn: Turn) -> Reply:
    """Ask for the few facts worth keeping about a contact; `subject` is with whom.

    Raises:
        Refusal: they are not in this workspace's directory, or gone.
    """
    today = turn.today
    if not turn.subject:
        return Reply(
            Message(headline=say("What happened?")),
            form=empty_log_form(turn),
        )
    person = person_by_id(turn, turn.subject)
    if person is None or person.id == turn.speaker.person_id:
        raise Refusal(
            say(
                "I do not know that person any more, so there is nothing to "
                "log. Type for example: /outreach log Dana call"
            )
        )
    form = log_form(whom_field(turn, person_id=person.id), today=today)
    return Reply(
        Message(headline=say("What happened with {name}?", name=person.name)), form=form
    )


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
        note=clipped(turn.values.get("note", ""), LONGEST_FORM_NOTE),
    )
    return Reply(Message(headline=say("Log this message?")), form=form)


def _day(typed: str, today: date) -> date:
    try:
        return min(date.fromisoformat(typed), today)
    except ValueError:
        return today


# The note a message is logged with: what it said, and where it stands.


def note_of_message(text: str, link: str) -> str:
    """Return the text with its link below; a long text gives way to the link.

    Both count as UTF-16 units, as the forms of Slack and Teams do.
    """
    room = LONGEST_FORM_NOTE - len(link) - len("\n…")
    lines = [_first_units(text.strip(), room), link]
    return "\n".join(line for line in lines if line)


def _first_units(text: str, units: int) -> str:
    raw = text.encode("utf-16-le", "replace")
    if len(raw) <= 2 * units:
        return text
    return raw[: 2 * max(units, 0)].decode("utf-16-le", "ignore").rstrip() + "…"


# The form itself.


def log_form(
    who: Field,
    colleague: Field | None = None,
    *,
    today: date,
    subject: str = "",
    action: str = "log",
    how: str = "met",
    on: date | None = None,
    note: str = "",
) -> Form:
    """Return the form for one contact: five fields, six where a colleague is picked.

    Args:
        who: from `handlers.people.whom`, as is `colleague`: somebody of the platform.
        today: local date it is filled in with.
        subject: what the press handed on, e.g. a suggestion's id.
        action: what sending it does.
        how: kind or outcome it is filled in with.
        on: local day it is filled in with; None = today.
        note: what the private note is filled in with.
    """
    return Form(
        title=say("Log a contact"),
        action=action,
        subject=subject,
        fields=(
            who,
            *([colleague] if colleague else []),
            Field(
                name="how",
                label=say("How"),
                kind="choice",
                value=how,
                options=tuple(Option(label=say(said), value=how) for how, said in HOW),
            ),
            Field(
                name="on",
                label=say("When"),
                kind="date",
                value=str(on or today),
                latest=today,
            ),
            _share_field(),
            Field(
                name="note",
                label=say("Private note"),
                kind="long_text",
                value=note,
                optional=True,
                hint=say("Only you can read it"),
            ),
        ),
    )


def empty_log_form(turn: Turn) -> Form:
    """Return the form for a contact with whomever the leader names."""
    picks = picks_colleagues(turn.speaker)
    return log_form(
        whom_field(turn, optional=picks),
        colleague_field() if picks else None,
        today=turn.today,
    )


def _share_field() -> Field:
    return Field(
        name="listened",
        label=say("How much did you listen, in %"),
        kind="number",
        optional=True,
    )


# What a sent form tells of.


def heard_in_form(turn: Turn) -> Heard:
    """Return the contact that a sent form tells of; somebody new joins the directory.

    Raises:
        Refusal: an answer does not fit; its `field` says which.
    """
    answers = {name: value.strip() for name, value in turn.values.items()}
    how = answers.get("how") or "met"
    if how not in KIND_WEIGHTS and how not in REFUSED:
        raise Refusal(say("Choose one of the ways in the list."), field="how")
    note = answers.get("note", "")
    if len(note) > LONGEST_FORM_NOTE:
        raise Refusal(
            say(
                "That is {number} characters, and I keep up to {most}. Shorten "
                "it to the gist.",
                number=f"{len(note):,}",
                most=f"{LONGEST_FORM_NOTE:,}",
            ),
            field="note",
        )
    whom = read_whom(turn, answers, example="log Dana")
    with in_field("on"):
        on = one_date(
            answers.get("on") or str(turn.today),
            today=turn.today,
            prefer="past",
            locale=turn.speaker.locale,
        )
    with in_field("listened"):
        listened = _listened(answers.get("listened", ""))
    return Heard(
        people=tuple(whom.people),
        kind=how if how in KIND_WEIGHTS else None,
        outcome=how if how in REFUSED else None,
        on=on,
        listened=listened,
        note=note,
        explained=tuple(whom.explained),
    )


def _listened(typed: str) -> int | None:
    number = typed.rstrip("% ").strip()
    if not number:
        return None
    try:
        float(number.replace(",", "."))
    except ValueError:
        raise Refusal(say("Write a number from 0 to 100, for example 70.")) from None
    return share_of(number, percent_sign="%" in typed)
