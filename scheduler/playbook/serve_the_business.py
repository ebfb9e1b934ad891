"""A play: what serves nobody's business is re-framed or parked (P17)."""

from language.say import say, say_count
from language.words import AT_LENGTH, listed, quoted
from scheduler.rules.asking import pausing_words
from scheduler.situation import Situation
from storage.agenda.facts import AgendaFact, ItemFact, NeedFact
from storage.people.facts import PersonFact
from storage.services.facts import Gate
from storage.steps.facts import Answer, Answers, Suggestion, Withheld

MOST_NEEDS = 2  # named in one step


def serve_the_business(situation: Situation) -> Answers:
    """Re-frame an item to a need on record, merge it with an owner's item, or park it.

    When: the executive owns one of the Three P's of a live item and their view of it is
        heard; and it serves no need of any owner and no owner's motivator is on record,
        or every owner ranks it low.
    Step: re-frame it to a need of theirs on record; else merge it with an item they
        sponsor; else ask once what they need; or park it.
    Withheld: the question what they need, while the gate is shut or invitations pause;
        silent until their view is heard (P11 first).
    Source: S15; that their view is heard first is a house rule.
    """
    if not situation.agenda:
        return ()
    return tuple(
        _answer(situation, fact)
        for fact in situation.agenda
        if fact.owns
        and fact.stance.heard(situation.today)
        and (_unlinked(fact.item) or _ranked_low(fact.item))
    )


def _unlinked(item: ItemFact) -> bool:
    return not any(owner.needs_served or owner.motivated for owner in item.owners)


def _ranked_low(item: ItemFact) -> bool:
    return bool(item.owners) and all(o.priority == "low" for o in item.owners)


def _answer(situation: Situation, fact: AgendaFact) -> Answer:
    """Return the step, or why they cannot be asked, which it comes to at last."""
    asks = not (_needs(situation, fact.item) or _theirs(situation, fact.item))
    if asks and situation.credibility.gate is Gate.SHUT:
        because = listed(situation.credibility.failing)
        return Withheld(because=because, about=fact.item.id)
    if asks and situation.paused:
        return Withheld(because=pausing_words(situation), about=fact.item.id)
    return _suggestion(situation, fact, situation.executive if asks else None)


def _needs(situation: Situation, item: ItemFact) -> list[NeedFact]:
    """Return what they need, and the item does not serve, newest last."""
    return [need for need in situation.needs if need.item_id != item.id]


def _theirs(situation: Situation, item: ItemFact) -> list[ItemFact]:
    """Return the other items that they sponsor."""
    return [
        other.item
        for other in situation.agenda
        if "sponsor" in other.parts and other.item.id != item.id
    ]


def _suggestion(
    situation: Situation, fact: AgendaFact, asked: PersonFact | None
) -> Suggestion:
    name, item = situation.executive.first_name, fact.item
    owners = list(dict.fromkeys(owner.person.first_name for owner in item.owners))
    names = listed(owners)
    if _ranked_low(item):
        facts = [
            say_count(
                "{names} ranks {code} low",
                "{names} all rank {code} low",
                len(owners),
                names=names,
                code=item.code,
            )
        ]
    else:
        facts = [
            say(
                "{code} serves no need on record of {names}",
                code=item.code,
                names=names,
            ),
            say("no motivator of {names} is on record either", names=names),
        ]
    needs = _needs(situation, item)
    for need in needs[-MOST_NEEDS:]:
        facts.append(
            say("{name} needs {need}", name=name, need=quoted(need.text, AT_LENGTH))
        )
    theirs = _theirs(situation, item)
    if theirs:
        facts.append(
            say(
                "{name} sponsors {codes}",
                name=name,
                codes=listed([one.code for one in theirs]),
            )
        )
    return Suggestion(
        step=_step(name, item, [need.text for need in needs], theirs),
        because=tuple(facts),
        withdrawn_if=say(
            "{code} serves a need of an owner or is ranked higher, or it is parked or "
            "closed.",
            code=item.code,
        ),
        about=item.id,
        approach_id=asked.id if asked else "",
        approach=asked.name if asked else "",
        fired_by=(
            item.id,
            "low" if _ranked_low(item) else "unlinked",
            *(need.text for need in needs),
            *(one.id for one in theirs),
        ),
    )


def _step(name: str, item: ItemFact, needs: list[str], theirs: list[ItemFact]) -> str:
    park = say("or park it with `agenda {code} park until` and a date", code=item.code)
    if needs:
        return say(
            "Re-frame {item} so that it serves {name}'s need, {need}, and type "
            "`need {name} on {code}: …`; {park}.",
            item=item.named,
            name=name,
            need=quoted(needs[-1], AT_LENGTH),
            code=item.code,
            park=park,
        )
    if theirs:
        return say(
            "Merge {item} with {other}, which {name} sponsors, and close the one "
            "that goes with `agenda {code} close`; {park}.",
            item=item.named,
            other=theirs[0].named,
            name=name,
            code=item.code,
            park=park,
        )
    return say(
        "Ask {name} once what {item} would have to serve, and type `need {name} "
        "on {code}: …`; {park}.",
        name=name,
        item=item.named,
        code=item.code,
        park=park,
    )
