"""The next date with somebody: what Done asks where the step was to leave with one."""

from datetime import date

from sqlalchemy.orm import Session

from handlers.kept import kept
from handlers.presses.answering import open_step
from handlers.presses.marking_done import mark_done, redraw_step
from handlers.request import Pressed, Refusal, Reply, Speaker, request_of
from language.say import say
from scheduler.shown_steps import Shown
from scheduler.wording import spelled
from storage.contacts import change_contact, latest_contacts
from storage.message import Field, Form, Message


def ask_next_date(step: Shown, pressed: Pressed) -> Reply:
    """Ask when the next meeting is."""
    return Reply(
        Message(headline=say("When do you meet {name} next?", name=step.step.person)),
        form=Form(
            title=say("The next date"),
            action="next_date",
            subject=pressed.subject,
            fields=(Field(name="day", label=say("Next meeting"), kind="date"),),
        ),
    )


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
