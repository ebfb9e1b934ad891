"""The meetings a morning's card prepares or asks about, as its sections."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from language.say import mark, say
from language.words import clipped, day_said
from scheduler.advice.engine import advise
from scheduler.card.plans import asked_about_on, awaited, questions
from scheduler.card.prep import LastTalk, Prep, prep_section
from scheduler.local_time import Calendar
from scheduler.reachable import Reachable
from scheduler.situation import Situation
from storage.contacts.store import latest_contacts, note_of
from storage.database.transactions import Transaction
from storage.leaders.facts import ForWhom
from storage.message import Button, Section
from storage.models import Contact
from storage.motives.store import topics_for

EARLY = 9 * 60  # minutes from midnight: a later card may come after the meeting; house
BEFOREHAND = 30  # minutes to read what is prepared; house rule
LONGEST = 30  # days looked back for a working day; house rule
WORDS = {
    "met": mark("you met"),
    "event": mark("you met at an event"),
    "call": mark("a call"),
    "message": mark("a message"),
    "email": mark("an email"),
}
NOT_MET = {
    "declined": mark("declined"),
    "no reply": mark("no reply"),
    "postponed": mark("postponed"),
}
KINDS = {
    "event": mark("event"),
    "call": mark("call"),
    "message": mark("message"),
    "email": mark("email"),
}
LOOKED_BACK = 20  # contacts, for the newest note; house rule
MOST = 2  # of either kind on one card; house rule
MOST_TOGETHER = 3  # of both kinds, and a step beside them; house rule


def meeting_sections(
    tx: Transaction, leader: Reachable, situations: Sequence[Situation], *, today: date
) -> tuple[Section, ...]:
    """Return what to know before today's meetings, and the questions about past ones.

    Both follow from the meeting's day alone, and there is one card a day: each is
    prepared once, and asked about on two mornings. A meeting that somebody else
    arranged is asked about once; it is a plan of the leader's only when they say so.

    Args:
        today: the leader's local date, a working day of theirs.
    """
    listed = sorted(situations, key=lambda one: one.executive.id)
    before = prepared_today(leader, situations)
    own = awaited(tx, leader.leader_id, leader.calendar, today=today)
    asked = {one.person_id for one in own}  # one question about a person
    after = [
        one
        for one in listed
        if _is_asked_about(one, leader) and one.executive.id not in asked
    ]
    sections = (
        *(prep_section(prep_of(tx, leader, one)) for one in before),
        *questions(own, today=today),
        *(did_you_meet(one) for one in after[:MOST]),
    )
    return sections[:MOST_TOGETHER]


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
    morning = prepared_on(
        day,
        leader.calendar,
        nudge_minute=leader.nudge_minute,
        at=one.tie.next_meeting_at,
    )
    return morning == one.today


def _is_asked_about(one: Situation, leader: Reachable) -> bool:
    day = one.tie.met_by_now_on
    return day is not None and asked_about_on(day, leader.calendar) == one.today


# On which morning is a meeting prepared?


def prepared_on(
    meeting_on: date, calendar: Calendar, *, nudge_minute: int, at: time | None = None
) -> date:
    """Return the morning whose card prepares a meeting.

    The morning of the day itself; the working day before when the leader's card comes
    too late for it, or when the day is none of their working days. Too late is after
    09:00, or where the time of day is known, in the half hour before it.

    Args:
        nudge_minute: when the leader's card comes, minutes from local midnight.
        at: local time of day of the meeting; None = not said.
    """
    latest = EARLY if at is None else at.hour * 60 + at.minute - BEFOREHAND
    if calendar.is_working_day(meeting_on) and nudge_minute <= latest:
        return meeting_on
    for days in range(1, LONGEST):
        day = meeting_on - timedelta(days)
        if calendar.is_working_day(day):
            return day
    return meeting_on


# Rows in, a prep card's facts out: the last note, topics, and what is held back.


def prep_of(tx: Transaction, leader: ForWhom, situation: Situation) -> Prep:
    """Return what to have in mind before the leader meets the executive."""
    person_id = situation.executive.id
    mine = {"leader_id": leader.leader_id, "person_id": person_id}
    newest = latest_contacts(tx, **mine, limit=LOOKED_BACK)
    return Prep(
        situation=situation,
        last=_last_talk(tx, newest) if newest else None,
        topics=tuple(one.text for one in topics_for(tx, **mine)),
        withheld=advise(situation).withheld,
    )


def _last_talk(tx: Transaction, newest: Sequence[Contact]) -> LastTalk:
    """Return the newest contact, with the newest note there is, of whatever day."""
    contact = newest[0]
    notes = ((one.on, note_of(tx, one)) for one in newest)
    noted_on, note = next((found for found in notes if found[1]), (contact.on, ""))
    words = say(WORDS[contact.kind])
    if contact.outcome != "met":
        words = say(NOT_MET[contact.outcome])
        if contact.kind != "met":
            words = f"{words} ({say(KINDS[contact.kind])})"
    if contact.listened is not None:
        words = say("{talk}, you listened {share}%", talk=words, share=contact.listened)
    return LastTalk(contact.on, words, note, noted_on)


def did_you_meet(one: Situation) -> Section:
    """Return the question about a meeting that was due and that nobody logged."""
    person, day = one.executive, one.tie.met_by_now_on or one.today
    name = clipped(person.name, 200)
    return Section(
        text=say(
            "Did you meet {name} on {day}?", name=name, day=day_said(day, one.today)
        ),
        facts=(say("If not, type: /outreach log {name} postponed", name=name),),
        buttons=(log_button(person.id),),
        bold=True,
    )


def log_button(person_id: str) -> Button:
    """Return the button that opens the log form, filled in with this person."""
    return Button(
        label=say("Log it"), action="open_log", subject=person_id, style="primary"
    )
