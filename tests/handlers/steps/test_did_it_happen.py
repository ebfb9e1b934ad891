"""What was taken on is asked about once; a refusal's reason decides what comes next."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlmodel import col

from handlers.answer import answer, press
from handlers.turn import Address, Pressed, Refusal, Reply, Said
from scheduler.jobs import CARDS
from scheduler.outgoing import open_body
from storage.database.transactions import Database, Transaction
from storage.database.writer import AnyRow
from storage.leaders.leaders import move_leader
from storage.message import Button, Message
from storage.models import Delivery, SuggestionEvent, SuggestionRow
from tests.books import Book

TUESDAY = date(2026, 3, 31)


def at(day: date, hour: int = 9) -> datetime:
    """Return a London moment of that day; London is on summer time."""
    return datetime(day.year, day.month, day.day, hour - 1, 30, tzinfo=UTC)


class Mornings:
    """Ada, whose tie to Kim has cooled; each morning may bring a card."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.book = Book(database)
        self.kim = self.book.person("Kim Ito", "Finance", listed=True)
        for day in (5, 9, 14, 19, 23, 28):
            self.book.log(self.kim, date(2026, 1, day), kind="call")

    def morning(self, day: date) -> bool:
        leader_id = self.book.whom.leader_id

        def send(tx: Transaction) -> bool:
            move_leader(tx, leader_id, next_nudge_at=at(day, 8))
            return CARDS.send(tx, leader_id, at(day, 8))

        return self.database.run_now(send)

    def press(self, action: str, day: date, value: str = "", by: str = "ada") -> Reply:
        pressed = Pressed(
            by=Address("local", "acme", by), action=action, subject=self.step.id,
            at=at(day), value=value,
        )  # fmt: skip
        return self.database.run_now(lambda tx: press(tx, pressed))

    @property
    def step(self) -> AnyRow:
        query = sa.select(SuggestionRow).where(col(SuggestionRow.play) == "L1")
        return self.database.run_now(lambda tx: tx.execute(query).one())

    def events(self) -> list[str]:
        query = (
            sa.select(col(SuggestionEvent.what))
            .where(col(SuggestionEvent.suggestion_id) == self.step.id)
            .order_by(col(SuggestionEvent.at), col(SuggestionEvent.id))
        )
        return self.database.run_now(lambda tx: list(tx.scalars(query)))

    @property
    def card(self) -> Message:
        def read(tx: Transaction) -> Message:
            row = tx.execute(
                sa.select(Delivery).order_by(col(Delivery.id).desc()).limit(1)
            ).one()
            return open_body(tx, row.body, row.workspace_id, row.id)

        return self.database.run_now(read)

    def labels(self) -> list[str]:
        [section] = [one for one in self.card.sections if one.subject == self.step.id]
        return [button.label for button in section.buttons]


@pytest.fixture
def mornings(sqlite_database: Database) -> Mornings:
    mornings = Mornings(sqlite_database)
    assert mornings.morning(TUESDAY)
    return mornings


def test_the_question_comes_the_morning_its_date_has_passed(mornings: Mornings) -> None:
    mornings.press("accept", TUESDAY)
    back = mornings.step.returns_on

    assert mornings.morning(back)
    [section] = [s for s in mornings.card.sections if s.subject == mornings.step.id]
    assert section.text.startswith("Did it happen? ")
    assert mornings.labels() == ["Done", "Not yet", "More"]
    assert mornings.events() == ["shown", "accepted", "asked"]


def test_it_is_never_asked_twice(mornings: Mornings) -> None:
    mornings.press("accept", TUESDAY)
    back = mornings.step.returns_on
    mornings.morning(back)
    mornings.press("not_yet", back)

    assert mornings.labels() == ["Done", "More"]
    for days in range(1, 29):
        mornings.morning(date.fromordinal(back.toordinal() + days))
    assert mornings.events().count("asked") == 1
    with pytest.raises(Refusal, match=r"You said so on .* already"):
        mornings.press("not_yet", back)


def test_silence_after_the_question_ends_the_step(mornings: Mornings) -> None:
    mornings.press("accept", TUESDAY)
    back = mornings.step.returns_on
    mornings.morning(back)

    mornings.morning(mornings.step.returns_on)

    assert mornings.step.state == "expired"
    assert mornings.events() == ["shown", "accepted", "asked", "expired"]


def test_dropped_rests_for_thirty_days_and_undo_asks_again(mornings: Mornings) -> None:
    mornings.press("accept", TUESDAY)
    back = mornings.step.returns_on
    mornings.morning(back)

    reply = mornings.press("dropped", back)

    assert reply.message.headline.startswith("Dropped. I will not bring it up before")
    assert (mornings.step.state, mornings.labels()) == ("refused", [])
    [undo] = [b for b in reply.message.buttons if isinstance(b, Button)]
    pressed = Pressed(
        by=Address("local", "acme", "ada"), action="undo", subject=undo.subject,
        at=at(back),
    )  # fmt: skip
    mornings.database.run_now(lambda tx: press(tx, pressed))
    assert mornings.labels() == ["Done", "Not yet", "More"]
    assert mornings.events()[-2:] == ["refused", "undone"]


@pytest.mark.parametrize("action", ["not_yet", "dropped"])
def test_an_answer_to_what_nobody_asked_changes_nothing(
    mornings: Mornings, action: str
) -> None:
    with pytest.raises(Refusal, match="did not ask whether this one happened"):
        mornings.press(action, TUESDAY)
    mornings.press("accept", TUESDAY)
    with pytest.raises(Refusal, match="did not ask whether this one happened"):
        mornings.press(action, TUESDAY)
    assert mornings.step.state == "accepted"


def test_a_step_whose_facts_changed_is_withdrawn_and_says_so_when_pressed(
    mornings: Mornings,
) -> None:
    mornings.book.log(
        mornings.kim, TUESDAY, kind="call", next_meeting_on=date(2026, 5, 4)
    )
    wednesday = date(2026, 4, 1)

    mornings.morning(wednesday)

    assert mornings.step.state == "withdrawn"
    assert mornings.events() == ["shown", "withdrawn"]
    reply = mornings.press("not_relevant", wednesday, "disagree")
    assert reply.message.small_print == (
        "I had withdrawn this step since, because its facts changed.",
    )
    mornings.morning(date(2026, 4, 2))
    assert mornings.events().count("withdrawn") == 1


def test_the_wrong_time_comes_back_in_a_fortnight(mornings: Mornings) -> None:
    reply = mornings.press("not_relevant", TUESDAY, "wrong_time")

    assert reply.message.headline == (
        "Put aside (wrong time). I bring it up again on Tue 14 April, if it still "
        "stands."
    )
    assert mornings.step.returns_on == date(2026, 4, 14)


def test_done_already_is_done_and_can_be_logged_with_one_press(
    mornings: Mornings,
) -> None:
    reply = mornings.press("not_relevant", TUESDAY, "already_done")

    assert (mornings.step.state, mornings.step.reason) == ("done", "already_done")
    log, undo = reply.message.buttons
    assert (log.label, undo.label) == ("Log it", "Undo")
    pressed = Pressed(
        by=Address("local", "acme", "ada"), action=log.action, subject=log.subject,
        at=at(TUESDAY),
    )  # fmt: skip
    form = mornings.database.run_now(lambda tx: press(tx, pressed)).form
    assert form is not None
    assert (form.action, form.fields[0].value) == ("log", "Kim Ito")


@pytest.mark.parametrize("subject", ["0" * 32, "'; drop table", "🙈", "<!channel>"])
def test_a_made_up_person_cannot_be_logged(mornings: Mornings, subject: str) -> None:
    pressed = Pressed(
        by=Address("local", "acme", "ada"), action="open_log", subject=subject,
        at=at(TUESDAY),
    )  # fmt: skip
    with pytest.raises(Refusal, match="nothing to log"):
        mornings.database.run_now(lambda tx: press(tx, pressed))


def test_another_workspaces_person_cannot_be_logged(mornings: Mornings) -> None:
    Book(mornings.database, user="mallory", tenant="other")
    pressed = Pressed(
        by=Address("local", "other", "mallory"), action="open_log",
        subject=mornings.kim, at=at(TUESDAY),
    )  # fmt: skip
    with pytest.raises(Refusal, match="nothing to log"):
        mornings.database.run_now(lambda tx: press(tx, pressed))


def test_who_disagrees_is_told_what_rests(mornings: Mornings) -> None:
    reply = mornings.press("not_relevant", TUESDAY, "disagree")

    assert reply.message.headline.endswith(
        "“Renew a cooling tie” rests until then for Kim Ito."
    )
    with pytest.raises(Refusal, match="put aside this step on Tue 31 March already"):
        mornings.press("not_relevant", TUESDAY, "disagree")


@pytest.mark.parametrize(
    ("typed", "state"), [("not yet", "accepted"), ("Dropped.", "refused")]
)
def test_the_question_can_be_answered_in_words(
    mornings: Mornings, typed: str, state: str
) -> None:
    def say(day: date) -> Reply:
        said = Said(Address("local", "acme", "ada"), typed, at(day))
        return mornings.database.run_now(lambda tx: answer(tx, said))

    mornings.press("accept", TUESDAY)
    with pytest.raises(Refusal, match="No step waits for your answer"):
        say(TUESDAY)
    back = mornings.step.returns_on
    mornings.morning(back)

    say(back)

    assert (mornings.step.state, mornings.events()[-1]) == (state, state)
