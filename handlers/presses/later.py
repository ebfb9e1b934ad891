"""The button Later: this afternoon, tomorrow, Monday, or a date."""

from datetime import date, datetime, time, timedelta

from handlers.presses.answering import answered, calendar_of, open_step
from handlers.request import Refusal, Reply, Speaker, Turn
from language.say import say
from scheduler.local_time import monday_after
from scheduler.shown_steps import Shown
from scheduler.wording import spelled
from storage.message import Field, Form, Message

AFTERNOON = time(15)  # local; house rule
LATEST = time(18)  # local; after that "this afternoon" is over
AT_LEAST = timedelta(hours=1)  # from the press; house rule


def later(turn: Turn) -> Reply:
    """The leader puts the step off: this afternoon, tomorrow, Monday, or a date."""
    step = open_step(turn)
    today = turn.today
    if turn.value == "afternoon":
        moment = this_afternoon(turn.at, turn.speaker)
        local = moment.astimezone(turn.speaker.zone)
        return answered(
            turn, step, "later",
            returns_on=calendar_of(turn).add_working_days(today, 1),
            returns_at=moment,
            words=say("I will bring it back today at {time}.", time=f"{local:%H:%M}"),
        )  # fmt: skip
    if turn.value == "date":
        return Reply(
            Message(headline=say("Which day shall I bring it back?")),
            form=Form(
                title=say("Bring it back on"),
                action="later_date",
                subject=turn.subject,
                fields=(Field(name="day", label=say("Day"), kind="date"),),
            ),
        )
    days = {"tomorrow": today + timedelta(1), "monday": monday_after(today)}
    if turn.value not in days:
        raise Refusal(
            say("Choose this afternoon, tomorrow, Monday or a date. Nothing changed.")
        )
    return put_off_to(turn, step, days[turn.value])


def later_date(turn: Turn) -> Reply:
    """The form behind "pick a date"."""
    step = open_step(turn)
    today = turn.today
    try:
        day = date.fromisoformat(turn.values.get("day", ""))
    except ValueError:
        raise Refusal(
            say(
                "Pick a day after today, for example {day}.",
                day=spelled(today + timedelta(7), today),
            ),
            field="day",
        ) from None
    if not today < day <= today + timedelta(366):
        raise Refusal(
            say(
                "{day} is not a day within the next year. Pick one after today.",
                day=spelled(day, today),
            ),
            field="day",
        )
    return put_off_to(turn, step, day)


def put_off_to(turn: Turn, step: Shown, day: date) -> Reply:
    """Rest the step until local date `day`."""
    shown = calendar_of(turn)
    on_card = day if shown.is_working_day(day) else shown.next_working_day(day)
    words = spelled(on_card, turn.today)
    return answered(
        turn, step, "later", returns_on=day,
        words=say("It comes back on {day}, if it still stands.", day=words),
    )  # fmt: skip


def this_afternoon(at: datetime, speaker: Speaker) -> datetime:
    """Return when "this afternoon" is, UTC: 15:00, or an hour from now.

    Raises:
        Refusal: the working day is over.
    """
    local = at.astimezone(speaker.zone)
    chosen = max(
        datetime.combine(local.date(), AFTERNOON, speaker.zone), local + AT_LEAST
    )
    if chosen.date() != local.date() or chosen.time() >= LATEST:
        raise Refusal(say("The afternoon is over. Choose tomorrow, Monday or a date."))
    return chosen.astimezone(at.tzinfo)
