"""A sent card, redrawn to show what was answered."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import col

from language.say import mark, say
from language.words import day_said
from scheduler.card.plans import answers_to
from scheduler.card.step_sections import outcome_buttons, step_buttons, without
from scheduler.outgoing import open_body, redraw
from storage.database.transactions import Transaction
from storage.leaders.accounts import is_reached_at
from storage.message import Button, Menu, Message, Section
from storage.models import Delivery, SuggestionRow
from storage.steps.earlier import shown_steps
from storage.steps.facts import NOT_YET, Shown

IN_WORDS = {
    "accepted": mark("→ You are on it"),
    "done": mark("✓ Done"),
    "later": mark("↷ Put off"),
    "refused": mark("✕ Not relevant"),
}
TICKS = set("→✓↷✕")  # what a line with an answer begins with, and no other line
FINAL = ("done", "refused")
CARD_FOLLOWS = timedelta(days=30)  # how long a card follows its steps; house rule
REFUSED_IN_WORDS = {
    "wrong_time": mark("✕ Not now"),
    "dropped": mark("✕ Dropped"),
}
MEETING_IN_WORDS = {
    "held": mark("✓ Logged"),
    "postponed": mark("↷ Postponed"),
    "declined": mark("✕ They declined"),
    "dropped": mark("✕ Did not happen"),
    "moved": mark("→ Moved to another day"),
}
NOT_YET_IN_WORDS = mark("→ Not yet")


def redraw_cards(
    tx: Transaction, step_ids: Collection[str], *, leader_id: str, today: date
) -> None:
    """Redraw every card of the last 30 days on which one of these steps stands.

    A step comes again on a newer card while nobody answers it; what is pressed on any
    of them shows on all. A card keeps what it said when it was sent. A final answer
    takes the buttons away, another one leaves those that still make sense; undoing it
    brings all of them back. A card on a side that was unlinked since stays as it is.
    """
    for delivery_id, message in _cards_with(tx, step_ids, leader_id, today):
        steps = _steps_on(tx, message, leader_id)
        sections = tuple(
            _section(section, steps[section.subject], today)
            if section.subject in steps
            else section
            for section in message.sections
        )
        redraw(tx, delivery_id, message.model_copy(update={"sections": sections}))


def redraw_plan(
    tx: Transaction, plan_id: str, answer: str, *, leader_id: str, today: date
) -> None:
    """Redraw every card of the last 30 days that asks about a meeting.

    Args:
        answer: what the leader answered, as `MEETING_IN_WORDS` says it; "" = it is open
            again, and all answers stand there.
    """
    line = f"{answer} ({day_said(today, today)})" if answer else ""
    for delivery_id, message in _cards_with(tx, {plan_id}, leader_id, today):
        sections = tuple(
            _asked(section, line) if section.subject == plan_id else section
            for section in message.sections
        )
        if sections != message.sections:
            redraw(tx, delivery_id, message.model_copy(update={"sections": sections}))


def _asked(section: Section, answer: str) -> Section:
    return section.model_copy(
        update={
            "facts": _unanswered(section),
            "buttons": () if answer else answers_to(section.subject),
            "answer": answer,
            "over": bool(answer),
        }
    )


def _unanswered(section: Section) -> tuple[str, ...]:
    """Return its facts; a card of before had its answer among them."""
    return tuple(fact for fact in section.facts if fact[:1] not in TICKS)


def _cards_with(
    tx: Transaction, subjects: Collection[str], leader_id: str, today: date
) -> Iterator[tuple[str, Message]]:
    """Yield the ids of the cards on which one of these stands, and what they say."""
    if not subjects:
        return
    sent = tx.rows(
        sa.select(Delivery)
        .where(
            col(Delivery.leader_id) == leader_id,
            col(Delivery.kind) == "nudge",
            col(Delivery.on) > today - CARD_FOLLOWS,
        )
        .order_by(col(Delivery.id))
    )
    for row in sent:
        if not row.body:
            continue
        message = open_body(tx, row.body, row.workspace_id, row.id)
        if _subjects(message).isdisjoint(subjects):
            continue
        to = {"surface": row.surface, "tenant": row.tenant, "user_key": row.recipient}
        if is_reached_at(tx, leader_id, **to):
            yield row.id, message


def _subjects(message: Message) -> set[str]:
    return {section.subject for section in message.sections if section.subject}


def _steps_on(tx: Transaction, message: Message, leader_id: str) -> dict[str, Shown]:
    found = shown_steps(tx, leader_id, col(SuggestionRow.id).in_(_subjects(message)))
    return {step.id: step for step in found}


def _section(section: Section, shown: Shown, today: date) -> Section:
    buttons: tuple[Button | Menu, ...] = ()
    answered = ""
    if shown.state not in FINAL:
        buttons = step_buttons(shown.step, shown.id)
    if shown.state == "accepted":
        answered = "accept"
        if shown.asked_on is not None:
            buttons = outcome_buttons(shown.id)
            answered = NOT_YET if shown.reason == NOT_YET else ""
    return section.model_copy(
        update={
            "facts": _unanswered(section),
            "buttons": without(buttons, answered),
            "answer": answer_in_words(shown, today),
            "over": shown.state in FINAL,
        }
    )


def answer_in_words(step: Shown, today: date) -> str:
    """Return what the leader answered, "" if nothing yet."""
    if step.state not in IN_WORDS or step.answered_on is None:
        return ""
    words = IN_WORDS[step.state]
    if step.state == "refused":
        words = REFUSED_IN_WORDS.get(step.reason, words)
    if step.asked_on is not None:
        if step.reason != NOT_YET:
            return ""  # the question is not answered yet
        words = NOT_YET_IN_WORDS
    return f"{say(words)} ({day_said(step.answered_on, today)})"
