"""Message as Block Kit: nothing a person typed is ever parsed as markup."""

import json
import re
from collections.abc import Callable, Sequence
from secrets import token_hex
from typing import Any, NamedTuple, TypeVar

from bot.drawing import (
    NAMELESS,
    clean,
    cut,
    folded,
    in_its_language,
    plain_text,
    split,
    width,
)
from bot.slack.cards import limits
from bot.slack.cards.charts import CHART, draw_figure
from bot.slack.cards.text import Payload, escaped, text_object
from language.say import say_count
from storage.message import Button, Menu, Message, Section

LINK = re.compile(r"https?://[^\s<>|\"“”]+[^\s<>|\"“”.,;:!?)\]]")
T = TypeVar("T")
Draw = Callable[[Section], list[Payload]]


@in_its_language
def draw(message: Message, *, charts: bool = False) -> Payload:
    """Return `text` and `blocks`. `text` says all of it, for screen readers (R31).

    Args:
        message: what is said.
        charts: whether figures are drawn; their words are there in any case.

    Block ids are fresh in every drawing, as an update needs them (R34). What is too
    long for one message is cut, and a line says so; buttons stay.
    """
    message = folded(message, limits.CONTROLS)
    look = draw_charted if charts else draw_section
    blocks = fit(
        head=_headline(message),
        sections=[(one, look) for one in message.sections],
        tail=[*draw_actions(message.buttons), *_small_print(message.small_print)],
    )
    if charts:
        blocks = most_charts(blocks)
    prefix = token_hex(4)
    for number, block in enumerate(blocks):
        block["block_id"] = f"{prefix}-{number}"
    number_actions(blocks)
    text = escaped(plain_text(message).strip(), limits.TEXT)
    return {"text": text if text.strip() else NAMELESS, "blocks": blocks}


def draw_section(section: Section) -> list[Payload]:
    """Return one section: its text, its facts in small print, its buttons."""
    if section.over:
        return [_struck(section), *draw_actions(section.buttons)]
    if section.bold:
        return [_bold(section), *draw_actions(section.buttons)]
    text = clean(cut(section.text, 2 * limits.MESSAGE))  # more would not fit anyway
    drawn: list[Payload] = []
    if text.strip():
        pieces = split(text.strip("\n"), limits.SECTION)
        look = _preformatted if section.quote else _words
        drawn += [look(piece) for piece in pieces if piece.strip()]
    facts = [f"• {clean(fact)}" for fact in section.facts if clean(fact).strip()]
    drawn += _small_print(facts)
    return drawn + draw_actions(section.buttons)


def draw_charted(section: Section) -> list[Payload]:
    """Return one section, its figure drawn below its words."""
    words = draw_section(section)
    if section.figure is None:
        return words
    at = len(words) - len(draw_actions(section.buttons))
    return words[:at] + draw_figure(section.figure) + words[at:]


def _headline(message: Message) -> list[Payload]:
    text = clean(message.headline).strip() or NAMELESS
    if not message.sections or width(text) > limits.HEADER or "\n" in text:
        return [_words(cut(text, limits.SECTION))]
    return [{"type": "header", "text": text_object(text, limits.HEADER)}]


def _words(text: str) -> Payload:
    """Return a paragraph; its bare addresses can be followed, and read as they are."""
    if LINK.search(text) is None:
        return {"type": "section", "text": text_object(text, limits.SECTION)}
    elements: list[Payload] = []
    at = 0
    for link in LINK.finditer(text):
        if before := text[at : link.start()]:
            elements.append({"type": "text", "text": before})
        elements.append({"type": "link", "url": link.group(), "text": link.group()})
        at = link.end()
    if rest := text[at:]:
        elements.append({"type": "text", "text": rest})
    return _rich({"type": "rich_text_section", "elements": elements})


def _bold(section: Section) -> Payload:
    """Return the text in bold, and what is said of it in plain lines below."""
    lines = [clean(one) for one in (*section.facts, section.answer)]
    below = "".join(f"\n{line}" for line in lines if line.strip())
    text = cut(clean(section.text).strip(), limits.SECTION) or NAMELESS
    elements: list[Payload] = [{"type": "text", "text": text, "style": {"bold": True}}]
    if room := limits.SECTION - width(text):
        elements += [{"type": "text", "text": cut(below, room)}] if below else []
    return _rich({"type": "rich_text_section", "elements": elements})


def _struck(section: Section) -> Payload:
    text = cut(clean(section.text).strip(), limits.SECTION) or NAMELESS
    struck = {"type": "text", "text": text, "style": {"strike": True}}
    answer = {"type": "text", "text": f" {cut(clean(section.answer), limits.LABEL)}"}
    return _rich({"type": "rich_text_section", "elements": [struck, answer]})


def _preformatted(text: str) -> Payload:
    elements = [{"type": "text", "text": text}]
    return _rich({"type": "rich_text_preformatted", "elements": elements})


def _rich(element: Payload) -> Payload:
    return {"type": "rich_text", "elements": [element]}


def _small_print(lines: list[str] | tuple[str, ...]) -> list[Payload]:
    text = "\n".join(line for line in map(clean, lines) if line.strip())
    if not text.strip():
        return []
    return [
        {"type": "context", "elements": [text_object(piece, limits.CONTEXT_ELEMENT)]}
        for piece in split(text, limits.CONTEXT_ELEMENT)
        if piece.strip()
    ]


# Buttons and menus: drawn with opaque ids, and read back when pressed.
#
# `action_id` must be unique in a message, so it starts with a running number. A button
# carries its subject as `value`; a menu's value is the choice, so its subject stands in
# the `action_id`.


def draw_actions(buttons: Sequence[Button | Menu]) -> list[Payload]:
    """Return the actions blocks; several when there are more than one can hold."""
    drawn = [_element(one) for one in buttons if isinstance(one, Button) or one.options]
    return [
        {"type": "actions", "elements": drawn[first : first + limits.ACTIONS]}
        for first in range(0, len(drawn), limits.ACTIONS)
    ]


def _element(one: Button | Menu) -> Payload:
    label = text_object(one.label, limits.LABEL)
    if isinstance(one, Menu):
        menu: Payload = {
            "type": "static_select",
            "action_id": f"{one.action}:{one.subject}",
            "options": [
                {
                    "text": text_object(option.label, limits.LABEL),
                    "value": clean(option.value)[: limits.OPTION_VALUE] or "-",
                }
                for option in one.options[: limits.OPTIONS]
            ],
        }
        if one.rest and len(one.options) <= limits.OVERFLOW:
            return menu | {"type": "overflow"}
        return menu | {"placeholder": label}
    button: Payload = {"type": "button", "action_id": one.action, "text": label}
    if one.subject:
        button["value"] = one.subject[: limits.BUTTON_VALUE]
    if one.style:
        button["style"] = one.style
    return button


def number_actions(blocks: Sequence[Payload]) -> None:
    """Make every `action_id` of the message unique."""
    number = 0
    for block in blocks:
        for element in block.get("elements", ()) if block["type"] == "actions" else ():
            element["action_id"] = f"{number}:{element['action_id']}"[: limits.ID]
            number += 1


def read_action(action: Payload) -> tuple[str, str, str]:
    """Return (action, subject, choice) of a pressed element; "" where there is none."""
    _, _, rest = str(action.get("action_id", "")).partition(":")
    name, _, subject = rest.partition(":")
    chosen = action.get("selected_option")
    if isinstance(chosen, dict):
        return name, subject, str(chosen.get("value", ""))
    return name, subject or str(action.get("value") or ""), ""


# Keeping a message within what Slack takes: text gives way, buttons stay.

SHORT = 200  # characters of a section that is kept only for its buttons; house rule
LEFT_OUT = 120  # characters set aside for the line about what was left out


class Room(NamedTuple):
    """What is left of a message, or what a piece of it takes."""

    blocks: int
    characters: int

    def minus(self, other: "Room") -> "Room":
        """Return what is left after taking `other`."""
        return Room(self.blocks - other.blocks, self.characters - other.characters)

    def holds(self, other: "Room") -> bool:
        """Return whether `other` fits in."""
        return self.blocks >= other.blocks and self.characters >= other.characters


TAIL = Room(20, 5_000)  # of buttons and small print at the foot; house rule


def fit(
    *,
    head: list[Payload],
    sections: Sequence[tuple[Section, Draw]],
    tail: list[Payload],
) -> list[Payload]:
    """Return the blocks of a message, all of it if Slack takes all of it."""
    everything = [
        *head,
        *(b for section, draw in sections for b in draw(section)),
        *tail,
    ]
    if len(everything) <= limits.BLOCKS and _surely_fits(everything):
        return everything
    if len(everything) > limits.BLOCKS:
        sections = squeezed(sections)
        fewer = [
            *head,
            *(b for section, draw in sections for b in draw(section)),
            *tail,
        ]
        if len(fewer) <= limits.BLOCKS and size(fewer).characters <= limits.MESSAGE:
            return fewer
    least = [_least(section) for section, _ in sections]
    blocks = list(head)
    tail, shortened = _first(tail, TAIL)
    room = Room(limits.BLOCKS - 1, limits.MESSAGE - LEFT_OUT)
    room = room.minus(size(head)).minus(size(tail))
    for number, (section, draw) in enumerate(sections):
        later = least[number + 1 :]
        kept = Room(
            sum(one.blocks for one in later), sum(one.characters for one in later)
        )
        drawn = draw(section)
        taken = size(drawn)
        if not room.minus(kept).holds(taken):
            shortened += 1
            drawn = _shortened(section, draw, room.minus(kept))
            taken = size(drawn)
            if not room.holds(taken):
                continue
        blocks += drawn
        room = room.minus(taken)
    if shortened:
        blocks.append(_left_out(shortened))
    return blocks + tail


def most_charts(blocks: Sequence[Payload]) -> list[Payload]:
    """Return the blocks with as many charts as Slack takes in one message."""
    kept: list[Payload] = []
    charts = 0
    for block in blocks:
        charts += block["type"] == CHART
        if block["type"] != CHART or charts <= limits.CHARTS:
            kept.append(block)
    return kept


def squeezed(sections: Sequence[tuple[Section, T]]) -> list[tuple[Section, T]]:
    """Return the sections with those that only say something put together.

    Slack counts blocks: thirty commands with an example each are sixty of them.
    """
    found: list[tuple[Section, T]] = []
    joined = ""
    for section, draw in sections:
        if section.buttons or section.quote or section.figure or section.over:
            if joined:
                found.append((Section(text=joined), draw))
            joined = ""
            found.append((section, draw))
            continue
        facts = (f"• {fact}" for fact in section.facts if fact.strip())
        words = "\n".join(line for line in (section.text, *facts) if line.strip())
        if joined and width(joined) + width(words) + 2 > limits.SECTION:
            found.append((Section(text=joined), draw))
            joined = ""
        joined = f"{joined}\n\n{words}" if joined else words
    if joined:
        found.append((Section(text=joined), sections[-1][1]))
    return found


def size(blocks: Sequence[Payload]) -> Room:
    """Return what the blocks take."""
    return Room(len(blocks), sum(_characters(block) for block in blocks))


def _characters(value: Any) -> int:
    if isinstance(value, dict):
        own = value.get("text")
        own_width = width(own) if isinstance(own, str) else 0
        return own_width + sum(_characters(one) for one in value.values())
    if isinstance(value, list):
        return sum(_characters(one) for one in value)
    return 0


def _surely_fits(blocks: list[Payload]) -> bool:
    """Say whether even the blocks' JSON is short enough: quick, and usually so."""
    return len(json.dumps(blocks)) <= limits.MESSAGE - LEFT_OUT


def _first(blocks: list[Payload], room: Room) -> tuple[list[Payload], int]:
    """Return the blocks that fit into `room`, and 1 if some did not."""
    kept = []
    for block in blocks:
        taken = size([block])
        if room.holds(taken):
            kept.append(block)
            room = room.minus(taken)
    return kept, int(len(kept) < len(blocks))


def _least(section: Section) -> Room:
    """Return what a section must have: nothing, or its buttons and some text."""
    actions = size(draw_actions(section.buttons))
    if not actions.blocks:
        return Room(0, 0)
    return Room(actions.blocks + 1, actions.characters + SHORT)


def _shortened(section: Section, draw: Draw, room: Room) -> list[Payload]:
    actions = size(draw_actions(section.buttons))
    paragraphs = room.blocks - actions.blocks
    text = min(room.characters - actions.characters, paragraphs * limits.SECTION // 2)
    if text < SHORT and not actions.blocks:
        return []
    short = cut(section.text, max(text, SHORT))
    kept = {"text": short, "facts": (), "figure": None}  # no figure without its words
    return draw(section.model_copy(update=kept))


def _left_out(parts: int) -> Payload:
    words = say_count(
        "This is long for one Slack message: 1 part is shortened or left out.",
        "This is long for one Slack message: {n} parts are shortened or left out.",
        parts,
    )
    return {"type": "context", "elements": [text_object(words, LEFT_OUT)]}
