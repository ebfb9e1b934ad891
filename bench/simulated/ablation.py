"""What the advice loses without each play."""

from collections.abc import Sequence
from dataclasses import replace

from bench.rows import Row
from bench.simulated.contest import OURS, WITHOUT, Life, Lived, live_all
from bench.simulated.outcomes import MEASURES, Outcome, difference
from bench.simulated.steps_as_actions import FOLLOWED
from scheduler.playbook import ALL_PLAYS

SHOWN = ("weeks", "met", "won", "refusals", "nudges")
DEEDS = frozenset({*FOLLOWED, "P04", "P13", "L5", "L9"})  # the last four take no step


def rows(worlds: int, weeks: int, lived: Lived) -> list[Row]:
    """Return one row a play: the whole playbook less the playbook without it.

    Args:
        lived: of the whole playbook, in these worlds at least.
    """
    whole = lived[OURS][:worlds]
    lives = [
        Life(f"{WITHOUT}{info.id}", seed, weeks)
        for info in ALL_PLAYS
        for seed, one in enumerate(whole)
        if info.id in one.spoke
    ]
    changed = dict(zip(lives, live_all(lives), strict=True))
    found = []
    for info in ALL_PLAYS:
        name = f"{WITHOUT}{info.id}"
        without = [
            changed.get(Life(name, seed, weeks), one) for seed, one in enumerate(whole)
        ]
        spoke = sum(info.id in one.spoke for one in whole)
        found.append(
            Row(f"{info.id} {info.name}", worth(info.id, spoke, whole, without))
        )
    return found


def worth(
    play_id: str, spoke: int, whole: Sequence[Outcome], without: Sequence[Outcome]
) -> str:
    """Return in words what the playbook has from a play, with intervals."""
    if not spoke:
        return "changes nothing here: it never spoke"
    if [_silent(one) for one in without] == [_silent(one) for one in whole]:
        return f"changes nothing here, though it spoke in {spoke} worlds"
    shown = [one for one in MEASURES if one.of in SHOWN]
    said = [f"{one.of} {difference(one, whole, without)}" for one in shown]
    note = "" if play_id in DEEDS else "; its step has no deed here"
    return f"{', '.join(said)}{note}"


def _silent(one: Outcome) -> Outcome:
    """Return what came of it, whoever spoke."""
    return replace(one, spoke=frozenset())
