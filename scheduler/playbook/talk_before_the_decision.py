"""A play: no decider hears of it first in the meeting that decides (C6)."""

from datetime import date

from language.say import say
from language.words import day_said, listed, quoted
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact
from storage.services.facts import Gate
from storage.steps.facts import Answers, Suggestion, Withheld

DECISION_DAYS = 14  # the playbook's table; no source gives it


def talk_before_the_decision(situation: Situation) -> Answers:
    """Talk with each decider one to one before the group decides.

    When: the executive takes part in a decision within 14 days on a live item, and was
        neither heard nor proposed to on it one to one.
    Step: talk with them about it before that day; at a meeting already on the calendar
        before it, if there is one.
    Withheld: while the gate is shut; silent on the day itself, and while invitations
        pause (P01 then suggests a note).
    Source: Cramm's column of 14 June 2007, support is built "behind the scenes through
        one-on-one meetings"; the 14 days are a house rule.
    """
    if not situation.agenda or situation.unreachable:
        return ()
    due = sorted(
        (on, fact.item.id, fact)
        for fact in situation.agenda
        if (on := _undecided_on(situation, fact)) is not None
    )
    if not due:
        return ()
    on, _, first = due[0]
    if situation.credibility.gate is Gate.SHUT:
        because = listed(situation.credibility.failing)
        return (Withheld(because=because, about=first.item.id),)
    person, today = situation.executive, situation.today
    name, day = person.first_name, day_said(on, today)
    item = f"{first.item.code} {quoted(first.item.title, 80)}"
    meeting_on = situation.tie.next_meeting_on
    step = say(
        "Talk with {name} one to one about {item}, before the group decides on {day}.",
        name=name,
        item=item,
        day=day,
    )
    if meeting_on is not None and meeting_on < on:
        step = say(
            "Talk with {name} one to one about {item} when you meet on {meeting}.",
            name=name,
            item=item,
            meeting=day_said(meeting_on, today),
        )
    facts = [
        say(
            "{name} takes part in the decision on {code}",
            name=name,
            code=first.item.code,
        ),
        say(
            "you have not talked about {code} one to one yet, as far as logged",
            code=first.item.code,
        ),
    ]
    if len(due) > 1:
        others = listed([fact.item.code for _, _, fact in due[1:]])
        facts.append(say("the same holds for {codes}", codes=others))
    return (
        Suggestion(
            step=step,
            more=say("The group decides on {day}.", day=day),
            because=tuple(facts),
            withdrawn_if=say(
                "you note what {name} thinks of {code}, or the decision is moved or "
                "made.",
                name=name,
                code=first.item.code,
            ),
            about=first.item.id,
            approach_id=person.id,
            approach=person.name,
            due_on=on,
            fired_by=(first.item.id, str(on)),
        ),
    )


def _undecided_on(situation: Situation, fact: AgendaFact) -> date | None:
    """Return the day of a decision this person was not met on, or None."""
    on, person_id = fact.item.decision_on, situation.executive.id
    if on is None or not 1 <= (on - situation.today).days <= DECISION_DAYS:
        return None
    mine = [one for one in fact.item.deciders if one.person.id == person_id]
    return on if mine and mine[0].met_on_it is None else None
