"""A blocker: no pushing while an answer is missing (P13)."""

from language.say import say
from language.words import day_said, listed
from scheduler.rules.asking import whom_to_ask
from scheduler.rules.enquiry import may_be_proposed, missing_info, objection_words
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact
from storage.steps.facts import Answers, Withheld

IN_A_ROW = 2  # talks that only advocated; no source gives the number: house rule


def do_not_push(situation: Situation) -> Answers:
    """Hold back a proposal, and name the enquiry that is missing for it.

    When: the last two talks whose manner was logged only advocated; or an objection
        waits for an answer; or a part of the information is missing.
    Step: none; this play only holds others back, and says what to ask instead.
    Withheld: the plays named in the registry, about that item; all of them after two
        advocating talks.
    Source: S11, Q3; two in a row is a house rule.
    """
    if not situation.agenda:
        return ()
    planned = [f for f in situation.agenda if may_be_proposed(situation, f)]
    if not planned:
        return ()
    answers = [_on_item(situation, fact) for fact in planned]
    return (*_in_a_row(situation), *(one for one in answers if one is not None))


def _in_a_row(situation: Situation) -> Answers:
    last = situation.tie.talks[-IN_A_ROW:]
    if len(last) < IN_A_ROW or any(mode != "advocacy" for _, mode, _ in last):
        return ()
    name = situation.executive.first_name
    days = listed([*dict.fromkeys(day_said(on, situation.today) for on, _, _ in last)])
    return (
        Withheld(
            because=say(
                "you argued your case with {name} on {days} without an enquiry in "
                "between; ask and listen first, then type `log {name} call today, "
                "enquiry, listened 67%`",
                name=name,
                days=days,
            )
        ),
    )


def _on_item(situation: Situation, fact: AgendaFact) -> Withheld | None:
    reasons, enquiries = [], []
    if fact.stance.objection_open:
        name, code = situation.executive.first_name, fact.item.code
        reasons.append(objection_words(situation, fact))
        ask = say(
            "ask what is behind it, then type `heard {name} on {code}: …`",
            name=name,
            code=code,
        )
        if not fact.stance.objection_unheard:
            ask = say(
                "answer it, then type `objection {name} on {code} answered`",
                name=name,
                code=code,
            )
        enquiries.append(ask)
    for one in missing_info(situation, fact):
        reasons.append(one.what)
        enquiries.append(one.enquiry)
    if not reasons:
        return None
    because = listed(reasons)
    if whom_to_ask(situation) is not None:
        because = say(
            "{because}; instead, {enquiry}", because=because, enquiry=enquiries[0]
        )
    return Withheld(because=because, about=fact.item.id)
