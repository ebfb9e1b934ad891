"""What the leader told last, a few minutes ago: what a correction and "she" refer to.

Nothing is written for it: it is read from what undo keeps, and only when it is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.people.directory import person_by_id
from handlers.turn import Turn
from storage.contacts.facts import PLANNED
from storage.contacts.store import entry_with
from storage.database.writer import Row
from storage.models import Change, Contact
from storage.people.facts import Known
from storage.upkeep.undo import newest_change, rows_in, undone_after

REMEMBERED = timedelta(minutes=10)  # what "she" and "no, Friday" are about; house rule
OF_CONTACTS = "contact"
ABOUT_PEOPLE = ("contact", "tie")  # tables whose rows name who was spoken of


@dataclass(frozen=True, slots=True)
class LastEntry:
    """The contacts, or the plans, that the newest change is about; they are alike."""

    contacts: tuple[Contact, ...]
    rows: tuple[Row, ...]  # all that the change wrote

    @property
    def planned(self) -> bool:
        """Whether it is still to come."""
        return self.first.outcome == PLANNED

    @property
    def first(self) -> Contact:
        """Return the one that stands for all: they differ in the person alone."""
        return self.contacts[0]


def last_entry(turn: Turn) -> LastEntry | None:
    """Return what was logged or corrected last, within ten minutes.

    Returns:
        None if the newest change is about no contact, or about different ones, if it
        was undone, or if anything else was undone since.
    """
    rows = _newest_rows(turn)
    found = [
        entry_with(turn.tx, contact_id, leader_id=turn.speaker.leader_id)
        for contact_id in _contact_ids(rows)
    ]
    contacts = tuple(one for one in found if one is not None)
    if not contacts or len({_alike(one) for one in contacts}) > 1:
        return None
    return LastEntry(contacts, tuple(rows))


def just_spoken_of(turn: Turn) -> Known | None:
    """Return the one person whom the newest change is about, within ten minutes."""
    ids = {
        row["after"]["person_id"]
        for row in _newest_rows(turn)
        if row["table"] in ABOUT_PEOPLE and row["after"] is not None
    }
    return person_by_id(turn, ids.pop()) if len(ids) == 1 else None


def _newest_rows(turn: Turn) -> list[Row]:
    change = newest_change(
        turn.tx, leader_id=turn.speaker.leader_id, since=turn.at - REMEMBERED
    )
    if change is None:
        return []
    rows = rows_in(turn.tx, change)
    undone = undone_after(turn.tx, change)
    if undone is not None and not _same_contacts(turn, undone, rows):
        return []
    return rows


def _same_contacts(turn: Turn, undone: Change, rows: Sequence[Row]) -> bool:
    """Say whether what was undone was a correction of these contacts."""
    ids = _contact_ids(rows)
    return bool(ids) and _contact_ids(rows_in(turn.tx, undone)) == ids


def _contact_ids(rows: Sequence[Row]) -> list[str]:
    ids = [
        str(row["after"]["id"])
        for row in rows
        if row["table"] == OF_CONTACTS and row["after"] is not None
    ]
    return list(dict.fromkeys(ids))


def _alike(contact: Contact) -> tuple[object, ...]:
    when = contact.at, contact.on, contact.next_meeting_on
    return (*when, contact.kind, contact.outcome)
