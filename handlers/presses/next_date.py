"""The next date with somebody: what Done asks where the step was to leave with one."""

from datetime import date

from handlers.kept import kept
from handlers.presses.answering import open_step
from handlers.presses.marking_done import mark_done, redraw_step
from handlers.request import Refusal, Reply, Turn
from language.say import say
from scheduler.shown_steps import Shown
from scheduler.wording import spelled
from storage.contacts import change_contact, latest_contacts
from storage.message import Field, Form, Message


def ask_next_date(step: Shown) -> Reply:
    """Ask when the next meeting is."""
    return Reply(
        Message(headline=say("When do you meet {name} next?", name=step.step.person)),
        form=Form(
            title=say("The next date"),
            action="next_date",
            subject=step.id,
            fields=(Field(name="day", label=say("Next meeting"), kind="date"),),
        ),
    )


def next_date(turn: Turn) -> Reply:
    """The form behind Done of "leave with the next date": the date itself."""
    step = open_step(turn)
    try:
        day = date.fromisoformat(turn.values.get("day", ""))
    except ValueError:
        raise Refusal(say("Pick the day of your next meeting."), field="day") from None
    if day <= turn.today:
        raise Refusal(
            say(
                "{day} is not ahead of us. Pick a later day.",
                day=spelled(day, turn.today),
            ),
            field="day",
        )
    newest = latest_contacts(
        turn.session,
        leader_id=turn.speaker.leader_id,
        person_id=step.step.person_id,
        limit=1,
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
    mark_done(turn, step)
    change_contact(turn.writer, newest[0].id, next_meeting_on=day)
    redraw_step(turn, step)
    return kept(
        turn,
        say(
            "Next meeting with {name}: {day}.",
            name=step.step.person,
            day=spelled(day, turn.today),
        ),
        label=say("the next date with {name}", name=step.step.person),
    )
