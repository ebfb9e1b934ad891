"""Who is on the leader's own side: their unit, and whoever reports to them."""

from handlers.directory import myself
from handlers.request import Turn
from storage.people import Known, person_with

DEEPEST = 12  # levels of reporting looked at; also ends a circle. House rule


def on_own_side(turn: Turn, person: Known) -> bool:
    """Say whether somebody is of the leader's unit, or reports to the leader."""
    me = myself(turn)
    same_unit = person.unit_id is not None and person.unit_id == me.unit_id
    return person.id == me.id or same_unit or reports_to(turn, person, me.id)


def reports_to(turn: Turn, person: Known, boss_id: str) -> bool:
    """Say whether `person` reports to `boss_id`, directly or not."""
    speaker = turn.speaker
    above = person.manager_id
    for _ in range(DEEPEST):
        if above is None or above == boss_id:
            break
        found = person_with(
            turn.tx,
            workspace_id=speaker.workspace_id,
            leader_id=speaker.leader_id,
            person_id=above,
        )
        above = found.manager_id if found else None
    return above is not None and above == boss_id
