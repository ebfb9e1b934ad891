"""Rows in, a prep card's facts out: the last note, topics, and what is held back."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col

from language.say import mark, say
from scheduler.engine import advise
from scheduler.gather_stakeholders import ForWhom
from scheduler.prep import LastTalk, Prep
from scheduler.situation import Situation
from storage.contacts import latest_contacts, note_of
from storage.models import Contact, Topic
from storage.transaction import Transaction
from storage.vault import place

WORDS = {
    "met": mark("you met"),
    "event": mark("you met at an event"),
    "call": mark("a call"),
    "message": mark("a message"),
    "email": mark("an email"),
}
NOT_MET = {
    "declined": mark("declined"),
    "no reply": mark("no reply"),
    "postponed": mark("postponed"),
}
KINDS = {
    "event": mark("event"),
    "call": mark("call"),
    "message": mark("message"),
    "email": mark("email"),
}


def prep_of(tx: Transaction, leader: ForWhom, situation: Situation) -> Prep:
    """Return what to have in mind before the leader meets the executive."""
    person_id = situation.executive.id
    mine = {"leader_id": leader.leader_id, "person_id": person_id}
    newest = latest_contacts(tx, **mine, limit=1)
    last = _last_talk(tx, newest[0]) if newest else None
    return Prep(
        situation=situation,
        last=last,
        topics=tuple(_topics(tx, leader.leader_id, person_id)),
        withheld=advise(situation).withheld,
    )


def _last_talk(tx: Transaction, contact: Contact) -> LastTalk:
    words = say(WORDS[contact.kind])
    if contact.outcome != "met":
        words = say(NOT_MET[contact.outcome])
        if contact.kind != "met":
            words = f"{words} ({say(KINDS[contact.kind])})"
    if contact.listened is not None:
        words = say("{talk}, you listened {share}%", talk=words, share=contact.listened)
    return LastTalk(contact.on, words, note_of(tx, contact))


def _topics(tx: Transaction, leader_id: str, person_id: str) -> Sequence[str]:
    rows = tx.execute(
        sa.select(Topic)
        .where(
            col(Topic.leader_id) == leader_id,
            col(Topic.person_id) == person_id,
            col(Topic.used_on).is_(None),
        )
        .order_by(col(Topic.on), col(Topic.id))
    )
    vault = tx.vault
    return [
        vault.open(row.text, about=place(row.workspace_id, row.id, "text"))
        for row in rows
    ]
