"""What is open with somebody, what moves them, where they stand: line by line. Pure."""

from collections.abc import Sequence
from datetime import date

from language.say import mark, say
from scheduler.agenda import AgendaFact, level_said
from scheduler.favour_facts import AskFact
from scheduler.motive_facts import CURRENCY_WORDS, MotivatorFact
from scheduler.situation import Situation
from scheduler.wording import quoted, spelled

MOST = 3  # of each kind; house rule
LONGEST_NOTE = 300  # characters; house rule
ASKED = {
    "praise": mark("a good word"),
    "intro": mark("an introduction"),
    "review slot": mark("a review slot"),
    "meeting": mark("a meeting"),
    "favour": mark("a favour"),
}
ASKED_TOWARDS = {  # somebody else than who was asked
    "praise": mark("a good word to {name}"),
    "intro": mark("an introduction to {name}"),
    "review slot": mark("a review slot with {name}"),
    "meeting": mark("a meeting with {name}"),
    "favour": mark("a favour with {name}"),
}


AGREED = mark("You asked {name} for {what} on {day}; agreed")
NO_ANSWER = mark("You asked {name} for {what} on {day}; no answer yet")


def still_open(situation: Situation) -> Sequence[str]:
    """Return the asks without an answer and the thanks that are due, newest last."""
    today, lines = situation.today, []
    for ask in situation.asks:
        parts = {"name": ask.asked.first_name, "what": _asked(ask)}
        if ask.fulfilled_on and not ask.thanked_on:
            day = spelled(ask.fulfilled_on, today)
            lines.append(
                say("Thank {name} for {what}: it came about on {day}", day=day, **parts)
            )
        elif ask.open:
            text = AGREED if ask.agreed_on else NO_ANSWER
            lines.append(say(text, day=spelled(ask.on, today), **parts))
    return lines[-MOST:]


def _asked(ask: AskFact) -> str:
    if ask.target is None or ask.target.id == ask.asked.id:
        return say(ASKED[ask.type])
    return say(ASKED_TOWARDS[ask.type], name=ask.target.first_name)


def motives(situation: Situation) -> Sequence[str]:
    """Return what moves them, in whose words; hearsay says so."""
    return [_motive(one, situation.today) for one in situation.motivators[:MOST]]


def _motive(one: MotivatorFact, today: date) -> str:
    said = f"{quoted(one.text)}, {spelled(one.on, today)}"
    if one.currency in CURRENCY_WORDS:
        said = f"{said} ({say(CURRENCY_WORDS[one.currency])})"
    if one.confirmed:
        return said
    if one.told_by:
        return say("Hearsay from {name}: {words}", name=one.told_by, words=said)
    return say("Hearsay: {words}", words=said)


def stances(situation: Situation) -> Sequence[str]:
    """Return their needs, and their stance on each live item that touches them."""
    lines = []
    for fact in situation.agenda[:MOST]:
        lines += [_stance(fact, situation.today)]
        if fact.stance.view:
            view = quoted(fact.stance.view, LONGEST_NOTE)
            lines.append(say("In their words: {words}", words=view))
        if fact.stance.objection_open:
            objection = quoted(fact.stance.objection)
            lines.append(say("Objection to answer: {words}", words=objection))
    served = {need.text for fact in situation.agenda for need in fact.needs}
    others = [need for need in situation.needs if need.text not in served]
    lines += [say("They need {need}", need=quoted(one.text)) for one in others[:MOST]]
    return lines


def _stance(fact: AgendaFact, today: date) -> str:
    parts = [f"{fact.item.code} {quoted(fact.item.title)}"]
    if fact.needs:
        need = quoted(fact.needs[0].text)
        parts.append(say("serves their need of {need}", need=need))
    if fact.stance.current:
        level, wanted = level_said(fact.stance.current), fact.stance.desired
        if wanted:
            level = say(
                "{level}, you want {wanted}", level=level, wanted=level_said(wanted)
            )
        parts.append(level)
    if fact.item.decision_on:
        parts.append(say("decision {day}", day=spelled(fact.item.decision_on, today)))
    return "; ".join(parts)
