"""Which one way to the executive, of those that fired, is shown today? Pure."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from language.say import say
from scheduler.playbook import PLAY_NAMED
from scheduler.playbook.build_with_direct_reports import FEW_MUTUAL
from scheduler.playbook.play_info import PlayInfo
from scheduler.resting import Shared, matches, rests_until, why_it_rests
from scheduler.situation import Earlier, Situation
from scheduler.suggestion import Suggestion
from scheduler.wording import counted

Fired = Mapping[str, Sequence[Suggestion]]  # play id -> candidates, best first
ANSWERED = ("accepted", "done")


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
            reason = _waits(info, service_steps, situation, shared, in_hand)
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


def _waits(
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
        shared = counted("one contact", "{n} contacts", len(situation.mutual))
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
