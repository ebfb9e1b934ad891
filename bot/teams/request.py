"""Teams' activities as Said and Pressed. Who it is comes from what Microsoft signed."""

import html
from datetime import datetime

from bot.teams.cards import TeamsPress
from bot.teams.text import Payload
from handlers.turn import Address, Place, Pressed, Profile, Said
from storage.platforms.teams import TEAMS, Chat


def address_of(activity: Payload) -> Address | None:
    """Return whose request this is; None for a bot, and for who has no account."""
    sender = activity["from"]
    user = str(sender.get("aadObjectId") or "")
    if not user or sender.get("role") == "bot":
        return None
    return Address(TEAMS, tenant_of(activity), user)


def tenant_of(activity: Payload) -> str:
    """Return the tenant; the endpoint has seen that it is ours (R53)."""
    tenant = (activity.get("channelData") or {}).get("tenant") or {}
    found = tenant.get("id") if isinstance(tenant, dict) else None
    return str(found or activity["conversation"].get("tenantId") or "").lower()


def is_personal(activity: Payload) -> bool:
    """Return whether this is the private chat of one person with us."""
    kind = activity["conversation"].get("conversationType")
    return kind is None or kind == "personal"


def is_elsewhere(activity: Payload) -> bool:
    """Return whether this comes from a chat we need not be in: our message extension.

    A chat of two people says that it is personal, too.
    """
    return str(activity.get("name") or "").startswith("composeExtension/")


def profile_of(activity: Payload) -> Profile:
    """Return what Teams says about who is writing."""
    told = _client_info(activity)
    return Profile(
        name=str(activity["from"].get("name") or ""),
        zone=str(activity.get("localTimezone") or told.get("timezone") or ""),
        locale=str(activity.get("locale") or told.get("locale") or ""),
    )


def _client_info(activity: Payload) -> Payload:
    """Return what the app on their device says; a press has nothing else (R66)."""
    for one in activity.get("entities") or ():
        if one.get("type") == "clientInfo":
            return dict(one)
    return {}


def chat_with(activity: Payload) -> Chat:
    """Return where this person is reached, as far as this activity tells."""
    ours = is_personal(activity) and not is_elsewhere(activity)
    there = str(activity["conversation"]["id"]) if ours else ""
    return Chat(there, activity["serviceUrl"], str(activity["from"]["id"]))


def here(activity: Payload) -> Chat:
    """Return the conversation, and in a channel the thread, this comes from."""
    return Chat(str(activity["conversation"]["id"]), activity["serviceUrl"])


def channel_of(activity: Payload) -> str:
    """Return the channel's id, without the thread; "" outside of channels."""
    if activity["conversation"].get("conversationType") != "channel":
        return ""
    return str(activity["conversation"]["id"]).partition(";")[0]


def team_of(activity: Payload) -> str:
    """Return the id of the team a channel belongs to; "" where none is named."""
    return _named(activity, "team")


def deleted_channel_of(activity: Payload) -> str:
    """Return the id of the channel that an event says is deleted."""
    return _named(activity, "channel")


def _named(activity: Payload, what: str) -> str:
    about = (activity.get("channelData") or {}).get(what)
    return str(about.get("id") or "") if isinstance(about, dict) else ""


def mentions_us(activity: Payload) -> bool:
    """Return whether we are spoken to by name."""
    return any(_is_us(one, activity) for one in activity.get("entities") or ())


def said_in(activity: Payload, by: Address, *, at: datetime) -> Said:
    """Return a typed line. The activity's id tells a replay."""
    data = activity.get("channelData") or {}
    about = data.get("channel")
    about = about if isinstance(about, dict) else {}
    channel = channel_of(activity)
    return Said(
        by=by,
        text=_typed_text(activity),
        at=at,
        once_key=once(by, "line", str(activity.get("id") or "")),
        profile=profile_of(activity),
        place=Place(
            channel_key=channel or str(activity["conversation"]["id"]),
            channel_name=str(about.get("name") or "") if channel else "",
            is_direct=not channel,
            is_shared_externally=about.get("type") == "shared",
        ),
    )


FILE = "application/vnd.microsoft.teams.file.download.info"
IMAGE = "image/"  # a picture that was pasted


def is_a_file_alone(activity: Payload) -> bool:
    """Return whether a line is a file without a word beside it."""
    kinds = [
        str(one.get("contentType") or "")
        for one in activity.get("attachments") or ()
        if isinstance(one, dict)
    ]
    files = any(kind == FILE or kind.startswith(IMAGE) for kind in kinds)
    return files and not _typed_text(activity)


def is_edit(activity: Payload) -> bool:
    """Return whether a person changed the words of a line."""
    data = activity.get("channelData") or {}
    return data.get("eventType") == "editMessage"


def _typed_text(activity: Payload) -> str:
    """Return the text as it was typed: our name left out, others' names as words."""
    text = str(activity.get("text") or "")
    for one in activity.get("entities") or ():
        written = one.get("text")
        if one.get("type") != "mention" or not isinstance(written, str) or not written:
            continue
        mentioned = one.get("mentioned")
        name = mentioned.get("name") if isinstance(mentioned, dict) else ""
        said = "" if _is_us(one, activity) else _first_name_first(str(name or ""))
        text = text.replace(written, said)
    return html.unescape(text).replace("\xa0", " ").strip()


def _first_name_first(name: str) -> str:
    """Return “Whitfield, Dana” as “Dana Whitfield”: it is one person's name."""
    last, comma, first = name.partition(",")
    turned = f"{first.strip()} {last.strip()}" if comma and "," not in first else name
    return " ".join(turned.split())


def _is_us(entity: Payload, activity: Payload) -> bool:
    mentioned = entity.get("mentioned")
    us = (activity.get("recipient") or {}).get("id")
    return (
        entity.get("type") == "mention"
        and isinstance(mentioned, dict)
        and bool(us)
        and mentioned.get("id") == us
    )


def pressed_in(
    activity: Payload, by: Address, press: TeamsPress, *, at: datetime
) -> Pressed:
    """Return a press. A form's stamp, or the activity's id, tells a replay."""
    stamp, kind = (press.stamp, "form") if press.stamp else (activity.get("id"), "")
    return Pressed(
        by=by,
        action=press.action,
        subject=press.subject,
        value=press.choice,
        values=press.values,
        at=at,
        once_key=once(by, kind or "press", str(stamp or "")),
        profile=profile_of(activity),
    )


def value_of(activity: Payload) -> Payload:
    """Return what an activity brings along; {} where that is no object."""
    value = activity.get("value")
    return value if isinstance(value, dict) else {}


def data_of(activity: Payload) -> object:
    """Return what a button, or a dialog, sends along."""
    return value_of(activity).get("data")


def once(by: Address, kind: str, stamp: str) -> str:
    """Return what makes a replay recognizable; "" where nothing does."""
    if not stamp:
        return ""
    return f"teams:{by.tenant}:{kind}:{by.user_key}:{stamp[:200]}"
