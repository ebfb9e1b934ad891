"""All plays over one stakeholder, or over a leader's whole day. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from scheduler.credibility import judge
from scheduler.playbook import PLAYS
from scheduler.playbook.credibility_gate import too_few_ratings
from scheduler.playbook.play_info import PlayInfo
from scheduler.ranking import rank_day, rank_steps
from scheduler.resting import NOBODY_ELSE, Shared, shared_by, why_it_rests
from scheduler.routes import choose_route
from scheduler.situation import (
    UNJUDGED,
    Credibility,
    Gate,
    PersonFact,
    Situation,
    UnitStanding,
)
from scheduler.suggestion import Advice, Answers, Notice, Suggestion, Withheld

NOTHING = Advice()
GATED = frozenset(play_id for info in PLAYS for play_id in info.withholds)
Said = tuple[PlayInfo, Answers]


def advise(
    situation: Situation, *, shared: Shared = NOBODY_ELSE, asked: bool = False
) -> Advice:
    """Return everything the playbook says about one stakeholder, steps ranked.

    Args:
        shared: earlier steps for other stakeholders, see `resting`.
        asked: the leader asks; also steps that were shown and not answered.
    """
    if situation.credibility is UNJUDGED:
        credible = judge(situation.standing, situation.today)
        situation = replace(situation, credibility=credible)
    said = [(info, answers) for info in PLAYS if (answers := info.play(situation))]
    return _decide(situation, said, shared, asked=asked) if said else NOTHING


def advise_day(situations: Sequence[Situation], *, asked: bool = False) -> Advice:
    """Return a leader's whole day: every stakeholder's advice, merged and ranked.

    A unit is judged once, however many stakeholders it has.

    Args:
        asked: the leader asks; also steps that were shown and not answered.
    """
    shared = shared_by(situations)
    judged: dict[int, tuple[UnitStanding, Credibility]] = {}
    advices = []
    for situation in situations:
        standing = situation.standing
        if id(standing) not in judged:
            judged[id(standing)] = standing, judge(standing, situation.today)
        situation = replace(situation, credibility=judged[id(standing)][1])
        advices.append(advise(situation, shared=shared, asked=asked))
    return rank_day(advices)


def _decide(
    situation: Situation, said: Sequence[Said], shared: Shared, *, asked: bool
) -> Advice:
    gates = _gates(situation, said)
    notices: list[Notice] = []
    withheld: list[Withheld] = []
    beside: list[Suggestion] = []  # all of these are shown
    fired: dict[str, list[Suggestion]] = {}  # of the route plays, one is shown
    answered = {info.id: answers for info, answers in said}
    for info in PLAYS:
        answers = answered.get(info.id, ())
        if info.id in gates and (answers or situation.unreachable):
            answers = (Withheld(because=gates[info.id]),)
        if info.withholds:
            continue
        for answer in answers:
            match answer:
                case Notice():
                    notices.append(_named_notice(answer, info, situation.executive))
                case Withheld():
                    withheld.append(_named_withheld(answer, info, situation.executive))
                case Suggestion():
                    step = _named_step(answer, info, situation)
                    (fired.setdefault(info.id, []) if info.route else beside).append(
                        step
                    )
    steps = []
    considered = []
    for step in beside:
        reason = why_it_rests(step, situation, shared, asked=asked)
        if reason:
            considered.append(f"{step.play} {step.name}: {reason}")
        else:
            steps.append(step)
    if fired:
        way, behind = choose_route(fired, beside, situation, shared, asked=asked)
        steps += [way] if way else []
        considered += behind
    return Advice(rank_steps(steps), tuple(withheld), tuple(notices), tuple(considered))


def _gates(situation: Situation, said: Sequence[Said]) -> dict[str, str]:
    """Return what each withheld play is withheld for."""
    return {
        play_id: answer.because
        for info, answers in said
        for answer in answers
        for play_id in info.withholds
        if isinstance(answer, Withheld)
    }


def _named_step(step: Suggestion, info: PlayInfo, situation: Situation) -> Suggestion:
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


def _named_withheld(said: Withheld, info: PlayInfo, person: PersonFact) -> Withheld:
    return replace(
        said, play=info.id, name=info.name, person_id=person.id, person=person.name
    )


def _named_notice(notice: Notice, info: PlayInfo, person: PersonFact) -> Notice:
    return replace(
        notice,
        play=info.id,
        name=info.name,
        source=info.source,
        rule=info.rule,
        person_id=person.id,
        person=person.name,
    )
