"""A play: understand the executive's view before anything is proposed (P11)."""

from datetime import date

from scheduler.agenda import AgendaFact
from scheduler.enquiry import nobody_to_ask, pausing_words, whom_to_ask
from scheduler.person_fact import PersonFact
from scheduler.situation import Gate, Situation
from scheduler.suggestion import Answers, Suggestion, Withheld
from scheduler.wording import joined, quoted, spelled

QUESTIONS = (  # house rule: open ones, about them before the item
    "What matters most to you in this over the next half year?",
    "What would have to be true for it to help you?",
    "What worries you about it, and who else should I listen to?",
)


def enquire_first(situation: Situation) -> Answers:
    """Have a conversation to learn how the executive sees an item; propose nothing.

    When: a live item touches the executive, and their view of it was never heard, is
        older than 180 days, or an objection is open that nobody asked about since.
    Step: ask them, with open questions; the nearest decision first, the other items in
        the same talk. While the gate is shut, ask about the service failure alone.
    Withheld: while invitations pause (P01) a direct report is asked instead; without
        one it is held back.
    Source: S10a; the 180 days and the questions are house rules.
    """
    if not situation.agenda:
        return ()
    open_ones = [fact for fact in situation.agenda if to_learn(fact, situation.today)]
    if not open_ones:
        return ()
    open_ones.sort(
        key=lambda fact: (
            not fact.stance.objection_unheard,
            fact.item.decision_on or date.max,
            fact.item.opened_on,
            fact.item.id,
        )
    )
    asked = whom_to_ask(situation)
    if asked is None:
        because = nobody_to_ask(situation)
        return (Withheld(because=because, about=open_ones[0].item.id),)
    if situation.credibility.gate is Gate.SHUT:
        return (_about_the_failure(situation, open_ones, asked),)
    return (_about_the_item(situation, open_ones, asked),)


def to_learn(fact: AgendaFact, today: date) -> bool:
    """Return whether the executive's view of an item has still to be asked."""
    return fact.stance.objection_unheard or not fact.stance.heard(today)


def _about_the_item(
    situation: Situation, open_ones: list[AgendaFact], asked: PersonFact
) -> Suggestion:
    first, today = open_ones[0], situation.today
    name, item, stance = situation.executive.first_name, first.item, first.stance
    facts = [_not_known(situation, first)]
    if len(open_ones) > 1:
        codes = joined([fact.item.code for fact in open_ones[1:]])
        facts.append(f"the same talk can serve {codes}")
    ask, they, their = f"Ask {name}", "they see", "their"
    if asked.id != situation.executive.id:
        ask = f"Ask {asked.first_name}, who reports to {name},"
        they, their = f"{name} sees", f"{name}'s"
        facts.append(pausing_words(situation))
    elif situation.tie.next_meeting_on is not None:
        ask += f", when you meet on {spelled(situation.tie.next_meeting_on, today)},"
    what = f"how {they} {item.named}"
    if stance.objection_unheard:
        what = f"what is behind {their} objection to {item.named}"
    return Suggestion(
        step=f"{ask} {what}, and propose nothing yet; then type `heard {name} on "
        f"{item.code}: …` with what was said.",
        because=tuple(facts),
        withdrawn_if=(
            f"{name} is heard on it, the objection is answered, or {item.code} is "
            "parked or closed."
            if stance.objection_unheard
            else f"{name}'s view of {item.code} is recorded, or {item.code} is parked "
            "or closed."
        ),
        about=item.id,
        approach_id=asked.id,
        approach=asked.name,
        draft="\n".join(QUESTIONS),
        fired_by=(item.id, str(stance.heard_on), str(stance.objection_on), asked.id),
    )


def _not_known(situation: Situation, fact: AgendaFact) -> str:
    name, today, stance = situation.executive.first_name, situation.today, fact.stance
    code = fact.item.code
    if stance.objection_unheard:
        on = spelled(stance.objection_on or today, today)
        said = f": {quoted(stance.objection)}" if stance.objection else ""
        return (
            f"{name} objected to {code} on {on}, and was not asked about it since{said}"
        )
    if stance.heard_on is None:
        return f"{code} touches {name}, whose view of it is not recorded"
    on = spelled(stance.heard_on, today)
    return f"you last heard {name} on {code} on {on}, more than 180 days ago"


def _about_the_failure(
    situation: Situation, open_ones: list[AgendaFact], asked: PersonFact
) -> Suggestion:
    name, unit = situation.executive.first_name, situation.standing.unit
    where = f"in {unit}" if unit else f"for {name}'s organization"
    codes = joined([fact.item.code for fact in open_ones])
    wait = "waits" if len(open_ones) == 1 else "wait"
    failing = situation.credibility.failing
    facts = [*failing, f"what {name} thinks of {codes} is not known, and has to wait"]
    ask = f"Ask {name}"
    if asked.id != situation.executive.id:
        ask = f"Ask {asked.first_name}, who reports to {name},"
        facts.append(pausing_words(situation))
    return Suggestion(
        step=f"{ask} what the trouble with your services costs {where}, and nothing "
        f"else: {codes} {wait} until it is put right.",
        because=tuple(facts),
        withdrawn_if="it is confirmed that the trouble was put right.",
        about=f"failure:{situation.standing.unit_id}",
        approach_id=asked.id,
        approach=asked.name,
        fired_by=(asked.id, *(issue.id for issue in situation.standing.issues)),
    )
