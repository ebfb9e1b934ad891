"""How many steps cards bring: on one card, and new ones a week; read and said."""

import re
from typing import Any

from handlers.turn import Refusal
from language.say import mark, say
from scheduler.advice.ranking import MOST_STEPS, NEW_A_WEEK
from storage.message import Field, Option

NUMBERS = {
    "1": 1, "one": 1, "un": 1, "uno": 1,
    "2": 2, "two": 2, "dos": 2,
    "3": 3, "three": 3, "tres": 3,
}  # fmt: skip
PACES = {
    "light": "light", "lighter": "light", "ligero": "light", "ligera": "light",
    "normal": "normal",
    "full": "full", "completo": "full", "completa": "full", "lleno": "full",
}  # fmt: skip
A_CARD = r"(?:\s+(?:a|per|each|por|cada|en cada)\s+(?:card|day|tarjeta|d[ií]a))?"
STEPS = re.compile(
    r"(?<!\w)(?:(?:steps?|pasos?)\s*[:=]?\s*(?P<after>\w+)|"
    rf"(?P<before>{'|'.join(NUMBERS)})\s+(?:steps?|pasos?)){A_CARD}(?!\w)",
    re.IGNORECASE,
)
PACE = re.compile(
    rf"(?<!\w)(?:ritmo\s+)?(?P<pace>{'|'.join(PACES)})(?:\s+(?:pace|week))?(?!\w)",
    re.IGNORECASE,
)
EACH_PACE = {
    "light": mark("Light: up to {n} new steps a week"),
    "normal": mark("Normal: up to {n} new steps a week"),
    "full": mark("Full: up to {n} new steps a week"),
}
ON_A_CARD = {
    1: mark("One step a card at most"),
    2: mark("Two steps a card at most"),
    3: mark("Three steps a card at most"),
}


def steps_a_card(typed: str) -> dict[str, Any]:
    """Return the column for how many steps a card shows at most.

    Raises:
        Refusal: it is none of 1, 2 and 3.
    """
    number = NUMBERS.get(typed.casefold())
    if number is None:
        raise Refusal(
            say(
                "A card has one, two or three steps. Type for example: "
                "/outreach remind steps 2"
            ),
            field="steps",
        )
    return {"card_steps": number}


def pace_of_week(typed: str) -> dict[str, Any]:
    """Return the column for how many new steps a week brings.

    Raises:
        Refusal: it is none of the three.
    """
    pace = PACES.get(typed.casefold())
    if pace is None:
        raise Refusal(
            say(
                "A week is light, normal or full. Type for example: /outreach remind "
                "light"
            ),
            field="pace",
        )
    return {"card_pace": pace}


def how_many(settings: dict[str, Any]) -> tuple[str, str]:
    """Return how many steps come, in words: on a card, and new ones a week."""
    most: int = settings["card_steps"]
    return say(ON_A_CARD[most]), _pace_said(settings["card_pace"])


def how_many_fields(now: dict[str, Any]) -> tuple[Field, Field]:
    """Return the questions of the form, filled in with how it is."""
    return (
        Field(
            name="steps", label=say("Steps a card"), kind="choice",
            value=str(now["card_steps"]),
            options=tuple(
                Option(label=say(ON_A_CARD[n]), value=str(n))
                for n in range(1, MOST_STEPS + 1)
            ),
        ),
        Field(
            name="pace", label=say("New steps a week"), kind="choice",
            value=now["card_pace"],
            options=tuple(
                Option(label=_pace_said(pace), value=pace) for pace in NEW_A_WEEK
            ),
        ),
    )  # fmt: skip


def _pace_said(pace: str) -> str:
    return say(EACH_PACE[pace], n=NEW_A_WEEK[pace])
