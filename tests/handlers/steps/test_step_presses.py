"""The buttons of the card: what each press does, and what it must not do."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, col

from bot.drawing import plain_text
from handlers.answer import press
from handlers.turn import Address, Pressed, Refusal, Reply
from scheduler.card.step_sections import LATER, NOT_RELEVANT
from scheduler.jobs import CARDS, PUT_OFF_STEPS
from scheduler.outgoing import open_body
from storage.database.transactions import Database, Transaction
from storage.leaders.leaders import move_leader
from storage.message import Menu, Message
from storage.models import Contact, Delivery, SuggestionRow
from tests.books import Book

TUESDAY = date(2026, 3, 31)


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    """Return a London moment of that day; London is on summer time."""
    return datetime(day.year, day.month, day.day, hour - 1, minute, tzinfo=UTC)


class Card:
    """A card on Ada's screen, with one step on it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.book = Book(database)
        self.dana = self.book.person("Dana Whitfield", "Operations", listed=True)
        leader_id = self.book.whom.leader_id

        def send(tx: Transaction) -> str:
            move_leader(tx, leader_id, next_nudge_at=at(8, 30))
            assert CARDS.send(tx, leader_id, at(8, 30))
            return str(tx.execute(sa.select(col(SuggestionRow.id))).scalar_one())

        self.step_id = database.run_now(send)

    def press(
        self,
        action: str,
        value: str = "",
        when: datetime | None = None,
        by: str = "ada",
        subject: str = "",
        once_key: str = "",
        **values: str,
    ) -> Reply:
        pressed = Pressed(
            by=Address("local", "acme", by),
            action=action,
            subject=subject or self.step_id,
            at=when or at(9),
            value=value,
            values=values,
            once_key=once_key,
        )
        return self.database.run_now(lambda tx: press(tx, pressed))

    @property
    def step(self) -> sa.Row[object]:
        query = sa.select(SuggestionRow).where(col(SuggestionRow.id) == self.step_id)
        return self.database.run_now(lambda tx: tx.execute(query).one())

    @property
    def shown(self) -> Message:
        """What the newest card says now."""

        def read(tx: Transaction) -> Message:
            row = tx.execute(
                sa.select(Delivery).order_by(col(Delivery.id).desc()).limit(1)
            ).one()
            return open_body(tx, row.body, row.workspace_id, row.id)

        return self.database.run_now(read)

    def labels(self) -> list[str]:
        """The buttons on the card."""
        return [one.label for part in self.shown.sections for one in part.buttons]

    def rest(self) -> list[str]:
        """The menu of the rest on the card."""
        return [
            option.label
            for part in self.shown.sections
            for one in part.buttons
            if isinstance(one, Menu) and one.rest
            for option in one.options
        ]

    def answers(self) -> str:
        """What the card says was answered."""
        return "\n".join(part.answer for part in self.shown.sections)

    def count(self, model: type[SQLModel]) -> int:
        query = sa.select(sa.func.count()).select_from(model)
        return self.database.run_now(lambda tx: tx.execute(query).scalar_one())


@pytest.fixture
def card(sqlite_database: Database) -> Card:
    return Card(sqlite_database)


ALL = ["Done", "Later", "Why", "More"]
REST = ["On it", "Not relevant", "Prep"]


def test_a_new_card_offers_three_things_and_the_rest_in_a_menu(card: Card) -> None:
    assert (card.labels(), card.rest()) == (ALL, REST)


def test_on_it_keeps_the_step_until_its_own_date_a_fortnight_away(card: Card) -> None:
    reply = card.press("accept")

    assert reply.message.headline == (
        "Good. I will ask again on Tue 14 April if it still stands."
    )
    assert (card.step.state, card.step.returns_on) == ("accepted", date(2026, 4, 14))
    assert (card.labels(), card.rest()) == (ALL, REST[1:])
    assert "→ You are on it (Tue 31 March)" in card.answers()


def test_the_menu_of_the_rest_does_what_its_buttons_would(card: Card) -> None:
    card.press("more", "accept")
    assert card.step.state == "accepted"

    reply = card.press("more", "prep_step", when=at(10))
    assert reply.message.headline.startswith("For your next conversation with Dana")

    reply = card.press("more", "why", when=at(10))
    assert reply.message.headline.startswith("Why this, and not that")


@pytest.mark.parametrize("choice", ["", "undo", "forget", "more", "<!channel>"])
def test_no_other_button_hides_behind_the_menu(card: Card, choice: str) -> None:
    with pytest.raises(Refusal, match="nothing was changed"):
        card.press("more", choice)


def test_not_relevant_asks_for_the_reason_and_an_answer_puts_aside(card: Card) -> None:
    reply = card.press("more", "not_relevant")

    assert reply.message.headline == "Why not?"
    labels = [one.label for one in reply.message.buttons]
    assert labels[:4] == ["Wrong person", "Wrong time", "Already done", "I disagree"]
    wrong_time = reply.message.buttons[1]
    card.press(wrong_time.action, subject=wrong_time.subject, when=at(9, 5))
    assert (card.step.state, card.step.reason) == ("refused", "wrong_time")


def test_later_where_it_stands_in_the_menu_asks_until_when(card: Card) -> None:
    reply = card.press("more", "later")

    assert reply.message.headline == "Until when?"
    tomorrow = reply.message.buttons[1]
    card.press(tomorrow.action, subject=tomorrow.subject, when=at(9, 5))
    assert (card.step.state, card.step.returns_on) == ("later", date(2026, 4, 1))


def test_these_cards_where_they_stand_in_the_menu_are_asked_about(card: Card) -> None:
    reply = card.press("more", "cards")

    labels = [one.label for one in reply.message.buttons]
    assert labels[:3] == ["Pause for a week", "Stop them", "Settings"]


def test_a_step_without_words_to_send_has_no_draft(card: Card) -> None:
    assert "Draft" not in card.rest()
    with pytest.raises(Refusal, match="no words for that step"):
        card.press("more", "draft_step")


def test_a_done_step_shrinks_to_its_text_and_its_answer(card: Card) -> None:
    card.press("done")

    [part] = [one for one in card.shown.sections if one.over]
    assert part.answer == "✓ Done (Tue 31 March)"
    assert part.buttons == ()
    assert f"{part.text} ✓ Done (Tue 31 March)" in plain_text(card.shown)
    assert part.facts[0] not in plain_text(card.shown)


def test_pressing_on_it_twice_changes_nothing_and_says_so(card: Card) -> None:
    card.press("accept")

    with pytest.raises(Refusal, match="You are on it already, since Tue 31 March"):
        card.press("accept", when=at(10))


@pytest.mark.parametrize(
    ("value", "returns_on"),
    [("tomorrow", date(2026, 4, 1)), ("monday", date(2026, 4, 6))],
)
def test_later_rests_the_step_until_then(
    card: Card, value: str, returns_on: date
) -> None:
    card.press("later", value)

    assert (card.step.state, card.step.returns_on) == ("later", returns_on)


def test_monday_that_is_a_holiday_is_said_as_the_next_working_day(card: Card) -> None:
    reply = card.press("later", "monday")  # Easter Monday

    assert "Tue 7 April" in reply.message.headline


@pytest.mark.parametrize(
    ("pressed_at", "back_at"),
    [(at(9), at(15)), (at(14, 30), at(15, 30)), (at(16, 59), at(17, 59))],
)
def test_this_afternoon_is_three_oclock_or_an_hour_from_now(
    card: Card, pressed_at: datetime, back_at: datetime
) -> None:
    card.press("later", "afternoon", when=pressed_at)

    assert card.step.returns_at == back_at


def test_after_five_the_afternoon_is_over(card: Card) -> None:
    with pytest.raises(Refusal, match="The afternoon is over"):
        card.press("later", "afternoon", when=at(17))


def test_a_step_put_off_to_the_afternoon_comes_back_once(card: Card) -> None:
    card.press("later", "afternoon")

    def come_back(tx: Transaction) -> bool:
        return PUT_OFF_STEPS.send(tx, card.step_id, at(15))

    assert card.database.run_now(come_back)
    assert card.shown.headline.startswith("As you asked, Ada")
    assert not card.database.run_now(come_back)
    assert card.count(Delivery) == 2


@pytest.mark.parametrize(("minutes", "comes"), [(179, True), (180, False)])
def test_one_that_missed_the_day_is_on_tomorrows_card(
    card: Card, minutes: int, comes: bool
) -> None:
    card.press("later", "afternoon")
    late = at(15) + timedelta(minutes=minutes)  # 17:59 and 18:00

    assert comes is card.database.run_now(
        lambda tx: PUT_OFF_STEPS.send(tx, card.step_id, late)
    )


def test_a_step_done_meanwhile_does_not_come_back(card: Card) -> None:
    card.press("later", "afternoon")
    card.press("not_relevant", "already_done", when=at(10))

    assert not card.database.run_now(
        lambda tx: PUT_OFF_STEPS.send(tx, card.step_id, at(15))
    )


def test_a_date_is_asked_for_and_taken(card: Card) -> None:
    reply = card.press("later", "date")
    assert reply.form is not None
    assert reply.form.action == "later_date"

    card.press("later_date", day="2026-05-04")
    assert card.step.returns_on == date(2026, 5, 4)


@pytest.mark.parametrize("day", ["2026-03-31", "2026-03-30", "2027-04-02", "soon", ""])
def test_a_date_that_is_not_ahead_is_refused_on_its_field(card: Card, day: str) -> None:
    with pytest.raises(Refusal) as refused:
        card.press("later_date", day=day)

    assert refused.value.field == "day"
    assert card.step.state == "suggested"


def test_not_relevant_rests_for_thirty_days_and_keeps_the_reason(card: Card) -> None:
    reply = card.press("not_relevant", "wrong_person")

    assert reply.message.headline == (
        "Put aside (wrong person). I will not bring it up before Thu 30 April."
    )
    assert card.step.state == "refused"
    assert card.labels() == []


def test_a_reason_that_was_not_offered_is_refused(card: Card) -> None:
    with pytest.raises(Refusal, match="Choose one of the reasons"):
        card.press("not_relevant", "because I say so")


def test_done_without_anybody_to_name_takes_the_word_for_it(card: Card) -> None:
    reply = card.press("done")

    assert reply.form is None
    assert card.step.state == "done"
    assert card.count(Contact) == 0


def test_the_form_behind_done_keeps_the_contact_and_the_answer(card: Card) -> None:
    card.press("log_done", who="Dana Whitfield", how="call", on="2026-03-31")

    assert card.step.state == "done"
    assert card.count(Contact) == 1
    assert "✓ Done (Tue 31 March)" in card.answers()


def test_a_form_that_cannot_be_saved_leaves_the_step_open(card: Card) -> None:
    with pytest.raises(Refusal) as refused:
        card.press("log_done", who="Nobody Known", how="call", on="2026-03-31")

    assert refused.value.field == "who"
    assert card.step.state == "suggested"
    assert card.labels() == ALL


def test_done_twice_changes_nothing_and_says_so(card: Card) -> None:
    card.press("log_done", who="Dana Whitfield", how="call", on="2026-03-31")

    with pytest.raises(Refusal, match="marked as done this step on Tue 31 March"):
        card.press("done", when=at(10))
    with pytest.raises(Refusal, match="nothing was changed"):
        card.press("log_done", who="Dana Whitfield", how="call", on="2026-03-31")
    assert card.count(Contact) == 1


def test_a_replayed_press_is_carried_out_once(card: Card) -> None:
    card.press("accept", once_key="slack:acme:trigger:1")

    again = card.press("accept", once_key="slack:acme:trigger:1")

    assert again.message.headline == "I already had this one, so nothing was changed."


@pytest.mark.parametrize("subject", ["0" * 32, "'; drop table", "<!channel>", "🙈"])
@pytest.mark.parametrize(
    "action",
    [
        "accept",
        "done",
        "dropped",
        "later",
        "not_relevant",
        "not_yet",
        "why",
        "log_done",
        "next_date",
    ],
)
def test_a_made_up_id_changes_nothing_and_says_so(
    card: Card, action: str, subject: str
) -> None:
    with pytest.raises(Refusal, match="not on your list any more"):
        card.press(action, "tomorrow", subject=subject)


@pytest.mark.parametrize(
    "action",
    ["accept", "done", "dropped", "later", "not_relevant", "not_yet", "why"],
)
def test_somebody_elses_step_cannot_be_pressed(card: Card, action: str) -> None:
    with pytest.raises(Refusal, match="nothing was changed"):
        card.press(action, "tomorrow", by="bea")
    assert card.step.state == "suggested"


@pytest.mark.parametrize(
    ("action", "choice"),
    [("later", one) for one in LATER] + [("not_relevant", one) for one in NOT_RELEVANT],
)
def test_each_choice_that_a_menu_offers_is_understood(
    card: Card, action: str, choice: str
) -> None:
    reply = card.press(action, choice)
    assert reply.form is not None or card.step.state in ("later", "refused", "done")


def test_a_button_nobody_knows_is_refused(card: Card) -> None:
    with pytest.raises(Refusal, match="older version"):
        card.press("explode")


def test_why_shows_the_facts_and_the_rule_and_changes_nothing(card: Card) -> None:
    reply = card.press("why")

    told = "\n".join(fact for part in reply.message.sections for fact in part.facts)
    assert "Because:" in told
    assert "(S2, P02)" in told
    assert card.step.state == "suggested"
    assert card.labels() == ALL


def test_undo_brings_the_buttons_back(card: Card) -> None:
    reply = card.press("not_relevant", "wrong_time")
    [undo] = reply.message.buttons

    card.press(undo.action, subject=undo.subject, when=at(10))

    assert card.step.state == "suggested"
    assert card.labels() == ALL
    assert card.answers() == ""
    assert not any(part.over for part in card.shown.sections)
