"""A partner's confirmation, asked for in a conversation where the leader placed it.

It says what the partner is to confirm, and nothing else. It mentions nobody: whoever is
asked was told by the leader. Each time somebody said yes, and when the result is taken
back, it is drawn anew where it stands.
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import col

from language.catalogues import ENGLISH
from language.say import mark, say, speaking
from language.words import day_said
from scheduler.outgoing import Target, open_body, queued_once, redraw, send_once
from scheduler.summary.summaries import as_others_see_it, result_sections, shared
from storage.database.transactions import Transaction
from storage.message import Button, Message, Section
from storage.models import Delivery
from storage.results.facts import ResultFact
from storage.results.sharing import result_with, results_told

KIND = "ask"  # of the delivery
CONFIRM, AGREE = "confirm_here", "agree_here"
ON_ITS_WAY = ("queued", "sending", "sent")


def ask_message(result: ResultFact, *, today: date) -> Message:
    """Return what stands in the conversation, with a button for each missing word.

    Args:
        today: local date of whoever changed it last.
    """
    if result.withdrawn_on is not None:
        return _taken_back()
    waiting = [one.name for one in result.named if one.agreed_at is None]
    buttons = []
    lines = []
    if result.confirmed_on is None:
        lines.append(
            say(
                "{leader} asks whether you confirm this, {partner}. Only your own "
                "press counts.",
                leader=result.leader.name,
                partner=result.partner.name,
            )
        )
        confirm = say("Confirm")
        buttons.append(
            Button(label=confirm, action=CONFIRM, subject=result.id, style="primary")
        )
    else:
        day = day_said(result.confirmed_on, today)
        confirmed = say(
            "✓ {partner} confirmed it, {day}.", partner=result.partner.name, day=day
        )
        lines.append(confirmed)
    if waiting:
        names = ", ".join(waiting)
        lines.append(say("Named here, and asked to agree: {names}.", names=names))
        agree = say("Agree to be named")
        buttons.append(Button(label=agree, action=AGREE, subject=result.id))
    elif result.named:
        lines.append(say("✓ Everybody named here agreed."))
    return Message(
        headline=say("A joint result to confirm"),
        sections=(as_others_see_it(shared(result)), Section(text="\n".join(lines))),
        buttons=tuple(buttons),
        small_print=(
            say("To others, nothing is posted before all of them have said yes."),
        ),
    )


def place_ask(
    tx: Transaction,
    result: ResultFact,
    *,
    to: Target,
    workspace_id: str,
    on: date,
    at: datetime,
) -> tuple[str, bool]:
    """Queue the question to a conversation, once a day.

    Args:
        to: the conversation.
        on: the leader's local date.
        at: now, UTC.

    Returns:
        The delivery's id, and whether it is a new one.
    """
    once_key = f"{_prefix(result.id)}{to.recipient}:{on}"
    delivery_id = send_once(
        tx,
        ask_message(result, today=on),
        once_key=once_key,
        kind=KIND,
        workspace_id=workspace_id,
        leader_id=result.leader_id,
        to=to,
        on=on,
        at=at,
    )
    if delivery_id is not None:
        return delivery_id, True
    known = queued_once(tx, once_key)
    assert known is not None  # that is why it is not queued again
    return known, False


def still_asked(tx: Transaction, once_key: str, *, workspace_id: str) -> bool:
    """Return whether somebody's word is still missing, as the question is posted."""
    result_id = once_key.split(":")[1]
    result = result_with(tx, result_id, workspace_id=workspace_id)
    return (
        result is not None
        and result.withdrawn_on is None
        and result.shareable
        and bool(result.waits_for)
    )


def redraw_asks(tx: Transaction, result_id: str, *, today: date) -> None:
    """Draw a result's questions anew, wherever they stand or are on their way to.

    Each stays in the language it was placed in, and in its own workspace, whoever said
    yes: a linked partner's book may be in another.
    """
    query = sa.select(
        col(Delivery.id), col(Delivery.body), col(Delivery.workspace_id)
    ).where(
        col(Delivery.once_key).startswith(_prefix(result_id), autoescape=True),
        col(Delivery.state).in_(ON_ITS_WAY),
    )
    for row in tx.rows(query):
        result = result_with(tx, result_id, workspace_id=row.workspace_id)
        with speaking(_language(tx, row.body, row.workspace_id, row.id)):
            message = ask_message(result, today=today) if result else _taken_back()
        redraw(tx, row.id, message)


def _language(tx: Transaction, body: bytes, workspace_id: str, delivery_id: str) -> str:
    """Return the language a message was said in; English once its words are gone."""
    return open_body(tx, body, workspace_id, delivery_id).language if body else ENGLISH


def _taken_back() -> Message:
    return Message(
        headline=say("This was taken back, so there is nothing to confirm here.")
    )


def _prefix(result_id: str) -> str:
    return f"ask:{result_id}:"


# What a summary may still say: results taken back are not told any more.
#
# Before it is posted they are left out; after it, the post is drawn anew without them.

TAKEN_BACK = mark("The results told here were taken back.")


def still_agreed(
    tx: Transaction, message: Message, *, delivery_id: str
) -> Message | None:
    """Return a summary with the results that are agreed to now, in its own language.

    Returns:
        None when nothing is left of it.
    """
    results = results_told(tx, delivery_id=delivery_id)
    with speaking(message.language):
        agreed = result_sections([shared(result) for result in results])
    if message.sections and not agreed:
        return None
    return message.model_copy(update={"sections": agreed})


def correct_post(tx: Transaction, delivery_id: str) -> None:
    """Draw a summary anew where it stands, after a result was taken back or restored.

    One that was not posted yet is only corrected; it is checked again when it goes out.
    """
    row = tx.first(
        sa.select(
            col(Delivery.body), col(Delivery.workspace_id), col(Delivery.platform_id)
        ).where(col(Delivery.id) == delivery_id, col(Delivery.kind) == "summary")
    )
    if row is None or not row.body or not row.platform_id:
        return
    message = open_body(tx, row.body, row.workspace_id, delivery_id)
    left = still_agreed(tx, message, delivery_id=delivery_id)
    if left is None:
        with speaking(message.language):
            update = {"sections": (), "small_print": (say(TAKEN_BACK),)}
        left = message.model_copy(update=update)
    redraw(tx, delivery_id, left)
