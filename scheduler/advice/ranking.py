"""Which three steps make a leader's day, and by which one route? Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from language.say import mark, say
from language.words import counted_in_words
from scheduler.playbook import ALL_PLAYS, PLACE, PLAY_NAMED, PLAYS
from scheduler.playbook.build_with_direct_reports import FEW_MUTUAL
from scheduler.playbook.play_info import PlayInfo
from scheduler.rules.asking import pausing_words
from scheduler.rules.resting import Shared, matches, rests_until, why_it_rests
from scheduler.situation import Situation
from storage.steps.facts import Advice, Earlier, Suggestion

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
Fired = Mapping[str, Sequence[Suggestion]]  # play id -> candidates, best first
ANSWERED = ("accepted", "done")


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
    return _not_today(step, say(reason, name=step.approach))


def _not_today(step: Suggestion, because: str) -> str:
    return say(
        "{id} {play}, for {person}: {reason}",
        id=step.play,
        play=step.name,
        person=step.person,
        reason=because,
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


# No step of a day asks of somebody what another line of it holds back. Most plays see
# to it themselves; what is left is between people: a step for one stakeholder that goes
# to another, and plays that do not know of each other.

# They invite nobody: a note, trouble with the service, thanks, a gift.
NO_INVITATION = frozenset({"P01", "P02", "P03", "L2", "C5"})
FOR_ITS_OWN_SAKE = frozenset({"C1", "C7", "L1", "L4", "P18"})  # a talk as such
OPENS_A_TIE = "P15"


def without_contradictions(
    advices: Sequence[Advice], situations: Sequence[Situation]
) -> list[Advice]:
    """Return the advice about everybody without steps that another line forbids.

    Nobody is invited to whom invitations pause (P01), whoever the step is for; and no
    talk for its own sake is suggested with somebody from whom one is held back (P15).
    """
    pausing = {one.executive.id: pausing_words(one) for one in situations if one.paused}
    held = {
        line.person_id: line.because
        for advice in advices
        for line in advice.withheld
        if line.play == OPENS_A_TIE
    }
    return [_without(advice, pausing, held) for advice in advices]


def _without(
    advice: Advice, pausing: Mapping[str, str], held: Mapping[str, str]
) -> Advice:
    steps, dropped = [], []
    for step in advice.steps:
        reason = _against(step, pausing, held)
        if reason:
            dropped.append(_not_today(step, reason))
        else:
            steps.append(step)
    if not dropped:
        return advice
    considered = (*dropped, *advice.considered)
    return replace(advice, steps=tuple(steps), considered=considered)


def _against(
    step: Suggestion, pausing: Mapping[str, str], held: Mapping[str, str]
) -> str:
    """Return what another line of the day says against a step, or ""."""
    if step.play not in NO_INVITATION and step.approach_id in pausing:
        return pausing[step.approach_id]
    if step.play in FOR_ITS_OWN_SAKE and step.approach_id in held:
        return held[step.approach_id]
    return ""


# Which one way to the executive, of those that fired, is shown today?


def choose_route(
    fired: Fired,
    service_steps: Sequence[Suggestion],
    situation: Situation,
    shared: Shared,
    *,
    asked: bool,
) -> tuple[Suggestion | None, list[str]]:
    """Return at most one new way to the executive, and in words why not the others.

    P08 comes first; P07 before P06 while the leader shares at most five contacts with
    the executive, above that the other way round; P05 when none of these is in hand.

    Args:
        fired: what the route plays said and no gate withheld.
        service_steps: what P02 and P03 said, resting or not.
    """
    few = len(situation.mutual) <= FEW_MUTUAL
    order = ("P08", "P07", "P06", "P05") if few else ("P08", "P06", "P07", "P05")
    chosen: Suggestion | None = None
    in_hand = ""  # a direct way that waits for the leader or for the other side
    considered = []
    for play_id in order:
        candidates = fired.get(play_id, ())
        if not candidates:
            continue
        info = PLAY_NAMED[play_id]
        step, reason = _first_free(info, candidates, situation, shared, asked=asked)
        if step is not None:
            reason = _route_waits(info, service_steps, situation, shared, in_hand)
            if not reason and chosen is not None:
                reason = behind(play_id, chosen.play, situation)
            if not reason:
                chosen = step
        if reason:
            considered.append(f"{play_id} {say(info.name)}: {reason}")
        if step is not None or _open(info, situation):
            in_hand = play_id
    return chosen, considered


def _first_free(
    info: PlayInfo,
    candidates: Sequence[Suggestion],
    situation: Situation,
    shared: Shared,
    *,
    asked: bool,
) -> tuple[Suggestion | None, str]:
    first = ""
    under_way = _open(info, situation)
    for step in candidates:
        if under_way is not None and under_way.about != step.about:
            reason = say("another way of the same kind is still open")
        else:
            reason = why_it_rests(step, situation, shared, asked=asked)
            reason = reason or _occupied(info, step, situation)
        if not reason:
            return step, ""
        first = first or reason
    return None, first


def _open(info: PlayInfo, situation: Situation) -> Earlier | None:
    """Return the step of this play that is still open for this executive, if any."""
    for earlier in situation.earlier:
        if earlier.play == info.id and _is_open(info, earlier, situation):
            return earlier
    return None


def _is_open(info: PlayInfo, earlier: Earlier, situation: Situation) -> bool:
    if earlier.state == "accepted":
        answered_on = earlier.answered_on or earlier.suggested_on
        return situation.today < answered_on + timedelta(info.open_days)
    if earlier.state in ("suggested", "later"):
        return rests_until(earlier) > situation.today
    return False


def _occupied(info: PlayInfo, step: Suggestion, situation: Situation) -> str:
    """Return why this person cannot be approached for one more thing, or ""."""
    for earlier in situation.earlier:
        other = PLAY_NAMED.get(earlier.play)
        if other is None or not other.route or other.id in (info.id, *info.follows):
            continue
        same_person = earlier.approach_id and earlier.approach_id == step.approach_id
        if same_person and _is_open(other, earlier, situation):
            return say(
                "{play} ({id}) with {name} is still open",
                play=say(other.name),
                id=other.id,
                name=step.approach,
            )
    return ""


def _route_waits(
    info: PlayInfo,
    service_steps: Sequence[Suggestion],
    situation: Situation,
    shared: Shared,
    in_hand: str,
) -> str:
    """Return what this play has to wait for, or ""."""
    if not info.after:
        return ""
    if in_hand:
        play = say(PLAY_NAMED[in_hand].name)
        return say("waits while {play} ({id}) is in hand", play=play, id=in_hand)
    due = [step for step in service_steps if step.play in info.after]
    if not due or any(_answered(step, situation, shared) for step in due):
        return ""
    first = due[0]
    return say(
        "waits until you have answered {play} ({id})", play=first.name, id=first.play
    )


def _answered(step: Suggestion, situation: Situation, shared: Shared) -> bool:
    """Return whether the leader took on this step, or an earlier form of it."""
    if any(earlier.state in ANSWERED for earlier in matches(step, situation, shared)):
        return True
    subject = step.about.partition(":")[0]
    return any(
        earlier.play == step.play
        and earlier.state in ANSWERED
        and earlier.about.partition(":")[0] == subject
        for earlier in situation.earlier
    )


def behind(play_id: str, chosen: str, situation: Situation) -> str:
    """Return why one way comes after the chosen one."""
    if {play_id, chosen} == {"P06", "P07"}:
        shared = counted_in_words("one contact", "{n} contacts", len(situation.mutual))
        parts = {
            "id": chosen,
            "contacts": shared,
            "name": situation.executive.first_name,
        }
        if chosen == "P07":
            return say(
                "ranked behind {id} because you share {contacts} with {name}, five or "
                "fewer",
                **parts,
            )
        return say(
            "ranked behind {id} because you share {contacts} with {name}, more than "
            "five",
            **parts,
        )
    play = say(PLAY_NAMED[chosen].name)
    return say("ranked behind {id} {play}", id=chosen, play=play)
