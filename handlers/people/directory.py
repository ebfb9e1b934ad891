"""Who people are to the speaker: themselves, anybody by name, and who is near."""

from dataclasses import replace

import sqlalchemy as sa
from sqlmodel import col

from handlers.turn import Turn
from storage.leaders.accounts import account_at
from storage.models import Leader, Person
from storage.people.facts import Known
from storage.people.store import person_with

DEEPEST = 12  # levels of reporting looked at; also ends a circle. House rule


def myself(turn: Turn) -> Known:
    """Return the speaker's own entry in the directory."""
    found = person_by_id(turn, turn.speaker.person_id)
    if found is None:
        raise LookupError("a leader without an entry in the directory")
    return found


def person_by_id(turn: Turn, person_id: str | None) -> Known | None:
    """Return somebody of the speaker's directory; None for nobody, or who is gone."""
    return person_with(
        turn.tx,
        workspace_id=turn.speaker.workspace_id,
        leader_id=turn.speaker.leader_id,
        person_id=person_id or "-",
    )


# Who a linked account is in its own directory, where others know and name them.


def in_own_directory(turn: Turn) -> Turn | None:
    """Return the turn as by who the account is where it comes from.

    None for one that opens its own book, or for a turn that is so already. The book,
    the undo log and the count of wrong codes stay those of the linked leader.
    """
    by = turn.speaker.address
    account = account_at(
        turn.tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key
    )
    if account is None or not account.is_guest:
        return None
    if turn.speaker.workspace_id == account.workspace_id:
        return None
    query = (
        sa.select(col(Leader.workspace_id), col(Leader.person_id), col(Person.name))
        .join(Person, col(Person.id) == col(Leader.person_id))
        .where(col(Leader.id) == account.own_leader_id)
    )
    row = turn.tx.execute(query).one()
    return replace(turn, speaker=replace(turn.speaker, **row._mapping))


# Who is on the leader's own side: their unit, and whoever reports to them.


def on_own_side(turn: Turn, person: Known) -> bool:
    """Say whether somebody is of the leader's unit, or reports to the leader."""
    me = myself(turn)
    same_unit = person.unit_id != "" and person.unit_id == me.unit_id
    return person.id == me.id or same_unit or is_below(turn, person, me.id)


def is_below(turn: Turn, person: Known, boss_id: str) -> bool:
    """Say whether `person` reports to `boss_id`, directly or not."""
    above = person.manager_id
    for _ in range(DEEPEST):
        if above is None or above == boss_id:
            break
        found = person_by_id(turn, above)
        above = found.manager_id if found else None
    return above is not None and above == boss_id
