"""A play: an agenda moves when its owners share it (P16)."""

from language.say import say
from language.words import AT_LENGTH, listed, quoted
from scheduler.rules.asking import pausing_words
from scheduler.rules.enquiry import objection_words
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact, ps_said
from storage.services.facts import Gate
from storage.steps.facts import Answer, Answers, Suggestion, Withheld


def share_the_agenda(situation: Situation) -> Answers:
    """Have the owner state the priority and the measure, and put their name on it.

    When: the executive owns one of the Three P's of a live item and is not recorded as
        its sponsor; it says so when only the leader's own unit sponsors the item.
    Step: ask for the priority and the measure of success; rewrite the item with it.
    Withheld: until their view is heard (P11 first), while an objection waits for an
        answer, the gate is shut, or invitations pause. Silent where they rank it low
        (P17).
    Source: S14.
    """
    if not situation.agenda:
        return ()
    answers = [
        _answer(situation, fact)
        for fact in situation.agenda
        if fact.owns and "sponsor" not in fact.parts and fact.stance.priority != "low"
    ]
    return tuple(answers)


def _answer(situation: Situation, fact: AgendaFact) -> Answer:
    name, item = situation.executive.first_name, fact.item
    if situation.credibility.gate is Gate.SHUT:
        because = listed(situation.credibility.failing)
        return Withheld(because=because, about=item.id)
    reasons = []
    if not fact.stance.heard(situation.today):
        reasons.append(
            say(
                "{name}'s view of {code} has to be heard first",
                name=name,
                code=item.code,
            )
        )
    if fact.stance.objection_open:
        reasons.append(objection_words(situation, fact))
    if situation.paused:
        reasons.append(pausing_words(situation))
    if reasons:
        return Withheld(because=listed(reasons), about=item.id)
    return _shared(situation, fact)


def _shared(situation: Situation, fact: AgendaFact) -> Suggestion:
    name, item = situation.executive.first_name, fact.item
    facts = [
        say(
            "{name} owns {what} of {code}",
            name=name,
            what=ps_said(fact.owns),
            code=item.code,
        )
    ]
    if item.outside_sponsors:
        names = listed([person.first_name for person in item.sponsors])
        facts.append(
            say(
                "{code} is sponsored by {names}, not by {name}",
                code=item.code,
                names=names,
                name=name,
            )
        )
    elif item.sponsors:
        facts.append(say("{code} is sponsored by your own unit alone", code=item.code))
    else:
        facts.append(say("nobody sponsors {code} yet", code=item.code))
    if item.measure:
        facts.append(
            say("success is written as {words}", words=quoted(item.measure, AT_LENGTH))
        )
    return Suggestion(
        step=say(
            "Ask {name} where {item} ranks and what success would be.",
            name=name,
            item=item.named,
        ),
        more=say(
            "Write it so, with `agenda {code} measure: …`; if {name} agrees, put the "
            "name on it with `agenda {code} sponsor {name}`.",
            name=name,
            code=item.code,
        ),
        because=tuple(facts),
        withdrawn_if=say(
            "{name} sponsors {code} or ranks it low, or it is parked or closed.",
            name=name,
            code=item.code,
        ),
        about=item.id,
        approach_id=situation.executive.id,
        approach=situation.executive.name,
        fired_by=(item.id, *(person.id for person in item.sponsors), item.measure),
    )
