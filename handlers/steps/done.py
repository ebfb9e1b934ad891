"""Done: a step has happened. What is asked, what it means, and what to type afterwards.

Most steps ask for a contact. One that was to leave with a next date asks for the date,
and what is written rather than said to somebody asks nothing.

Having asked for praise or for the review slot is also an ask in the ledger, and having
thanked marks the ask as thanked, so that nobody has to say it twice. All of it is one
change, undone by one press.
"""

from dataclasses import replace
from datetime import date

from handlers.contacts.log import log_heard
from handlers.contacts.log_form import heard_in_form, log_form
from handlers.grammar.contacts.contact_line import contact_in
from handlers.grammar.contacts.heard import Heard
from handlers.grammar.known_services import cut_code
from handlers.people.whom import whom_field
from handlers.steps.answering import InWords, Typed, answered, open_step, redraw_step
from handlers.steps.around import ask_around
from handlers.turn import Refusal, Reply, Turn, kept
from language.commands import to_type
from language.say import say
from language.words import day_said, quoted
from scheduler.card.meetings import log_button
from scheduler.local_time import calendar_of
from scheduler.playbook.learn_who_is_around import AROUND
from scheduler.playbook.thank_and_report_back import THANKS
from storage.contacts.facts import REFUSED
from storage.contacts.store import change_contact, latest_contacts
from storage.favours.store import change_ask, remember_ask
from storage.message import Button, Field, Form, Message
from storage.steps.facts import Shown, Suggestion
from storage.steps.store import RETURNS_WORKING_DAYS, answer_step

NEXT_DATE = "C2"  # to leave with the next date: it asks for that
WITHOUT_A_CONTACT = {"P09"}  # what is written, not said to somebody
BY_MESSAGE = {THANKS, "P06"}  # what is usually a few lines, not a meeting
ASKS = {"P06": "praise", "P08": "review slot"}  # which ask it was to do these
CONFIRMED_BY_WORD = "P03"  # an issue is fixed once its unit says so
RECORDED = "P05"  # a visible result counts once it is recorded


def done_pressed(turn: Turn) -> Reply:
    """The button Done: ask for the few facts worth keeping, or take the word for it."""
    step = open_step(turn)
    if step.step.play == AROUND:
        return ask_around(turn, step)
    if step.step.play == NEXT_DATE:
        return _ask_next_date(step)
    return (
        _ask_for_contact(turn, step) if _with_contact(step) else well_done(turn, step)
    )


def done_sent(turn: Turn) -> Reply:
    """The form behind Done: the contact."""
    step = open_step(turn)
    return done_with(turn, step, heard_in_form(turn))


def next_date_sent(turn: Turn) -> Reply:
    """The form behind Done of "leave with the next date": the date itself."""
    step = open_step(turn)
    return done_with_date(turn, step, _day_in_form(turn))


def done_typed(turn: Turn, said: InWords) -> Reply:
    """The line “done call yesterday”; without words after it, say how to go on."""
    step, name = said.step, said.step.step.approach
    if step.step.play == AROUND:
        return ask_around(turn, step)
    if step.step.play == NEXT_DATE:
        return _or_type(_ask_next_date(step), f"edit {name} next 12 May")
    if not _with_contact(step):
        return well_done(turn, step)
    verb = f"done {said.number}" if said.number else "done"
    if said.more:
        heard = contact_in(turn, f"{name} {said.more}") or _named(turn, said.more)
        if heard is None:
            raise Refusal(
                say(
                    "I did not understand {words}, so nothing was saved. Type for "
                    "example: {line}",
                    words=quoted(said.more),
                    line=to_type(f"{verb} call yesterday"),
                )
            )
        return done_with(turn, step, heard)
    return _or_type(_ask_for_contact(turn, step), f"{verb} call yesterday")


def _named(turn: Turn, more: str) -> Heard | None:
    """Return the contact of "done call yesterday with Sam", which names them itself."""
    heard = contact_in(turn, more)
    return heard if heard and heard.people else None


TYPED_DONE = Typed("done", done_typed)


def _with_contact(step: Shown) -> bool:
    return bool(step.step.approach_id) and step.step.play not in WITHOUT_A_CONTACT


def _ask_for_contact(turn: Turn, step: Shown) -> Reply:
    whom = whom_field(turn, person_id=step.step.approach_id, name=step.step.approach)
    form = log_form(
        whom,
        subject=step.id,
        action="log_done",
        today=turn.today,
        how="message" if step.step.play in BY_MESSAGE else "met",
    )
    return Reply(
        Message(headline=say("What happened with {name}?", name=step.step.approach)),
        form=form,
    )


def _ask_next_date(step: Shown) -> Reply:
    return Reply(
        Message(headline=say("When do you meet {name} next?", name=step.step.person)),
        form=Form(
            title=say("The next date"),
            action="next_date",
            subject=step.id,
            fields=(Field(name="day", label=say("Next meeting"), kind="date"),),
        ),
    )


def _day_in_form(turn: Turn) -> date:
    try:
        day = date.fromisoformat(turn.values.get("day", ""))
    except ValueError:
        raise Refusal(say("Pick the day of your next meeting."), field="day") from None
    if day <= turn.today:
        raise Refusal(
            say(
                "{day} is not ahead of us. Pick a later day.",
                day=day_said(day, turn.today),
            ),
            field="day",
        )
    return day


def _or_type(asked: Reply, line: str) -> Reply:
    """Return a question with what to type where there are no forms."""
    words = say(
        "{headline} In one line, for example: {line}",
        headline=asked.message.headline,
        line=to_type(line),
    )
    message = asked.message.model_copy(update={"headline": words})
    return replace(asked, message=message)


def done_with(turn: Turn, step: Shown, heard: Heard) -> Reply:
    """The step was done in this contact: keep both, and what the step meant."""
    _mark_done(turn, step)
    if heard.outcome not in REFUSED:
        _keep_what_it_meant(turn, step.step)
    reply = log_heard(turn, heard)
    redraw_step(turn, step)
    return _with_afterwards(reply, step.step)


def well_done(turn: Turn, step: Shown) -> Reply:
    """The step was done, and there is no contact to keep."""
    back = calendar_of(turn.speaker).add_working_days(turn.today, RETURNS_WORKING_DAYS)
    reply = answered(turn, step, "done", returns_on=back, words=say("Well done."))
    return _with_afterwards(reply, step.step)


def already_done(turn: Turn, step: Shown) -> Reply:
    """Take the word for it that it was done before, and offer to log the contact."""
    _mark_done(turn, step, reason="already_done")
    _keep_what_it_meant(turn, step.step)
    label = say("your answer to “{step}”", step=step.step.step.rstrip("."))
    change_id = turn.writer.finish(label)
    redraw_step(turn, step)
    undo = Button(label=say("Undo"), action="undo", subject=change_id)
    if not _with_contact(step):
        reply = Reply(Message(headline=say("Done already. Good."), buttons=(undo,)))
        return _with_afterwards(reply, step.step)
    message = Message(
        headline=say(
            "Done already. Good. Shall I log the contact with {name}?",
            name=step.step.approach,
        ),
        buttons=(log_button(step.step.approach_id), undo),
    )
    return _with_afterwards(Reply(message), step.step)


def done_with_date(turn: Turn, step: Shown, day: date) -> Reply:
    """The next meeting is fixed: keep its local date with the newest contact.

    Raises:
        Refusal: there is no contact to keep it with.
    """
    newest = latest_contacts(
        turn.tx,
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
    _mark_done(turn, step)
    change_contact(turn.writer, newest[0].id, next_meeting_on=day)
    redraw_step(turn, step)
    return kept(
        turn,
        say(
            "Next meeting with {name}: {day}.",
            name=step.step.person,
            day=day_said(day, turn.today),
        ),
        label=say("the next date with {name}", name=step.step.person),
    )


def _mark_done(turn: Turn, step: Shown, *, reason: str = "") -> None:
    """Answer the step within the turn's own change."""
    back = calendar_of(turn.speaker).add_working_days(turn.today, RETURNS_WORKING_DAYS)
    answer_step(
        turn.writer, step, "done", today=turn.today, returns_on=back, reason=reason
    )


def _keep_what_it_meant(turn: Turn, step: Suggestion) -> None:
    """Note the ask that was made, or the thanks that were said."""
    if step.play in ASKS:
        remember_ask(
            turn.writer,
            asked_id=step.approach_id,
            type=ASKS[step.play],
            on=turn.today,
            target_id=step.person_id,
        )
    elif step.play == THANKS:
        change_ask(turn.writer, step.about, thanked_on=turn.today)


def _with_afterwards(reply: Reply, step: Suggestion) -> Reply:
    """Return the reply with what to type afterwards as its first small print."""
    line = _afterwards(step)
    if not line:
        return reply
    small_print = (line, *reply.message.small_print)
    message = reply.message.model_copy(update={"small_print": small_print})
    return replace(reply, message=message)


def _afterwards(step: Suggestion) -> str:
    """Return how to tell what came of a step, "" where the contact itself is all."""
    if step.play == RECORDED:
        with_whom = step.approach or "NAME"
        return say(
            "To record the result, say what it is: /outreach share what you "
            "achieved with {name}; evidence where it shows",
            name=with_whom,
        )
    code = cut_code(step.step)[0] if step.play == CONFIRMED_BY_WORD else ""
    if code:
        return say(
            "When somebody there says it is fixed: "
            "/outreach issue confirm {code} by NAME",
            code=code,
        )
    return ""
