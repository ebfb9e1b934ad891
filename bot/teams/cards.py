"""Message as an Adaptive Card: shown word for word, within what Teams takes."""

import json
from collections.abc import Callable

from bot.in_its_language import in_its_language
from bot.plain_text import plain_text
from bot.teams import limits
from bot.teams.actions import Group, Pressable, draw_group, draw_overflow, places
from bot.teams.text import Payload, clean, cut, words
from language.say import say
from storage.message import Menu, Message, Section

CARD = "application/vnd.microsoft.card.adaptive"
NAMELESS = "Outreach"  # stands in for an empty headline
LENGTHS = (4_000, 1_500, 600, 250, 120)  # characters of each text, tried in turn
BEGINS = 60  # characters that say what hidden buttons are about; house rule


@in_its_language
def draw(message: Message) -> Payload:
    """Return a message activity with one card.

    `summary` says all of it, as far as it fits: what the lock screen and a screen
    reader say. What is too long for one message is cut, and a line says so.
    """
    text = plain_text(message).strip() or NAMELESS
    text = "\n\n".join(part for part in (text, message.to_stop) if part)
    summary = _first_bytes(clean(text), limits.SUMMARY_BYTES)
    return activity_of(draw_card(message), summary=summary)


def activity_of(card: Payload, *, summary: str) -> Payload:
    """Return a message activity that shows `card`."""
    return {
        "type": "message",
        "summary": summary,
        "attachments": [{"contentType": CARD, "content": card}],
    }


@in_its_language
def draw_card(message: Message) -> Payload:
    """Return the card alone."""
    for length in LENGTHS:
        card = _card(message, length)
        if fits(card):
            return card
    sections = list(message.sections)
    least = LENGTHS[-1]
    while sections:  # whole sections give way, the last first
        del sections[-max(len(sections) // 4, 1) :]
        card = _card(message.model_copy(update={"sections": tuple(sections)}), least)
        if fits(card):
            return card
    only = {"sections": (), "buttons": message.buttons[:6], "small_print": ()}
    return _card(message.model_copy(update=only), least)


def draw_words(text: str) -> Payload:
    """Return a plain message; Teams is told not to read it as markdown."""
    return {"type": "message", "text": clean(text), "textFormat": "plain"}


def fits(card: Payload) -> bool:
    """Return whether the card leaves room for its summary in one message."""
    return (
        size(card) <= limits.ACTIVITY_BYTES - limits.SUMMARY_BYTES - limits.AROUND_BYTES
    )


def size(payload: Payload) -> int:
    """Return the bytes a payload takes on its way."""
    return len(encoded(payload))


def encoded(payload: Payload) -> bytes:
    """Return a payload as it is sent."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def card_of(body: list[Payload]) -> Payload:
    """Return a card with this body."""
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": limits.CARD_VERSION,
        "body": body,
        "msteams": {"width": "Full"},
    }


def _card(message: Message, length: int) -> Payload:
    shortened: list[bool] = []

    def short(text: str) -> str:
        kept = cut(text, length)
        shortened.append(kept != text)
        return kept

    groups = [
        Group(cut(one.text, BEGINS), _full(one.buttons), str(number))
        for number, one in enumerate(message.sections)
    ]
    groups.append(Group("", _full(message.buttons), "all"))
    seen = places(groups)
    headline = short(clean(message.headline).strip()) or NAMELESS
    large = "Medium" if message.sections else "Default"
    body = words(headline, weight="Bolder", size=large)
    for section, group, room in zip(message.sections, groups, seen, strict=False):
        body += _section(section, short)
        body += draw_group(group, room)
    body += draw_group(groups[-1], seen[-1])
    hidden = [
        group
        for group, room in zip(groups, seen, strict=True)
        if group.pressable and not room
    ]
    if hidden:
        body.append(draw_overflow(hidden))
    for line in (*message.small_print, message.to_stop):
        body += words(short(line), isSubtle=True, size="Small")
    if any(shortened):
        left_out = say(
            "This is long for one Teams message: some of it is shortened or left out."
        )
        body += words(left_out, isSubtle=True, size="Small")
    return card_of(body)


def _section(section: Section, short: Callable[[str], str]) -> list[Payload]:
    text = short(section.text)
    if section.quote:
        quoted = words(text, fontType="Monospace")
        body = [{"type": "Container", "style": "emphasis", "items": quoted}]
        drawn = body if quoted else []
    else:
        drawn = words(text)
    for fact in section.facts:
        if fact.strip():
            drawn += words(f"• {short(fact)}", first=False, isSubtle=True, size="Small")
    return drawn


def _full(pressable: tuple[Pressable, ...]) -> tuple[Pressable, ...]:
    """Return what can be pressed; a menu without lines cannot."""
    return tuple(one for one in pressable if not isinstance(one, Menu) or one.options)


def _first_bytes(text: str, limit: int) -> str:
    """Return what fits of `text`; an ellipsis shows a cut."""
    raw = json.dumps(text, ensure_ascii=False).encode()
    if len(raw) <= limit:
        return text
    kept = text.encode()[: limit - 40].decode(errors="ignore")
    while len(json.dumps(kept, ensure_ascii=False).encode()) > limit - 10:
        kept = kept[: len(kept) * 9 // 10]
    return kept.rstrip() + "…"
