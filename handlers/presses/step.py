"""The buttons of a step: on it, done, later, not relevant, why."""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.request import Pressed, Refusal, Reply, Speaker
from scheduler.card_state import redraw_card, spoken_day
from scheduler.gather import ForWhom
from scheduler.local_time import Calendar, monday_after
from scheduler.nudges import why_message
from scheduler.planning import plan_for
from scheduler.steps import (
    REST_DAYS,
    RETURNS_WORKING_DAYS,
    Shown,
    answer_step,
    shown_step,
)
from scheduler.suggestion import Advice
from storage.changes import Writer, table_of
from storage.message import Button, Field, Form, Message
from storage.models import Leader

LEADER = table_of(Leader)

AFTERNOON = time(15)  # local; house rule
LATEST = time(18)  # local; after that "this afternoon" is over
AT_LEAST = timedelta(hours=1)  # from the press; house rule

REASONS = {
    "wrong_person": "wrong person",
    "wrong_time": "wrong time",
    "already_done": "already done",
    "disagree": "I disagree",
}

FINAL = {"done": "marked as done", "refused": "put aside"}


def accept(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """The leader takes the step on."""
    step = open_step(session, speaker, pressed)
    if step.state == "accepted":
        raise Refusal(f"You are on it already, since {_since(step)}. Nothing changed.")
    today = speaker.today(pressed.at)
    calendar = calendar_of(session, speaker)
    back = step.step.returns_on or calendar.add_working_days(
        today, RETURNS_WORKING_DAYS
    )
    return answered(
        session, speaker, pressed, step, "accepted", returns_on=back,
        words=f"Good. I will ask again on {spoken_day(back)} if it still stands.",
    )  # fmt: skip


def later(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """The leader puts the step off: this afternoon, tomorrow, Monday, or a date."""
    step = open_step(session, speaker, pressed)
    today = speaker.today(pressed.at)
    if pressed.value == "afternoon":
        moment = this_afternoon(pressed.at, speaker)
        local = moment.astimezone(speaker.zone)
        return answered(
            session, speaker, pressed, step, "later",
            returns_on=calendar_of(session, speaker).add_working_days(today, 1),
            returns_at=moment,
            words=f"I will bring it back today at {local:%H:%M}.",
        )  # fmt: skip
    if pressed.value == "date":
        return Reply(
            Message(headline="Which day shall I bring it back?"),
            form=Form(
                title="Bring it back on",
                action="later_date",
                subject=pressed.subject,
                fields=(Field(name="day", label="Day", kind="date"),),
            ),
        )
    days = {"tomorrow": today + timedelta(1), "monday": monday_after(today)}
    if pressed.value not in days:
        raise Refusal(
            "Choose this afternoon, tomorrow, Monday or a date. Nothing changed."
        )
    return put_off_to(session, speaker, pressed, step, days[pressed.value])


def later_date(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """The form behind "pick a date"."""
    step = open_step(session, speaker, pressed)
    today = speaker.today(pressed.at)
    try:
        day = date.fromisoformat(pressed.values.get("day", ""))
    except ValueError:
        raise Refusal(
            "Pick a day after today, for example "
            f"{(today + timedelta(7)).isoformat()}.",
            field="day",
        ) from None
    if not today < day <= today + timedelta(366):
        raise Refusal(
            f"{spoken_day(day)} {day.year} is not a day within the next year. "
            "Pick one after today.",
            field="day",
        )
    return put_off_to(session, speaker, pressed, step, day)


def put_off_to(
    session: Session, speaker: Speaker, pressed: Pressed, step: Shown, day: date
) -> Reply:
    """Rest the step until local date `day`."""
    shown = calendar_of(session, speaker)
    on_card = day if shown.is_working_day(day) else shown.next_working_day(day)
    return answered(
        session, speaker, pressed, step, "later", returns_on=day,
        words=f"It comes back on {spoken_day(on_card)}, if it still stands.",
    )  # fmt: skip


def not_relevant(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """The leader refuses the step, with a reason; it rests for 30 days."""
    step = open_step(session, speaker, pressed)
    if pressed.value not in REASONS:
        raise Refusal("Choose one of the reasons. Nothing changed.")
    today = speaker.today(pressed.at)
    back = today + timedelta(REST_DAYS)
    return answered(
        session, speaker, pressed, step, "refused", returns_on=back,
        reason=pressed.value,
        words=(
            f"Put aside ({REASONS[pressed.value]}). "
            f"I will not bring it up before {spoken_day(back)}."
        ),
    )  # fmt: skip


def why_step(session: Session, speaker: Speaker, pressed: Pressed) -> Reply:
    """Why this step: as it was when it was shown, and what is held back now."""
    step = own_step(session, speaker, pressed)
    today = speaker.today(pressed.at)
    whom = ForWhom(speaker.leader_id, speaker.workspace_id, speaker.person_id)
    now = plan_for(session, whom, [step.step.person_id], today=today, answered_too=True)
    advice = Advice(
        steps=(step.step,),
        withheld=now.withheld,
        notices=now.notices,
        considered=now.considered,
    )
    return Reply(why_message(advice, about=step.step.person))


def own_step(session: Session, speaker: Speaker, pressed: Pressed) -> Shown:
    """Return the step behind a button. An id is not proof: it must be the speaker's.

    Raises:
        Refusal: it is somebody else's, made up, or gone.
    """
    step = shown_step(session, leader_id=speaker.leader_id, step_id=pressed.subject)
    if step is None:
        raise Refusal(
            "That step is not on your list any more, so nothing was changed. "
            "For what matters now, type: /outreach next"
        )
    return step


def open_step(session: Session, speaker: Speaker, pressed: Pressed) -> Shown:
    """Return the step behind a button that has no final answer yet.

    Raises:
        Refusal: not the speaker's, gone, or answered before.
    """
    step = own_step(session, speaker, pressed)
    if step.state in FINAL:
        raise Refusal(
            f"You {FINAL[step.state]} this step on {_since(step)} already, "
            "so nothing was changed. To take that back, type: /outreach undo"
        )
    return step


def answered(
    session: Session,
    speaker: Speaker,
    pressed: Pressed,
    step: Shown,
    state: str,
    *,
    returns_on: date | None,
    words: str,
    returns_at: datetime | None = None,
    reason: str = "",
) -> Reply:
    """Save an answer, redraw the card, and say what was understood."""
    writer = Writer(
        session,
        workspace_id=speaker.workspace_id,
        leader_id=speaker.leader_id,
        at=pressed.at,
    )
    answer_step(
        writer, step, state, today=speaker.today(pressed.at), returns_on=returns_on,
        returns_at=returns_at, reason=reason,
    )  # fmt: skip
    change_id = writer.finish(f"your answer to “{step.step.step}”")
    if step.delivery_id:
        redraw_card(session, step.delivery_id)
    undo = Button(label="Undo", action="undo", subject=change_id)
    return Reply(Message(headline=words, buttons=(undo,)))


def calendar_of(session: Session, speaker: Speaker) -> Calendar:
    """Return the speaker's working days and holidays."""
    days = session.execute(
        sa.select(LEADER.c.working_days).where(LEADER.c.id == speaker.leader_id)
    ).scalar_one()
    return Calendar(days, speaker.country, speaker.subdivision)


def this_afternoon(at: datetime, speaker: Speaker) -> datetime:
    """Return when "this afternoon" is, UTC: 15:00, or an hour from now.

    Raises:
        Refusal: the working day is over.
    """
    local = at.astimezone(speaker.zone)
    chosen = max(datetime.combine(local.date(), AFTERNOON, speaker.zone), local + AT_LEAST)
    if chosen.date() != local.date() or chosen.time() >= LATEST:
        raise Refusal("The afternoon is over. Choose tomorrow, Monday or a date.")
    return chosen.astimezone(at.tzinfo)


def _since(step: Shown) -> str:
    return spoken_day(step.answered_on or step.suggested_on)
