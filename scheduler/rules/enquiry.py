"""Whether enough was heard to propose something. Pure.

The parts of `info_ready` are section 3's (P12): the executive's view, a motivator they
confirmed, a need of theirs that the item serves, and a last enquiry in which the leader
listened enough.
"""

from dataclasses import dataclass
from datetime import date

from language.say import say
from language.words import AT_LENGTH, day_said, quoted
from scheduler.rules.asking import whom_to_ask
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact

LISTENED_ENOUGH = 57  # per cent; Gong's 43:57
LISTENED_WELL = 67  # per cent; two ears, one mouth (S9)
ENQUIRING = ("enquiry", "both")


@dataclass(frozen=True, slots=True)
class Missing:
    """A part of the information that is missing, and the enquiry that brings it."""

    what: str
    enquiry: str


def may_be_proposed(situation: Situation, fact: AgendaFact) -> bool:
    """Return whether a proposal to the executive is still to be made, or made anew.

    One that was agreed, or that waits for its answer, is not made again. A refused one
    waits for a motivator learned since (P14).
    """
    stance = fact.stance
    if stance.proposed_on is None or stance.outcome == "objection":
        return True
    if stance.outcome != "refused":
        return False
    return any(m.confirmed and m.on > stance.proposed_on for m in situation.motivators)


def missing_info(situation: Situation, fact: AgendaFact) -> tuple[Missing, ...]:
    """Return the parts that are missing before something is proposed; () = ready."""
    name, code = situation.executive.first_name, fact.item.code
    missing = []
    if not fact.stance.heard(situation.today):
        missing.append(_view(situation, fact))
    if not any(motivator.confirmed for motivator in situation.motivators):
        what = say("no motivator of {name}'s is confirmed", name=name)
        ask = say(
            "ask what {name} is measured on, then type `motivator {name}: …`", name=name
        )
        missing.append(Missing(what, ask))
    if not fact.needs:
        what = say(
            "no need of {name}'s that {code} serves is on record", name=name, code=code
        )
        ask = say(
            "ask what {name} needs from it, then type `need {name} on {code}: …`",
            name=name,
            code=code,
        )
        missing.append(Missing(what, ask))
    unheard = _listened_too_little(situation)
    if unheard:
        ask = say(
            "enquire once more and listen two thirds of the time, then type "
            "`log {name} call today, enquiry, listened 67%`",
            name=name,
        )
        missing.append(Missing(unheard, ask))
    return tuple(missing)


def _view(situation: Situation, fact: AgendaFact) -> Missing:
    name, code = situation.executive.first_name, fact.item.code
    heard_on = fact.stance.heard_on
    what = say("{name}'s view of {code} is not recorded", name=name, code=code)
    if heard_on is not None:
        what = say(
            "{name}'s view of {code} is of {day}, more than 180 days ago",
            name=name,
            code=code,
            day=day_said(heard_on, situation.today),
        )
    asked = whom_to_ask(situation)
    ask = say(
        "ask how {name} sees {code}, then type `heard {name} on {code}: …`",
        name=name,
        code=code,
    )
    if asked is not None and asked.id != situation.executive.id:
        ask = say(
            "ask {report} how {name} sees {code}, then type `heard {name} on {code}: "
            "…`",
            report=asked.first_name,
            name=name,
            code=code,
        )
    return Missing(what, ask)


def _listened_too_little(situation: Situation) -> str:
    talk = last_enquiry(situation)
    if talk is None:
        return say(
            "no enquiry is logged among your last talks with {name}",
            name=situation.executive.first_name,
        )
    on, listened = day_said(talk[0], situation.today), talk[1]
    if listened is None:
        return say("how much you listened on {day} is not logged", day=on)
    if listened < LISTENED_ENOUGH:
        return say(
            "you listened {share} % on {day}, {enough} % is enough",
            share=listened,
            day=on,
            enough=LISTENED_ENOUGH,
        )
    return ""


def last_enquiry(situation: Situation) -> tuple[date, int | None] | None:
    """Return the day of the last talk that enquired, and the listened per cent.

    None = there is none among the last three talks whose manner was logged.
    """
    for on, mode, listened in reversed(situation.tie.talks):
        if mode in ENQUIRING:
            return on, listened
    return None


def ready_since(situation: Situation, fact: AgendaFact) -> date | None:
    """Return since when nothing is missing; None = something is."""
    if missing_info(situation, fact):
        return None
    talk, heard_on = last_enquiry(situation), fact.stance.heard_on
    first_confirmed = min(m.on for m in situation.motivators if m.confirmed)
    days = [first_confirmed, min(need.on for need in fact.needs)]
    days += [talk[0]] if talk else []
    days += [heard_on] if heard_on else []
    answered_on = fact.stance.answered_on
    return max([*days, answered_on] if answered_on else days)


def objection_words(situation: Situation, fact: AgendaFact) -> str:
    """Return the objection that waits for an answer, in words."""
    name, code = situation.executive.first_name, fact.item.code
    if not fact.stance.objection:
        return say("{name}'s objection to {code} is not answered", name=name, code=code)
    return say(
        "{name}'s objection to {code}, {words}, is not answered",
        name=name,
        code=code,
        words=quoted(fact.stance.objection, AT_LENGTH),
    )
