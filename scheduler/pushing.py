"""What speaks against a proposal that the leader is about to make (P13). Pure."""

from collections.abc import Sequence

from language.say import say
from scheduler.agenda import AgendaFact
from scheduler.enquiry import Missing, missing_info, objection_words
from scheduler.playbook.do_not_push import IN_A_ROW
from scheduler.situation import Situation
from scheduler.standing import Gate


def against_proposing(
    situation: Situation, fact: AgendaFact, *, pushes: bool = False
) -> Sequence[Missing]:
    """Return why an item is not to be proposed to the executive yet; () = go ahead.

    P12 holds it back while the gate is shut, and P13 while something is missing, while
    an objection is open, or after two talks that only advocated.

    Args:
        pushes: the leader speaks of escalation, which is always held.
    """
    name, code = situation.executive.first_name, fact.item.code
    found = []
    if pushes:
        ask = say(
            "ask what {name} would need, then type `heard {name} on {code}: …`",
            name=name,
            code=code,
        )
        found.append(Missing(say("going over {name}'s head is a push", name=name), ask))
    if situation.credibility.gate is Gate.SHUT:
        ask = say(
            "ask {name} what the trouble with your services costs, and nothing else",
            name=name,
        )
        found += [Missing(why, ask) for why in situation.credibility.failing]
    if fact.stance.objection_open:
        ask = say(
            "ask what is behind it, then type `heard {name} on {code}: …`",
            name=name,
            code=code,
        )
        found.append(Missing(objection_words(situation, fact), ask))
    modes = [mode for _, mode, _ in situation.tie.talks[-IN_A_ROW:]]
    if modes == ["advocacy"] * IN_A_ROW:
        ask = say(
            "ask and listen first, then type `log {name} call today, enquiry`",
            name=name,
        )
        what = say("you argued your case with {name} twice in a row", name=name)
        found.append(Missing(what, ask))
    return (*found, *missing_info(situation, fact))
