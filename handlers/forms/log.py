"""The log form: who, how, when, how much they listened, and a private note."""

from datetime import date

from sqlalchemy.orm import Session

from handlers.grammar.dates import one_date
from handlers.grammar.heard import Heard
from handlers.grammar.names import find_people_in
from handlers.grammar.numbers import share_of
from handlers.logging_contacts import log_heard
from handlers.request import Pressed, Refusal, Reply, Request, Speaker, request_of
from storage.message import Field, Form, Option
from storage.tie_totals import KIND_WEIGHTS, REFUSED

HOW = (
    ("met", "Met"),
    ("call", "Call"),
    ("message", "Message"),
    ("email", "Email"),
    ("event", "Event"),
    ("declined", "They declined"),
    ("no reply", "No reply"),
    ("postponed", "They postponed"),
)
LONGEST_NOTE = 3000  # characters, Slack's limit for an input


def log_form(
    *,
    today: date,
    person: str = "",
    subject: str = "",
    action: str = "log",
    how: str = "met",
    on: date | None = None,
    note: str = "",
) -> Form:
    """Return the form for one contact.

    Args:
        today: local date it is filled in with.
        person: name it is filled in with, "" to ask.
        subject: what the press handed on, e.g. a suggestion's id.
        action: what sending it does.
        how: kind or outcome it is filled in with.
        on: local day it is filled in with; None = today.
        note: what the private note is filled in with.
    """
    return Form(
        title="Log a contact",
        action=action,
        subject=subject,
        fields=(
            Field(
                name="who", label="With whom", value=person, hint="One name or several"
            ),
            Field(
                name="how",
                label="How",
                kind="choice",
                value=how,
                options=tuple(Option(label=said, value=how) for how, said in HOW),
            ),
            Field(
                name="on",
                label="When",
                kind="date",
                value=str(on or today),
                latest=today,
            ),
            Field(
                name="listened",
                label="How much did you listen, in %",
                kind="number",
                optional=True,
            ),
            Field(
                name="note",
                label="Private note",
                kind="long_text",
                value=note,
                optional=True,
                hint="Only you can read it",
            ),
        ),
    )


def send_log_form(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Save the contact that a sent form tells of."""
    return save_log_form(request_of(session, speaker, at=pressed.at), pressed)


def save_log_form(request: Request, pressed: Pressed) -> Reply:
    """Save the contact that a sent form tells of, with the request's other writes.

    Raises:
        Refusal: an answer does not fit; its `field` says which.
    """
    answers = {name: value.strip() for name, value in pressed.values.items()}
    return log_heard(request, _heard(request, answers))


def _heard(request: Request, answers: dict[str, str]) -> Heard:
    how = answers.get("how") or "met"
    if how not in KIND_WEIGHTS and how not in REFUSED:
        raise Refusal("Choose one of the ways in the list.", field="how")
    note = answers.get("note", "")
    if len(note) > LONGEST_NOTE:
        raise Refusal(
            f"That is {len(note):,} characters, and I keep up to {LONGEST_NOTE:,}. "
            "Shorten it to the gist.",
            field="note",
        )
    try:
        field = "who"
        people = find_people_in(request, answers.get("who", ""), example="log Dana")
        field = "on"
        on = one_date(
            answers.get("on") or str(request.today),
            today=request.today,
            prefer="past",
            locale=request.speaker.locale,
        )
        field = "listened"
        listened = _listened(answers.get("listened", ""))
    except Refusal as refusal:
        text = " ".join((refusal.text, *refusal.choices))
        raise Refusal(text, field=field) from refusal
    return Heard(
        people=tuple(people),
        kind=how if how in KIND_WEIGHTS else None,
        outcome=how if how in REFUSED else None,
        on=on,
        listened=listened,
        note=note,
    )


def _listened(typed: str) -> int | None:
    number = typed.rstrip("% ").strip()
    if not number:
        return None
    try:
        float(number.replace(",", "."))
    except ValueError:
        raise Refusal("Write a number from 0 to 100, for example 70.") from None
    return share_of(number, percent_sign="%" in typed)
