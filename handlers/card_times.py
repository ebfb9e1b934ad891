"""When a leader's cards come, in words."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from handlers.grammar.spoken import plain_day
from handlers.grammar.workdays import spoken_days
from handlers.request import Speaker
from language.say import say
from storage.leaders import LEADER
from storage.message import Section

A_MONTH = 31  # days; a status that ends later has no end worth naming


def card_settings(session: Session, leader_id: str) -> dict[str, Any]:
    """Return the leader's row, by column."""
    row = session.execute(sa.select(LEADER).where(LEADER.c.id == leader_id)).one()
    return dict(row._mapping)


def card_times(session: Session, speaker: Speaker, *, today: date) -> Section:
    """Return when cards come, where they rest, and whether they do at all."""
    settings = card_settings(session, speaker.leader_id)
    section = times_section(settings, today)
    if not settings["stopped"]:
        return section
    stopped = say("No cards: you stopped them. To start again: /outreach remind start")
    return Section(text=stopped, facts=section.facts)


def times_section(settings: dict[str, Any], today: date) -> Section:
    """Return hour, days, zone, holidays and a pause.

    Args:
        settings: the leader's row, by column.
        today: the leader's local date.
    """
    minute = settings["nudge_minute"]
    facts = [
        say("Zone {zone}", zone=settings["zone"]),
        say("Public holidays: {place}", place=_place(settings)),
    ]
    if not settings["questions"]:
        facts.append(say("No questions under replies"))
    paused: date | None = settings["paused_through"]
    if paused is not None and paused >= today:
        facts.append(say("Paused through {day}", day=plain_day(paused, today)))
    if settings["lends_ties"]:
        facts.append(say("The strength of your ties serves others' introductions"))
    away: date | None = settings["away_through"]
    if away is not None and away >= today:
        if (away - today).days > A_MONTH:
            facts.append(say("None while your status says that you are away"))
        else:
            facts.append(
                say(
                    "None while your status says that you are away through {day}",
                    day=plain_day(away, today),
                )
            )
    days = spoken_days(settings["working_days"] or "01234")
    return Section(
        text=say(
            "Cards at {time}, {days}.",
            time=f"{minute // 60:02}:{minute % 60:02}",
            days=days,
        ),
        facts=tuple(facts),
    )


def _place(settings: dict[str, Any]) -> str:
    country, part = settings["country"], settings["subdivision"]
    return "/".join(one for one in (country, part) if one) or say("none")
