"""Which three steps make a leader's day, and by which one route? Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from language.say import mark, say
from language.words import counted_in_words
from scheduler.playbook import (
    ALL_PLAYS,
    NEVER_WAIT,
    OF_THE_BOOK,
    PLACE,
    PLAY_NAMED,
    PLAYS,
)
from scheduler.playbook.build_with_direct_reports import FEW_MUTUAL
from scheduler.playbook.play_info import PlayInfo
from scheduler.rules.resting import (
    Shared,
    matches,
    not_today,
    rests_until,
    why_it_rests,
)
from scheduler.situation import Situation
from storage.steps.facts import Advice, Earlier, StepKey, Suggestion

MOST_STEPS = 3  # a day; house rule, batches as such: Fitz 2019
NEW_A_WEEK = {"light": 3, "normal": 6, "full": 12}  # steps on cards; house rule
SELDOM_HEARD = 3  # one new step of so many goes to what was on no card for long; house
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
NO_PLACE = mark("waits, the card is full")
NEXT_WEEK = mark("waits, this week's new steps are spent")
UNANSWERED = mark("was shown, and waits for your answer")
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


@dataclass(frozen=True, slots=True)
class CardRoom:
    """What one card may show: places on it, and what the week has left.

    New steps are spent best first; the week's last third goes to the plays that were on
    no card for longest, so that what is seldom urgent is heard at all. Trouble with a
    service, thanks, the topics of a meeting, what was promised to the leader for today
    and the question what became of a step do not wait for the week, and what is new of
    them is counted all the same. A step that waits for an answer comes back beside
    another one, never by itself (house rules).
    """

    steps: int  # on the card, at most
    new: int  # steps that were on no card yet, this week from now on
    waiting: frozenset[StepKey] = frozenset()  # on an earlier card, not answered
    promised: frozenset[StepKey] = frozenset()  # the leader put them off to now
    seldom: int = 0  # of a week's new steps, for what was on no card for long
    last_on: Mapping[str, date] = field(default_factory=dict)  # by play: newest card

    def in_order(self, ranked: Sequence[Suggestion]) -> list[Suggestion]:
        """Return what never waits, then what is new, then what waits for an answer."""
        return sorted(
            ranked, key=lambda step: (not self.is_free(step), self._old(step))
        )

    def longest_unseen_first(
        self, steps: Sequence[Suggestion], day: Sequence[Suggestion]
    ) -> list[Suggestion]:
        """Return the same for the week's last new steps.

        Of plays that were on no card yet the last one in the order of the advice comes
        first: it is the one that is always crowded out.
        """
        today = {step.play for step in day}
        return sorted(
            steps,
            key=lambda step: (
                not self.is_free(step),
                self._old(step),
                step.play in today,
                self.last_on.get(step.play, date.min),
                -step.level,
            ),
        )

    def is_free(self, step: Suggestion) -> bool:
        """Return whether a step does not wait for the week."""
        if step.taken_on is not None or step.key in self.promised:
            return True
        return step.play in NEVER_WAIT and step.key not in self.waiting

    def _old(self, step: Suggestion) -> bool:
        return step.key in self.waiting

    def why_it_waits(self, step: Suggestion, day: Sequence[Suggestion]) -> str:
        """Return why a step is not on this card, or "".

        Args:
            day: what stands on it so far.
        """
        if len(day) >= self.steps:
            return NO_PLACE
        if self.is_free(step):
            return ""
        if self._old(step):
            return "" if day else UNANSWERED
        return "" if self.left(day) > 0 else NEXT_WEEK

    def left(self, day: Sequence[Suggestion]) -> int:
        """Return how many new steps the week has left after these."""
        known = self.waiting | self.promised
        return self.new - sum(
            one.taken_on is None and one.key not in known for one in day
        )


ASKED = CardRoom(
    steps=MOST_STEPS, new=MOST_STEPS
)  # the leader asks: nothing is counted


def _whom(step: Suggestion) -> frozenset[str]:
    """Return who a step goes to, or, of one about the book, whom it is about.

    Two of the book about one person hold each other back: shown on one day, both would
    end the next.
    """
    whom = {step.approach_id, step.person_id if step.play in OF_THE_BOOK else ""}
    return frozenset(whom - {""})


def rank_day(advices: Sequence[Advice], room: CardRoom = ASKED) -> Advice:
    """Return one day's advice: each step once, as there is room, the rest in words.

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
    left = _each_once(ranked)
    if room is not ASKED:
        left = room.in_order(left)
    while left:
        if 0 < room.left(steps) <= room.seldom:
            left = room.longest_unseen_first(left, steps)
        step = left.pop(0)
        route = step.play in ROUTES and bool(step.approach_id)
        if route and step.approach_id in approached:
            considered.append(_waits(step, ONE_REQUEST))
        elif step.level == ENQUIRY_LEVEL and step.approach_id in talked_with:
            considered.append(_waits(step, ONE_TALK))
        elif step.level == LAST_LEVEL and _whom(step) & reminded:
            considered.append(_waits(step, ONE_THOUGHT))
        elif step.play in ONCE_A_DAY and any(s.play == step.play for s in steps):
            considered.append(_waits(step, ONE_A_DAY))
        elif reason := room.why_it_waits(step, steps):
            considered.append(_waits(step, ENOUGH if room is ASKED else reason))
        else:
            steps.append(step)
            approached |= {step.approach_id} if route else set()
            if step.level == ENQUIRY_LEVEL or step.play in TALKS:
                talked_with |= {step.approach_id} - {""}
            reminded |= _whom(step)
    considered += [line for advice in advices for line in advice.considered]
    return Advice(
        steps=tuple(steps),
        withheld=tuple(line for advice in advices for line in advice.withheld),
        notices=tuple(notice for advice in advices for notice in advice.notices),
        considered=tuple(dict.fromkeys(considered)),
    )


def _waits(step: Suggestion, reason: str) -> str:
    return not_today(step, say(reason, name=step.approach))


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
