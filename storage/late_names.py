"""The name of a leader who was welcomed before the platform told one."""

import sqlalchemy as sa
from sqlmodel import col

from storage.models import Account, Leader, Person
from storage.people import fold
from storage.transaction import Transaction
from storage.welcome import unclaimed


def name_leader(
    tx: Transaction,
    *,
    leader_id: str,
    person_id: str,
    workspace_id: str,
    user_key: str,
    name: str,
) -> str:
    """Give a leader, known by their user id alone, the name they have.

    Whoever of that name others had added is taken to be the same person, by the rule of
    `welcome_leader`; the nameless entry is then nobody's.

    Returns:
        The id of the leader's person: another one than before if they were known.
    """
    same = unclaimed(tx, workspace_id, name, user_key="")
    if same is None:
        words = fold(name).split()
        named = {
            "name": name,
            "name_key": fold(name),
            "first_key": words[0],
            "last_key": words[-1],
        }
        tx.execute(sa.update(Person).where(col(Person.id) == person_id).values(**named))
    else:
        tx.execute(
            sa.update(Person).where(col(Person.id) == person_id).values(user_key="")
        )
        tx.execute(
            sa.update(Leader).where(col(Leader.id) == leader_id).values(person_id=same)
        )
    tx.execute(
        sa.update(Account)
        .where(col(Account.leader_id) == leader_id, col(Account.user_key) == user_key)
        .values(display_name=name)
    )
    return same or person_id
