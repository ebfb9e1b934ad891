"""When a leader's cards come, in words."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from handlers.settings.pace import how_many
from handlers.settings.remind_line import spoken_days
from handlers.turn import Speaker
from language.say import say
from language.words import day_said
from scheduler.delivery.sender import reason_said
from storage.database.transactions import Transaction
from storage.leaders.accounts import accounts_of, written_to
from storage.message import Section
from storage.models import Account, Leader

A_MONTH = 31  # days; a status that ends later has no end worth naming


def card_settings(tx: Transaction, leader_id: str) -> dict[str, Any]:
    """Return the leader's row, by column, and their `accounts`."""
    row = tx.execute(sa.select(Leader).where(col(Leader.id) == leader_id)).one()
    accounts = accounts_of(tx, leader_id)
    return {**row._mapping, "accounts": accounts}


def card_times(tx: Transaction, speaker: Speaker, *, today: date) -> Section:
    """Return when cards come, where they rest, and whether they do at all."""
    settings = card_settings(tx, speaker.leader_id)
    section = times_section(settings, today)
    if not settings["stopped"]:
        return section
    stopped = say("No cards: you stopped them. To start again: /outreach remind start")
    return Section(text=stopped, facts=section.facts)


def times_section(settings: dict[str, Any], today: date) -> Section:
    """Return hour, days, how many steps, zone, holidays and a pause.

    Args:
        settings: as `card_settings` returns them.
        today: the leader's local date.
    """
    minute = settings["nudge_minute"]
    facts = [
        *how_many(settings),
        say("Zone {zone}", zone=settings["zone"]),
        say("Public holidays: {place}", place=_place(settings)),
    ]
    if not settings["questions"]:
        facts.append(say("No questions under replies"))
    paused: date | None = settings["paused_through"]
    if paused is not None and paused >= today:
        facts.append(say("Paused through {day}", day=day_said(paused, today)))
    facts += _linked(settings["accounts"], settings["card_surface"])
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
                    day=day_said(away, today),
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


def _linked(accounts: list[Account], chosen: str) -> list[str]:
    if len(accounts) == 1:
        return []
    here = written_to(accounts, chosen)
    facts = [
        say(
            "Linked with {platform}: cards come in {here}. For cards there: /outreach "
            "remind in {platform}",
            platform=one.platform,
            here=here.platform,
        )
        for one in accounts
        if one.id != here.id
    ]
    facts += [
        say(
            "{platform} can't be reached: {problem}",
            platform=one.platform,
            problem=reason_said(one.problem),
        )
        for one in accounts
        if one.problem
    ]
    return facts


def _place(settings: dict[str, Any]) -> str:
    country, part = settings["country"], settings["subdivision"]
    return "/".join(one for one in (country, part) if one) or say("none")
