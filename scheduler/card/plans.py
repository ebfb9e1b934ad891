"""Meetings to come in words, and the question about one whose day is past.

It is asked on two mornings at most, and then never again.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from language.say import mark, say
from language.words import clipped, day_beside_today, day_said, listed, with_time
from scheduler.card.step_sections import rest_menu
from scheduler.local_time import Calendar
from storage.contacts.plans import PlanFact, meetings_between
from storage.database.transactions import Transaction
from storage.message import Button, Menu, Option, Section

PLANNED_WITH = {
    "met": mark("meeting with {names}"),
    "breakfast": mark("breakfast with {names}"),
    "coffee": mark("coffee with {names}"),
    "lunch": mark("lunch with {names}"),
    "dinner": mark("dinner with {names}"),
    "drinks": mark("drinks with {names}"),
    "walk": mark("walk with {names}"),
    "call": mark("call with {names}"),
    "event": mark("event with {names}"),
    "message": mark("message with {names}"),
    "email": mark("email with {names}"),
}
AWAITED_DAYS = 30  # looked back for a meeting to be asked about; house rule
ASKED_A_CARD = 2  # questions on one card; house rule
AHEAD_DAYS = 7  # what comes within these is shown above the steps; house rule
SHOWN_AHEAD = 5  # lines; house rule
LONGEST_TITLE = 200  # characters of the names; house rule


def plan_title(kind: str, names: Sequence[str]) -> str:
    """Return e.g. "lunch with Rosa Lim"."""
    return say(PLANNED_WITH[kind], names=clipped(listed(names), LONGEST_TITLE))


def day_of_plan(plan: PlanFact, today: date) -> str:
    """Return e.g. "tomorrow, Tue 7 April at 15:00"."""
    return with_time(day_beside_today(plan.on, today), plan.at)


def plan_in_words(plan: PlanFact, today: date) -> str:
    """Return e.g. "Tue 7 April at 15:00: lunch with Rosa Lim"."""
    day = with_time(day_said(plan.on, today), plan.at)
    return f"{day}: {plan_title(plan.kind, [plan.name])}"


def coming_up(
    tx: Transaction, leader_id: str, *, today: date, person_id: str = ""
) -> tuple[Section, ...]:
    """Return today's and the coming seven days' meetings, as at most one section.

    Args:
        person_id: only with this person; "" = with anybody.
    """
    through = today + timedelta(AHEAD_DAYS)
    found = meetings_between(
        tx, leader_id, since=today, through=through, person_id=person_id
    )
    if not found:
        return ()
    lines = [plan_in_words(one, today) for one in found[:SHOWN_AHEAD]]
    if len(found) > SHOWN_AHEAD:
        more = len(found) - SHOWN_AHEAD
        lines.append(say("And {n} more: /outreach plan", n=more))
    return (Section(text=say("Coming up"), facts=tuple(lines)),)


# Did it happen? On which mornings that is asked, and what.


def asked_about_on(meeting_on: date, calendar: Calendar) -> date:
    """Return the first morning whose card asks about a meeting that nobody logged."""
    return calendar.next_working_day(meeting_on)


def asked_again_on(meeting_on: date, calendar: Calendar) -> date:
    """Return the second one, and the last."""
    return calendar.add_working_days(meeting_on, 2)


def awaited(
    tx: Transaction,
    leader_id: str,
    calendar: Calendar,
    *,
    today: date,
    person_id: str = "",
) -> list[PlanFact]:
    """Return the past meetings of which it may still be asked whether they happened.

    Those that were not asked about yet come first, each kind soonest first.
    """
    found = meetings_between(
        tx,
        leader_id,
        since=today - timedelta(AWAITED_DAYS),
        through=today - timedelta(1),
        person_id=person_id,
    )
    open_ones = [one for one in found if today <= asked_again_on(one.on, calendar)]
    return sorted(open_ones, key=lambda one: asked_about_on(one.on, calendar) < today)


def questions(found: Sequence[PlanFact], *, today: date) -> tuple[Section, ...]:
    """Return what this working day's card asks about these: at most two."""
    asked = [did_it_take_place(one, today) for one in found[:ASKED_A_CARD]]
    if len(found) > ASKED_A_CARD:
        more = len(found) - ASKED_A_CARD
        line = say("To answer for {n} more: /outreach plan", n=more)
        asked[-1] = asked[-1].model_copy(update={"facts": (line,)})
    return tuple(asked)


def did_it_take_place(plan: PlanFact, today: date) -> Section:
    """Return the question about one meeting, with its answers."""
    title = plan_title(plan.kind, [plan.name])
    return Section(
        text=say(
            "Did it happen? {plan}, {day}.",
            plan=title[:1].upper() + title[1:],
            day=day_beside_today(plan.on, today),
        ),
        buttons=answers_to(plan.id),
        subject=plan.id,
        bold=True,
    )


def answers_to(plan_id: str) -> tuple[Button | Menu, ...]:
    """Return the answers to "did it happen?"."""
    return (
        Button(
            label=say("Yes, log it"),
            action="plan_held",
            subject=plan_id,
            style="primary",
        ),
        Button(label=say("Postponed"), action="plan_postponed", subject=plan_id),
        rest_menu(
            plan_id,
            (
                Option(label=say("They declined"), value="plan_declined"),
                Option(label=say("Did not happen"), value="plan_dropped"),
            ),
        ),
    )
