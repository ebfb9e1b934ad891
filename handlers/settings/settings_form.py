"""The settings as a form, and the menu under each card."""

from datetime import date, timedelta
from typing import Any

from handlers.settings.language import AS_PLATFORM, to_speak
from handlers.settings.pace import how_many_fields, pace_of_week, steps_a_card
from handlers.settings.remind import keep_times
from handlers.settings.remind_line import (
    card_side,
    read_reminder,
    spoken_days,
    zone_named,
)
from handlers.settings.words import card_settings
from handlers.turn import Choice, Doubt, Refusal, Reply, Speaker, Turn, in_field
from language.catalogues import LANGUAGES
from language.say import say, say_of, speaking
from scheduler.card.nudges import A_WEEK, CARDS, SETTINGS, STOP, cards_menu
from storage.leaders.accounts import written_to
from storage.message import Field, Form, Message, Option
from storage.models import Account
from storage.models.organization import PLATFORMS

DAYS = (("01234", "mon-fri"), ("0123", "mon-thu"), ("01236", "sun-thu"))
ON, OFF = "on", "off"
AUTOMATIC = "automatic"
WEEK_OFF = timedelta(7)  # after today, whose card has come


def open_settings(turn: Turn) -> Reply:
    """Ask when cards shall come, filled in with how it is."""
    now = card_settings(turn.tx, turn.speaker.leader_id)
    minute, days = now["nudge_minute"], now["working_days"]
    known = dict(DAYS)
    choices = known if days in known else {days: spoken_days(days), **known}
    paused, today = now["paused_through"], turn.today
    form = Form(
        title=say("Card settings"),
        action="save_settings",
        subject="",
        fields=(
            Field(
                name="cards",
                label=say("Cards"),
                kind="choice",
                value=OFF if now["stopped"] else _where(now)[0].value,
                options=(*_where(now), Option(label=say("None: stop them"), value=OFF)),
            ),
            Field(
                name="time", label=say_of("before an hour", "At"),
                value=f"{minute // 60:02}:{minute % 60:02}",
                hint=say("Your local time, such as 8:15"),
            ),
            Field(
                name="days", label=say_of("before days of the week", "On"),
                kind="choice", value=days,
                options=tuple(
                    Option(label=spoken_days(value), value=value) for value in choices
                ),
            ),
            *how_many_fields(now),
            Field(
                name="zone", label=say("Time zone"), value=now["zone"],
                hint=say("A city or a zone, such as Europe/London"),
            ),
            Field(
                name="pause", label=say("Pause through"), kind="date", optional=True,
                value=str(paused) if paused and paused >= today else "",
            ),
            Field(
                name="language", label=say("Language"), kind="choice",
                value=now["language"] or AUTOMATIC,
                options=(
                    Option(label=_automatic(turn.speaker), value=AUTOMATIC),
                    *(Option(label=LANGUAGES[one], value=one) for one in LANGUAGES),
                ),
            ),
        ),
    )  # fmt: skip
    return Reply(Message(headline=say("When shall cards come?")), form=form)


def _where(now: dict[str, Any]) -> list[Option]:
    """Return the ways to get cards, the present one first: each account that is linked.

    Args:
        now: as `card_settings` returns them.
    """
    accounts: list[Account] = now["accounts"]
    if len(accounts) == 1:
        return [Option(label=say("One a working day, when it helps"), value=ON)]
    here = written_to(accounts, now["card_surface"])
    return [
        Option(
            label=say("One a working day, in {platform}", platform=one.platform),
            value=one.surface,
        )
        for one in sorted(accounts, key=lambda one: one.id != here.id)
    ]


def save_settings(turn: Turn) -> Reply:
    """Keep what a sent form says; what it says of the hour reads like `remind`.

    Raises:
        Refusal: an answer is not understood; its `field` says which.
    """
    answers = {name: value.strip() for name, value in turn.values.items()}
    cards = answers.get("cards", "")
    columns: dict[str, Any] = {"stopped": cards == OFF}
    if not columns["stopped"]:
        columns["delivery_problem"] = ""
    days = answers.get("days", "")
    if not days or not set(days) <= set("0123456"):
        raise Refusal(say("Choose the days from the list."), field="days")
    columns["working_days"] = "".join(sorted(set(days)))
    if answers.get("steps"):  # not in a form from before there were the two questions
        columns |= steps_a_card(answers["steps"])
    if answers.get("pace"):
        columns |= pace_of_week(answers["pace"])
    with in_field("time"):
        columns |= read_reminder(turn, answers.get("time", ""))
    with in_field("zone"):
        zone = zone_named(answers.get("zone", ""))
        columns |= {"zone": zone, "zone_source": "set"}
    if cards in PLATFORMS:
        with in_field("cards"):
            columns |= card_side(turn, cards)
    columns["paused_through"] = _paused(answers.get("pause", ""), turn.today)
    chosen = answers.get("language", "")
    if not chosen:  # a form from before there was the question
        return keep_times(turn, columns)
    if chosen != AUTOMATIC and chosen not in LANGUAGES:
        raise Refusal(say("Choose a language from the list."), field="language")
    columns["language"] = AS_PLATFORM if chosen == AUTOMATIC else chosen
    with speaking(to_speak(turn.speaker, columns["language"])):
        return keep_times(turn, columns)


def _automatic(speaker: Speaker) -> str:
    platform = PLATFORMS.get(speaker.address.surface)
    if platform is None:
        return say("Automatic")
    return say("As in {platform}", platform=platform)


def _paused(typed: str, today: date) -> date | None:
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise Refusal(say("Pick the last day of the pause."), field="pause") from None
    if not today <= day <= today + timedelta(366):
        raise Refusal(say("Pick a day from today on, within a year."), field="pause")
    return day


# The menu under each card: rest for a week, stop for good, or set when cards come.


def press_cards_menu(turn: Turn) -> Reply:
    """Do at once what was chosen; Undo stands under the reply, and nothing is asked.

    Raises:
        Refusal: the choice is none of the menu's.
    """
    if not turn.value:
        text = say("What shall I do with these cards?")
        choices = tuple(
            Choice(one.label, press=(CARDS, "", one.value))
            for one in cards_menu().options
        )
        return Reply(Message(headline=text), doubt=Doubt(text, choices))
    if turn.value == SETTINGS:
        return open_settings(turn)
    now = card_settings(turn.tx, turn.speaker.leader_id)
    if turn.value == STOP:
        if now["stopped"]:
            return Reply(
                Message(
                    headline=say(
                        "You stopped the cards already. To start again: /outreach "
                        "remind start"
                    )
                )
            )
        return keep_times(turn, {"stopped": True})
    if turn.value == A_WEEK:
        through = turn.today + WEEK_OFF
        if now["paused_through"] is not None:  # an old card shortens no longer pause
            through = max(through, now["paused_through"])
        return keep_times(turn, {"paused_through": through})
    raise Refusal(
        say(
            "That choice is not one of mine, so nothing was changed. To see or change "
            "when cards come: /outreach remind"
        )
    )
