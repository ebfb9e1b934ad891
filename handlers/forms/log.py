"""The log form: who, how, when, how much they listened, and a private note."""

from datetime import date

from handlers.forms.whom import read_whom
from handlers.forms.whom_fields import colleague_field, picks_colleagues, whom_field
from handlers.grammar.dates import one_date
from handlers.grammar.heard import Heard
from handlers.grammar.numbers import share_of
from handlers.logging_contacts import log_heard
from handlers.request import Refusal, Reply, Turn, in_field
from language.say import mark, say
from storage.contact_weight import KIND_WEIGHTS, REFUSED
from storage.message import Field, Form, Option

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
LONGEST_NOTE = 3000  # characters, Slack's limit for an input


def empty_log_form(turn: Turn) -> Form:
    """Return the form for a contact with whomever the leader names."""
    picks = picks_colleagues(turn.speaker)
    return log_form(
        whom_field(turn, optional=picks),
        colleague_field() if picks else None,
        today=turn.today,
    )


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
    """Return the form for one contact: five fields.

    Args:
        who: from `handlers.forms.whom`, as is `colleague`. Where a colleague can be
            picked, how much the leader listened is asked under the reply instead.
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
            *([] if colleague else [_share_field()]),
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


def _share_field() -> Field:
    return Field(
        name="listened",
        label=say("How much did you listen, in %"),
        kind="number",
        optional=True,
    )


def send_log_form(turn: Turn) -> Reply:
    """Save the contact that a sent form tells of.

    Raises:
        Refusal: an answer does not fit; its `field` says which.
    """
    return log_heard(turn, heard_in_form(turn))


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
    if len(note) > LONGEST_NOTE:
        raise Refusal(
            say(
                "That is {number} characters, and I keep up to {most}. Shorten "
                "it to the gist.",
                number=f"{len(note):,}",
                most=f"{LONGEST_NOTE:,}",
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
