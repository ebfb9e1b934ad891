"""All plays over one stakeholder, or over a leader's whole day. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from language.say import say
from language.words import listed
from scheduler.advice.ranking import (
    ASKED,
    CardRoom,
    behind,
    choose_route,
    rank_day,
    rank_steps,
)
from scheduler.book import Book
from scheduler.playbook import BOOK_PLAYS, ON_CARDS, PLAY_NAMED, PLAYS
from scheduler.playbook.credibility_gate import go_carefully, too_few_ratings
from scheduler.playbook.play_info import BookPlayInfo, PlayEntry, PlayInfo
from scheduler.rules.credibility import judge
from scheduler.rules.resting import (
    NOBODY_ELSE,
    Shared,
    shared_by,
    taken_on,
    why_it_rests,
    without_contradictions,
)
from scheduler.situation import Situation
from storage.people.facts import PersonFact
from storage.services.facts import UNJUDGED
from storage.steps.facts import (
    Advice,
    Answer,
    Answers,
    Caution,
    Notice,
    Suggestion,
    Withheld,
)

GATED = frozenset(play_id for info in PLAYS for play_id in info.withholds)
Said = tuple[PlayInfo, Answers]
Gates = dict[str, list[Withheld]]  # by the id of the play that is held back
EVERYTHING = ""
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
    room: CardRoom = ASKED,
    plays: Sequence[PlayInfo] = ON_CARDS,
    book_plays: Sequence[BookPlayInfo] = BOOK_PLAYS,
) -> Advice:
    """Return a leader's whole day: every stakeholder's advice, merged and ranked.

    Args:
        book: what plays about all stakeholders together look at; None = leave them out.
        asked: the leader asks; also steps that were shown and not answered.
        room: what the card may show.
        plays: as for `advise`; `book_plays` likewise.
    """
    shared = shared_by(situations)
    advices = [
        advise(one, shared=shared, asked=asked, plays=plays) for one in situations
    ]
    if book is not None:
        advices.append(advise_book(book, asked=asked, plays=book_plays))
    return rank_day(without_contradictions(advices, situations), room)


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


# The plays about a leader's whole book.


def advise_book(
    book: Book, *, asked: bool = False, plays: Sequence[BookPlayInfo] = BOOK_PLAYS
) -> Advice:
    """Return what the playbook says about all stakeholders together, not yet ranked.

    Args:
        asked: the leader asks; also steps that were shown and not answered.
        plays: in the order of their advice; fewer only to measure what one is worth.
    """
    steps, considered = [], []
    for info in plays:
        for answer in info.play(book):
            if not isinstance(answer, Suggestion):
                continue
            step = named_book_step(answer, info)
            whom = _whom(book, step)
            reason = why_it_rests(step, whom, NOBODY_ELSE, asked=asked)
            if reason:
                considered.append(f"{step.play} {step.name}: {reason}")
            else:
                since = taken_on(step, whom)
                steps.append(replace(step, taken_on=since))
    return Advice(steps=tuple(steps), considered=tuple(considered))


def _whom(book: Book, step: Suggestion) -> Situation:
    """Return what was suggested before to the person a step is for."""
    return Situation(
        today=book.today,
        executive=PersonFact(step.person_id, step.person),
        earlier=book.earlier.get(step.person_id, ()),
    )


# What holds a play back, said once for all of them (P04, P13).


def shut_gates(said: Sequence[Said]) -> Gates:
    """Return what the gates say against each play they hold back, by the play's id.

    Of several gates the first that shuts the whole play speaks alone: what a later one
    would have asked for has to wait for it.
    """
    reasons: Gates = {}
    for info, answers in said:
        shut = [answer for answer in answers if isinstance(answer, Withheld)]
        for play_id in info.withholds if shut else ():
            before = reasons.setdefault(play_id, [])
            if not any(one.about == EVERYTHING for one in before):
                before += shut
    return reasons


def held_back(
    info: PlayInfo, answers: Answers, gates: Gates, *, unreachable: bool
) -> Answers:
    """Return a play's answers, or why a gate holds them back.

    A gate that names an `about` holds back only the steps about it. While P01 is open,
    the ways through somebody else are shown as withheld whatever else they lack
    (section 6).
    """
    if info.id not in gates:
        return answers
    said = gates[info.id]
    whole = [one for one in said if one.about == EVERYTHING]
    if not answers:
        return (_held(whole, EVERYTHING),) if unreachable and info.route else ()
    if len(whole) == len(said):
        return (_held(whole, EVERYTHING),)
    return tuple(_one_held_back(answer, said) for answer in answers)


def _one_held_back(answer: Answer, said: Sequence[Withheld]) -> Answer:
    if not isinstance(answer, Suggestion | Withheld):
        return answer
    against = [one for one in said if one.about in (EVERYTHING, answer.about)]
    return _held(against, answer.about) if against else answer


def _held(against: Sequence[Withheld], about: str) -> Withheld:
    return Withheld(because=listed([one.because for one in against]), about=about)


# What a play says, completed from the registry and with the stakeholder.


def named_step(step: Suggestion, info: PlayInfo, situation: Situation) -> Suggestion:
    """Return a step that says which play it is, for whom, and by which rule."""
    cautions = step.cautions
    if info.id in GATED or (info.asks and step.approach_id):
        cautions = (*cautions, *go_carefully(situation))
    if info.id in GATED:
        cautions = (*cautions, *too_few_ratings(situation))
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
