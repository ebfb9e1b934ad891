"""Which three steps make a leader's day, and in what order? Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from language.say import mark, say
from scheduler.playbook import ALL_PLAYS, PLACE, PLAYS
from scheduler.suggestion import Advice, Suggestion

MOST_STEPS = 3  # a day; house rule, batches as such: Fitz 2019


ROUTES = frozenset(info.id for info in PLAYS if info.route)
ONCE_A_DAY = frozenset(info.id for info in ALL_PLAYS if info.once_a_day)
LAST_LEVEL = 7  # what can wait
ENQUIRY_LEVEL = 5  # what is learned in a talk about the agenda
TALKS = ROUTES | {"C6"}  # a step that is a talk about the agenda already
IN_ORDER = (1, 2, 4)  # levels whose plays section 6 puts in an order of their own

ONE_REQUEST = mark("one request to {name} is enough today")
ONE_TALK = mark("one talk with {name} is enough today")
ONE_THOUGHT = mark("one thought about {name} is enough")
ONE_A_DAY = mark("one a day is enough")
ENOUGH = mark("waits, three steps a day are enough")

Rank = tuple[int, int, int, int, float, int, date, str, str]


def rank_steps(steps: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the steps by level, then salience, stance gap, overdue ratio, and id.

    Trust damage, dated steps and the routes come in the playbook's own order before
    that, and within one play the day it is due counts before the id.
    """
    return tuple(sorted(steps, key=_rank))


def _rank(step: Suggestion) -> Rank:
    place = PLACE[step.play]
    return (
        step.level,
        place if step.level in IN_ORDER else 0,
        -step.salience,
        -step.gap,
        -step.overdue,
        place,
        step.due_on or date.max,
        step.person_id,
        step.about,
    )


def rank_day(advices: Sequence[Advice]) -> Advice:
    """Return one day's advice: each step once, at most three, the rest in words.

    One issue or one ask may concern several stakeholders: the step is shown for the
    first of them and names the others. A person is approached for one route play a day,
    for one talk about the agenda, and for one step of the last level; some plays are
    shown once a day (house rules).
    """
    ranked = rank_steps([step for advice in advices for step in advice.steps])
    steps: list[Suggestion] = []
    considered: list[str] = []
    approached: set[str] = set()
    talked_with: set[str] = set()
    reminded: set[str] = set()
    for step in _each_once(ranked):
        route = step.play in ROUTES and bool(step.approach_id)
        if route and step.approach_id in approached:
            considered.append(_waits(step, ONE_REQUEST))
        elif step.level == ENQUIRY_LEVEL and step.approach_id in talked_with:
            considered.append(_waits(step, ONE_TALK))
        elif step.level == LAST_LEVEL and step.approach_id in reminded:
            considered.append(_waits(step, ONE_THOUGHT))
        elif step.play in ONCE_A_DAY and any(s.play == step.play for s in steps):
            considered.append(_waits(step, ONE_A_DAY))
        elif len(steps) == MOST_STEPS:
            considered.append(_waits(step, ENOUGH))
        else:
            steps.append(step)
            approached |= {step.approach_id} if route else set()
            if step.level == ENQUIRY_LEVEL or step.play in TALKS:
                talked_with |= {step.approach_id} - {""}
            reminded |= {step.approach_id} - {""}
    considered += [line for advice in advices for line in advice.considered]
    return Advice(
        steps=tuple(steps),
        withheld=tuple(line for advice in advices for line in advice.withheld),
        notices=tuple(notice for advice in advices for notice in advice.notices),
        considered=tuple(dict.fromkeys(considered)),
    )


def _waits(step: Suggestion, reason: str) -> str:
    return say(
        "{id} {play}, for {person}: {reason}",
        id=step.play,
        play=step.name,
        person=step.person,
        reason=say(reason, name=step.approach),
    )


def _each_once(steps: Sequence[Suggestion]) -> list[Suggestion]:
    first: dict[tuple[str, str, str], Suggestion] = {}
    others: dict[tuple[str, str, str], list[str]] = {}
    for step in steps:
        key = (step.play, step.about, step.approach_id)
        if key not in first:
            first[key] = step
        elif step.person_id not in (first[key].person_id, step.approach_id):
            others.setdefault(key, []).append(step.person)
    return [_also_for(step, others.get(key, [])) for key, step in first.items()]


def _also_for(step: Suggestion, others: Sequence[str]) -> Suggestion:
    if not others:
        return step
    names = ", ".join(others[:3])
    also = say("it also matters for {names}", names=names)
    if len(others) > 3:
        also = say("it also matters for {names} and more", names=names)
    return replace(step, because=(*step.because, also))
