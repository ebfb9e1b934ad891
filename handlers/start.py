"""`start`: the first contact, and the one form that it opens.

What somebody new reads first is the same everywhere: what this is, that notes are
private, and a button. The form asks who matters, what the leader runs for them, and
when to write; it is answered once, with a first step.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handlers.grammar.people.person_line import PersonLine
from handlers.people.add import add_from_line
from handlers.people.list import start_button
from handlers.people.named import people_fields, read_named, read_typed
from handlers.queued_reply import queue_reply
from handlers.services.service import check_name
from handlers.settings.remind_line import read_reminder
from handlers.settings.words import card_settings
from handlers.speaker import plan_next_card
from handlers.turn import Address, Profile, Refusal, Reply, Turn, in_field, kept
from language.commands import to_type
from language.say import say, speaking
from language.words import listed
from scheduler.advice.planning import plan_day
from scheduler.card.step_sections import step_section
from storage.database.transactions import Transaction
from storage.leaders.leaders import leader_at
from storage.message import Button, Field, Form, Message, Section
from storage.models import Leader
from storage.people.store import fold
from storage.services.store import add_service, add_use, services_of
from storage.steps.store import show_steps

SERVICES = re.compile(r"\s*[,;\n]\s*")
MOST_SERVICES = 5  # in the form; house rule


def start(turn: Turn) -> Reply:
    """Say who matters to you, what you run for them, and when to write.

    Examples:
        start
        start Dana Whitfield, COO in Operations, Kim Park
    """
    if turn.text:
        return _begin(turn, read_typed(turn, turn.text), [], {})
    return Reply(welcome(), form=_form(turn))


def welcome() -> Message:
    """Return what somebody reads who has just met the bot."""
    return Message(
        headline=say(
            "I am Outreach. I help you win people who do not report to you: tell me of "
            "your talks with them, and I tell you the best next step."
        ),
        sections=(
            Section(text=say("Your notes are private: nobody else is shown a word.")),
        ),
        buttons=(
            start_button(),
            Button(label=say("Log a contact"), action="open_log"),
            Button(label=say("Card settings"), action="settings"),
        ),
        small_print=(
            say(
                "Or type who matters to you: {line}",
                line=to_type("start Dana Whitfield, COO in Operations, Kim Park"),
            ),
            say("For all I can do: {line}", line=to_type("help")),
            say("To get no cards: {line}", line=to_type("remind stop")),
        ),
    )


def welcome_once(
    tx: Transaction, by: Address, profile: Profile, *, at: datetime
) -> None:
    """Queue the welcome to somebody who opens the chat and was never heard of.

    Args:
        at: now, UTC.
    """
    if leader_at(tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key):
        return
    with speaking(profile.locale, on=by.surface):
        message = welcome()
    key = f"welcome:{by.surface}:{by.tenant}:{by.user_key}"
    queue_reply(tx, message, to=by, profile=profile, once_key=key, at=at)


def start_pressed(turn: Turn) -> Reply:
    """The button under the first contact: open the form."""
    return Reply(welcome(), form=_form(turn))


def _form(turn: Turn) -> Form:
    minute = card_settings(turn.tx, turn.speaker.leader_id)["nudge_minute"]
    return Form(
        title=say("Set up"),
        action="start_sent",
        subject="",
        submit=say("Start"),
        intro=say("Your notes are private: nobody else is shown a word."),
        fields=(
            *people_fields(turn, say("Who matters to you? Up to five people")),
            Field(
                name="services",
                label=say("What do you run for them?"),
                optional=True,
                hint=say("A service, such as Payroll"),
            ),
            Field(
                name="time",
                label=say("When shall I write, on working days?"),
                value=f"{minute // 60:02}:{minute % 60:02}",
                hint=say("Your local time, such as 8:15"),
            ),
        ),
    )


def start_sent(turn: Turn) -> Reply:
    """The form: keep all of it as one change, and show a first step.

    Raises:
        Refusal: an answer is not understood; its `field` says which.
    """
    lines = read_named(turn)
    with in_field("services"):
        names = _services(turn.values.get("services", ""))
    typed = turn.values.get("time", "").strip()
    with in_field("time"):
        columns = read_reminder(turn, typed) if typed else {}
    return _begin(turn, lines, names, columns)


def _services(typed: str) -> list[str]:
    names = [" ".join(name.split()) for name in SERVICES.split(typed)]
    names = [name.strip(" .") for name in names if name.strip(" .")]
    for name in names:
        check_name(name)
    if len(names) > MOST_SERVICES:
        raise Refusal(say("Name up to {most} services here.", most=MOST_SERVICES))
    return names


def _begin(
    turn: Turn,
    lines: Sequence[PersonLine],
    services: Sequence[str],
    columns: dict[str, Any],
) -> Reply:
    field = "picked" if "picked" in turn.values else "typed"
    with in_field(field):
        added = [add_from_line(turn, line) for line in lines]
    people = [one.person for one in added]
    for name in services:
        _run(turn, name, [one.unit_id for one in people if one.unit_id])
    if columns:
        turn.writer.update(Leader, turn.speaker.leader_id, **columns)
        plan_next_card(turn.tx, turn.speaker.leader_id, at=turn.at)
    names = listed(list(dict.fromkeys(one.name for one in people)))
    step = _first_step(turn)
    said = [say("On your list: {names}.", names=names)]
    if services:
        said.append(say("You run {services}.", services=listed(list(services))))
    return kept(
        turn,
        " ".join(said),
        label=say("adding {names}", names=names),
        sections=(*step, _when(turn)),
    )


def _run(turn: Turn, name: str, unit_ids: Sequence[str]) -> None:
    """Keep a service, and that these units rely on it."""
    known = services_of(turn.tx, workspace_id=turn.speaker.workspace_id)
    same = next((one.id for one in known if fold(one.name) == fold(name)), None)
    service_id = same or add_service(turn.writer, name)
    for unit_id in dict.fromkeys(unit_ids):
        add_use(turn.writer, service_id, unit_id)


def _first_step(turn: Turn) -> tuple[Section, ...]:
    """Return the best step of today with its buttons, if there is one."""
    whom = turn.speaker
    steps = plan_day(turn.tx, whom, today=turn.today, asked=True).steps[:1]
    ids = show_steps(
        turn.tx,
        steps,
        workspace_id=whom.workspace_id,
        leader_id=whom.leader_id,
        today=turn.today,
        returns_on=None,
        at=turn.at,
    )
    return tuple(step_section(step, ids[step.key]) for step in steps)


def _when(turn: Turn) -> Section:
    settings = card_settings(turn.tx, turn.speaker.leader_id)
    if settings["stopped"]:
        return Section(text=say("No cards: you stopped them."))
    minute = settings["nudge_minute"]
    return Section(
        text=say(
            "I write at {time} on working days, when there is something to say.",
            time=f"{minute // 60:02}:{minute % 60:02}",
        )
    )
