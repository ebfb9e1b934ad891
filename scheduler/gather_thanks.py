"""Who has still to be thanked, of those who are not on the leader's list?"""

from collections.abc import Sequence
from datetime import date

from scheduler.favour_facts import AskFact
from scheduler.gather_earlier import earlier_steps
from scheduler.gather_favours import asks_of, owed_thanks
from scheduler.gather_stakeholders import ForWhom
from scheduler.situation import Situation
from storage.transaction import Transaction

THANKS = "L2"


def with_thanks(
    tx: Transaction, leader: ForWhom, found: Sequence[Situation], *, today: date
) -> list[Situation]:
    """Return the stakeholders' situations, and those of whoever waits for thanks.

    Of a colleague who is not on the list only the asks are known then: no advice is
    given on a tie that the leader did not ask to build. An ask that led to somebody on
    the list is that one's already.

    Args:
        today: the leader's local date.
    """
    everybody = list(found)
    if not leader.has_asked:
        return everybody
    listed = {one.executive.id for one in found}
    others = owed_thanks(tx, leader.leader_id) - listed
    if not others:
        return everybody
    known = {ask.id for one in found for ask in one.asks}
    owed: dict[str, list[AskFact]] = {}
    for ask in asks_of(tx, leader.leader_id, today=today):
        waits = ask.fulfilled_on is not None and ask.thanked_on is None
        if waits and ask.asked.id in others and ask.id not in known:
            owed.setdefault(ask.asked.id, []).append(ask)
    before = earlier_steps(tx, leader.leader_id, list(owed)) if owed else {}
    for person_id, asks in owed.items():
        earlier = [one for one in before.get(person_id, ()) if one.play == THANKS]
        everybody.append(
            Situation(
                today=today,
                executive=asks[0].asked,
                asks=tuple(asks),
                last_given_on=today,  # thanks come before the next gift
                earlier=tuple(earlier),
                stakeholder=False,
            )
        )
    return everybody
