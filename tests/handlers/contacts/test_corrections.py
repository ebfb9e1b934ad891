"""What was told last is corrected in words, and "she" is whoever was spoken of."""

from datetime import date, time, timedelta

import pytest

from storage.contacts.store import note_of, totals_of
from storage.models import Ask, Change, Contact, PendingQuestion
from tests.handlers.company import TODAY, Company, words
from tests.handlers.doubts.asking import choices, press

YESTERDAY = TODAY - timedelta(days=1)
FRIDAY = date(2026, 3, 27)


@pytest.fixture
def ada(company: Company) -> Company:
    """Ada; there are two Kims, and Rosa's boss is Dana."""
    company.person("Kim Osei", "Legal")
    company.person("Mark Bell", "Sales")
    company.person("Grace Hall", "Sales")
    return company


def last_day_with(company: Company, name: str) -> date | None:
    leader, person_id = company.leader("Ada"), company.person_id(name)

    def read(tx: object) -> date | None:
        found = totals_of(tx, leader_id=leader.leader_id, person_ids=[person_id])  # type: ignore[arg-type]
        return found[person_id].last_on if person_id in found else None

    return company.database.run_now(read)


def note(company: Company) -> str:
    row = company.row(Contact)
    contact = Contact(**row._mapping)
    return company.database.run_now(lambda tx: note_of(tx, contact))


def corrected(company: Company, first: str, then: str) -> str:
    company.hears("Ada", first)
    return company.hears("Ada", then)


@pytest.mark.parametrize(
    ("line", "on"),
    [
        ("no, that was Friday", FRIDAY),
        ("no, it was on Friday", FRIDAY),
        ("make that Friday", FRIDAY),
        ("sorry, Friday", FRIDAY),
        ("actually it was friday", FRIDAY),
        ("it was the day before yesterday", date(2026, 3, 29)),
        ("no, yesterday", YESTERDAY),
        ("wrong day, it was 24 March", date(2026, 3, 24)),
        ("that was last Friday, not today", FRIDAY),
        ("no, fue el viernes", FRIDAY),
        ("perdón, fue ayer", YESTERDAY),
        ("nein, das war am Freitag", FRIDAY),
    ],
)
def test_the_day_is_put_right(ada: Company, line: str, on: date) -> None:
    said = corrected(ada, "met Rosa today", line)
    assert said.startswith("Corrected: meeting with Rosa Lim.")
    assert "Was: Tue 31 March" in said
    assert ada.row(Contact).on == on
    assert last_day_with(ada, "Rosa Lim") == on


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("it was a meeting", "met"),
        ("that was a meeting, not a call", "met"),
        ("no, a meeting", "met"),
        ("it was lunch", "met"),
        ("sorry, an email", "email"),
    ],
)
def test_the_kind_is_put_right(ada: Company, line: str, kind: str) -> None:
    corrected(ada, "call with Rosa yesterday: budget", line)
    contact = ada.row(Contact)
    assert (contact.kind, contact.outcome, contact.on) == (kind, "met", YESTERDAY)
    assert note(ada) == "budget"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("sorry, I meant Rosa", "Rosa Lim"),
        ("wrong person, it was Mark Bell", "Mark Bell"),
        ("not Kim, Grace", "Grace Hall"),
        ("no, it was Mark", "Mark Bell"),
        ("it was Rosa, not Kim", "Rosa Lim"),
        ("it was Rosa", "Rosa Lim"),
        ("no, the other Kim", "Kim Osei"),
        ("perdón, era Rosa", "Rosa Lim"),
        ("edit Mark Bell", "Mark Bell"),
    ],
)
def test_the_person_is_put_right_with_both_ties(
    ada: Company, line: str, name: str
) -> None:
    before = ada.hears("Ada", "met Kim Ito today: the audit")
    changes = ada.count(Change)
    reply = ada.say("Ada", line)
    assert not reply.refused, words(reply.message)
    assert reply.message.headline == f"Corrected: meeting with {name}."
    assert "Kim Ito" in words(reply.message)
    assert ada.row(Contact).person_id == ada.person_id(name)
    assert note(ada) == "the audit"
    assert last_day_with(ada, name) == TODAY
    assert last_day_with(ada, "Kim Ito") is None
    assert ada.count(Change) == changes + 1
    ada.hears("Ada", "undo")
    assert ada.row(Contact).person_id == ada.person_id("Kim Ito")
    assert last_day_with(ada, "Kim Ito") == TODAY
    assert last_day_with(ada, name) is None
    assert before


def test_what_the_talk_settled_follows_the_person(ada: Company) -> None:
    ada.hears("Ada", "ask Mark meeting", on=FRIDAY)
    ada.hears("Ada", "ask Mark granted for 30 March", on=FRIDAY)
    ada.hears("Ada", "met Mark yesterday")
    assert ada.row(Ask).fulfilled_on == YESTERDAY
    ada.hears("Ada", "no, it was Grace")
    assert ada.row(Ask).fulfilled_on is None
    ada.hears("Ada", "undo")
    assert ada.row(Ask).fulfilled_on == YESTERDAY


def test_of_several_people_the_wrong_one_is_named(ada: Company) -> None:
    ada.hears("Ada", "met Rosa and Mark today")
    assert ada.say("Ada", "it was Grace").refused
    ada.hears("Ada", "met Rosa and Mark today")
    ada.hears("Ada", "not Mark, Grace")
    assert ada.count(Contact, person_id=ada.person_id("Grace Hall")) == 1
    assert ada.count(Contact, person_id=ada.person_id("Rosa Lim")) == 2


def test_a_day_is_put_right_for_everybody_of_the_line(ada: Company) -> None:
    ada.hears("Ada", "met Rosa and Mark today")
    ada.hears("Ada", "no, that was Friday")
    assert ada.count(Contact, on=FRIDAY) == 2


@pytest.mark.parametrize("line", ["oops wrong kim", "wrong person", "not Kim"])
def test_who_else_it_was_is_asked(ada: Company, line: str) -> None:
    ada.hears("Ada", "met Kim Ito today")
    reply = ada.say("Ada", line)
    if line == "wrong person":
        assert reply.refused
        return
    assert reply.refused
    assert "who was it?" in words(reply.message)
    assert ada.row(Contact).person_id == ada.person_id("Kim Ito")
    ada.hears("Ada", "Kim Osei")
    assert ada.row(Contact).person_id == ada.person_id("Kim Osei")


def test_an_unknown_name_is_added_by_one_press(ada: Company) -> None:
    ada.hears("Ada", "met Kim Ito today")
    reply = ada.say("Ada", "no, it was Wanda Smith")
    assert reply.refused
    [add] = [one for label, one in choices(reply).items() if "Wanda" in label]
    assert press(ada, "Ada", add).in_place
    assert ada.row(Contact).person_id == ada.person_id("Wanda Smith")


def test_a_day_that_is_still_to_come_is_asked_about(ada: Company) -> None:
    ada.hears("Ada", "met Rosa today")
    reply = ada.say("Ada", "make that tomorrow")
    assert reply.refused
    assert ada.row(Contact).on == TODAY
    ada.hears("Ada", "yesterday")
    assert ada.row(Contact).on == YESTERDAY


@pytest.mark.parametrize(
    "line",
    [
        "undo that", "oops, take that back", "delete that, it didn't happen",
        "scratch that", "no, that didn't happen", "deshacer eso", "borra eso",
        "mach das rückgängig", "sorry, undo that",
    ],
)  # fmt: skip
def test_it_is_taken_back_in_words(ada: Company, line: str) -> None:
    assert "Undone: meeting with Rosa Lim." in corrected(ada, "met Rosa today", line)
    assert ada.count(Contact) == 0


def test_that_it_did_not_happen_is_said_of_a_contact_alone(ada: Company) -> None:
    before = ada.count(Change, undone_at=None)
    ada.hears("Ada", "service Travel for Operations owned by Sam")
    ada.say("Ada", "that didn't happen")
    assert ada.count(Change, undone_at=None) == before + 1


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("about 70%", 70), ("half", 50), ("mostly listened", 75), ("70", 70),
        ("I listened about 80%", 80), ("two thirds", 67), ("la mitad", 50),
        ("5%", 5), ("listened 5", 5), ("100%", 100),
    ],
)  # fmt: skip
def test_how_much_was_listened_is_said_in_words(
    ada: Company, line: str, share: int
) -> None:
    corrected(ada, "coffee with Rosa this morning", line)
    assert ada.row(Contact).listened == share


@pytest.mark.parametrize("line", ["no idea", "not sure", "I don't know", "ni idea"])
def test_no_idea_leaves_it_open(ada: Company, line: str) -> None:
    assert "leave that open" in corrected(ada, "coffee with Rosa this morning", line)
    assert ada.row(Contact).listened is None


@pytest.mark.parametrize("line", ["101%", "5", "half of the board", "70% of revenue"])
def test_what_is_no_share_is_kept_nowhere(ada: Company, line: str) -> None:
    ada.hears("Ada", "coffee with Rosa this morning")
    ada.say("Ada", line)
    assert ada.row(Contact).listened is None


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("she also wants a tea round", "budget; she also wants a tea round"),
        ("also: the audit is on", "budget; the audit is on"),
        ("he said the plan is fine", "budget; he said the plan is fine"),
        ("she wants more time", "budget; she wants more time"),
    ],
)
def test_more_to_the_note_is_put_to_it(ada: Company, line: str, after: str) -> None:
    said = corrected(ada, "call with Rosa yesterday: budget", line)
    assert note(ada) == after
    assert after in said
    ada.hears("Ada", "undo")
    assert note(ada) == "budget"


@pytest.mark.parametrize(
    "line", ["she declined", "she called back today", "he wants to meet Kim Ito"]
)
def test_what_is_a_contact_is_not_put_to_the_note(ada: Company, line: str) -> None:
    ada.hears("Ada", "call with Rosa yesterday: budget")
    ada.say("Ada", line)
    rosa = ada.person_id("Rosa Lim")
    assert ada.count(Contact, person_id=rosa, on=YESTERDAY) == 1
    reply = ada.say("Ada", "who Rosa")
    assert "budget;" not in words(reply.message)


def test_a_new_note_says_how_the_old_one_read(ada: Company) -> None:
    said = corrected(ada, "call with Rosa yesterday: budget", "edit Rosa: the audit")
    assert "Your note was: “budget”" in said
    assert note(ada) == "the audit"


@pytest.mark.parametrize(
    "line",
    [
        "I see her again on Friday",
        "we meet again on 3 April",
        "seeing her again friday",
    ],
)
def test_the_next_meeting_is_told_after(ada: Company, line: str) -> None:
    said = corrected(ada, "met Rosa today", line)
    assert "Now: Tue 31 March: met, next meeting Fri 3 April" in said
    assert ada.row(Contact).next_meeting_on == date(2026, 4, 3)


def test_corrections_follow_one_another(ada: Company) -> None:
    ada.hears("Ada", "call with Kim Ito yesterday: budget")
    ada.hears("Ada", "edit friday")
    ada.hears("Ada", "edit met")
    ada.hears("Ada", "edit Mark Bell")
    contact = ada.row(Contact)
    assert contact.person_id == ada.person_id("Mark Bell")
    assert (contact.on, contact.kind) == (FRIDAY, "met")
    assert note(ada) == "budget"


def test_after_an_undo_there_is_nothing_to_correct(ada: Company) -> None:
    ada.hears("Ada", "met Kim Ito yesterday")
    ada.hears("Ada", "met Rosa today")
    ada.hears("Ada", "undo")
    ada.say("Ada", "no, that was Friday")
    assert ada.row(Contact).on == YESTERDAY


def test_after_something_else_there_is_nothing_to_correct(ada: Company) -> None:
    ada.hears("Ada", "met Rosa today")
    ada.hears("Ada", "rate Payroll 3 by Dana")
    ada.say("Ada", "no, that was Friday")
    assert ada.row(Contact).on == TODAY


@pytest.mark.parametrize(("minute", "on"), [(9, FRIDAY), (10, TODAY)])
def test_it_is_remembered_for_ten_minutes(ada: Company, minute: int, on: date) -> None:
    ada.say("Ada", "met Rosa today", at=time(9))
    ada.say("Ada", "no, that was Friday", at=time(9, minute))
    assert ada.row(Contact).on == on


def test_it_is_the_leaders_own(ada: Company) -> None:
    ada.hears("Ada", "met Rosa today")
    ada.say("Ben Okoro", "no, that was Friday")
    ada.say("Ben Okoro", "undo that")
    assert ada.row(Contact).on == TODAY


@pytest.mark.parametrize(
    "line",
    [
        "no reply from Mark Bell", "no call with Mark today", "it was wet on Friday",
        "not happy with Payroll", "no", "sorry", "no, Friday was Grace's birthday",
        "it was lunch with Mark on Friday", "it was", "not", "that was fun",
        "no, that was Friday, about the audit", "oops", "wait", "no " * 60,
        "it was Rosa or Mark", "not not Kim", ", , ,", "no, 31 February",
    ],
)  # fmt: skip
def test_a_line_with_more_in_it_corrects_nothing(ada: Company, line: str) -> None:
    ada.hears("Ada", "call with Rosa yesterday: budget")
    rosa = ada.person_id("Rosa Lim")
    ada.say("Ada", line)
    contact = ada.row(Contact, person_id=rosa)
    assert (contact.on, contact.kind, contact.outcome) == (YESTERDAY, "call", "met")


def test_a_plain_log_writes_nothing_to_remember_it_by(ada: Company) -> None:
    ada.hears("Ada", "met Rosa today")
    assert ada.count(PendingQuestion) == 0
    assert ada.count(Change, leader_id=ada.leader("Ada").leader_id) >= 1


def kept_with(company: Company, name: str, **where: object) -> int:
    return company.count(Contact, person_id=company.person_id(name), **where)


def test_she_is_the_person_just_spoken_of(ada: Company) -> None:
    ada.hears("Ada", "met Rosa yesterday")
    ada.hears("Ada", "she called today")
    assert kept_with(ada, "Rosa Lim", kind="call", on=TODAY) == 1


def test_her_boss_is_the_boss_of_the_person_just_spoken_of(ada: Company) -> None:
    ada.hears("Ada", "met Rosa yesterday")
    ada.hears("Ada", "met her boss today")
    assert kept_with(ada, "Dana Whitfield", kind="met", on=TODAY) == 1


def test_a_command_may_say_her(ada: Company) -> None:
    ada.hears("Ada", "met Rosa yesterday")
    assert "Rosa Lim" in ada.hears("Ada", "who her")


@pytest.mark.parametrize("line", ["she called today", "met her boss today"])
def test_she_is_nobody_where_nobody_was_spoken_of(ada: Company, line: str) -> None:
    ada.say("Ada", line)
    assert ada.count(Contact) == 0


def test_she_is_nobody_after_two_people(ada: Company) -> None:
    ada.hears("Ada", "met Rosa and Grace yesterday")
    ada.say("Ada", "she called today")
    assert ada.count(Contact, on=TODAY) == 0


def test_a_plan_that_the_wrong_talk_settled_is_open_again(ada: Company) -> None:
    ada.hears("Ada", "plan Mark lunch 2026-03-30", on=FRIDAY)
    ada.hears("Ada", "met Mark yesterday")
    assert ada.count(Contact, outcome="planned") == 0
    ada.hears("Ada", "no, it was Grace")
    assert ada.row(Contact, outcome="planned").person_id == ada.person_id("Mark Bell")
    ada.hears("Ada", "undo")
    assert ada.count(Contact, outcome="planned") == 0


@pytest.mark.parametrize(
    ("line", "name", "on", "kind"),
    [
        ("no, Thursday", "Rosa Lim", date(2026, 4, 2), "lunch"),
        ("make that tomorrow", "Rosa Lim", date(2026, 4, 1), "lunch"),
        ("sorry, I meant Grace", "Grace Hall", date(2026, 4, 3), "lunch"),
        ("no, a call", "Rosa Lim", date(2026, 4, 3), "call"),
    ],
)
def test_a_plan_is_put_right_with_one_undo(
    ada: Company, line: str, name: str, on: date, kind: str
) -> None:
    ada.hears("Ada", "plan Rosa lunch 2026-04-03")
    ada.hears("Ada", line)
    row = ada.row(Contact)
    assert (row.person_id, row.outcome) == (ada.person_id(name), "planned")
    assert (row.next_meeting_on, row.kind) == (on, kind)
    ada.hears("Ada", "undo")
    row = ada.row(Contact)
    assert row.person_id == ada.person_id("Rosa Lim")
    assert (row.next_meeting_on, row.kind) == (date(2026, 4, 3), "lunch")
