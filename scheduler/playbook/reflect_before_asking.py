"""A play: after a hard conversation, show first that you have heard (C4)."""

from language.say import say
from language.words import day_said, quoted
from scheduler.playbook.write_five_topics import WITHIN_DAYS
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact
from storage.steps.facts import Answers, Suggestion


def reflect_before_asking(situation: Situation) -> Answers:
    """Open the next meeting with two reflections of what was said, then one question.

    When: a meeting is today or in 2 days, and the last conversation was tense or an
        objection is not answered.
    Step: two reflections in the other's own sense, and only then a question.
    Withheld: silent without a meeting on the calendar.
    Source: Cramm's column of 14 June 2007; MITI 4 calls two reflections to a question
        good; the 2 days are a house rule.
    """
    tie = situation.tie
    meeting_on = tie.next_meeting_on
    if meeting_on is None:
        return ()
    objecting = [fact for fact in situation.agenda if fact.stance.objection_open]
    if tie.tense_on is None and not objecting:
        return ()
    if (meeting_on - situation.today).days > WITHIN_DAYS:
        return ()
    person, day = situation.executive, day_said(meeting_on, situation.today)
    facts = []
    if tie.tense_on is not None:
        on = day_said(tie.tense_on, situation.today)
        facts.append(say("the conversation on {day} was tense", day=on))
    facts += [_objection(fact) for fact in objecting]
    return (
        Suggestion(
            step=say(
                "Open the meeting with {name} on {day} with what you have heard.",
                name=person.first_name,
                day=day,
            ),
            more=say("Reflect it twice, and only then ask a question."),
            because=tuple(facts),
            withdrawn_if=say(
                "the meeting is moved or held, or a later conversation is not tense "
                "and every objection is answered."
            ),
            about="reflect",
            approach_id=person.id,
            approach=person.name,
            due_on=meeting_on,
            returns_on=meeting_on,
            fired_by=(
                str(meeting_on),
                str(tie.tense_on),
                *(fact.item.id for fact in objecting),
            ),
        ),
    )


def _objection(fact: AgendaFact) -> str:
    said = say("an objection to {code} is not answered", code=fact.item.code)
    words = quoted(fact.stance.objection, 80)
    return f"{said}: {words}" if fact.stance.objection else said
