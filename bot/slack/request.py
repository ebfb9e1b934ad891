"""Slack's payloads as Said and Pressed. Who it is comes from what Slack signed.

A line typed, something pressed, a form sent, a shortcut chosen; and at the end, Slack's
way of writing what a person typed, turned back into what they typed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.slack.cards.text import Payload
from handlers.contacts.log_form import note_of_message
from handlers.slack import LOG_MESSAGE
from handlers.turn import Address, Mentioned, Place, Pressed, Profile, Said

SURFACE = "slack"


def tenant_of(context: Payload) -> str:
    """Return the workspace: the authorised one, never one named in typed text (R43)."""
    return str(context.get("team_id") or context.get("enterprise_id") or "")


def user_of(body: Payload) -> str:
    """Return the id of who pressed, sent or typed; "" if the payload names nobody."""
    user = body.get("user")
    if isinstance(user, dict):
        return str(user.get("id") or "")
    event = body.get("event")
    inner = event.get("user") if isinstance(event, dict) else None
    return str(body.get("user_id") or inner or "")


def address_of(context: Payload, body: Payload) -> Address:
    """Return whose request this is."""
    return Address(SURFACE, tenant_of(context), user_of(body))


def said_in_command(
    body: Payload, by: Address, *, profile: Profile, at: datetime
) -> Said:
    """Return a slash command's line. Its trigger_id tells a replay (R7)."""
    channel = str(body.get("channel_id") or "")
    return Said(
        by=by,
        text=typed_text(str(body.get("text") or "")),
        at=at,
        once_key=once_key(by, "command", str(body.get("trigger_id") or "")),
        profile=profile,
        place=Place(
            channel_key=channel,
            channel_name=str(body.get("channel_name") or ""),
            is_direct=channel.startswith("D"),
        ),
    )


TYPED = frozenset({"", "file_share", "thread_broadcast"})  # subtypes with a line


def is_a_line(event: Payload) -> bool:
    """Return whether a message event is a line a person typed to us (R12, R13).

    So is what stands beside a file, and a reply in a thread.
    """
    return (
        event.get("channel_type") == "im"
        and str(event.get("subtype") or "") in TYPED
        and not event.get("bot_id")
        and not event.get("hidden")
        and isinstance(event.get("user"), str)
        and isinstance(event.get("text"), str)
    )


def is_a_file_alone(event: Payload) -> bool:
    """Return whether a line is a file without a word beside it."""
    return bool(event.get("files")) and not event["text"].strip()


def edited_by(event: Payload) -> str:
    """Return who changed the words of a line they had typed to us; "" = nobody did.

    Slack tells of its own changes in the same way: a link that it unfolded.
    """
    if event.get("channel_type") != "im" or event.get("subtype") != "message_changed":
        return ""
    now, before = event.get("message"), event.get("previous_message")
    if not isinstance(now, dict) or not isinstance(before, dict):
        return ""
    if (
        now.get("bot_id")
        or not now.get("edited")
        or now.get("text") == before.get("text")
    ):
        return ""
    return str(now.get("user") or "")


def said_in_event(
    body: Payload, by: Address, *, profile: Profile, at: datetime
) -> Said:
    """Return a line typed in the private chat, or one that mentions us in a channel.

    Its event_id tells a replay (R2). Our own name is no part of the line.
    """
    event: Payload = body["event"]
    channel = str(event.get("channel") or "")
    text = str(event["text"])
    for one in body.get("authorizations") or ():
        if us := str(one.get("user_id") or ""):
            text = re.sub(rf"<@{re.escape(us)}(?:\|[^<>\n]*)?>[\s,:]*", "", text)
    stamp = str(body.get("event_id") or event.get("ts") or "")
    return Said(
        by=by,
        text=typed_text(text.strip()),
        at=at,
        once_key=once_key(by, "event", stamp),
        profile=profile,
        place=Place(
            channel_key=channel,
            is_direct=event.get("type") != "app_mention",
            is_shared_externally=bool(body.get("is_ext_shared_channel")),
        ),
    )


def pressed_in_message(
    body: Payload,
    by: Address,
    read: tuple[str, str, str],
    *,
    profile: Profile,
    at: datetime,
) -> Pressed:
    """Return a press on a button or a menu."""
    action, subject, value = read
    stamp = str(body.get("trigger_id") or "")
    actions = body.get("actions") or [{}]
    stamp = stamp or f"{actions[0].get('action_ts')}:{actions[0].get('action_id')}"
    return Pressed(
        by=by,
        action=action,
        subject=subject,
        value=value,
        at=at,
        once_key=once_key(by, "press", stamp),
        profile=profile,
        place=_place(body),
    )


def in_home(body: Payload) -> bool:
    """Return whether something was pressed on the dashboard."""
    view = body.get("view")
    return isinstance(view, dict) and view.get("type") == "home"


def _place(body: Payload) -> Place:
    """Return the conversation something was pressed in; Home and modals have none."""
    channel = body.get("channel")
    key = str(channel.get("id") or "") if isinstance(channel, dict) else ""
    return Place(channel_key=key, is_direct=key.startswith("D") or not key)


def pressed_in_form(
    view: Payload,
    by: Address,
    values: dict[str, str],
    *,
    profile: Profile,
    at: datetime,
) -> Pressed:
    """Return a sent form."""
    return Pressed(
        by=by,
        action=str(view.get("callback_id") or ""),
        subject=str(view.get("private_metadata") or ""),
        values=values,
        at=at,
        once_key=once_key(by, "form", f"{view.get('id')}:{view.get('hash')}"),
        profile=profile,
    )


def pressed_in_shortcut(
    body: Payload,
    by: Address,
    author: str,
    *,
    once: str,
    profile: Profile,
    at: datetime,
) -> Pressed:
    """Return a shortcut: a message to log, or a log from anywhere.

    Args:
        author: the name of whoever wrote the message, "" where it is not known.
    """
    message = _message(body)
    values: dict[str, str] = {}
    if message is not None:
        text = typed_text(str(message.get("text") or ""))
        values = {
            "who": author,
            "note": note_of_message(text, _permalink(body, message)),
            "on": _day(str(message.get("ts") or "")),
        }
    return Pressed(
        by=by,
        action="open_log" if message is None else "log_message",
        subject=author_of(body),
        values=values,
        at=at,
        once_key=once,
        profile=profile,
    )


def author_of(body: Payload) -> str:
    """Return the id of who wrote the message to log; "" for none, and for a bot."""
    message = _message(body) or {}
    return "" if message.get("bot_id") else str(message.get("user") or "")


def _message(body: Payload) -> Payload | None:
    """Return the message a shortcut was chosen on; None for the one from anywhere."""
    if body.get("callback_id") != LOG_MESSAGE:
        return None
    message = body.get("message")
    return message if isinstance(message, dict) else {}


def _permalink(body: Payload, message: Payload) -> str:
    """Return the address of the message, "" where the payload does not tell it."""
    team, channel = body.get("team"), body.get("channel")
    domain = team.get("domain") if isinstance(team, dict) else ""
    place = channel.get("id") if isinstance(channel, dict) else ""
    stamp = str(message.get("ts") or "").replace(".", "")
    if not (domain and place and stamp.isdecimal()):
        return ""
    return f"https://{domain}.slack.com/archives/{place}/p{stamp}"


def _day(stamp: str) -> str:
    """Return the UTC date of a Slack timestamp as YYYY-MM-DD, "" if it is none."""
    try:
        return datetime.fromtimestamp(float(stamp), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def once_key(by: Address, kind: str, stamp: str) -> str:
    """Return what makes a replay recognizable, "" without a stamp of Slack's."""
    return f"slack:{by.tenant}:{kind}:{by.user_key}:{stamp}" if stamp else ""


# Slack escapes `&`, `<` and `>`, and wraps what it recognized: a person as
# `<@U123|dana>` (or `<@U123>`), a channel as `<#C123|wins>`, an address as
# `<https://x.example|x.example>`. People and channels stay as they come, because the id
# in them says who is meant; the rest becomes plain words. Whoever types such a mention
# by hand, letter for letter, mentions nobody: Slack did not vouch for it.

WRAPPED = re.compile(r"<([^<>\n]*)>")
BY_HAND = re.compile(r"&lt;(?=[@#])")  # how Slack writes a typed "<@"


def typed_text(text: str) -> str:
    """Return `text` as the person typed it; `<@U…|…>` and `<#C…|…>` stay."""
    return _unescaped(BY_HAND.sub("‹", WRAPPED.sub(_unwrapped, text)))


def _unwrapped(match: re.Match[str]) -> str:
    inside = match.group(1)
    if inside.startswith(("@", "#")):
        return match.group()
    target, _, label = inside.partition("|")
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0]
    bare = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in (bare, re.sub("^https?://", "", bare)):
        return bare
    return f"{label} ({bare})"


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


# Whom a line mentions. A slash command has the handle in its mentions, a message in the
# private chat has nothing: both are looked up, and the real name stands there instead.

MENTIONED = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>\n]*)?>")


def mentioned_in(text: str) -> list[str]:
    """Return the ids of the people a line mentions, each once, in its order."""
    return list(dict.fromkeys(MENTIONED.findall(text)))


def with_names(said: Said, people: Sequence[Mentioned]) -> Said:
    """Return a line that has the real name in each mention, and no handle in any."""
    named = {one.user_key: one.name for one in people}

    def mention(match: re.Match[str]) -> str:
        key = match.group(1)
        return f"<@{key}|{named[key]}>" if named.get(key) else f"<@{key}>"

    if not people:
        return said
    text = MENTIONED.sub(mention, said.text)
    return replace(said, text=text, mentioned=tuple(people))
