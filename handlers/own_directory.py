"""Who a linked account is in its own directory, where others know and name them."""

from dataclasses import replace

import sqlalchemy as sa
from sqlmodel import col

from handlers.request import Turn
from storage.accounts import account_at
from storage.models import Leader, Person


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
