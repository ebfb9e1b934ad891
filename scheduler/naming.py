"""What a play says, completed from the registry and with the stakeholder. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from language.say import say
from scheduler.playbook import PLAYS
from scheduler.playbook.credibility_gate import too_few_ratings
from scheduler.playbook.play_info import PlayEntry, PlayInfo
from scheduler.situation import PersonFact, Situation
from scheduler.standing import Gate
from scheduler.suggestion import Caution, Notice, Suggestion, Withheld

GATED = frozenset(play_id for info in PLAYS for play_id in info.withholds)


def named_step(step: Suggestion, info: PlayInfo, situation: Situation) -> Suggestion:
    """Return a step that says which play it is, for whom, and by which rule."""
    cautions = step.cautions
    if info.id in GATED and situation.credibility.gate is Gate.UNKNOWN:
        cautions = (*cautions, too_few_ratings(situation))
    return replace(
        named_book_step(step, info),
        person_id=situation.executive.id,
        person=situation.executive.name,
        cautions=cautions,
        salience=situation.salience,
        gap=situation.stance_gap,
    )


def named_book_step(step: Suggestion, info: PlayEntry) -> Suggestion:
    """Return a step about the whole book that says which play it is."""
    return replace(
        step,
        play=info.id,
        name=say(info.name),
        level=step.level or info.level,
        source=info.source,
        rule=step.rule or say(info.rule),
    )


def with_cautions(step: Suggestion, cautions: Sequence[Caution]) -> Suggestion:
    """Return a step with the lines of other plays that go with it."""
    more = tuple(
        caution.text
        for caution in cautions
        if caution.approach_id in ("", step.approach_id)
    )
    return replace(step, cautions=(*more, *step.cautions)) if more else step


def named_withheld(said: Withheld, info: PlayEntry, person: PersonFact) -> Withheld:
    """Return what was held back, and says which play and for whom."""
    return replace(
        said,
        play=info.id,
        name=said.name or say(info.name),
        person_id=person.id,
        person=person.name,
    )


def named_notice(notice: Notice, info: PlayEntry, person: PersonFact) -> Notice:
    """Return a notice that says which play it is, about whom, by which rule."""
    return replace(
        notice,
        play=info.id,
        name=say(info.name),
        source=info.source,
        rule=say(info.rule),
        person_id=person.id,
        person=person.name,
    )
