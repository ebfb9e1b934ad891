"""A made-up command that asks, so that an answer can be tried without its reader."""

from datetime import UTC, date, datetime, time

import pytest

from handlers.turn import Address, Choice, Doubt, Pressed, Profile, Refusal, Reply, Turn
from handlers.verbs import COMMANDS
from storage.message import Button
from tests.handlers.company import TODAY, Company

WHICH_DANA = Doubt(
    "Which Dana?",
    (
        Choice(
            "Dana Whitfield, COO in Operations",
            ("log Dana Whitfield call yesterday: likes the plan",),
            ("whitfield",),
        ),
        Choice("Dana Reyes", ("log Dana Reyes call yesterday: likes the plan",)),
    ),
    about="who",
    line="log {} call yesterday: likes the plan",
)


def asks(monkeypatch: pytest.MonkeyPatch, doubt: Doubt) -> None:
    """Let the line "puzzle" raise this doubt."""

    def puzzle(turn: Turn) -> Reply:
        turn.writer.finish("nothing that stays")
        raise Refusal(doubt.text, doubt=doubt)

    monkeypatch.setitem(COMMANDS, "puzzle", puzzle)


def choices(reply: Reply) -> dict[str, str]:
    """Return the subject behind each answer of a question, by its label."""
    return {
        one.label: one.subject
        for one in reply.message.buttons
        if isinstance(one, Button) and one.action == "choose"
    }


def press(
    company: Company,
    name: str,
    subject: str,
    *,
    action: str = "choose",
    on: date = TODAY,
    at: time = time(9, 1),
    once_key: str = "",
) -> Reply:
    """Press an answer as `name`, UTC."""
    pressed = Pressed(
        by=Address(company.surface, company.tenant, name),
        action=action,
        subject=subject,
        at=datetime.combine(on, at, UTC),
        profile=Profile(name=name, zone="Europe/London"),
        once_key=once_key,
    )
    return company.take(pressed)
