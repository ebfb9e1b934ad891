"""Everything one speaker sees on the page, in order, as plain data."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.local.clock import spoken_date
from bot.local.conversation import Entry
from bot.local.draw import draw_form, draw_message
from bot.local.draw_knows import draw_knows
from bot.local.hints import hints
from bot.local.seen import Delivered, Seen
from bot.local.speakers import CHANNEL, SPEAKERS
from storage.message import Message

Plain = dict[str, Any]

QUIET = (
    "No card this morning. Cards come on working days, and only when there is "
    "something new to say."
)


def draw_seen(seen: Seen, *, zone: ZoneInfo) -> Plain:
    """Return the page's parts: clock, speakers, chat, channel, knowledge, hints."""
    posts = [one for one in seen.delivered if one.to_channel]
    return {
        "clock": {"day": spoken_date(seen.now), "time": f"{seen.now:%H:%M}"},
        "speakers": [who.drawn() for who in SPEAKERS.values()],
        "chat": _chat(seen, zone),
        "channel": {
            "name": f"#{CHANNEL}",
            "entries": [_delivered(one, zone) for one in posts],
        },
        "knows": draw_knows(seen.knows),
        "hints": hints(seen),
    }


def _chat(seen: Seen, zone: ZoneInfo) -> list[Plain]:
    private = [one for one in seen.delivered if not one.to_channel]
    entries = seen.chats.of(seen.speaker)
    drawn = [(entry.order, _entry(entry, zone)) for entry in entries]
    drawn += [(one.order, _delivered(one, zone)) for one in private]
    drawn.sort(key=lambda pair: pair[0])
    shown = [plain for _, plain in drawn]
    if seen.quiet:
        quiet = _quiet(seen.now, zone)
        today = [entry["day"] == quiet["day"] for entry in shown]
        shown.insert(today.index(True) if any(today) else len(shown), quiet)
    return [_intro(seen.speaker), *shown]


def _quiet(now: datetime, zone: ZoneInfo) -> Plain:
    """Return the line that stands where a card would: silence is no fault."""
    drawn = draw_message(Message(headline=QUIET))
    return {"id": f"quiet-{now:%F}", "kind": "quiet", "message": drawn} | _when(
        now, zone
    )


def _intro(speaker: str) -> Plain:
    about = Message(headline=SPEAKERS[speaker].intro)
    return {
        "id": f"intro-{speaker}",
        "kind": "intro",
        "day": "",
        "time": "",
        "message": draw_message(about),
    }


def _delivered(one: Delivered, zone: ZoneInfo) -> Plain:
    drawn = {"id": one.id, "kind": one.kind, "message": draw_message(one.message)}
    return drawn | _when(one.at, zone)


def _entry(entry: Entry, zone: ZoneInfo) -> Plain:
    drawn: Plain = {"id": f"said-{entry.order}"} | _when(entry.at, zone)
    if entry.message is None:
        return drawn | {"kind": "typed", "typed": entry.typed}
    return drawn | {
        "kind": "answer",
        "refused": entry.refused,
        "message": draw_message(entry.message),
        "form": draw_form(entry.form) if entry.form else None,
    }


def _when(at: datetime, zone: ZoneInfo) -> Plain:
    local = at.astimezone(zone)
    return {"day": spoken_date(local).rpartition(" ")[0], "time": f"{local:%H:%M}"}
