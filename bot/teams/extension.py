"""The message extension: log a message as a contact, search, open any dialog.

It is used in chats that are not ours, so where it was used is never kept, and nothing
is saved before the leader sends the form. Who is found may be posted to others, so a
result says what the directory says and nothing of the leader's own: no contact, no
note, no strength.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any

from bot.teams.cards.cards import read_press
from bot.teams.cards.forms import draw_found
from bot.teams.cards.text import Payload
from bot.teams.dialogs import answer_that_says, open_dialog, send
from bot.teams.door import Door
from bot.teams.offers import FIND_PERSON, FORMS_OF_COMMANDS, LOG_MESSAGE
from bot.teams.request import data_of, profile_of
from handlers.contacts.log import note_of_message
from handlers.grammar.names import LONGEST_NAME, role_of
from handlers.turn import Address, Pressed
from language.say import current_language, mark, say, speaking
from storage.database.transactions import NotSaved, Transaction
from storage.faults import log_fault
from storage.leaders.leaders import leader_at
from storage.people.finding import meant
from storage.people.store import Known, tied_people

UNKNOWN = mark(
    "I do not know that command. Perhaps it is from a newer version of me. In our "
    "private chat, type: help"
)
LONGEST_LINK = 1_000  # characters; Teams' have about 300. House rule


async def fetch_form(door: Door, activity: Payload, by: Address) -> Payload:
    """Open the form of a command; nothing is saved by it."""
    value = _dict(activity.get("value"))
    command = value.get("commandId")
    action = FORMS_OF_COMMANDS.get(command) if isinstance(command, str) else None
    if action is None:
        return answer_that_says(say(UNKNOWN))
    message = _dict(value.get("messagePayload")) if command == LOG_MESSAGE else {}
    pressed = Pressed(
        by=by,
        action=action,
        subject=_author(message),
        at=door.now(),
        values=_values(message) if message else {},
        profile=profile_of(activity),
    )
    return await open_dialog(door, pressed)


async def send_form(door: Door, activity: Payload, by: Address) -> Payload:
    """Carry out a form that a command opened, and that was sent."""
    value = _dict(activity.get("value"))
    command = value.get("commandId")
    read = read_press(data_of(activity))
    if read is None or not isinstance(command, str) or command not in FORMS_OF_COMMANDS:
        return answer_that_says(say(UNKNOWN))
    return await send(door, activity, by, read)


def _author(message: Payload) -> str:
    """Return the Entra object id of who wrote it; "" for an app, or unknown."""
    user = str(_user(message).get("id") or "")
    return user if user.isprintable() and len(user) <= LONGEST_NAME else ""


def _values(message: Payload) -> dict[str, str]:
    """Return what the log form is filled in with."""
    body = _dict(message.get("body"))
    content = body.get("content")
    content = content if isinstance(content, str) else ""
    is_text = body.get("contentType") == "text"
    text = readable(content) if is_text else words_of_html(content)
    name = _user(message).get("displayName")
    name = readable(name if isinstance(name, str) else "").replace("\n", " ")
    return {
        "who": name[:LONGEST_NAME].strip(),
        "note": note_of_message(text, _link(message)),
        "on": _day(message.get("createdDateTime")),
    }


def _user(message: Payload) -> Payload:
    return _dict(_dict(message.get("from")).get("user"))


def _link(message: Payload) -> str:
    """Return where the message stands, "" unless it is an address we can show."""
    link = message.get("linkToMessage")
    if not isinstance(link, str) or not link.startswith("https://"):
        return ""
    plain = link.isprintable() and " " not in link and len(link) <= LONGEST_LINK
    return link if plain else ""


def _day(stamp: object) -> str:
    """Return the UTC date of a moment as YYYY-MM-DD, "" if it is none."""
    try:
        return date.fromisoformat(str(stamp)[:10]).isoformat()
    except ValueError:
        return ""


def _dict(value: Any) -> Payload:
    return value if isinstance(value, dict) else {}


# A message as words: Teams keeps what people write as HTML.

LINES = frozenset(
    {"blockquote", "br", "div", "h1", "h2", "h3", "li", "ol", "p", "pre", "tr", "ul"}
)
SILENT = frozenset({"script", "style"})
SHOWN_AS = "alt"  # what an emoji's picture stands for
UNREADABLE = frozenset({"Cc", "Cs"})  # control characters, halves of an emoji


def words_of_html(html: str) -> str:
    """Return what a reader of this HTML sees, a line for each of its lines."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return readable("".join(parser.said))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LINES:
            self.said.append("\n")
        elif tag in SILENT:
            self._silent += 1
        elif tag == "img":
            self.said.append(dict(attrs).get(SHOWN_AS) or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in LINES:
            self.said.append("\n")
        elif tag in SILENT:
            self._silent = max(self._silent - 1, 0)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def readable(text: str) -> str:
    """Return `text` without what cannot be shown, and without empty lines."""
    letters = (
        letter
        if letter == "\n" or unicodedata.category(letter) not in UNREADABLE
        else " "
        for letter in text
    )
    lines = ("".join(letters)).split("\n")
    kept = (" ".join(line.split()) for line in lines)
    return "\n".join(line for line in kept if line)


# Searching for a person where a Teams message is written.

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
UNKNOWN_SEARCH = mark("I do not know that search. In our private chat, type: help")


@dataclass(frozen=True, slots=True)
class TeamsSearch:
    """What is searched for, and which part of the results."""

    name: str = ""
    skip: int = 0
    count: int = MOST


async def find_people(door: Door, activity: Payload, by: Address) -> Payload:
    """Return whom of the leader's own book a name means; nothing is changed."""
    value = activity.get("value")
    value = value if isinstance(value, dict) else {}
    if value.get("commandId") != FIND_PERSON:
        return _told(UNKNOWN_SEARCH)
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
            "attachments": [draw_found(*one) for one in shown],
        }
    }


def _search(
    tx: Transaction, by: Address, asked: TeamsSearch
) -> tuple[bool, list[Known], str]:
    """Return whether anybody is in the book, who is meant, and the language chosen."""
    leader = leader_at(tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key)
    if leader is None:
        return False, [], ""
    people = tied_people(tx, leader_id=leader.id)
    return bool(people), meant(people, asked.name), leader.language


def _asked(value: Payload) -> TeamsSearch:
    options = value.get("queryOptions")
    options = options if isinstance(options, dict) else {}
    skip, count = options.get("skip"), options.get("count")
    return TeamsSearch(
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
