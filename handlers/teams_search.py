"""Searching for a person where a Teams message is written.

Who is found may be posted to others, so a result says what the directory says and
nothing of the leader's own: no contact, no note, no strength.
"""

from dataclasses import dataclass

from handlers.faults import log_fault
from handlers.grammar.asking import role_of
from handlers.request import Address
from handlers.teams_door import Door
from handlers.teams_port import FIND_PERSON, Payload
from language.say import current_language, mark, say, speaking
from storage.database import NotSaved
from storage.leaders import leader_at
from storage.people import Known, tied_people
from storage.people_named import meant
from storage.transaction import Transaction

MOST = 25  # results at once, as many as Teams asks for
NOBODY = mark(
    "Nobody in your book has that name. To add somebody, type in our private chat for "
    "example: add Dana Whitfield, COO in Operations"
)
EMPTY = mark(
    "There is nobody in your book yet. To begin, type in our private chat for example: "
    "add Dana Whitfield, COO in Operations"
)
AWAY = mark("I cannot look into your book right now. Please try again in a minute.")
UNKNOWN = mark("I do not know that search. In our private chat, type: help")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for, and which part of the results."""

    name: str = ""
    skip: int = 0
    count: int = MOST


async def find_people(door: Door, activity: Payload, by: Address) -> Payload:
    """Return whom of the leader's own book a name means; nothing is changed."""
    value = activity.get("value")
    value = value if isinstance(value, dict) else {}
    if value.get("commandId") != FIND_PERSON:
        return _told(UNKNOWN)
    asked = _asked(value)
    try:
        book, found, chosen = await door.database.run(lambda tx: _search(tx, by, asked))
    except NotSaved:
        return _told(AWAY)
    except Exception as error:
        log_fault(error)
        return _told(AWAY)
    if not found and not asked.skip:
        with speaking(chosen or current_language(), on=by.surface):
            return _told(NOBODY if book else EMPTY)
    part = found[asked.skip : asked.skip + asked.count]
    shown = [(one.name, role_of(one)) for one in part]
    return {
        "composeExtension": {
            "type": "result",
            "attachmentLayout": "list",
            "attachments": [door.teams.draw_found(*one) for one in shown],
        }
    }


def _search(
    tx: Transaction, by: Address, asked: Asked
) -> tuple[bool, list[Known], str]:
    """Return whether anybody is in the book, who is meant, and the language chosen."""
    leader = leader_at(tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key)
    if leader is None:
        return False, [], ""
    people = tied_people(tx, leader_id=leader.id)
    return bool(people), meant(people, asked.name), leader.language


def _asked(value: Payload) -> Asked:
    options = value.get("queryOptions")
    options = options if isinstance(options, dict) else {}
    skip, count = options.get("skip"), options.get("count")
    return Asked(
        name=_name(value.get("parameters")),
        skip=max(skip, 0) if isinstance(skip, int) else 0,
        count=min(max(count, 1), MOST) if isinstance(count, int) else MOST,
    )


def _name(parameters: object) -> str:
    """Return what was typed; at the first sight Teams sends "initialRun" instead."""
    for one in parameters if isinstance(parameters, list) else ():
        if isinstance(one, dict) and one.get("name") == "name":
            return str(one.get("value") or "")
    return ""


def _told(text: str) -> Payload:
    return {"composeExtension": {"type": "message", "text": say(text)}}
