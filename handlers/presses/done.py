"""Done: a short form about what happened, and what the step itself means.

Having asked for praise or for the review slot is also an ask in the ledger, and having
thanked marks the ask as thanked, so that nobody has to say it twice. All of it is one
change, undone by one press.
"""

from datetime import date

from sqlalchemy.orm import Session

from handlers.forms.log import log_form, save_log_form
from handlers.forms.whom_fields import whom_field
from handlers.kept import kept
from handlers.presses.afterwards import with_afterwards
from handlers.presses.answering import answered, calendar_of, open_step
from handlers.request import (
    Pressed,
    Refusal,
    Reply,
    Request,
    Speaker,
    request_of,
)
from language.say import say
from scheduler.card_state import redraw_cards
from scheduler.meetings import log_button
from scheduler.steps import RETURNS_WORKING_DAYS, Shown, answer_step
from scheduler.suggestion import Suggestion
from scheduler.wording import spelled
from storage.contacts import change_contact, latest_contacts
from storage.favours import Asked, change_ask, remember_ask
from storage.message import Button, Field, Form, Message

ASKS = {"P06": "praise", "P08": "review slot"}
WITHOUT_A_CONTACT = {"P09"}  # what is written, not said to somebody
BY_MESSAGE = {"L2", "P06"}  # what is usually a few lines, not a meeting


def done(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Ask for the few facts worth keeping, or take the word for it."""
    step = open_step(session, speaker, pressed)
    today = speaker.today(pressed.at)
    if step.step.play == "C2":
        return Reply(
            Message(
                headline=say("When do you meet {name} next?", name=step.step.person)
            ),
            form=Form(
                title=say("The next date"),
                action="next_date",
                subject=pressed.subject,
                fields=(Field(name="day", label=say("Next meeting"), kind="date"),),
            ),
        )
    if not step.step.approach_id or step.step.play in WITHOUT_A_CONTACT:
        back = calendar_of(session, speaker).add_working_days(
            today, RETURNS_WORKING_DAYS
        )
        reply = answered(
            session, speaker, pressed, step, "done", returns_on=back,
            words=say("Well done."),
        )  # fmt: skip
        return with_afterwards(reply, step.step)
    how = "message" if step.step.play in BY_MESSAGE else "met"
    form = log_form(
        whom_field(
            session,
            speaker,
            person_id=step.step.approach_id,
            name=step.step.approach,
        ),
        subject=pressed.subject,
        action="log_done",
        today=today,
        how=how,
    )
    return Reply(
        Message(headline=say("What happened with {name}?", name=step.step.approach)),
        form=form,
    )


def log_done(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """The form behind Done: the contact, the answer, and what the step meant."""
    step = open_step(session, speaker, pressed)
    request = request_of(session, speaker, at=pressed.at)
    mark_done(request, step)
    if pressed.values.get("how") not in ("declined", "no reply", "postponed"):
        what_it_meant(request, step.step)
    reply = save_log_form(request, pressed)
    redraw_step(request, step)
    return with_afterwards(reply, step.step)


def next_date(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """The form behind Done of "leave with the next date": the date itself."""
    step = open_step(session, speaker, pressed)
    request = request_of(session, speaker, at=pressed.at)
    try:
        day = date.fromisoformat(pressed.values.get("day", ""))
    except ValueError:
        raise Refusal(say("Pick the day of your next meeting."), field="day") from None
    if day <= request.today:
        raise Refusal(
            say(
                "{day} is not ahead of us. Pick a later day.",
                day=spelled(day, request.today),
            ),
            field="day",
        )
    newest = latest_contacts(
        session, leader_id=speaker.leader_id, person_id=step.step.person_id, limit=1
    )
    if not newest:
        raise Refusal(
            say(
                "There is no contact with {name} to add the date to. Type: "
                "/outreach log {name} call next {day}",
                name=step.step.person,
                day=day.isoformat(),
            ),
            field="day",
        )
    mark_done(request, step)
    change_contact(request.writer, newest[0].id, next_meeting_on=day)
    redraw_step(request, step)
    return kept(
        request,
        say(
            "Next meeting with {name}: {day}.",
            name=step.step.person,
            day=spelled(day, request.today),
        ),
        label=say("the next date with {name}", name=step.step.person),
    )


def already_done(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Take the word for it that it was done, and offer to log the contact."""
    step = open_step(session, speaker, pressed)
    request = request_of(session, speaker, at=pressed.at)
    mark_done(request, step, reason="already_done")
    what_it_meant(request, step.step)
    label = say("your answer to “{step}”", step=step.step.step.rstrip("."))
    change_id = request.writer.finish(label)
    redraw_step(request, step)
    undo = Button(label=say("Undo"), action="undo", subject=change_id)
    whom = step.step.approach_id
    if not whom or step.step.play in WITHOUT_A_CONTACT:
        reply = Reply(Message(headline=say("Done already. Good."), buttons=(undo,)))
        return with_afterwards(reply, step.step)
    name = step.step.approach
    message = Message(
        headline=say(
            "Done already. Good. Shall I log the contact with {name}?", name=name
        ),
        buttons=(log_button(whom), undo),
    )
    return with_afterwards(Reply(message), step.step)


def redraw_step(request: Request, step: Shown) -> None:
    """Redraw the cards on which the step stands."""
    redraw_cards(
        request.session,
        [step.id],
        leader_id=request.speaker.leader_id,
        today=request.today,
    )


def mark_done(request: Request, step: Shown, *, reason: str = "") -> None:
    """Answer the step within the request's own change."""
    calendar = calendar_of(request.session, request.speaker)
    answer_step(
        request.writer,
        step,
        "done",
        today=request.today,
        returns_on=calendar.add_working_days(request.today, RETURNS_WORKING_DAYS),
        reason=reason,
    )


def what_it_meant(request: Request, step: Suggestion) -> None:
    """Note the ask that was made, or the thanks that were said."""
    if step.play in ASKS:
        asked = Asked(
            asked_id=step.approach_id,
            type=ASKS[step.play],
            on=request.today,
            target_id=step.person_id,
        )
        remember_ask(request.writer, asked)
    elif step.play == "L2":
        change_ask(request.writer, step.about, thanked_on=request.today)
