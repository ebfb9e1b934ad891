"""The meetings a morning's card prepares or asks about, as its sections."""

from collections.abc import Sequence

from language.days import MONTHS
from language.say import say
from scheduler.gather_prep import prep_of
from scheduler.meeting_days import asked_about_on, prepared_on
from scheduler.prep import prep_section
from scheduler.reachable import Reachable
from scheduler.situation import Situation
from scheduler.wording import clipped, spelled
from storage.message import Button, Section
from storage.transaction import Transaction

MOST = 2  # of either kind on one card; house rule


def meeting_sections(
    tx: Transaction, leader: Reachable, situations: Sequence[Situation]
) -> tuple[Section, ...]:
    """Return what to know before today's meetings, and the question about past ones.

    Both follow from the meeting's day alone, and there is one card a day, so that
    neither comes twice.
    """
    listed = sorted(situations, key=lambda one: one.executive.id)
    before = prepared_today(leader, situations)
    after = [one for one in listed if _is_asked_about(one, leader)]
    return (
        *(prep_section(prep_of(tx, leader.whom, one)) for one in before),
        *(did_you_meet(one) for one in after[:MOST]),
    )


def prepared_today(
    leader: Reachable, situations: Sequence[Situation]
) -> Sequence[Situation]:
    """Return whose meetings this morning's card prepares."""
    listed = sorted(situations, key=lambda one: one.executive.id)
    return [one for one in listed if _is_prepared(one, leader)][:MOST]


def _is_prepared(one: Situation, leader: Reachable) -> bool:
    day = one.tie.next_meeting_on
    if day is None:
        return False
    minute = leader.nudge_minute
    return prepared_on(day, leader.calendar, nudge_minute=minute) == one.today


def _is_asked_about(one: Situation, leader: Reachable) -> bool:
    day = one.tie.met_by_now_on
    return day is not None and asked_about_on(day, leader.calendar) == one.today


def did_you_meet(one: Situation) -> Section:
    """Return the question about a meeting that was due and that nobody logged."""
    person, day = one.executive, one.tie.met_by_now_on or one.today
    name = clipped(person.name, 200)
    said_day, typed_day = spelled(day, one.today), f"{day.day} {MONTHS[day.month - 1]}"
    return Section(
        text=say("Did you meet {name} on {day}?", name=name, day=said_day),
        facts=(
            say(
                "To log it in words: /outreach log {name} met on {day}",
                name=name,
                day=typed_day,
            ),
            say("If not, type for example: /outreach log {name} postponed", name=name),
        ),
        buttons=(log_button(person.id),),
    )


def log_button(person_id: str) -> Button:
    """Return the button that opens the log form, filled in with this person."""
    return Button(
        label=say("Log it"), action="open_log", subject=person_id, style="primary"
    )
