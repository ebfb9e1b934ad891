"""What a play says, completed from the registry and with the stakeholder. Pure."""

from dataclasses import replace

from scheduler.playbook import PLAYS
from scheduler.playbook.credibility_gate import too_few_ratings
from scheduler.playbook.play_info import PlayInfo
from scheduler.situation import Gate, PersonFact, Situation
from scheduler.suggestion import Notice, Suggestion, Withheld

GATED = frozenset(play_id for info in PLAYS for play_id in info.withholds)


def named_step(step: Suggestion, info: PlayInfo, situation: Situation) -> Suggestion:
    """Return a step that says which play it is, for whom, and by which rule."""
    cautions = step.cautions
    if info.id in GATED and situation.credibility.gate is Gate.UNKNOWN:
        cautions = (*cautions, too_few_ratings(situation))
    return replace(
        step,
        play=info.id,
        name=info.name,
        level=step.level or info.level,
        source=info.source,
        rule=step.rule or info.rule,
        person_id=situation.executive.id,
        person=situation.executive.name,
        cautions=cautions,
    )


def named_withheld(said: Withheld, info: PlayInfo, person: PersonFact) -> Withheld:
    """Return what was held back, and says which play and for whom."""
    return replace(
        said, play=info.id, name=info.name, person_id=person.id, person=person.name
    )


def named_notice(notice: Notice, info: PlayInfo, person: PersonFact) -> Notice:
    """Return a notice that says which play it is, about whom, by which rule."""
    return replace(
        notice,
        play=info.id,
        name=info.name,
        source=info.source,
        rule=info.rule,
        person_id=person.id,
        person=person.name,
    )
