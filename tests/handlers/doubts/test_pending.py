"""A question and its buttons: one press answers it, once, for its leader alone."""

from datetime import time, timedelta

import pytest
import sqlalchemy as sa

from handlers.turn import Choice, Doubt
from handlers.verbs import COMMANDS
from scheduler.jobs import clean_up
from storage.models import Change, Contact, PendingQuestion, Seen
from storage.people.store import fold
from tests.handlers.company import TODAY, Company, words
from tests.handlers.doubts.asking import WHICH_DANA, asks, choices, press

YESTERDAY = TODAY - timedelta(days=1)
BOTH = Doubt(
    "Both of them?",
    (
        Choice(
            "Both",
            (
                "add Tom Hardy",
                "log Tom Hardy call yesterday: the budget",
                "log Kim Ito lunch yesterday",
            ),
        ),
    ),
)


@pytest.fixture
def ada(company: Company, monkeypatch: pytest.MonkeyPatch) -> Company:
    """Ada, whose line "puzzle" asks which Dana."""
    company.person("Dana Reyes", "Finance")
    asks(monkeypatch, WHICH_DANA)
    return company


def test_a_question_shows_its_answers_as_buttons_and_keeps_nothing(
    ada: Company,
) -> None:
    before = ada.count(Change)
    reply = ada.say("Ada", "puzzle")
    assert reply.message.headline == "Which Dana?"
    assert list(choices(reply)) == [
        "Dana Whitfield, COO in Operations",
        "Dana Reyes",
        "Nothing",
    ]
    assert ada.count(Contact) == 0
    assert ada.count(Change) == before


def test_a_press_carries_out_the_line_behind_it_in_the_place_of_the_question(
    ada: Company,
) -> None:
    asked = choices(ada.say("Ada", "puzzle"))
    reply = press(ada, "Ada", asked["Dana Reyes"])
    assert reply.in_place
    assert not choices(reply)
    assert "Logged: call with Dana Reyes" in reply.message.headline
    assert "You were asked: Which Dana? You chose: Dana Reyes" in words(reply.message)
    contact = ada.row(Contact)
    assert contact.person_id == ada.person_id("Dana Reyes")
    assert (contact.on, contact.kind) == (YESTERDAY, "call")
    ada.undo(reply)
    assert ada.count(Contact) == 0


def test_a_second_press_changes_nothing_and_says_so(ada: Company) -> None:
    asked = choices(ada.say("Ada", "puzzle"))
    press(ada, "Ada", asked["Dana Reyes"])
    again = press(ada, "Ada", asked["Dana Whitfield, COO in Operations"])
    assert again.refused
    assert not again.in_place
    assert "That question is over" in again.message.headline
    assert ada.count(Contact) == 1


def test_nothing_keeps_nothing_and_ends_the_question(ada: Company) -> None:
    asked = choices(ada.say("Ada", "puzzle"))
    reply = press(ada, "Ada", asked["Nothing"])
    assert "nothing was changed" in reply.message.headline
    assert ada.count(Contact) == 0
    assert ada.count(PendingQuestion) == 0


def test_several_lines_of_a_choice_are_one_change(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks(monkeypatch, BOTH)
    before = company.count(Change)
    asked = choices(company.say("Ada", "puzzle"))
    reply = press(company, "Ada", asked["Both"])
    assert "Logged: call with Tom Hardy" in reply.message.headline
    assert "Logged: meeting with Kim Ito" in reply.message.headline
    assert "“the budget”" in words(reply.message)
    assert company.count(Contact) == 2
    assert company.count(Change) == before + 1
    assert [one.action for one in reply.message.buttons] == ["undo"]
    told = company.hears("Ada", "undo")
    assert "Tom Hardy" in told
    assert "Kim Ito" in told
    assert company.count(Contact) == 0
    assert company.people("Tom Hardy") == []


def test_of_several_lines_none_is_kept_if_one_cannot_be(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ("log Kim Ito lunch yesterday", "log Nobody Atall lunch yesterday")
    asks(monkeypatch, Doubt("Both?", (Choice("Both", lines),)))
    asked = choices(company.say("Ada", "puzzle"))
    reply = press(company, "Ada", asked["Both"])
    assert reply.refused
    assert company.count(Contact) == 0


def test_another_leader_cannot_answer_it(ada: Company) -> None:
    asked = choices(ada.say("Ada", "puzzle"))
    ada.leader("Eve")
    reply = press(ada, "Eve", asked["Dana Reyes"])
    assert "That question is over" in reply.message.headline
    assert ada.count(Contact) == 0
    assert press(ada, "Ada", asked["Dana Reyes"]).in_place


def test_nobody_of_another_workspace_can_answer_it(ada: Company) -> None:
    asked = choices(ada.say("Ada", "puzzle"))
    other = Company(ada.database, tenant="globex")
    reply = press(other, "Ada", asked["Dana Reyes"])
    assert reply.refused
    assert ada.count(Contact) == 0


@pytest.mark.parametrize(
    "number", ["", "3", "-1", "٠", "00", "0 ", "1e0", "0.0", "9" * 400]
)
def test_a_made_up_number_answers_nothing(ada: Company, number: str) -> None:
    asked = choices(ada.say("Ada", "puzzle"))
    pending_id = asked["Nothing"].partition(".")[0]
    assert press(ada, "Ada", f"{pending_id}.{number}").refused
    assert press(ada, "Ada", number).refused
    assert ada.count(Contact) == 0
    assert ada.count(PendingQuestion) == 1


def test_the_buttons_carry_ids_alone(ada: Company) -> None:
    for subject in choices(ada.say("Ada", "puzzle")).values():
        assert "ana" not in subject
        assert len(subject) < 60


@pytest.mark.parametrize(
    ("minute", "is_over"), [(time(9, 9, 59), False), (time(9, 10), True)]
)
def test_it_can_be_answered_for_ten_minutes(
    ada: Company, minute: time, is_over: bool
) -> None:
    asked = choices(ada.say("Ada", "puzzle", at=time(9)))
    reply = press(ada, "Ada", asked["Dana Reyes"], at=minute)
    assert reply.refused is is_over
    assert ada.count(Contact) == (0 if is_over else 1)


@pytest.mark.parametrize(
    "line", ["next", "log Kim call yesterday", "gibberish of no use", "help", "undo"]
)
def test_any_other_line_ends_it(ada: Company, line: str) -> None:
    ada.say("Ada", "log Rosa lunch yesterday")
    asked = choices(ada.say("Ada", "puzzle"))
    ada.say("Ada", line)
    assert ada.count(PendingQuestion, id=asked["Nothing"].partition(".")[0]) == 0
    before = ada.count(Contact)
    assert press(ada, "Ada", asked["Dana Reyes"]).refused
    assert ada.count(Contact) == before


def test_a_press_on_undo_ends_it_too(ada: Company) -> None:
    logged = ada.say("Ada", "log Rosa lunch yesterday")
    [undo] = [one for one in logged.message.buttons if one.action == "undo"]
    ada.say("Ada", "puzzle")
    press(ada, "Ada", undo.subject, action="undo")
    assert ada.count(PendingQuestion) == 0


def test_a_press_that_is_refused_or_only_shows_ends_nothing(ada: Company) -> None:
    ada.say("Ada", "puzzle")
    press(ada, "Ada", "made-up", action="undo")
    press(ada, "Ada", "", action="open_log")
    assert ada.count(PendingQuestion) == 1


def test_a_new_question_takes_the_place_of_the_one_before(
    ada: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = choices(ada.say("Ada", "puzzle"))
    asks(monkeypatch, BOTH)
    second = choices(ada.say("Ada", "puzzle"))
    assert ada.count(PendingQuestion) == 1
    assert press(ada, "Ada", first["Dana Reyes"]).refused
    assert press(ada, "Ada", second["Both"]).in_place


def test_the_same_question_asked_again_keeps_its_buttons_good(ada: Company) -> None:
    first = choices(ada.say("Ada", "puzzle"))
    assert choices(ada.say("Ada", "puzzle")) == first


def test_at_most_five_answers_are_shown_and_each_fits_a_button(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = tuple(Choice(f"{n} " + "long " * 30, ("help",)) for n in range(9))
    asks(monkeypatch, Doubt("Which?", many))
    labels = list(choices(company.say("Ada", "puzzle")))
    assert len(labels) == 6
    assert labels[-1] == "Nothing"
    assert max(map(len, labels)) <= 75


def test_a_doubt_may_name_its_own_way_out(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = Doubt("Sure?", (Choice("Leave it"), Choice("Do it", ("help",))))
    asks(monkeypatch, doubt)
    assert list(choices(company.say("Ada", "puzzle"))) == ["Do it", "Leave it"]


def test_a_press_may_ask_the_next_question(
    ada: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Doubt("First?", (Choice("Go on", ("puzzle2",)),))
    asks(monkeypatch, first)
    monkeypatch.setitem(COMMANDS, "puzzle2", COMMANDS["puzzle"])
    asked = choices(ada.say("Ada", "puzzle"))
    asks(monkeypatch, WHICH_DANA)
    monkeypatch.setitem(COMMANDS, "puzzle2", COMMANDS["puzzle"])
    reply = press(ada, "Ada", asked["Go on"])
    assert reply.in_place
    assert "Dana Reyes" in choices(reply)
    assert press(ada, "Ada", choices(reply)["Dana Reyes"]).in_place
    assert ada.count(Contact) == 1


def test_a_line_that_asks_nothing_writes_no_question(ada: Company) -> None:
    statements: list[str] = []
    sa.event.listen(
        ada.database.engine,
        "before_cursor_execute",
        lambda *told: statements.append(told[2]),
    )
    ada.say("Ada", "log Kim call yesterday")
    about = [one for one in statements if "pendingquestion" in one]
    assert len(about) == 1
    assert about[0].startswith("SELECT")
    assert "FROM leader" in " ".join(about[0].split())


def test_what_was_asked_is_sealed_and_goes_with_anybody_forgotten(
    ada: Company,
) -> None:
    ada.say("Ada", "log Kim call yesterday")
    ada.say("Ada", "puzzle")
    row = ada.row(PendingQuestion)
    assert b"Dana" not in bytes(row.question)
    assert fold("likes") not in str(bytes(row.question))
    ada.say("Ada", "forget Kim Ito yes")
    assert ada.count(PendingQuestion) == 0


async def test_what_nobody_answered_is_deleted_by_the_clock(ada: Company) -> None:
    ada.say("Ada", "puzzle", at=time(9))
    asked_at = ada.row(PendingQuestion).asked_at
    await clean_up(ada.database, at=asked_at + timedelta(minutes=9))
    assert ada.count(PendingQuestion) == 1
    await clean_up(ada.database, at=asked_at + timedelta(minutes=10))
    assert ada.count(PendingQuestion) == 0


def test_a_replayed_press_is_told_apart_from_a_second_one(ada: Company) -> None:
    asked = choices(ada.say("Ada", "puzzle"))
    press(ada, "Ada", asked["Dana Reyes"], once_key="k1")
    again = press(ada, "Ada", asked["Dana Reyes"], once_key="k1")
    assert again.repeated
    assert ada.count(Contact) == 1
    assert ada.count(Seen, key="k1") == 1


def test_a_refused_answer_leaves_the_question_open(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = Choice("Gone", ("rate Nosuchthing 3",))
    good = Choice("Kim", ("log Kim Ito call yesterday",))
    asks(monkeypatch, Doubt("Who?", (bad, good)))
    asked = choices(company.say("Ada", "puzzle"))
    assert press(company, "Ada", asked["Gone"]).refused
    assert press(company, "Ada", asked["Kim"]).in_place
    assert company.count(Contact) == 1
