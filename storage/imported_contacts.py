"""Contacts that come from a file, with ids of their own."""

from collections.abc import Sequence
from datetime import date

from storage.insert_once import insert_once
from storage.models import Contact, Tie
from storage.ties import refresh_tie
from storage.transaction import Transaction


def import_contacts(tx: Transaction, contacts: Sequence[Contact]) -> int:
    """Save contacts of one leader that have ids of their own, and refresh their ties.

    One whose id is there already is left as it is. Not for undo: a file can be long.

    Returns:
        How many are new.
    """
    changed: dict[str, date] = {}
    new = 0
    for contact in contacts:
        if insert_once(tx, Contact, contact.model_dump(), unique="id"):
            new += 1
            first = min(changed.get(contact.person_id, contact.on), contact.on)
            changed[contact.person_id] = first
    for person_id, since in changed.items():
        tie = Tie(
            leader_id=contacts[0].leader_id,
            person_id=person_id,
            workspace_id=contacts[0].workspace_id,
            since=since,
        )
        insert_once(tx, Tie, tie.model_dump(), unique="leader_id,person_id")
        refresh_tie(tx, tie.leader_id, person_id)
    return new
