"""All plays over one stakeholder, or over a leader's whole day. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from language.say import say
from scheduler.book import Book
from scheduler.credibility import judge
from scheduler.engine_book import advise_book
from scheduler.gates import Gates, Said, held_back, shut_gates
from scheduler.naming import named_notice, named_step, named_withheld, with_cautions
from scheduler.playbook import BOOK_PLAYS, PLAY_NAMED, PLAYS
from scheduler.playbook.play_info import BookPlayInfo, PlayInfo
from scheduler.ranking import rank_day, rank_steps
from scheduler.resting import NOBODY_ELSE, Shared, shared_by, taken_on, why_it_rests
from scheduler.routes import behind, choose_route
from scheduler.situation import Situation
from scheduler.standing import UNJUDGED
from scheduler.suggestion import Advice, Caution, Notice, Suggestion, Withheld

NOTHING = Advice()


def advise(
    situation: Situation,
    *,
    shared: Shared = NOBODY_ELSE,
    asked: bool = False,
    plays: Sequence[PlayInfo] = PLAYS,
) -> Advice:
    """Return everything the playbook says about one stakeholder, steps ranked.

    Args:
        shared: earlier steps for other stakeholders, see `resting`.
        asked: the leader asks; also steps that were shown and not answered.
        plays: in the order of their advice; fewer only to measure what one is worth.
    """
    if situation.credibility is UNJUDGED:
        credible = judge(situation.standing, situation.today)
        situation = replace(situation, credibility=credible)
    said = [(info, answers) for info in plays if (answers := info.play(situation))]
    if not said:
        return NOTHING
    return _decide(situation, said, shared, asked=asked, plays=plays)


def advise_day(
    situations: Sequence[Situation],
    *,
    book: Book | None = None,
    asked: bool = False,
    plays: Sequence[PlayInfo] = PLAYS,
    book_plays: Sequence[BookPlayInfo] = BOOK_PLAYS,
) -> Advice:
    """Return a leader's whole day: every stakeholder's advice, merged and ranked.

    Args:
        book: what plays about all stakeholders together look at; None = leave them out.
        asked: the leader asks; also steps that were shown and not answered.
        plays: as for `advise`; `book_plays` likewise.
    """
    shared = shared_by(situations)
    advices = [
        advise(one, shared=shared, asked=asked, plays=plays) for one in situations
    ]
    if book is not None:
        advices.append(advise_book(book, asked=asked, plays=book_plays))
    return rank_day(advices)


def _decide(
    situation: Situation,
    said: Sequence[Said],
    shared: Shared,
    *,
    asked: bool,
    plays: Sequence[PlayInfo],
) -> Advice:
    gates = shut_gates(said)
    cautions: dict[str, list[Caution]] = {}
    notices: list[Notice] = []
    withheld: list[Withheld] = []
    beside: list[Suggestion] = []  # all of these are shown
    fired: dict[str, list[Suggestion]] = {}  # of the route plays, one is shown
    answered = {info.id: answers for info, answers in said}
    for info in plays:
        answers = answered.get(info.id, ())
        if info.withholds:
            continue
        answers = held_back(info, answers, gates, unreachable=situation.unreachable)
        for answer in answers:
            match answer:
                case Notice():
                    notices.append(named_notice(answer, info, situation.executive))
                case Withheld():
                    withheld.append(named_withheld(answer, info, situation.executive))
                case Caution():
                    for play_id in info.cautions:
                        cautions.setdefault(play_id, []).append(answer)
                case Suggestion():
                    to = fired.setdefault(info.id, []) if info.route else beside
                    to.append(named_step(answer, info, situation))
    steps: list[Suggestion] = []
    considered = []
    alone = []
    for step in beside:
        if PLAY_NAMED[step.play].alone:
            alone.append(step)
            continue
        reason = why_it_rests(step, situation, shared, asked=asked)
        if reason:
            considered.append(f"{step.play} {step.name}: {reason}")
        else:
            steps.append(step)
    if fired:
        way, waiting = choose_route(fired, beside, situation, shared, asked=asked)
        considered += waiting
        if way is not None:
            steps.append(way)
            considered += _ranked_behind(way, withheld, gates, situation)
            withheld = [w for w in withheld if not _gives_way(w, gates)]
    for step in alone:
        reason = why_it_rests(step, situation, shared, asked=asked)
        reason = reason or (_others_open(steps) if steps else "")
        if reason:
            considered.append(f"{step.play} {step.name}: {reason}")
        else:
            steps.append(step)
    steps = [with_cautions(step, cautions.get(step.play, ())) for step in steps]
    steps = [replace(step, taken_on=taken_on(step, situation)) for step in steps]
    return Advice(rank_steps(steps), tuple(withheld), tuple(notices), tuple(considered))


def _others_open(steps: Sequence[Suggestion]) -> str:
    first = steps[0]
    return say("waits while {play} ({id}) is open", play=first.name, id=first.play)


def _gives_way(line: Withheld, gates: Gates) -> bool:
    """Return whether a route play held itself back, and no gate did."""
    return PLAY_NAMED[line.play].route and line.play not in gates


def _ranked_behind(
    way: Suggestion,
    withheld: Sequence[Withheld],
    gates: Gates,
    situation: Situation,
) -> list[str]:
    """Return the ways that would have come later and had to wait anyway, in words."""
    return [
        say(
            "{id} {play}: {reason}; besides, {because}",
            id=line.play,
            play=line.name,
            reason=behind(line.play, way.play, situation),
            because=line.because,
        )
        for line in withheld
        if _gives_way(line, gates)
    ]
