"""Message as an Adaptive Card: shown word for word, within what Teams takes.

What a message says comes first, then what can be pressed, then a press read back.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.drawing import NAMELESS, clean, cut, folded, in_its_language, plain_text
from bot.teams import limits
from bot.teams.text import Payload, label, text_blocks
from language.say import say
from storage.message import Button, Menu, Message, Option, Section

CARD = "application/vnd.microsoft.card.adaptive"
LENGTHS = (4_000, 1_500, 600, 250, 120)  # characters of each text, tried in turn
BEGINS = 60  # characters that say what hidden buttons are about; house rule
SEEN_CHOICES = 6  # of a menu; a longer one is a list to choose from. House rule

# Presses that open a form and change nothing. A button for one opens a dialog.
OPENS_A_DIALOG = frozenset({"open_log", "open_prep", "settings", "start"})

# What a press sends as `data`, beside the card's inputs.
ACTION, SUBJECT, CHOICE, MENU, FORM = "action", "subject", "choice", "menu", "form"
FIELD = "field_"  # what the inputs of a form begin with; no key of ours does
STYLES = {"primary": "positive", "danger": "destructive"}

Pressable = Button | Menu


@in_its_language
def draw(message: Message) -> Payload:
    """Return a message activity with one card.

    `summary` says all of it, as far as it fits: what the lock screen and a screen
    reader say. What is too long for one message is cut, and a line says so.
    """
    text = clean(plain_text(message)).strip() or NAMELESS
    text = "\n\n".join(part for part in (text, message.to_stop) if part)
    summary = _first_bytes(text, limits.SUMMARY_BYTES)
    return activity_of(draw_card(message), summary=summary)


@in_its_language
def draw_card(message: Message) -> Payload:
    """Return the card alone."""
    message = folded(message, limits.ACTIONS)
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


def activity_of(card: Payload, *, summary: str) -> Payload:
    """Return a message activity that shows `card`."""
    return {
        "type": "message",
        "summary": summary,
        "attachments": [{"contentType": CARD, "content": card}],
    }


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
    body = text_blocks(headline, weight="Bolder", size=large)
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
        body += text_blocks(short(line), isSubtle=True, size="Small")
    if any(shortened):
        left_out = say(
            "This is long for one Teams message: some of it is shortened or left out."
        )
        body += text_blocks(left_out, isSubtle=True, size="Small")
    return card_of(body)


def _section(section: Section, short: Callable[[str], str]) -> list[Payload]:
    text = short(section.text)
    if section.over:
        return _struck(text, short(section.answer))
    if section.bold:
        drawn = text_blocks(text, weight="Bolder")
        for line in (*section.facts, section.answer):
            drawn += text_blocks(short(line), first=False)
        return drawn
    if section.quote:
        quoted = text_blocks(text, fontType="Monospace")
        body = [{"type": "Container", "style": "emphasis", "items": quoted}]
        drawn = body if quoted else []
    else:
        drawn = text_blocks(text)
    for fact in section.facts:
        if fact.strip():
            drawn += text_blocks(
                f"• {short(fact)}", first=False, isSubtle=True, size="Small"
            )
    return drawn + text_blocks(short(section.answer), first=False)


def _struck(text: str, answer: str) -> list[Payload]:
    """Return one line: the text, struck out, and its answer."""
    drawn = text_blocks(" ".join(text.split()), strikethrough=True)
    if drawn:
        drawn[0]["inlines"].append({"type": "TextRun", "text": f" {clean(answer)}"})
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


def fits(card: Payload) -> bool:
    """Return whether the card leaves room for its summary in one message."""
    room = limits.ACTIVITY_BYTES - limits.SUMMARY_BYTES - limits.AROUND_BYTES
    return len(encoded(card)) <= room


def encoded(payload: Payload) -> bytes:
    """Return a payload as it is sent."""
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


# What can be pressed: six actions are seen, the rest stand behind one.


@dataclass(frozen=True, slots=True)
class Group:
    """What can be pressed about one thing, and how that thing begins."""

    about: str
    pressable: tuple[Pressable, ...]
    key: str = ""  # what tells it from the card's other groups


def places(groups: Sequence[Group]) -> list[int]:
    """Return how many actions of each group are seen at once, six together.

    Each group gets one, then the first get more. Where there are more groups than
    places, one is left for what `draw_overflow` draws of those that got none.
    """
    wanted = [len(one.pressable) for one in groups]
    given = [0] * len(groups)
    crowded = sum(want > 0 for want in wanted) > limits.ACTIONS
    left = limits.ACTIONS - crowded
    while left and given != wanted:
        for number, want in enumerate(wanted):
            if left and given[number] < want:
                given[number] += 1
                left -= 1
    return given


def draw_group(group: Group, room: int) -> list[Payload]:
    """Return a group's actions as `room` actions, the rest behind the last of them."""
    if not room:
        return []
    shown = list(group.pressable)
    hidden: list[Pressable] = []
    if len(shown) > room:
        shown, hidden = shown[: room - 1], shown[room - 1 :]
    actions = [_action(one, f"{group.key}_{at}") for at, one in enumerate(shown)]
    if hidden:
        actions.append(_behind([Group("", tuple(hidden), group.key)]))
    return [{"type": "ActionSet", "actions": actions}]


def draw_overflow(groups: Sequence[Group]) -> Payload:
    """Return the one action behind which whole groups stand, each with its words."""
    return {"type": "ActionSet", "actions": [_behind(groups)]}


def _action(one: Pressable, key: str) -> Payload:
    if isinstance(one, Button) and one.action in OPENS_A_DIALOG:
        return opens_dialog(one)
    if isinstance(one, Button):
        return execute(one.label, one.action, one.subject, one.style)
    if one.rest or len(one.options) <= SEEN_CHOICES:
        return _show(one.label, _in_rows(_choices(one)))
    return _show(one.label, _list(one, f"choice_{key}"))


def _behind(groups: Sequence[Group]) -> Payload:
    """Return one action behind which `groups` stand, each menu under its label.

    A card behind an action cannot have another one behind one of its own.
    """
    body: list[Payload] = []
    for group in groups:
        body += text_blocks(group.about, isSubtle=True)
        actions = [
            _action(one, "") for one in group.pressable if isinstance(one, Button)
        ]
        actions += [
            action
            for one in group.pressable
            if isinstance(one, Menu) and one.rest
            for action in _choices(one)
        ]
        body += _in_rows(actions)
        for at, menu in enumerate(group.pressable):
            if not isinstance(menu, Menu) or menu.rest:
                continue
            body += text_blocks(menu.label)
            if len(menu.options) <= SEEN_CHOICES:
                body += _in_rows(_choices(menu))
            else:
                body += _list(menu, f"choice_{group.key}_{at}_more")
    return _show(say("More"), body)


def _show(title: str, body: list[Payload]) -> Payload:
    card = {"type": "AdaptiveCard", "version": limits.CARD_VERSION, "body": body}
    return {
        "type": "Action.ShowCard",
        "title": label(title, limits.BUTTON_LABEL),
        "card": card,
    }


def _in_rows(actions: Sequence[Payload]) -> list[Payload]:
    return [
        {"type": "ActionSet", "actions": list(actions[first : first + limits.ACTIONS])}
        for first in range(0, len(actions), limits.ACTIONS)
    ]


def _choices(menu: Menu) -> list[Payload]:
    """Return a menu's few lines as buttons."""
    return [
        execute(
            option.label,
            menu.action,
            menu.subject,
            **{CHOICE: option.value[: limits.VALUE]},
        )
        for option in menu.options
    ]


def _list(menu: Menu, name: str) -> list[Payload]:
    """Return a menu's lines as a list to choose from, and a button that sends it."""
    choices = choices_of(menu.options)
    send = execute(say("OK"), menu.action, menu.subject, **{MENU: name})
    return [
        {"type": "Input.ChoiceSet", "id": name, "style": "compact", "choices": choices},
        {"type": "ActionSet", "actions": [send]},
    ]


def choices_of(options: Sequence[Option]) -> list[Payload]:
    """Return the lines of an `Input.ChoiceSet`; Teams refuses an empty value."""
    return [
        {
            "title": label(option.label, limits.BUTTON_LABEL),
            "value": option.value[: limits.VALUE] or "-",
        }
        for option in options[: limits.CHOICES]
    ]


def execute(
    title: str, action: str, subject: str, style: str = "", **more: str
) -> Payload:
    """Return a button that sends `action` and what else it is given."""
    drawn = _press("Action.Execute", title, action, subject, **more)
    drawn["verb"] = action[: limits.VALUE]
    if style:
        drawn["style"] = STYLES[style]
    return drawn


def submit(title: str, action: str, subject: str, **more: str) -> Payload:
    """Return the button that sends a dialog."""
    drawn = _press("Action.Submit", title, action, subject, **more)
    return drawn | {"style": STYLES["primary"]}


def opens_dialog(button: Button) -> Payload:
    """Return a button that asks for a dialog; no other kind of action can."""
    drawn = _press("Action.Submit", button.label, button.action, button.subject)
    drawn["data"]["msteams"] = {"type": "task/fetch"}
    if button.style:
        drawn["style"] = STYLES[button.style]
    return drawn


def _press(kind: str, title: str, action: str, subject: str, **more: str) -> Payload:
    data = {ACTION: action[: limits.VALUE], SUBJECT: subject[: limits.VALUE], **more}
    return {"type": kind, "title": label(title, limits.BUTTON_LABEL), "data": data}


@dataclass(frozen=True, slots=True)
class TeamsPress:
    """What a press asks for. `stamp` tells forms apart, "" for a button."""

    action: str
    subject: str
    choice: str = ""
    stamp: str = ""
    values: dict[str, str] = field(default_factory=dict)  # a form's answers


def read_press(value: object) -> TeamsPress | None:
    """Return what a press asks for; None for data that is not ours."""
    if not isinstance(value, dict) or not isinstance(value.get(ACTION), str):
        return None
    menu = str(value.get(MENU) or "")
    choice = value.get(menu) if menu else value.get(CHOICE)
    return TeamsPress(
        action=value[ACTION],
        subject=str(value.get(SUBJECT) or ""),
        choice=str(choice or ""),
        stamp=str(value.get(FORM) or ""),
        values={
            name.removeprefix(FIELD): str(given)
            for name, given in value.items()
            if name.startswith(FIELD) and isinstance(given, str | int | float)
        },
    )
