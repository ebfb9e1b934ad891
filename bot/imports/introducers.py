"""Introducers by the ids of the import, for the terminal and the benches."""

from datetime import date
from typing import TypedDict

from bot.workspaces import workspace_meant
from scheduler.gather.routes import introducers_between
from storage.database.transactions import Transaction
from storage.people.same import everybody, ids_of


class NobodyThere(Exception):
    """An id that nobody has, or twice the same. Its text says what to type."""


class Ranked(TypedDict):
    """One introducer; strengths are decayed sums of days."""

    id: str
    score: float
    to_leader: float
    to_target: float
    together: float


def introducers_by_id(
    tx: Transaction, leader: str, to: str, *, before: date, workspace: str = ""
) -> list[Ranked]:
    """Return who could bring two people together, likeliest first, by imported id.

    Args:
        before: a local date; only what was before it is used.
        workspace: its platform key; "" means the only one.

    Raises:
        NobodyThere: nobody has one of the ids, or both are one person.
        WhichOne: as `workspace_meant`.
    """
    where = workspace_meant(tx, workspace)
    people = everybody(tx, where)
    for key in (leader, to):
        if key not in people:
            raise NobodyThere(
                f"Nobody has the id {key[:80]}. Bring them in first: "
                "outreach import people FILE.csv"
            )
    me, them = people[leader], people[to]
    if me == them:
        raise NobodyThere("That is the same person twice: --leader and --to differ.")
    found = introducers_between(tx, workspace_id=where, me=me, them=them, before=before)
    keys = ids_of(tx, where, (one.person_id for one in found))
    return [
        Ranked(
            id=keys[one.person_id],
            score=round(one.score, 4),
            to_leader=round(one.to_leader, 4),
            to_target=round(one.to_target, 4),
            together=round(one.together, 4),
        )
        for one in found
        if one.person_id in keys  # who came by no import has no id to be named by
    ]
