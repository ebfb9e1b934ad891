"""The newest thing the leader achieved together with somebody."""

from handlers.request import Turn
from storage.accomplishments import confirmed_results
from storage.people import Known
from storage.results import Result


def newest_result_with(turn: Turn, person: Known) -> Result | None:
    """Return the newest confirmed result that the person had a part in, or None."""
    mine = turn.speaker.leader_id
    for result in confirmed_results(turn.tx, leader_id=mine):
        if person.id in (result.partner_id, *(one.person_id for one in result.named)):
            return result
    return None
