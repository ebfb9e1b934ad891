"""After unlinking, nothing of one book reaches the account that opens the other."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

import handlers.speaker as speaker
from handlers.turn import Address
from scheduler.delivery.notices import tell_leader
from scheduler.delivery.state import change_delivery, claim_delivery
from scheduler.jobs import CARDS
from storage.database.transactions import Transaction
from storage.leaders.facts import LeaderFact
from storage.message import Button, Message
from storage.models import Delivery, Leader, SuggestionRow
from tests.handlers.links.both_sides import NINE, Sides, opened_by, presses


def waiting(sides: Sides) -> str:
    """Queue a message of the book of both for the side that its cards come to."""
    sides.link()
    sides.slack.hears("Ada", "remind in Teams")
    book = opened_by(sides.slack, "Ada")
    sides.slack.database.run_now(
        lambda tx: tell_leader(
            tx, book, lambda: Message(headline="Of Dana"), once_key="dana", at=NINE
        )
    )
    return str(sides.slack.row(Delivery, once_key="dana").id)


@pytest.mark.parametrize("unlinked", [False, True])
def test_a_message_that_still_waits_is_not_sent_to_the_side_that_left(
    sides: Sides, unlinked: bool
) -> None:
    delivery_id = waiting(sides)
    assert sides.slack.row(Delivery, id=delivery_id).surface == "teams"
    if unlinked:
        sides.slack.hears("Ada", "unlink yes")

    job = sides.slack.database.run_now(lambda tx: claim_delivery(tx, delivery_id, NINE))

    assert (job is None) is unlinked
    state = "dropped" if unlinked else "sending"
    assert sides.slack.row(Delivery, id=delivery_id).state == state


def test_a_message_of_the_book_set_aside_is_sent_where_it_began(sides: Sides) -> None:
    aside = opened_by(sides.teams, "Ada")
    sides.teams.database.run_now(
        lambda tx: tell_leader(
            tx, aside, lambda: Message(headline="Of Kim"), once_key="kim", at=NINE
        )
    )
    sides.link()
    delivery_id = str(sides.teams.row(Delivery, once_key="kim").id)

    assert sides.teams.database.run_now(
        lambda tx: claim_delivery(tx, delivery_id, NINE)
    )


def _a_step(tx: Transaction) -> str:
    return str(tx.execute(sa.select(col(SuggestionRow.id)).limit(1)).scalar_one())


@pytest.mark.parametrize("unlinked", [False, True])
def test_a_card_on_the_side_that_left_shows_no_later_answer(
    sides: Sides, unlinked: bool
) -> None:
    sides.link()
    sides.slack.hears("Ada", "remind in Teams")
    book = opened_by(sides.slack, "Ada")
    due = NINE + timedelta(days=1)
    sides.slack.database.run_now(lambda tx: CARDS.send(tx, book, due))
    card = sides.slack.row(Delivery, kind="nudge")
    assert card.surface == "teams"
    sides.slack.database.run_now(
        lambda tx: change_delivery(tx, str(card.id), state="sent", platform_id="1")
    )
    step_id = sides.slack.database.run_now(_a_step)
    if unlinked:
        sides.slack.hears("Ada", "unlink yes")

    assert not presses(
        sides.slack, "Ada", Button(label="", action="accept", subject=step_id)
    ).refused

    revision = sides.slack.row(Delivery, id=card.id).revision
    assert revision == (0 if unlinked else 1)


def test_who_was_linked_while_they_typed_changes_nothing_of_the_others_times(
    sides: Sides, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL the row that one waited for is not found once it was changed."""
    sides.link()
    sides.slack.hears("Ada", "remind stop")
    book = opened_by(sides.slack, "Ada")
    known, missed = speaker._known, [True]

    def known_late(tx: Transaction, by: Address) -> LeaderFact | None:
        return None if missed and missed.pop() else known(tx, by)

    monkeypatch.setattr(speaker, "_known", known_late)
    sides.teams.hears("Ada", "list")

    assert not missed
    assert sides.slack.row(Leader, id=book).next_nudge_at is None
