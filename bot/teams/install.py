"""Where people are reached in Teams: as they write, and add or remove the app."""

from datetime import datetime

from bot.teams.request import (
    channel_of,
    chat_with,
    deleted_channel_of,
    is_elsewhere,
    is_personal,
    once,
    profile_of,
    team_of,
)
from bot.teams.text import Payload
from handlers.queued_reply import queue_reply
from handlers.speaker import language_at
from handlers.start import welcome
from handlers.turn import Address
from language.say import mark, speaking
from scheduler.delivery.trouble import tell_of_moving
from storage.database.once import first_time
from storage.database.transactions import Transaction
from storage.leaders.accounts import note_problem, note_reached
from storage.platforms.teams import (
    Chat,
    forget_chat,
    forget_team,
    keep_chat,
    note_removal,
)

REMOVED = mark("Outreach was removed in Teams")
TEAM_GONE = "teamDeleted", "teamHardDeleted"
CHANNEL_GONE = "channelDeleted"


def follow_install(
    tx: Transaction, activity: Payload, by: Address, *, at: datetime
) -> None:
    """Keep where the app was added, and welcome a person once; forget it if removed.

    What somebody kept stays, so that coming back is easy: until they have it forgotten,
    or until 30 days after the last person and team of the tenant removed the app.
    """
    once_key = once(by, "install", str(activity.get("id") or ""))
    if once_key and not first_time(tx, once_key, at=at):
        return
    if _takes_us_away(activity):
        _removed(tx, activity, by, at)
        note_removal(tx, tenant=by.tenant, at=at)
        return
    keep_chats(tx, activity, by, at=at)
    action = str(activity.get("action") or "")
    if action.startswith("add") and is_personal(activity):  # also "add-upgrade"
        note_reached(tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key)
    if action == "add" and is_personal(activity):
        _welcome(tx, activity, by, once_key, at)


def keep_chats(
    tx: Transaction, activity: Payload, by: Address, *, at: datetime
) -> None:
    """Write down where this person, and the channel, are reached (R54)."""
    keep_chat(tx, chat_with(activity), tenant=by.tenant, recipient=by.user_key, at=at)
    channel = "" if is_elsewhere(activity) else channel_of(activity)
    if channel:
        there = Chat(channel, activity["serviceUrl"], team_id=team_of(activity))
        keep_chat(tx, there, tenant=by.tenant, recipient=channel, at=at)


def _takes_us_away(activity: Payload) -> bool:
    """Return whether the app was removed, from a person or from a team."""
    us = (activity.get("recipient") or {}).get("id")
    gone = [one.get("id") for one in activity.get("membersRemoved") or ()]
    action = str(activity.get("action") or "")
    if action.startswith("remove") or (bool(us) and us in gone):
        return True
    return _event(activity) in (*TEAM_GONE, CHANNEL_GONE)


def _event(activity: Payload) -> str:
    return str((activity.get("channelData") or {}).get("eventType") or "")


def _removed(tx: Transaction, activity: Payload, by: Address, at: datetime) -> None:
    if _event(activity) == CHANNEL_GONE:
        gone = deleted_channel_of(activity)
        forget_chat(tx, tenant=by.tenant, recipient=gone)
        return
    if not is_personal(activity):
        forget_chat(tx, tenant=by.tenant, recipient=channel_of(activity))
        forget_team(tx, tenant=by.tenant, team_id=team_of(activity))
        return
    forget_chat(tx, tenant=by.tenant, recipient=by.user_key)
    other = note_problem(
        tx,
        surface=by.surface,
        tenant=by.tenant,
        user_key=by.user_key,
        problem=REMOVED,
    )
    if other is not None:
        tell_of_moving(tx, other, gone=by.surface, reason=REMOVED, at=at)


def _welcome(
    tx: Transaction, activity: Payload, by: Address, once_key: str, at: datetime
) -> None:
    profile = profile_of(activity)
    with speaking(language_at(tx, by, profile), on=by.surface):
        message = welcome()
    queue_reply(tx, message, to=by, profile=profile, once_key=once_key, at=at)
