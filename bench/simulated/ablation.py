"""What the advice loses without each play."""

from collections.abc import Sequence
from dataclasses import replace

from bench.rows import Comparison, Row
from bench.simulated.contest import OURS, WITHOUT, Life, Lived, Worlds, live_all
from bench.simulated.outcomes import MEASURES, Outcome, difference
from bench.simulated.steps_as_actions import FOLLOWED
from bench.simulated.verdict import MARKS, marked
from scheduler.playbook import ALL_PLAYS

SHOWN = ("weeks", "met", "won", "refusals", "nudges", "acts")
MEASURED = tuple(one for one in MEASURES if one.of in SHOWN)
DEEDS = frozenset({*FOLLOWED, "P04", "P13", "L5", "L9"})  # the last four take no step


def compared(worlds: Worlds, weeks: int, lived: Lived) -> Comparison:
    """Return the whole playbook less the playbook without each play.

    Args:
        lived: of the whole playbook, in these worlds at least, and these first.
    """
    whole = lived[OURS][: len(worlds.seeds)]
    lives = [
        Life(f"{WITHOUT}{info.id}", seed, weeks)
        for info in ALL_PLAYS
        for seed, one in zip(worlds.seeds, whole, strict=True)
        if info.id in one.spoke
    ]
    changed = dict(zip(lives, live_all(lives), strict=True))
    lines, rows, idle = [], [], []
    for info in ALL_PLAYS:
        name = f"{WITHOUT}{info.id}"
        without = [
            changed.get(Life(name, seed, weeks), one)
            for seed, one in zip(worlds.seeds, whole, strict=True)
        ]
        spoke = sum(info.id in one.spoke for one in whole)
        said = f"{info.id} {info.name}"
        rows.append(Row(said, worth(info.id, spoke, whole, without)))
        if _is_idle(whole, without):
            idle.append(info.id)
            continue
        found = (marked(difference(one, whole, without), one) for one in MEASURED)
        lines.append((said, *found))
    return Comparison(
        f"The playbook less itself without one play: {MARKS}: {worlds.said}",
        ("play", *(one.of for one in MEASURED)),
        tuple(lines),
        tuple(rows),
        f"Nothing changes without {', '.join(idle)}." if idle else "",
    )


def worth(
    play_id: str, spoke: int, whole: Sequence[Outcome], without: Sequence[Outcome]
) -> str:
    """Return in words what the playbook has from a play, with intervals."""
    if not spoke:
        return "changes nothing here: it never spoke"
    if _is_idle(whole, without):
        return f"changes nothing here, though it spoke in {spoke} worlds"
    said = [f"{one.of} {difference(one, whole, without)}" for one in MEASURED]
    note = "" if play_id in DEEDS else "; its step has no deed here"
    return f"{', '.join(said)}{note}"


def _is_idle(whole: Sequence[Outcome], without: Sequence[Outcome]) -> bool:
    """Say whether nothing came of a play, whether or not it spoke."""
    return [_silent(one) for one in without] == [_silent(one) for one in whole]


def _silent(one: Outcome) -> Outcome:
    """Return what came of it, whoever spoke."""
    return replace(one, spoke=frozenset())
