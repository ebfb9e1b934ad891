"""What every surface draws with: text cut to length, in its reader's language."""

import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from language.say import speaking
from storage.message import Button, Form, Menu, Message, Option, Section

NUMBER_TYPED = re.compile(r"-?\d+(\.\d+)?", re.ASCII)  # in a form
NAMELESS = "Outreach"  # stands in for an empty headline: Slack refuses empty text
DESCRIPTION = (  # what the platforms' listings say
    "Outreach helps leaders who must influence without authority. Tell it what "
    "happened with the people you work with, and once a working day it sends you one "
    "short card: the next best steps, each with a reason; Why tells the rule and the "
    "facts. Your notes are yours alone. It never writes to anybody on your behalf."
)
FEWEST = 2  # controls of a section with a menu of the rest: its first, and that menu
INDENT = "    "  # what is to be copied, or is small print, stands off
UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` without control characters and halves of characters."""
    return UNSENDABLE.sub("", text)


def width(text: str) -> int:
    """Return the length as JavaScript counts it: an emoji counts two."""
    return len(text) if text.isascii() else len(_units(text)) // 2


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters of `text`; an ellipsis shows a cut."""
    if width(text) <= limit:
        return text
    return _first(text, limit - 1).rstrip() + "…" if limit > 0 else ""


def split(text: str, limit: int) -> list[str]:
    """Return `text` in pieces of at most `limit`, broken at a line or a space."""
    pieces = []
    while width(text) > limit:
        piece = _first(text, limit)
        at = max(piece.rfind("\n"), piece.rfind(" "))
        if at > limit // 2:
            piece = piece[:at]
        pieces.append(piece)
        text = text[len(piece) :].removeprefix("\n").removeprefix(" ")
    return [*pieces, text]


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _first(text: str, limit: int) -> str:
    """Return the whole characters that fit into `limit`."""
    if text.isascii():
        return text[:limit]
    return _units(text)[: 2 * limit].decode("utf-16-le", "ignore")


Made = TypeVar("Made", Message, Form)
P = ParamSpec("P")
T = TypeVar("T")


def in_its_language(
    draw: Callable[Concatenate[Made, P], T],
) -> Callable[Concatenate[Made, P], T]:
    """Have `draw` speak the language of what it draws, also hours later."""

    @wraps(draw)
    def drawn(made: Made, /, *rest: P.args, **more: P.kwargs) -> T:
        with speaking(made.language):
            return draw(made, *rest, **more)

    return drawn


def plain_text(message: Message) -> str:
    """Return everything the message says; a blank line between sections.

    For the terminal, Slack's `text`, and any place without buttons.
    """
    parts = [message.headline, *(_section(section) for section in message.sections)]
    parts.append("\n".join(message.small_print))
    return "\n\n".join(part for part in parts if part.strip())


def _section(section: Section) -> str:
    if section.over:
        return f"{section.text} {section.answer}"
    text = _indented(section.text) if section.quote else section.text
    bullet = "" if section.bold else "- "
    facts = (f"{bullet}{fact}" for fact in section.facts)
    return "\n".join(line for line in (text, *facts, section.answer) if line.strip())


def _indented(text: str) -> str:
    return "\n".join(INDENT + line for line in text.split("\n"))


# Where a surface has room for few controls, those of a section move into its menu of
# the rest: as few as needed, and as many of each.


def folded(message: Message, most: int) -> Message:
    """Return the message with at most `most` controls, as far as menus take them in.

    A menu of the whole message gives way first; each section keeps its first control
    and its menu of the rest.
    """
    if _controls(message) <= most:
        return message
    foldable = [one for one in message.sections if _rest_of(one) is not None]
    if not foldable:
        return message
    menus = tuple(one for one in message.buttons if isinstance(one, Menu))
    moved = message.model_copy(
        update={
            "sections": tuple(
                _with_more(one, menus) if one is foldable[-1] else one
                for one in message.sections
            ),
            "buttons": tuple(one for one in message.buttons if one not in menus),
        }
    )
    kept = max(len(one.buttons) for one in foldable)
    shorter = moved
    while _controls(shorter) > most and kept > FEWEST:
        kept -= 1
        sections = tuple(_keeping(one, kept) for one in message.sections)
        shorter = message.model_copy(update={"sections": sections})
        if _controls(shorter) > most:
            sections = tuple(_keeping(one, kept) for one in moved.sections)
            shorter = moved.model_copy(update={"sections": sections})
    return shorter


def _controls(message: Message) -> int:
    return len(message.buttons) + sum(len(one.buttons) for one in message.sections)


def _rest_of(section: Section) -> Menu | None:
    last = section.buttons[-1] if section.buttons else None
    return last if isinstance(last, Menu) and last.rest else None


def _keeping(section: Section, kept: int) -> Section:
    """Return the section with its first controls; the others are in its last menu."""
    if _rest_of(section) is None or len(section.buttons) <= kept:
        return section
    first, others = section.buttons[: kept - 1], section.buttons[kept - 1 : -1]
    behind = section.model_copy(update={"buttons": (*first, section.buttons[-1])})
    return _with_more(behind, others, first=True)


def _with_more(
    section: Section, more: Sequence[Button | Menu], *, first: bool = False
) -> Section:
    rest = _rest_of(section)
    assert rest is not None  # whoever calls this looked
    added = tuple(Option(label=one.label, value=one.action) for one in more)
    options = (*added, *rest.options) if first else (*rest.options, *added)
    menu = rest.model_copy(update={"options": options})
    return section.model_copy(update={"buttons": (*section.buttons[:-1], menu)})
