"""`plan`: what is to come with somebody, kept, moved, called off; and what came of it.

Lines, sentences and buttons all end in the acts here. The line is read in `plan_line`.
"""

from datetime import date, time, timedelta

from handlers.contacts.log import log_heard, note_fact
from handlers.contacts.plan_line import read_plan, way_on
from handlers.contacts.which_plan import EXAMPLE_PLAN, check_others
from handlers.grammar.contacts.heard import Heard
from handlers.people.directory import person_by_id
from handlers.turn import Refusal, Reply, Turn, kept
from language.commands import to_type
from language.say import say
from language.words import (
    WHOLE_NOTE,
    counted,
    date_typed,
    day_beside_today,
    day_said,
    quoted,
    with_time,
)
from scheduler.card.card_state import MEETING_IN_WORDS, redraw_plan
from scheduler.card.plans import (
    AWAITED_DAYS,
    asked_about_on,
    awaited,
    day_of_plan,
    did_it_take_place,
    plan_in_words,
    plan_title,
)
from scheduler.local_time import calendar_of
from storage.contacts.facts import PLANNED, PLANNED_KINDS, ContactFact
from storage.contacts.plans import (
    PlanFact,
    drop_meeting,
    meeting_with,
    meetings_between,
    move_meeting,
)
from storage.contacts.store import change_contact, remember_contact
from storage.message import Message, Section
from storage.people.facts import Known

LISTED_PLANS = 25  # of all that is planned; house rule


def plan(turn: Turn) -> Reply:
    """Plan a meeting, move it or call it off. Alone: what is planned.

    Examples:
        plan Dana lunch tuesday 12:30: bring the numbers
        plan Dana move friday 10:00
        plan Dana cancel
        plan
    """
    if not turn.text:
        return all_plans(turn)
    stands, said = read_plan(turn)
    if stands is None:
        return plan_contacts(turn, said)
    if said.next_on is None:
        return cancel_plan(turn, stands, note=said.note)
    return move_plan(turn, stands, said.next_on, said.next_at, note=said.note)


def plan_contacts(turn: Turn, planned: Heard) -> Reply:
    """Keep a plan with everybody named; it is no contact before they say so.

    What is planned with somebody on that day already gets the time and the note that
    are told now.

    Raises:
        Refusal: it is past, about the leader alone, or planned like that already.
    """
    check_others(turn, planned.people)
    _check_ahead(turn, planned)
    kept_anew = [_keep_one(turn, planned, person) for person in planned.people]
    names = [person.name for person in planned.people]
    title = plan_title(planned.kind or "met", names)
    day = with_time(day_beside_today(planned.ahead_on, turn.today), planned.next_at)
    if not any(kept_anew):
        raise _as_it_is(names[0], title, day)
    facts = (note_fact(planned.note),) if planned.note else ()
    told = say("Planned: {plan}, {day}.", plan=title, day=day)
    return kept(
        turn,
        " ".join((told, *_when_asked(turn, planned.ahead_on))),
        label=say("plan: {plan}", plan=title),
        sections=tuple(Section(text=fact) for fact in facts),
    )


def _check_ahead(turn: Turn, planned: Heard) -> None:
    now = turn.at.astimezone(turn.speaker.zone).time()
    late = (
        planned.ahead_on == turn.today
        and planned.next_at is not None
        and planned.next_at < now
    )
    if planned.ahead_on < turn.today or late:
        raise way_on(turn, planned)


def _keep_one(turn: Turn, planned: Heard, person: Known) -> bool:
    """Keep the plan with one person; say whether anything is new."""
    same = [
        one
        for one in meetings_between(
            turn.tx,
            turn.speaker.leader_id,
            since=planned.ahead_on,
            through=planned.ahead_on,
            person_id=person.id,
        )
        if not one.with_contact and one.kind == planned.kind
    ]
    told: dict[str, object] = {
        "next_meeting_at": planned.next_at,
        "note": planned.note,
    }
    if not same:
        remember_contact(
            turn.writer,
            ContactFact(
                person_id=person.id,
                on=turn.today,
                at=turn.at,
                kind=planned.kind or "met",
                outcome=PLANNED,
                next_meeting_on=planned.ahead_on,
                next_meeting_at=planned.next_at,
                note=planned.note,
            ),
        )
        return True
    before = {"next_meeting_at": same[0].at, "note": same[0].note}
    new = {name: said for name, said in told.items() if said and said != before[name]}
    if new:
        change_contact(turn.writer, same[0].id, **new)
    return bool(new)


def _when_asked(turn: Turn, on: date) -> tuple[str, ...]:
    """Return when it will be asked about; nothing where no cards come."""
    if turn.speaker.stopped:
        return ()
    morning = asked_about_on(on, calendar_of(turn.speaker))
    if morning == on + timedelta(1):
        return (say("I will ask you the morning after."),)
    return (say("I will ask you on {day}.", day=day_said(morning, turn.today)),)


def move_plan(
    turn: Turn, plan: PlanFact, on: date, at: time | None, *, note: str = ""
) -> Reply:
    """Give a meeting another day.

    Args:
        at: its new time of day; None = the one it had.
        note: kept behind the one it has.

    Raises:
        Refusal: that is past, or how it stands already.
    """
    at = at or plan.at
    now = turn.at.astimezone(turn.speaker.zone).time()
    new_day = with_time(day_beside_today(on, turn.today), at)
    title = plan_title(plan.kind, [plan.name])
    if on < turn.today or (on == turn.today and at is not None and at < now):
        raise Refusal(
            say(
                "{day} has passed. Say a later day, for example: {line}",
                day=new_day,
                line=to_type(f"plan {plan.name} move tomorrow"),
            )
        )
    if (on, at) == (plan.on, plan.at):
        raise _as_it_is(plan.name, title, new_day)
    move_meeting(turn.writer, plan, on, at)
    kept_note = note and not plan.with_contact  # a contact's note is about that
    if kept_note:
        whole = f"{plan.note}\n{note}" if plan.note else note
        change_contact(turn.writer, plan.id, note=whole)
    _redraw(turn, plan, "moved")
    return kept(
        turn,
        say(
            "Moved: {plan}, {day}. It was {before}.",
            plan=title,
            day=new_day,
            before=day_of_plan(plan, turn.today),
        ),
        label=say("move of {plan}", plan=title),
        sections=(Section(text=note_fact(note)),) if kept_note else (),
        small_print=_not_kept("" if kept_note else note),
    )


def _as_it_is(name: str, title: str, day: str) -> Refusal:
    return Refusal(
        say(
            "I have that already: {plan}, {day}. To move it, type for example: {line}",
            plan=title,
            day=day,
            line=to_type(f"plan {name} move friday"),
        )
    )


def cancel_plan(turn: Turn, plan: PlanFact, *, note: str = "") -> Reply:
    """Call a meeting off; nothing is logged, and so no note is kept."""
    title = plan_title(plan.kind, [plan.name])
    drop_meeting(turn.writer, plan)
    _redraw(turn, plan, "dropped")
    return kept(
        turn,
        say(
            "Off: {plan}, {day}. No contact is logged.",
            plan=title,
            day=day_of_plan(plan, turn.today),
        ),
        label=say("cancelling {plan}", plan=title),
        small_print=_not_kept(note),
    )


def _not_kept(note: str) -> tuple[str, ...]:
    if not note:
        return ()
    return (say("Not kept: {note}", note=quoted(note, WHOLE_NOTE)),)


def _redraw(turn: Turn, plan: PlanFact, answer: str) -> None:
    redraw_plan(
        turn.tx,
        plan.id,
        say(MEETING_IN_WORDS[answer]) if answer else "",
        leader_id=turn.speaker.leader_id,
        today=turn.today,
    )


def ask_again(turn: Turn, person_id: str) -> None:
    """Let the cards ask again about the meetings with somebody that are open again."""
    found = meetings_between(
        turn.tx,
        turn.speaker.leader_id,
        since=turn.today - timedelta(AWAITED_DAYS),
        through=turn.today - timedelta(1),
        person_id=person_id,
    )
    for one in found:
        _redraw(turn, one, "")


# What is planned, and what waits for an answer.


def all_plans(turn: Turn) -> Reply:
    """Show what is planned from today on, and ask about what is past."""
    leader_id, today = turn.speaker.leader_id, turn.today
    coming = meetings_between(turn.tx, leader_id, since=today)
    past = awaited(turn.tx, leader_id, calendar_of(turn.speaker), today=today)
    if not coming and not past:
        return Reply(
            Message(
                headline=say(
                    "Nothing is planned. To plan something, type for example: {line}",
                    line=to_type(EXAMPLE_PLAN),
                )
            )
        )
    sections = [did_it_take_place(one, today) for one in past[:LISTED_PLANS]]
    sections += [
        Section(
            text=plan_in_words(one, today),
            facts=(say("Your note: {note}", note=quoted(one.note, WHOLE_NOTE)),)
            if one.note
            else (),
        )
        for one in coming[:LISTED_PLANS]
    ]
    if len(coming) > LISTED_PLANS:
        more = len(coming) - LISTED_PLANS
        sections.append(Section(text=say("And {number} more", number=more)))
    name = (coming or past)[0].name
    return Reply(
        Message(
            headline=counted(
                "{n} meeting is planned.", "{n} meetings are planned.", len(coming)
            )
            if coming
            else say("Nothing is planned from today on."),
            sections=tuple(sections),
            small_print=(
                say(
                    "To move one: {move}. To call it off: {cancel}",
                    move=to_type(f"plan {name} move friday"),
                    cancel=to_type(f"plan {name} cancel"),
                ),
            ),
        )
    )


# The answers to "did it happen?".


def plan_held(turn: Turn) -> Reply:
    """The button “Yes, log it”: it took place, on the day it was planned for."""
    return _logged(turn, "held", None)


def plan_postponed(turn: Turn) -> Reply:
    """The button “Postponed”."""
    return _logged(turn, "postponed", "postponed")


def plan_declined(turn: Turn) -> Reply:
    """The button “They declined”."""
    return _logged(turn, "declined", "declined")


def plan_dropped(turn: Turn) -> Reply:
    """The button “Did not happen”: the plan ends, and nothing is logged."""
    return cancel_plan(turn, _past_plan(turn))


def _logged(turn: Turn, answer: str, outcome: str | None) -> Reply:
    past = _past_plan(turn)
    person = person_by_id(turn, past.person_id)
    assert person is not None  # a contact names them
    reply = log_heard(
        turn,
        Heard(
            people=(person,),
            kind=PLANNED_KINDS[past.kind],
            outcome=outcome,
            on=past.on,
            note=past.note,
        ),
    )
    _redraw(turn, past, answer)
    return reply


def _past_plan(turn: Turn) -> PlanFact:
    """Return the meeting behind a button. An id is not proof: it must be the speaker's.

    Raises:
        Refusal: somebody else's, made up, answered or logged before; or still ahead.
    """
    found = meeting_with(turn.tx, turn.subject, leader_id=turn.speaker.leader_id)
    if found is None:
        raise Refusal(
            say(
                "That is not open any more: it was answered or logged, so nothing was "
                "changed. For what is planned, type: {line}",
                line=to_type("plan"),
            )
        )
    if found.on > turn.today:
        raise Refusal(
            say(
                "That is planned for {day} now, so nothing was changed. To log it "
                "anyway, type: {line}",
                day=day_of_plan(found, turn.today),
                line=to_type(
                    f"log {found.name} met {date_typed(turn.today, turn.today)}"
                ),
            )
        )
    return found
