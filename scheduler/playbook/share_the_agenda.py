"""A play: an agenda moves when its owners share it (P16)."""

from scheduler.agenda import P_WORDS, AgendaFact
from scheduler.enquiry import objection_words, pausing_words
from scheduler.situation import Gate, Situation
from scheduler.suggestion import Answer, Answers, Suggestion, Withheld
from scheduler.wording import joined, quoted


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
        because = joined(situation.credibility.failing)
        return Withheld(because=because, about=item.id)
    reasons = []
    if not fact.stance.heard(situation.today):
        reasons.append(f"{name}'s view of {item.code} has to be heard first")
    if fact.stance.objection_open:
        reasons.append(objection_words(situation, fact))
    if situation.paused:
        reasons.append(pausing_words(situation))
    if reasons:
        return Withheld(because=joined(reasons), about=item.id)
    return _shared(situation, fact)


def _shared(situation: Situation, fact: AgendaFact) -> Suggestion:
    name, item = situation.executive.first_name, fact.item
    facts = [f"{name} owns {joined([P_WORDS[p] for p in fact.owns])} of {item.code}"]
    if item.outside_sponsors:
        names = joined([person.first_name for person in item.sponsors])
        facts.append(f"{item.code} is sponsored by {names}, not by {name}")
    elif item.sponsors:
        facts.append(f"{item.code} is sponsored by your own unit alone")
    else:
        facts.append(f"nobody sponsors {item.code} yet")
    if item.measure:
        facts.append(f"success is written as {quoted(item.measure)}")
    return Suggestion(
        step=f"Ask {name} where {item.named} ranks and what success would be. Write "
        f"it so, with `agenda {item.code} measure: …`; if {name} agrees, put the name "
        f"on it with `agenda {item.code} sponsor {name}`.",
        because=tuple(facts),
        withdrawn_if=f"{name} sponsors {item.code} or ranks it low, or it is parked "
        "or closed.",
        about=item.id,
        approach_id=situation.executive.id,
        approach=situation.executive.name,
        fired_by=(item.id, *(person.id for person in item.sponsors), item.measure),
    )
