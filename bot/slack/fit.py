"""Keeping a message within what Slack takes: text gives way, buttons stay."""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from bot.slack import limits
from bot.slack.actions import draw_actions
from bot.slack.squeezed import squeezed
from bot.slack.text import Payload, cut, plain, width
from language.say import say_count
from storage.message import Section

SHORT = 200  # characters of a section that is kept only for its buttons; house rule
LEFT_OUT = 120  # characters set aside for the line about what was left out

Draw = Callable[[Section], list[Payload]]


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


def _surely_fits(blocks: list[Payload]) -> bool:
    """Say whether even the blocks' JSON is short enough: quick, and usually so."""
    return len(json.dumps(blocks)) <= limits.MESSAGE - LEFT_OUT


def size(blocks: Sequence[Payload]) -> Room:
    """Return what the blocks take."""
    return Room(len(blocks), sum(_characters(block) for block in blocks))


def _first(blocks: list[Payload], room: Room) -> tuple[list[Payload], int]:
    """Return the blocks that fit into `room`, and 1 if some did not."""
    kept = []
    for block in blocks:
        taken = size([block])
        if room.holds(taken):
            kept.append(block)
            room = room.minus(taken)
    return kept, int(len(kept) < len(blocks))


def _characters(value: Any) -> int:
    if isinstance(value, dict):
        own = value.get("text")
        own_width = width(own) if isinstance(own, str) else 0
        return own_width + sum(_characters(one) for one in value.values())
    if isinstance(value, list):
        return sum(_characters(one) for one in value)
    return 0


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
    return {"type": "context", "elements": [plain(words, LEFT_OUT)]}
