"""A play: whoever is to be moved has motives; learn them (P14)."""

from datetime import date, timedelta

from language.say import say
from language.words import AT_LENGTH, day_said, listed, quoted
from scheduler.rules.asking import nobody_to_ask, pausing_words, whom_to_ask
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact, ps_said
from storage.motives.facts import CURRENCY_WORDS, MotivatorFact
from storage.services.facts import Gate
from storage.steps.facts import Answers, Suggestion, Withheld

FRESH_MOTIVATOR_DAYS = 180  # a motivator holds this long; house rule
LEARNT_DAYS = 14  # house rule
*CURRENCIES, LAST_CURRENCY = CURRENCY_WORDS  # as they are typed


def learn_the_motivators(situation: Situation) -> Answers:
    """Find out what the executive is measured on and worries about.

    When: the executive owns one of the Three P's of a live item, or refused a proposal;
        and nothing they confirmed is on record, or the newest is older than 180 days or
        than the refusal.
    Step: ask them, or a direct report while invitations pause; say which currency it
        is (Cohen and Bradford). Hearsay stays hearsay.
    Withheld: while the gate is shut; and while invitations pause and nobody who reports
        to them is on file.
    Source: S12; the 180 days are a house rule.
    """
    if not situation.agenda:
        return ()
    owned = [fact for fact in situation.agenda if fact.owns]
    refused = [fact for fact in situation.agenda if fact.stance.outcome == "refused"]
    if not owned and not refused:
        return ()
    refused_on = max((f.stance.proposed_on or date.min for f in refused), default=None)
    newest = max(
        (one for one in situation.motivators if one.confirmed),
        key=lambda one: one.on,
        default=None,
    )
    if newest is not None and _holds(newest, refused_on, situation.today):
        return ()
    if situation.credibility.gate is Gate.SHUT:
        return (Withheld(because=listed(situation.credibility.failing)),)
    return _ask(situation, owned or refused, newest, refused_on)


def _holds(newest: MotivatorFact, refused_on: date | None, today: date) -> bool:
    if refused_on is not None and newest.on <= refused_on:
        return False
    return (today - newest.on).days <= FRESH_MOTIVATOR_DAYS


def _ask(
    situation: Situation,
    facts: list[AgendaFact],
    newest: MotivatorFact | None,
    refused_on: date | None,
) -> Answers:
    asked, name = whom_to_ask(situation), situation.executive.first_name
    if asked is None:
        return (Withheld(because=nobody_to_ask(situation)),)
    seen = [_part(situation, fact) for fact in facts[:3]]
    seen.append(_known(situation, newest))
    hearsay = [one for one in situation.motivators if not one.confirmed]
    for one in hearsay[:1]:
        on = day_said(one.on, situation.today)
        hearsay_words = say(
            "hearsay of {day}: {words}", day=on, words=quoted(one.text, AT_LENGTH)
        )
        if one.told_by:
            hearsay_words = say(
                "hearsay of {day}, from {name}: {words}",
                day=on,
                name=one.told_by,
                words=quoted(one.text, AT_LENGTH),
            )
        seen.append(hearsay_words)
    for fact in facts[:1]:
        if fact.stance.view:
            seen.append(
                say(
                    "{name} said of {code}: {words}",
                    name=name,
                    code=fact.item.code,
                    words=quoted(fact.stance.view, AT_LENGTH),
                )
            )
    line = f"motivator {name}, task: …"
    ask = say("Ask {name}.", name=name)
    if asked.id != situation.executive.id:
        ask = say(
            "Ask {report}, who reports to {name}; it stays hearsay until {name} says "
            "so.",
            report=asked.first_name,
            name=name,
        )
        line = f"motivator {name} from {asked.first_name}, task: …"
        seen.append(pausing_words(situation))
    elif situation.tie.next_meeting_on is not None:
        on = day_said(situation.tie.next_meeting_on, situation.today)
        ask = say("Ask {name} when you meet on {day}.", name=name, day=on)
    return (
        Suggestion(
            step=say("Find out what {name} is measured on.", name=name),
            more=say(
                "{ask} Learn the worries too. Then type `{line}`, with the currency "
                "it is: {currencies} or {last}.",
                ask=ask,
                line=line,
                currencies=", ".join(CURRENCIES),
                last=LAST_CURRENCY,
            ),
            because=tuple(seen),
            withdrawn_if=say(
                "{name} confirms what counts, or no live item needs it.", name=name
            ),
            about="motivators",
            approach_id=asked.id,
            approach=asked.name,
            returns_on=situation.today + timedelta(LEARNT_DAYS),
            fired_by=(
                str(newest.on if newest else None),
                str(refused_on),
                asked.id,
                *(fact.item.id for fact in facts),
            ),
        ),
    )


def _part(situation: Situation, fact: AgendaFact) -> str:
    name, code = situation.executive.first_name, fact.item.code
    if fact.stance.outcome == "refused" and fact.stance.proposed_on:
        day = day_said(fact.stance.proposed_on, situation.today)
        return say("{name} refused {code} on {day}", name=name, code=code, day=day)
    what = ps_said(fact.owns)
    return say("{name} owns {what} of {code}", name=name, what=what, code=code)


def _known(situation: Situation, newest: MotivatorFact | None) -> str:
    name = situation.executive.first_name
    if newest is None:
        return say("nothing that moves {name} is confirmed yet", name=name)
    on = day_said(newest.on, situation.today)
    return say(
        "the newest that {name} confirmed, {words}, is of {day}",
        name=name,
        words=quoted(newest.text, AT_LENGTH),
        day=on,
    )
