"""Done: a short form about what happened, and what the step itself means.

Having asked for praise or for the review slot is also an ask in the ledger, and having
thanked marks the ask as thanked, so that nobody has to say it twice. All of it is one
change, undone by one press.
"""

from handlers.forms.log import log_form, send_log_form
from handlers.forms.whom_fields import whom_field
from handlers.presses.afterwards import with_afterwards
from handlers.presses.answering import answered, calendar_of, open_step
from handlers.presses.marking_done import mark_done, redraw_step, what_it_meant
from handlers.presses.next_date import ask_next_date
from handlers.request import Reply, Turn
from language.say import say
from scheduler.meetings import log_button
from scheduler.showing_steps import RETURNS_WORKING_DAYS
from storage.message import Button, Message

WITHOUT_A_CONTACT = {"P09"}  # what is written, not said to somebody
BY_MESSAGE = {"L2", "P06"}  # what is usually a few lines, not a meeting


def done(turn: Turn) -> Reply:
    """Ask for the few facts worth keeping, or take the word for it."""
    step = open_step(turn)
    today = turn.today
    if step.step.play == "C2":
        return ask_next_date(step)
    if not step.step.approach_id or step.step.play in WITHOUT_A_CONTACT:
        back = calendar_of(turn).add_working_days(today, RETURNS_WORKING_DAYS)
        reply = answered(
            turn, step, "done", returns_on=back,
            words=say("Well done."),
        )  # fmt: skip
        return with_afterwards(reply, step.step)
    how = "message" if step.step.play in BY_MESSAGE else "met"
    form = log_form(
        whom_field(
            turn,
            person_id=step.step.approach_id,
            name=step.step.approach,
        ),
        subject=turn.subject,
        action="log_done",
        today=today,
        how=how,
    )
    return Reply(
        Message(headline=say("What happened with {name}?", name=step.step.approach)),
        form=form,
    )


def log_done(turn: Turn) -> Reply:
    """The form behind Done: the contact, the answer, and what the step meant."""
    step = open_step(turn)
    mark_done(turn, step)
    if turn.values.get("how") not in ("declined", "no reply", "postponed"):
        what_it_meant(turn, step.step)
    reply = send_log_form(turn)
    redraw_step(turn, step)
    return with_afterwards(reply, step.step)


def already_done(turn: Turn) -> Reply:
    """Take the word for it that it was done, and offer to log the contact."""
    step = open_step(turn)
    mark_done(turn, step, reason="already_done")
    what_it_meant(turn, step.step)
    label = say("your answer to “{step}”", step=step.step.step.rstrip("."))
    change_id = turn.writer.finish(label)
    redraw_step(turn, step)
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
