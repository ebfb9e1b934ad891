"""What is open with somebody, what moves them, where they stand: line by line. Pure."""

from collections.abc import Sequence
from datetime import date

from scheduler.agenda import AgendaFact, MotivatorFact
from scheduler.situation import AskFact, Situation
from scheduler.wording import quoted, spelled

MOST = 3  # of each kind; house rule
LONGEST_NOTE = 300  # characters; house rule
CURRENCIES = ("inspiration", "task", "position", "relationship", "personal")
KINDS = {"praise": "a good word", "intro": "an introduction"}


def still_open(situation: Situation) -> Sequence[str]:
    """Return the asks without an answer and the thanks that are due, newest last."""
    today, lines = situation.today, []
    for ask in situation.asks:
        words = _asked(ask)
        if ask.fulfilled_on and not ask.thanked_on:
            lines.append(
                f"Thank {ask.asked.first_name} for {words}: it came about on "
                f"{spelled(ask.fulfilled_on, today)}"
            )
        elif ask.open:
            agreed = "agreed" if ask.agreed_on else "no answer yet"
            on = spelled(ask.on, today)
            lines.append(f"You asked {ask.asked.first_name} for {words} on {on}")
            lines[-1] += f"; {agreed}"
    return lines[-MOST:]


def _asked(ask: AskFact) -> str:
    words = KINDS.get(ask.type, f"a {ask.type}")
    if ask.target is None or ask.target.id == ask.asked.id:
        return words
    towards = "to" if ask.type in KINDS else "with"
    return f"{words} {towards} {ask.target.first_name}"


def motives(situation: Situation) -> Sequence[str]:
    """Return what moves them, in whose words; hearsay says so."""
    return [_motive(one, situation.today) for one in situation.motivators[:MOST]]


def _motive(one: MotivatorFact, today: date) -> str:
    said = f"{quoted(one.text)}, {spelled(one.on, today)}"
    kind = f" ({one.currency})" if one.currency in CURRENCIES else ""
    if one.confirmed:
        return f"{said}{kind}"
    by = f" from {one.told_by}" if one.told_by else ""
    return f"Hearsay{by}: {said}{kind}"


def stances(situation: Situation) -> Sequence[str]:
    """Return their needs, and their stance on each live item that touches them."""
    lines = []
    for fact in situation.agenda[:MOST]:
        lines += [_stance(fact, situation.today)]
        if fact.stance.view:
            lines.append(f"In their words: {quoted(fact.stance.view, LONGEST_NOTE)}")
        if fact.stance.objection_open:
            lines.append(f"Objection to answer: {quoted(fact.stance.objection)}")
    served = {need.text for fact in situation.agenda for need in fact.needs}
    others = [need for need in situation.needs if need.text not in served]
    lines += [f"They need {quoted(need.text)}" for need in others[:MOST]]
    return lines


def _stance(fact: AgendaFact, today: date) -> str:
    parts = [f"{fact.item.code} {quoted(fact.item.title)}"]
    if fact.needs:
        parts.append(f"serves their need of {quoted(fact.needs[0].text)}")
    if fact.stance.current:
        wanted = fact.stance.desired
        more = f", you want {wanted}" if wanted else ""
        parts.append(f"{fact.stance.current}{more}")
    if fact.item.decision_on:
        parts.append(f"decision {spelled(fact.item.decision_on, today)}")
    return "; ".join(parts)
