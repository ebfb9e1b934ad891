"""A play: understand the executive's view before anything is proposed (P11)."""

from datetime import date

from language.say import mark, say, say_count
from language.words import AT_LENGTH, day_said, listed, quoted
from scheduler.rules.asking import nobody_to_ask, pausing_words, whom_to_ask
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact
from storage.people.facts import PersonFact
from storage.services.facts import Gate
from storage.steps.facts import Answers, Suggestion, Withheld

VIEW = mark("Ask {name} how they see {item}")
VIEW_WHEN_YOU_MEET = mark("Ask {name}, when you meet on {day}, how they see {item}")
VIEW_OF_REPORT = mark("Ask {report}, who reports to {name}, how {name} sees {item}")
OBJECTION = mark("Ask {name} what is behind their objection to {item}")
OBJECTION_WHEN_YOU_MEET = mark(
    "Ask {name}, when you meet on {day}, what is behind their objection to {item}"
)
OBJECTION_OF_REPORT = mark(
    "Ask {report}, who reports to {name}, what is behind {name}'s objection to {item}"
)

QUESTIONS = (  # house rule: open ones, about them before the item
    mark("What matters most to you in this over the next half year?"),
    mark("What would have to be true for it to help you?"),
    mark("What worries you about it, and who else should I listen to?"),
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
    first = open_ones[0]
    name, item, stance = situation.executive.first_name, first.item, first.stance
    facts = [_not_known(situation, first)]
    if len(open_ones) > 1:
        codes = listed([fact.item.code for fact in open_ones[1:]])
        facts.append(say("the same talk can serve {codes}", codes=codes))
    if asked.id != situation.executive.id:
        facts.append(pausing_words(situation))
    return Suggestion(
        step=say("{step}.", step=_request(situation, first, asked)),
        more=say(
            "Propose nothing yet; then type `heard {name} on {code}: …` with what was "
            "said.",
            name=name,
            code=item.code,
        ),
        because=tuple(facts),
        withdrawn_if=(
            say(
                "{name} is heard on it, the objection is answered, or {code} is "
                "parked or closed.",
                name=name,
                code=item.code,
            )
            if stance.objection_unheard
            else say(
                "{name}'s view of {code} is recorded, or {code} is parked or closed.",
                name=name,
                code=item.code,
            )
        ),
        about=item.id,
        approach_id=asked.id,
        approach=asked.name,
        draft="\n".join(say(question) for question in QUESTIONS),
        fired_by=(item.id, str(stance.heard_on), str(stance.objection_on), asked.id),
    )


def _request(situation: Situation, fact: AgendaFact, asked: PersonFact) -> str:
    """Return whom to ask what, and when: the first words of the step."""
    meeting_on, unheard = situation.tie.next_meeting_on, fact.stance.objection_unheard
    parts = {"name": situation.executive.first_name, "item": fact.item.named}
    if asked.id != situation.executive.id:
        text = OBJECTION_OF_REPORT if unheard else VIEW_OF_REPORT
        return say(text, report=asked.first_name, **parts)
    if meeting_on is not None:
        text = OBJECTION_WHEN_YOU_MEET if unheard else VIEW_WHEN_YOU_MEET
        return say(text, day=day_said(meeting_on, situation.today), **parts)
    return say(OBJECTION if unheard else VIEW, **parts)


def _not_known(situation: Situation, fact: AgendaFact) -> str:
    name, today, stance = situation.executive.first_name, situation.today, fact.stance
    code = fact.item.code
    if stance.objection_unheard:
        on = day_said(stance.objection_on or today, today)
        fact_said = say(
            "{name} objected to {code} on {day}, and was not asked about it since",
            name=name,
            code=code,
            day=on,
        )
        said = quoted(stance.objection, AT_LENGTH)
        return f"{fact_said}: {said}" if stance.objection else fact_said
    if stance.heard_on is None:
        return say(
            "{code} touches {name}, whose view of it is not recorded",
            code=code,
            name=name,
        )
    on = day_said(stance.heard_on, today)
    return say(
        "you last heard {name} on {code} on {day}, more than 180 days ago",
        name=name,
        code=code,
        day=on,
    )


def _about_the_failure(
    situation: Situation, open_ones: list[AgendaFact], asked: PersonFact
) -> Suggestion:
    name, unit = situation.executive.first_name, situation.standing.unit
    codes = listed([fact.item.code for fact in open_ones])
    failing = situation.credibility.failing
    facts = [
        *failing,
        say(
            "what {name} thinks of {codes} is not known, and has to wait",
            name=name,
            codes=codes,
        ),
    ]
    where = (
        say("in {unit}", unit=unit)
        if unit
        else say("for {name}'s organization", name=name)
    )
    request = say(
        "Ask {name} what the trouble with your services costs {where}.",
        name=name,
        where=where,
    )
    if asked.id != situation.executive.id:
        request = say(
            "Ask {report} what the trouble with your services costs {where}.",
            report=asked.first_name,
            where=where,
        )
        facts.append(pausing_words(situation))
    return Suggestion(
        step=request,
        more=say_count(
            "Ask nothing else: {codes} waits until it is put right.",
            "Ask nothing else: {codes} wait until it is put right.",
            len(open_ones),
            codes=codes,
        ),
        because=tuple(facts),
        withdrawn_if=say("it is confirmed that the trouble was put right."),
        about=f"failure:{situation.standing.unit_id}",
        approach_id=asked.id,
        approach=asked.name,
        fired_by=(asked.id, *(issue.id for issue in situation.standing.issues)),
    )
