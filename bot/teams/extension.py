"""The message extension: a message to log as a contact, and a search for a person.

Who is found may be posted to others, so a result says what the directory says and
nothing of the leader's own: no contact, no note, no strength.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any

from bot.teams.forms import draw_found
from bot.teams.offers import FIND_PERSON
from bot.teams.request import value_of
from bot.teams.text import Payload
from handlers.contacts.log_form import note_of_message
from handlers.grammar.people.names import LONGEST_NAME, role_of
from handlers.turn import Address
from storage.database.transactions import Transaction
from storage.leaders.leaders import leader_at
from storage.people.facts import Known
from storage.people.search import starting
from storage.people.store import tied_people

MOST = 25  # results at once, as many as Teams asks for
LONGEST_LINK = 1_000  # characters; Teams' have about 300. House rule
LINES = frozenset(
    {"blockquote", "br", "div", "h1", "h2", "h3", "li", "ol", "p", "pre", "tr", "ul"}
)
SILENT = frozenset({"script", "style"})
SHOWN_AS = "alt"  # what an emoji's picture stands for
UNREADABLE = frozenset({"Cc", "Cs"})  # control characters, halves of an emoji


def filled_in(activity: Payload) -> tuple[str, dict[str, str]]:
    """Return who wrote a message and what its log form is filled in with.

    Returns:
        The writer's Entra object id, "" for an app, or unknown; and the form's values,
        {} where there is no message.
    """
    message = _dict(value_of(activity).get("messagePayload"))
    author = str(_user(message).get("id") or "")
    if not author.isprintable() or len(author) > LONGEST_NAME:
        author = ""
    return author, _values(message) if message else {}


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


@dataclass(frozen=True, slots=True)
class TeamsSearch:
    """What is searched for, and which part of the results."""

    name: str = ""
    skip: int = 0
    count: int = MOST


def search_in(activity: Payload) -> TeamsSearch | None:
    """Return what is searched for; None for another command than ours."""
    value = value_of(activity)
    if value.get("commandId") != FIND_PERSON:
        return None
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


def found_by(
    tx: Transaction, by: Address, asked: TeamsSearch
) -> tuple[bool, list[Known], str]:
    """Return whether anybody is in the book, who is meant, and the language chosen."""
    leader = leader_at(tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key)
    if leader is None:
        return False, [], ""
    people = tied_people(tx, leader_id=leader.leader_id)
    return bool(people), starting(people, asked.name), leader.language


def draw_results(people: Sequence[Known]) -> Payload:
    """Return the answer that lists somebody a line, ready to be posted."""
    return {
        "composeExtension": {
            "type": "result",
            "attachmentLayout": "list",
            "attachments": [draw_found(one.name, role_of(one)) for one in people],
        }
    }


def draw_results_told(text: str) -> Payload:
    """Return the answer that only says something."""
    return {"composeExtension": {"type": "message", "text": text}}
