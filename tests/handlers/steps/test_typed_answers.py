"""The card is answered in words where there are no buttons, and by those who type."""

from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa
from sqlmodel import col

from handlers.home import home_message
from handlers.speaker import speaker_of
from handlers.turn import Address, Profile, Reply, Said
from scheduler.jobs import CARDS
from storage.database.transactions import Database, Transaction
from storage.leaders.leaders import move_leader
from storage.models import Contact, SuggestionRow
from tests.books import Book
from tests.handlers.company import take, words
from tests.handlers.doubts.asking import choices

TUESDAY = date(2026, 3, 31)


class Typist:
    """Ada, who types; her card has a step for each person on her list."""

    def __init__(self, database: Database, *people: str) -> None:
        self.database = database
        book = Book(database)
        for number, name in enumerate(people):
            book.person(name, f"Unit {number}", listed=True)
        due = datetime.combine(TUESDAY, time(7, 30), UTC)

        def send(tx: Transaction) -> None:
            move_leader(tx, book.whom.leader_id, next_nudge_at=due)
            assert CARDS.send(tx, book.whom.leader_id, due)

        database.run_now(send)

    def say(self, text: str, on: date = TUESDAY, at: time = time(9, 30)) -> Reply:
        moment = datetime.combine(on, at, UTC)
        said = Said(Address("local", "acme", "ada"), text, moment)
        return take(self.database, said)

    def hears(self, text: str, on: date = TUESDAY, at: time = time(9, 30)) -> str:
        reply = self.say(text, on, at)
        assert not reply.refused, words(reply.message)
        return words(reply.message)

    def states(self) -> list[str]:
        """The states of her steps, in the order of the card."""
        query = sa.select(col(SuggestionRow.state)).order_by(col(SuggestionRow.id))
        return self.database.run_now(lambda tx: list(tx.scalars(query)))

    def contacts(self) -> int:
        query = sa.select(sa.func.count()).select_from(Contact)
        return self.database.run_now(lambda tx: int(tx.execute(query).scalar_one()))


@pytest.fixture
def ada(sqlite_database: Database) -> Typist:
    return Typist(sqlite_database, "Dana Whitfield")


@pytest.fixture
def busy_ada(sqlite_database: Database) -> Typist:
    return Typist(sqlite_database, "Dana Whitfield", "Kim Park")


@pytest.mark.parametrize("typed", ["on it", "On it!", "I'm on it"])
def test_a_step_is_taken_on_and_named(ada: Typist, typed: str) -> None:
    said = ada.hears(typed)

    assert said.startswith("Good. I will ask again on Tue 14 April if it still stands.")
    assert "The step was: Find out who else in Unit" in said
    assert ada.states() == ["accepted"]

    ada.hears("undo")
    assert ada.states() == ["suggested"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("later tomorrow", "It comes back on Wed 1 April"),
        ("later monday", "It comes back on Tue 7 April"),  # Easter Monday is none
        ("later 2 April", "It comes back on Thu 2 April"),
        ("later until 2 April", "It comes back on Thu 2 April"),
        ("later till tomorrow", "It comes back on Wed 1 April"),
        ("later next month", "It comes back on Wed 1 April"),
        ("later end of week", "It comes back on Tue 7 April"),  # Good Friday is none
        ("later, this afternoon", "I will bring it back today at 15:00."),
    ],
)
def test_a_step_is_put_off(ada: Typist, typed: str, says: str) -> None:
    assert ada.hears(typed).startswith(says)
    assert ada.states() == ["later"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("later", "Until when?"),
        ("later yesterday", "Mon 30 March has passed."),
        ("later today", "That is today."),
        ("later last week", "“last week” is no single day."),
        ("later soon", "“soon” is no single day."),
        ("later until", "I can't read “until” as a day."),
        ("later 31 February", "There is no 31 February."),
        ("not relevant", "Why not?"),
        ("not relevant because", "Why not?"),
        ("on it 2", "Which step?"),
    ],
)
def test_an_answer_that_is_not_clear_is_refused(
    ada: Typist, typed: str, says: str
) -> None:
    reply = ada.say(typed)

    assert reply.refused
    assert words(reply.message).startswith(says)
    assert ada.states() == ["suggested"]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("1", "It comes back on Wed 1 April"),
        ("Monday", "It comes back on Tue 7 April"),  # Easter Monday is none
        ("tomorrow", "It comes back on Wed 1 April"),
        ("thursday", "It comes back on Thu 2 April"),
        ("20 April", "It comes back on Mon 20 April"),
    ],
)
def test_until_when_is_answered_in_a_word(ada: Typist, answer: str, says: str) -> None:
    ada.say("later")

    assert ada.hears(answer).startswith(says)
    assert ada.states() == ["later"]


def test_each_reason_that_is_offered_is_understood(ada: Typist) -> None:
    offered = list(choices(ada.say("not relevant")))[:-1]

    assert len(offered) == 4
    for label in offered:
        ada.say("not relevant")
        line = label
        done = line == "Already done"
        said = "Done already." if done else "Put aside ("
        assert ada.hears(line).startswith(said)
        assert ada.states() == ["done" if done else "refused"]
        ada.hears("undo")


def test_with_several_steps_the_number_says_which(busy_ada: Typist) -> None:
    asked = busy_ada.say("on it")
    assert asked.refused
    assert len(choices(asked)) == 3
    assert busy_ada.states() == ["suggested", "suggested"]

    busy_ada.hears("the second one")

    assert busy_ada.states() == ["suggested", "accepted"]


def test_with_several_steps_a_number_may_be_typed_at_once(busy_ada: Typist) -> None:
    busy_ada.hears("on it 2")

    assert busy_ada.states() == ["suggested", "accepted"]


def test_a_bare_answer_means_the_one_step_that_was_shown_last(
    busy_ada: Typist,
) -> None:
    busy_ada.hears("next Kim", at=time(9, 1))

    said = busy_ada.hears("on it")

    assert "The step was: Find out who else in Unit 1 uses" in said  # Kim's
    assert busy_ada.states() == ["suggested", "accepted"]


def test_a_bare_answer_asks_again_once_that_step_is_answered(
    sqlite_database: Database,
) -> None:
    names = "Dana Whitfield", "Kim Park", "Sam Ortiz"
    busy_ada = Typist(sqlite_database, *names)
    busy_ada.hears("next Kim", at=time(9, 1))
    busy_ada.hears("next Sam", at=time(9, 2))
    busy_ada.hears("not relevant wrong time")

    assert words(busy_ada.say("on it").message).startswith("Which step?")


def test_the_numbers_are_those_of_what_was_shown_last(busy_ada: Typist) -> None:
    busy_ada.hears("next Kim", at=time(9, 1))
    assert "who else in Unit 1 uses" in busy_ada.hears("on it 1")
    busy_ada.hears("undo")

    busy_ada.hears("next Dana", at=time(9, 2))
    assert "who else in Unit 0 uses" in busy_ada.hears("on it 1")


def test_done_tells_what_was_done_or_asks(ada: Typist) -> None:
    ada.hears("not relevant wrong time")
    assert ada.say("done").refused
    ada.hears("undo")

    assert ada.hears("done").startswith("Well done.")
    assert ada.states() == ["done"]


def test_done_with_words_logs_the_contact_and_says_what_else_counts(
    ada: Typist,
) -> None:
    ada.hears("not relevant wrong time")
    ada.hears("add Sam Ortiz in IT as colleague")
    ada.hears("service Payroll for Unit 0 owned by Sam")
    ada.hears("issue open I-1 on Payroll due 22 March: late")
    ada.hears("next Dana")
    asked = words(ada.say("done").message).split("\n")[0]
    assert asked == (
        "What happened with Sam Ortiz? In one line, for example: "
        "/outreach done call yesterday"
    )
    assert ada.contacts() == 0

    said = ada.hears("done call yesterday: a firm date")

    assert said.startswith("Logged: call with Sam Ortiz, yesterday, Mon 30 March.")
    assert "/outreach issue confirm I-1 by NAME" in said
    assert ada.contacts() == 1
    assert ada.states() == ["refused", "done"]
    ada.hears("undo")
    assert (ada.contacts(), ada.states()) == (0, ["refused", "suggested"])


def test_the_next_date_is_asked_for(ada: Typist) -> None:
    ada.hears("not relevant wrong person")
    ada.hears("log Dana call")
    ada.hears("next Dana")

    asked = words(ada.say("done").message).split("\n")[0]

    assert asked.startswith("When do you meet Dana Whitfield next?")
    assert asked.endswith("/outreach edit Dana Whitfield next 12 May")
    assert "next meeting Tue 12 May" in ada.hears(asked.rpartition(": ")[2])


def test_nothing_waits_after_a_week(ada: Typist) -> None:
    reply = ada.say("on it", on=date(2026, 4, 9))  # five working days later

    assert reply.refused
    assert words(reply.message) == (
        "No step waits for your answer. For what matters now: /outreach next"
    )


def card_steps(ada: Typist) -> list[str]:
    """Return the steps of the card, in its order."""
    query = sa.select(SuggestionRow).order_by(col(SuggestionRow.id))
    rows = ada.database.run_now(lambda tx: list(tx.rows(query)))
    return [str(row.id) for row in rows]


def test_an_answered_step_keeps_its_number(sqlite_database: Database) -> None:
    ada = Typist(sqlite_database, "Dana Whitfield", "Kim Ito")

    ada.hears("later 1 tomorrow")
    ada.hears("not relevant 2 wrong person")

    assert ada.states() == ["later", "refused"]
    assert "already" in words(ada.say("not relevant 2 wrong person").message)


def test_numbers_mean_the_card_whatever_home_drew(sqlite_database: Database) -> None:
    ada = Typist(sqlite_database, "Dana Whitfield", "Kim Ito")
    by = Address("local", "acme", "ada")
    before = card_steps(ada)

    def draw(tx: Transaction) -> None:
        at = datetime.combine(TUESDAY, time(9), UTC)
        home_message(tx, speaker_of(tx, by, profile=Profile(), at=at), at=at)

    ada.hears("service Payroll for Unit 1")
    ada.hears("issue open I-12 on Payroll due 22 March: late payslips")
    sqlite_database.run_now(draw)
    ada.hears("later 1 tomorrow")

    states = dict(zip(card_steps(ada), ada.states(), strict=True))
    assert [states[one] for one in before] == ["later", "suggested"]
