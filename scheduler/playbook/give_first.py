"""A play: give before you ask again (C5)."""

from language.say import say
from language.words import day_said, quoted
from scheduler.rules.asking import cap_reached, gift_is_due, what_is_missing, witnesses
from scheduler.situation import Colleague, Situation
from storage.favours.facts import AskFact
from storage.people.facts import PersonFact
from storage.services.facts import Gate
from storage.steps.facts import Answers, Suggestion

QUIET_LEVEL = 7  # while no ask waits for it; house rule


def give_first(situation: Situation) -> Answers:
    """Do a favour nobody asked for, or praise one thing, before the next ask.

    When: a gift is all that the next good word waits for; or the executive was asked
        for something, which is over and thanked for. Nothing was given since.
    Step: an unasked favour, or praise for one specific thing.
    Withheld: silent while the gate is shut, while another witness is free, and while
        invitations pause for the executive's own gift.
    Source: Cramm's column of 14 June 2007, "appropriate praise and doing unsolicited
        favours"; Cohen and Bradford on reciprocity.
    """
    if situation.mutual and situation.needs_a_route:
        return _to_a_witness(situation)
    if not situation.asks or situation.unreachable:
        return ()
    return _to_the_executive(situation)


def _to_a_witness(situation: Situation) -> Answers:
    if situation.credibility.gate is Gate.SHUT:
        return ()
    first: Colleague | None = None
    for colleague in witnesses(situation):
        if cap_reached(colleague, situation.today):
            continue
        if what_is_missing(situation, colleague):
            continue
        if not gift_is_due(colleague):
            return ()
        first = first or colleague
    if first is None:
        return ()
    facts = [
        say(
            "a good word to {executive} waits for it",
            executive=situation.executive.first_name,
        )
    ]
    if first.motivators:
        name, what = first.person.first_name, quoted(first.motivators[0].text, 80)
        facts.append(say("{name} cares about {what}", name=name, what=what))
    return (_suggestion(situation, first.person, first.asks[-1], facts),)


def _to_the_executive(situation: Situation) -> Answers:
    person, given = situation.executive, situation.last_given_on
    asks = [ask for ask in situation.asks if ask.asked.id == person.id]
    if not asks or any(ask.open for ask in asks):
        return ()
    if any(ask.fulfilled_on and not ask.thanked_on for ask in asks):
        return ()  # thanks come first (L2)
    if given is not None and given >= asks[-1].on:
        return ()
    return (_suggestion(situation, person, asks[-1], [], level=QUIET_LEVEL),)


def _suggestion(
    situation: Situation,
    person: PersonFact,
    ask: AskFact,
    facts: list[str],
    *,
    level: int = 0,
) -> Suggestion:
    name = person.first_name
    return Suggestion(
        step=say(
            "Do {name} a favour nobody asked for, before you ask again.", name=name
        ),
        more=say("Or praise one thing {name} did well.", name=name),
        because=(
            say(
                "you asked {name} on {day}",
                name=name,
                day=day_said(ask.on, situation.today),
            ),
            say("nothing you gave {name} since is logged", name=name),
            *facts,
        ),
        withdrawn_if=say("you log it (given {name}: reviewed the plan).", name=name),
        about=person.id,
        approach_id=person.id,
        approach=person.name,
        level=level,
        fired_by=(ask.id,),
    )
