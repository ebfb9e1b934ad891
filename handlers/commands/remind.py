"""`remind`: when cards come."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from handlers.grammar.reminder_line import read_reminder
from handlers.grammar.spoken import plain_day
from handlers.grammar.workdays import spoken_days
from handlers.kept import kept
from handlers.leader_times import plan_next_card
from handlers.request import Reply, Request
from scheduler.local_time import zone_of
from storage.leaders import LEADER
from storage.message import Message, Section
from storage.models import Leader

TO_CHANGE = (
    "To change it: /outreach remind 8:15, remind mon-thu, remind London time, "
    "remind holidays England, remind pause until 12 May, remind stop"
)


def remind(request: Request) -> Reply:
    """Choose when cards come: time, zone, days, holidays, a pause; alone, show it.

    Examples:
        remind 8:15
        remind mon-thu
        remind London time
        remind holidays England
        remind pause until 12 May
        remind stop
        remind start
    """
    leader_id = request.speaker.leader_id
    if not request.text:
        settings = _settings(request)
        moment = None if settings["stopped"] else settings["next_nudge_at"]
        return Reply(
            Message(
                headline=_headline(request, settings, moment),
                sections=(_section(settings, request.today),),
                small_print=(TO_CHANGE,),
            )
        )
    columns = read_reminder(request, request.text)
    request.writer.update(Leader, {"id": leader_id}, **columns)
    moment = plan_next_card(request.session, leader_id, at=request.at)
    settings = _settings(request)
    return kept(
        request,
        _headline(request, settings, moment),
        label="your card settings",
        sections=(_section(settings, request.today),),
    )


def _settings(request: Request) -> dict[str, Any]:
    row = request.session.execute(
        sa.select(LEADER).where(LEADER.c.id == request.speaker.leader_id)
    ).one()
    return dict(row._mapping)


def _headline(
    request: Request, settings: dict[str, Any], moment: datetime | None
) -> str:
    if settings["stopped"]:
        return "No more cards. To start again: /outreach remind start"
    if settings["delivery_problem"]:
        problem = settings["delivery_problem"]
        return f"Cards can't reach you: {problem}. Try again: /outreach remind start"
    if moment is None:
        return "No card is planned. To start: /outreach remind start"
    local = moment.astimezone(zone_of(settings["zone"]))
    when = f"{plain_day(local.date(), request.today)} at {local:%H:%M}"
    return f"Your next card can come {when}, if there is something to say."


def _section(settings: dict[str, Any], today: date) -> Section:
    minute = settings["nudge_minute"]
    facts = [f"Zone {settings['zone']}", f"Public holidays: {_place(settings)}"]
    paused: date | None = settings["paused_through"]
    if paused is not None and paused >= today:
        facts.append(f"Paused through {plain_day(paused, today)}")
    days = spoken_days(settings["working_days"] or "01234")
    return Section(
        text=f"Cards at {minute // 60:02}:{minute % 60:02}, {days}.", facts=tuple(facts)
    )


def _place(settings: dict[str, Any]) -> str:
    country, part = settings["country"], settings["subdivision"]
    return "/".join(one for one in (country, part) if one) or "none"
