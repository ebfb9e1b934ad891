"""A play: the agenda moves through those who own processes, P&L and people (P15)."""

from language.say import say
from language.words import listed
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact, OwnerFact, ps_said
from storage.services.facts import Gate
from storage.steps.facts import Answer, Answers, Suggestion, Withheld


def go_through_the_owners(situation: Situation) -> Answers:
    """Name who owns each of the Three P's, and know every one of them.

    When: a live item that touches the executive has a P nobody is named for, an owner
        who is not on the leader's list, or the executive owns a P of it without a live
        tie.
    Step: name the owner; put the owner on the list; or open the relationship.
    Withheld: opening it, while the gate is shut. Silent on it while the executive is
        unreachable (P05 to P08 look for a way), with a meeting on the calendar, and
        until their view is heard (P11's talk opens it).
    Source: S13; that all three P's are asked for is a house rule.
    """
    if not situation.agenda:
        return ()
    answers: list[Answer] = []
    cold = []
    for fact in situation.agenda:
        if fact.item.ownerless:
            answers.append(_unnamed(situation, fact))
        answers += [
            _unlisted(fact, owner)
            for owner in _each_once(fact.item.owners)
            if not owner.listed and owner.person.id != situation.executive.id
        ]
        if fact.owns and fact.stance.heard(situation.today):
            cold.append(fact)
    return (*answers, *(_opened(situation, cold) if cold else ()))


def _unnamed(situation: Situation, fact: AgendaFact) -> Suggestion:
    item = fact.item
    what = ps_said(item.ownerless)
    line = f"agenda {item.code} {', '.join(f'{p} NAME' for p in item.ownerless)}"
    named = [
        say("{name} owns {what}", name=o.person.first_name, what=ps_said([o.p]))
        for o in item.owners
    ]
    return Suggestion(
        step=say(
            "Name who owns {what} that {item} changes.", what=what, item=item.named
        ),
        more=say("Type `{line}`. Not relevant, if it changes none of that.", line=line),
        because=(
            say("nobody is named for {what} of {code}", what=what, code=item.code),
            *named,
            say(
                "{code} touches {executive}",
                code=item.code,
                executive=situation.executive.first_name,
            ),
        ),
        withdrawn_if=say(
            "owners are named, or {code} is parked or closed.", code=item.code
        ),
        about=f"{item.id}:owners",
        fired_by=(item.id, *item.ownerless),
    )


def _each_once(owners: tuple[OwnerFact, ...]) -> list[OwnerFact]:
    return list({owner.person.id: owner for owner in owners}.values())


def _unlisted(fact: AgendaFact, owner: OwnerFact) -> Suggestion:
    item, person = fact.item, owner.person
    name = person.first_name
    what = ps_said([o.p for o in item.owners if o.person.id == person.id])
    facts = [
        say("{name} owns {what} of {code}", name=name, what=what, code=item.code),
        say("{name} is not on your list", name=name),
    ]
    if not owner.live_tie:
        facts.append(say("there is no live tie between you"))
    return Suggestion(
        step=say(
            "Put {name}, who owns {what} of {item}, on your list.",
            name=person.name,
            what=what,
            item=item.named,
        ),
        more=say("Type `add {name}`.", name=person.name),
        because=tuple(facts),
        withdrawn_if=say("{name} is on your list, or owns nothing of it.", name=name),
        about=f"{item.id}:{person.id}",
        fired_by=(item.id, person.id),
    )


def _opened(situation: Situation, owned: list[AgendaFact]) -> Answers:
    """Return the step that opens the relationship with the owner themselves."""
    tie = situation.tie
    if tie.live or tie.next_meeting_on is not None or situation.unreachable:
        return ()
    if situation.credibility.gate is Gate.SHUT:
        because = listed(situation.credibility.failing)
        return (Withheld(because=because, about="tie"),)
    name = situation.executive.first_name
    facts = [
        say(
            "{name} owns {what} of {code}",
            name=name,
            what=ps_said(fact.owns),
            code=fact.item.code,
        )
        for fact in owned
    ]
    codes = listed([fact.item.code for fact in owned])
    return (
        Suggestion(
            step=say("Ask {name} for a short talk about {name}'s own work.", name=name),
            more=say(
                "{codes} needs a live tie to {name}. Then type `log {name} call "
                "today, enquiry`.",
                name=name,
                codes=codes,
            ),
            because=(
                *facts,
                say("you and {name} have no live tie and no date", name=name),
            ),
            withdrawn_if=say(
                "a contact with {name} is logged, or a date is set.", name=name
            ),
            about="tie",
            approach_id=situation.executive.id,
            approach=situation.executive.name,
            fired_by=tuple(fact.item.id for fact in owned),
        ),
    )
