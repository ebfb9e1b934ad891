"""A play: two stakeholders a week, one to one (C1)."""

from datetime import timedelta

from language.say import say
from language.words import counted_in_words, day_said
from scheduler.book import Book
from scheduler.rules.introducers import CADENCE_DAYS, usual_gap
from scheduler.rules.resting import rests_until
from scheduler.situation import Situation
from storage.steps.facts import Answer, Answers, Suggestion

A_WEEK = 2  # Cramm's column
FROM_DAY = timedelta(2)  # Wednesday; house rule
WAITING = ("suggested", "accepted", "later", "refused")


def talk_with_two_a_week(book: Book) -> Answers:
    """Talk with two stakeholders one to one each week.

    When: from Wednesday on, while working days of the week are left, and one-to-ones
        with fewer than 2 stakeholders were held or are on the calendar this week.
    Step: talk with those whose turn came longest ago; as many as are missing, and no
        more than there are days left.
    Withheld: nobody under a pause, with a meeting on the calendar,
        tried this week, within their own rhythm, put on the list this week, with
        another step waiting, or never met where there is a way through somebody else.
    Source: Cramm's column of 14 June 2007; the days and who is left out are house
        rules.
    """
    if book.days_left < 1 or book.today < book.week_start + FROM_DAY:
        return ()
    held = sum(_this_week(book, one) for one in book.situations)
    missing = min(A_WEEK - held, book.days_left)
    if missing <= 0:
        return ()
    free = [
        (not _proposed(one), -overdue, one.executive.id, one, overdue)
        for one in book.situations
        if (overdue := _overdue(book, one)) and not _left_out(book, one)
    ]
    free.sort(key=lambda found: found[:3])
    return tuple(
        _suggestion(book, one, held, overdue) for *_, one, overdue in free[:missing]
    )


def _this_week(book: Book, situation: Situation) -> bool:
    """Return whether a one-to-one with this person is held or planned this week."""
    tie, next_week = situation.tie, book.week_start + timedelta(7)
    if tie.next_meeting_on is not None and tie.next_meeting_on < next_week:
        return True
    return any(book.week_start <= day <= book.today for day in tie.substantive_days)


def _overdue(book: Book, situation: Situation) -> float:
    """Return the silence over the usual gap, 0 for whoever's turn has not come."""
    tie = situation.tie
    if not tie.contact_days:
        since = situation.since
        if since is None or since >= book.week_start:
            return 0.0
        return max((book.today - since).days, 1) / CADENCE_DAYS
    silence = (book.today - tie.contact_days[-1]).days
    ratio = silence / max(usual_gap(tie.contact_days), 1)
    return ratio if ratio > 1 else 0.0


def _left_out(book: Book, situation: Situation) -> bool:
    tie = situation.tie
    if situation.unreachable or tie.next_meeting_on is not None:
        return True
    if tie.last_on is not None and tie.last_on >= book.week_start:
        return True
    if not tie.contact_days and (situation.reports or situation.mutual):
        return True  # P06 and P07 are at work
    person_id = situation.executive.id
    if book.answered("C1", person_id, "week") or book.waits_on(person_id, but="C1"):
        return True
    return any(
        earlier.play != "C1"
        and earlier.state in WAITING
        and rests_until(earlier) > book.today
        for earlier in situation.earlier
    )


def _proposed(situation: Situation) -> bool:
    """Return whether they were proposed lately; then they stay the choice."""
    return any(
        earlier.play == "C1" and rests_until(earlier) > situation.today
        for earlier in situation.earlier
    )


def _suggestion(book: Book, one: Situation, held: int, overdue: float) -> Answer:
    person, days = one.executive, one.tie.contact_days
    name = person.first_name
    none = say(
        "no one-to-ones with your stakeholders are logged or planned this week, two "
        "are a good week"
    )
    some = counted_in_words(
        "one one-to-one with your stakeholders is logged or planned this week, two are "
        "a good week",
        "{n} one-to-ones with your stakeholders are logged or planned this week, two "
        "are a good week",
        held,
    )
    talks = some if held else none
    seen = say("{name} is on your list and no talk is logged yet", name=name)
    if days:
        seen = say(
            "the last logged contact with {name} was on {day}",
            name=name,
            day=day_said(days[-1], book.today),
        )
    return Suggestion(
        step=say("Talk with {name} one to one this week.", name=name),
        because=(talks, seen),
        withdrawn_if=say(
            "you log a contact with {name}, or two other one-to-ones.", name=name
        ),
        about="week",
        approach_id=person.id,
        approach=person.name,
        person_id=person.id,
        person=person.name,
        fired_by=(str(days[-1] if days else one.since),),
        salience=one.salience,
        gap=one.stance_gap,
        overdue=overdue,
    )
