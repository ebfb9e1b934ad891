"""Later: a step is put off until this afternoon, tomorrow, Monday, or a date.

The menu stands in `scheduler.card.step_sections`, whose choices are the ones read here.
"""

import re
from datetime import date, datetime, time, timedelta

from handlers.grammar.days.typed import one_date
from handlers.steps.answering import InWords, Typed, answered, open_step
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn
from language.say import say
from language.words import day_beside_today, day_said
from scheduler.card.step_sections import LATER
from scheduler.local_time import DAY_ENDS, calendar_of, monday_after
from storage.message import Field, Form, Message
from storage.steps.facts import Shown

AFTERNOON = time(15)  # local; house rule
AT_LEAST = timedelta(hours=1)  # from the press; house rule
FORM = "date"  # the choice that asks for a day
IN_WORDS = {words.casefold(): name for name, words in LATER.items() if name != FORM}
UNTIL = re.compile(r"^(?:until|till|to|on)\s+", re.IGNORECASE)


def later_pressed(turn: Turn) -> Reply:
    """The menu Later: a moment, or the form that asks for a day; else it asks which."""
    step = open_step(turn)
    if not turn.value:
        return _ask_which(turn)
    if turn.value == FORM:
        return Reply(
            Message(headline=say("Which day shall I bring it back?")),
            form=Form(
                title=say("Bring it back on"),
                action="later_date",
                subject=turn.subject,
                fields=(Field(name="day", label=say("Day"), kind="date"),),
            ),
        )
    if turn.value not in LATER:
        raise Refusal(
            say("Choose this afternoon, tomorrow, Monday or a date. Nothing changed.")
        )
    return put_off(turn, step, _chosen(turn, turn.value))


def _ask_which(turn: Turn) -> Reply:
    text = say("Until when?")
    choices = tuple(
        Choice(say(label), press=("later", turn.subject, value))
        for value, label in LATER.items()
    )
    return Reply(Message(headline=text), doubt=Doubt(text, choices))


def later_sent(turn: Turn) -> Reply:
    """The form behind "pick a date"."""
    return put_off(turn, open_step(turn), _day_in_form(turn))


def later_typed(turn: Turn, said: InWords) -> Reply:
    """The line “later tomorrow”."""
    words = UNTIL.sub("", said.more)
    if not words:
        raise _until_when(turn, f"later {said.number}".rstrip())
    return put_off(turn, said.step, _in_words(turn, words))


def _until_when(turn: Turn, verb: str) -> Refusal:
    text = say("Until when?")
    days = (turn.today + timedelta(1), monday_after(turn.today))
    choices = tuple(
        Choice(day_beside_today(day, turn.today), (f"{verb} {day.isoformat()}",))
        for day in dict.fromkeys(days)
    )
    return Refusal(text, doubt=Doubt(text, choices, "day", f"{verb} {{}}"))


TYPED_LATER = Typed("later", later_typed)


def _chosen(turn: Turn, choice: str) -> date | datetime:
    if choice == "afternoon":
        return this_afternoon(turn)
    days = {
        "tomorrow": turn.today + timedelta(1),
        "monday": monday_after(turn.today),
    }
    return days[choice]


def _day_in_form(turn: Turn) -> date:
    today = turn.today
    try:
        day = date.fromisoformat(turn.values.get("day", ""))
    except ValueError:
        raise Refusal(
            say(
                "Pick a day after today, for example {day}.",
                day=day_said(today + timedelta(7), today),
            ),
            field="day",
        ) from None
    if not today < day <= today + timedelta(366):
        raise Refusal(
            say(
                "{day} is not a day within the next year. Pick one after today.",
                day=day_said(day, today),
            ),
            field="day",
        )
    return day


def _in_words(turn: Turn, words: str) -> date | datetime:
    if choice := IN_WORDS.get(words.casefold()):
        return _chosen(turn, choice)
    day = one_date(words, today=turn.today, prefer="future", locale=turn.speaker.locale)
    if day <= turn.today:
        raise Refusal(say("That is today. Type for example: /outreach later tomorrow"))
    return day


def this_afternoon(turn: Turn) -> datetime:
    """Return when "this afternoon" is, UTC: 15:00, or an hour from now.

    Raises:
        Refusal: the working day is over.
    """
    zone = turn.speaker.zone
    local = turn.at.astimezone(zone)
    chosen = max(datetime.combine(local.date(), AFTERNOON, zone), local + AT_LEAST)
    if chosen.date() != local.date() or chosen.time() >= DAY_ENDS:
        raise Refusal(say("The afternoon is over. Choose tomorrow, Monday or a date."))
    return chosen.astimezone(turn.at.tzinfo)


def put_off(turn: Turn, step: Shown, back: date | datetime) -> Reply:
    """Rest the step until a local day, or a moment of today, UTC."""
    calendar = calendar_of(turn.speaker)
    if isinstance(back, datetime):
        local = back.astimezone(turn.speaker.zone)
        return answered(
            turn,
            step,
            "later",
            returns_on=calendar.add_working_days(turn.today, 1),
            returns_at=back,
            words=say("I will bring it back today at {time}.", time=f"{local:%H:%M}"),
        )
    on_card = back if calendar.is_working_day(back) else calendar.next_working_day(back)
    words = day_said(on_card, turn.today)
    return answered(
        turn,
        step,
        "later",
        returns_on=back,
        words=say("It comes back on {day}, if it still stands.", day=words),
    )
