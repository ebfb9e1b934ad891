"""A play: bring a stance one step nearer to where it is wanted (L6)."""

from language.say import mark, say
from language.words import AT_LENGTH, day_said, listed, quoted
from scheduler.rules.asking import newest_result
from scheduler.rules.credibility import judge
from scheduler.situation import Colleague, Situation, invitations_pause
from storage.agenda.facts import AgendaFact, level_said
from storage.people.facts import PersonFact
from storage.services.facts import Gate
from storage.steps.facts import Answer, Answers, Suggestion, Withheld

GAP_DAYS = 30  # house rule
ASKED_DAYS = 30  # one ask to a person in this time, as in P06; house rule
OVER_WITH_REPORT = mark("Talk {item} over with {other}, who reports to {name}")
OVER_WITH_COLLEAGUE = mark("Talk {item} over with {other}, who knows {name}")


def close_the_stance_gap(situation: Situation) -> Answers:
    """Take the next step that fits where the executive stands on an item.

    When: the wanted level has been above the present one for 30 days; or the executive
        leads, and somebody else on that item has been behind for 30 days.
    Step: unaware: let a direct report or a colleague tell (P07, P06); resistant: mend
        and ask what is behind it (P03, P11); neutral: learn what counts (P14);
        supportive: show a joint result (P09); leading: ask for a good word (P06).
    Withheld: while the gate is shut; silent while invitations pause.
        The engine shows it only when nothing else is open for that person.
    Source: the stakeholder matrix of the PMBOK; the 30 days are a house rule.
    """
    if not situation.agenda:
        return ()
    return tuple(
        answer
        for fact in situation.agenda
        if (answer := _answer(situation, fact)) is not None
    )


def _answer(situation: Situation, fact: AgendaFact) -> Answer | None:
    level = fact.stance.current
    if situation.paused:
        return None
    if level == "leading":
        behind = _behind(situation, fact)
        if behind is None or _asked_lately(situation):
            return None
    elif not _open_for_long(situation, fact):
        return None
    if situation.credibility.gate is Gate.SHUT:
        because = listed(situation.credibility.failing)
        return Withheld(because=because, about=f"{fact.item.id}:{level}")
    return _suggestion(situation, fact)


def _open_for_long(situation: Situation, fact: AgendaFact) -> bool:
    since = fact.stance.gap_since
    if fact.stance.gap == 0 or since is None:
        return False
    return (situation.today - since).days >= GAP_DAYS


def _behind(situation: Situation, fact: AgendaFact) -> PersonFact | None:
    """Return who else has been behind on the item for 30 days, longest first."""
    for person, since in fact.item.behind:
        mine = person.id == situation.executive.id
        if not mine and (situation.today - since).days >= GAP_DAYS:
            return person
    return None


def _asked_lately(situation: Situation) -> bool:
    """Return whether an ask to the executive is open, or newer than 30 days."""
    return any(
        ask.open or (situation.today - ask.on).days < ASKED_DAYS
        for ask in situation.asks
        if ask.asked.id == situation.executive.id
    )


def _suggestion(situation: Situation, fact: AgendaFact) -> Suggestion:
    name, item, stance = situation.executive.first_name, fact.item, fact.stance
    step, approach = _step(situation, fact)
    level, wanted = level_said(stance.current), level_said(stance.desired)
    if stance.current == "leading":
        behind = _behind(situation, fact)
        who = behind.first_name if behind else say("somebody")
        facts = [
            say("{name} is {level} on {code}", name=name, level=level, code=item.code),
            say(
                "{name} has been behind on {code} for {n} days",
                name=who,
                code=item.code,
                n=GAP_DAYS,
            ),
        ]
        gone = say(
            "{other} comes nearer, {name} no longer leads, or {code} is parked or "
            "closed.",
            other=who,
            name=name,
            code=item.code,
        )
    else:
        since = day_said(stance.gap_since or situation.today, situation.today)
        facts = [
            say(
                "{name} is {level} on {code}, wanted {wanted}",
                name=name,
                level=level,
                code=item.code,
                wanted=wanted,
            ),
            say("the gap is open since {day}", day=since),
        ]
        gone = say(
            "{name} is {level} on {code}, or {code} is parked or closed.",
            name=name,
            level=wanted,
            code=item.code,
        )
    if stance.current == "resistant" and stance.objection:
        facts.append(
            say(
                "{name} objected: {words}",
                name=name,
                words=quoted(stance.objection, AT_LENGTH),
            )
        )
    return Suggestion(
        step=say("{step}.", step=step),
        more=say(
            "Then type `stance {name} on {code} …` with where {name} stands now.",
            name=name,
            code=item.code,
        ),
        because=tuple(facts),
        withdrawn_if=gone,
        about=f"{item.id}:{stance.current}",
        approach_id=approach.id,
        approach=approach.name,
        fired_by=(item.id, stance.current, stance.desired, approach.id),
    )


def _step(situation: Situation, fact: AgendaFact) -> tuple[str, PersonFact]:
    executive, item = situation.executive, fact.item
    name = executive.first_name
    match fact.stance.current:
        case "unaware":
            return _told(situation, fact)
        case "resistant":
            return say(
                "Ask {name} what stands behind the no to {item}",
                name=name,
                item=item.named,
            ), executive
        case "neutral":
            return (
                say(
                    "Learn what {name} is measured on before you say what {item} does "
                    "for it",
                    name=name,
                    item=item.named,
                ),
                executive,
            )
        case "supportive":
            done = newest_result(situation.results, situation.today)
            if done is not None:
                return say(
                    "Show {name} {result}, done together, as a first proof of {item}",
                    name=name,
                    result=quoted(done.title, AT_LENGTH),
                    item=item.named,
                ), executive
            return say(
                "Show {name} one result as a first proof of {item}",
                name=name,
                item=item.named,
            ), executive
    behind = _behind(situation, fact)
    who = behind.first_name if behind else say("the others")
    return say(
        "Ask {name} to speak to {other} about {item}, in person",
        name=name,
        other=who,
        item=item.named,
    ), executive


def _told(situation: Situation, fact: AgendaFact) -> tuple[str, PersonFact]:
    """Return who tells the executive of the item: a report, a colleague, the leader."""
    name, item = situation.executive.first_name, fact.item
    reports = [one for one in situation.reports if _free(situation, one)]
    mutual = [one for one in situation.mutual if _free(situation, one)]
    for others, text in ((reports, OVER_WITH_REPORT), (mutual, OVER_WITH_COLLEAGUE)):
        if others:
            best = min(others, key=lambda one: (-one.tie.strength, one.person.id))
            told = best.person
            words = say(text, item=item.named, other=told.first_name, name=name)
            return words, told
    told = situation.executive
    return say(
        "Tell {name} yourself that {item} is coming, and ask",
        name=name,
        item=item.named,
    ), told


def _free(situation: Situation, colleague: Colleague) -> bool:
    """Return whether this person can be talked to, and was asked for nothing lately."""
    today = situation.today
    if not colleague.tie.live or colleague.in_own_line:
        return False
    if invitations_pause(colleague.tie, today):
        return False
    if judge(colleague.standing, today).gate is Gate.SHUT:
        return False
    return not any(
        ask.open or (today - ask.on).days < ASKED_DAYS for ask in colleague.asks
    )
