"""`undo`, its button, and `edit`: what was kept can be taken back or corrected."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from handlers.answer import press
from handlers.turn import Address, Pressed, Profile, Refusal, Reply
from storage.contacts.store import totals_of
from storage.contacts.totals import TieTotals
from storage.message import Button
from storage.models import Contact, Leader, Person, Tie
from tests.handlers.company import TODAY, Company, words


def press_undo(company: Company, name: str, reply: Reply, *, on: date = TODAY) -> Reply:
    """Let `name` press the Undo button of a reply."""
    [button] = [one for one in reply.message.buttons if isinstance(one, Button)]
    pressed = Pressed(
        by=Address(company.surface, company.tenant, name),
        action=button.action,
        subject=button.subject,
        at=datetime.combine(on, time(12), UTC),
        profile=Profile(name=name),
    )
    return company.take(pressed)


def totals(company: Company, name: str) -> TieTotals | None:
    ada, person_id = company.leader("Ada"), company.person_id(name)
    return company.database.run_now(
        lambda tx: totals_of(tx, leader_id=ada.leader_id, person_ids=[person_id]).get(
            person_id
        )
    )


def test_the_last_thing_is_taken_back_then_the_one_before(company: Company) -> None:
    company.hears("Ada", "log Dana call")
    company.hears("Ada", "add Lee Park")

    assert company.hears("Ada", "undo") == "Undone: adding Lee Park."
    assert company.hears("Ada", "undo") == "Undone: call with Dana Whitfield."
    assert company.count(Contact) == 0
    assert company.count(Tie) == 0


def test_with_nothing_to_take_back_it_says_so(company: Company) -> None:
    assert "nothing to undo" in company.is_refused("Ben Okoro", "undo")


def test_undo_is_the_leaders_own(company: Company) -> None:
    reply = company.say("Ada", "log Dana call")

    said = press_undo(company, "Ben Okoro", reply)
    assert said.refused
    assert "I can't find that among the things you told me" in words(said.message)
    assert "nothing to undo" in company.is_refused("Ben Okoro", "undo")
    assert company.count(Contact) == 1


def test_the_button_undoes_its_own_reply_once(company: Company) -> None:
    first = company.say("Ada", "log Dana call yesterday")
    company.hears("Ada", "log Dana call")

    said = press_undo(company, "Ada", first)
    assert words(said.message) == "Undone: call with Dana Whitfield."
    left = totals(company, "Dana Whitfield")
    assert left is not None
    assert (left.strength, left.contact_days) == (1.0, (TODAY,))

    again = press_undo(company, "Ada", first)
    assert again.refused
    assert "That was undone already" in words(again.message)


@pytest.mark.parametrize(("days", "undone"), [(29, True), (30, False)])
def test_undo_reaches_30_days_back(company: Company, days: int, undone: bool) -> None:
    ben = company.say("Ben Okoro", "log Dana call", at=time(12))

    on = TODAY + timedelta(days=days)
    assert press_undo(company, "Ben Okoro", ben, on=on).refused is not undone
    by_word = company.say("Ben Okoro", "undo", on=TODAY + timedelta(days=31))
    assert by_word.refused


def test_what_others_stand_on_is_not_undone(company: Company) -> None:
    added = company.say("Ada", "add Lee Park")
    company.hears("Ada", "log Lee call")

    said = press_undo(company, "Ada", added)

    assert said.refused
    assert words(said.message).startswith("I did not undo “adding Lee Park”")
    assert company.row(Person, name="Lee Park")


def test_undoing_settings_keeps_what_was_set_since(company: Company) -> None:
    ada = company.leader("Ada")
    early = company.say("Ada", "remind 7:00")
    company.hears("Ada", "remind mon-thu")

    press_undo(company, "Ada", early)

    leader = company.row(Leader, id=ada.leader_id)
    assert (leader.nudge_minute, leader.working_days) == (510, "0123")
    assert leader.next_nudge_at.hour == 7  # 08:30 in London, which is on summer time


def test_a_forged_id_undoes_nothing(company: Company) -> None:
    pressed = Pressed(
        by=Address(company.surface, company.tenant, "Ada"),
        action="undo",
        subject="' OR 1=1 --",
        at=datetime.combine(TODAY, time(12), UTC),
    )
    with pytest.raises(Refusal, match="nothing was undone"):
        company.database.run_now(lambda tx: press(tx, pressed))


def test_a_correction_shows_before_and_after(company: Company) -> None:
    company.hears("Ada", "log Dana call yesterday listened 70% next 12 May: worries")

    said = company.hears("Ada", "edit Dana listened 60%, email, no next date")

    assert said.splitlines() == [
        "Corrected: email with Dana Whitfield.",
        "Was: Mon 30 March: call, listened 70%, next meeting Tue 12 May",
        "Now: Mon 30 March: email, listened 60%",
    ]
    tie = totals(company, "Dana Whitfield")
    assert tie is not None
    assert (tie.strength, tie.listened) == (0.5, ((date(2026, 3, 30), 60),))
    assert tie.next_meeting_on is None
    assert "Your note: worries" in company.hears("Ada", "who Dana")

    company.hears("Ada", "undo")
    tie = totals(company, "Dana Whitfield")
    assert tie is not None
    assert (tie.strength, tie.next_meeting_on) == (1.0, date(2026, 5, 12))


def test_the_contact_logged_last_is_corrected_whoever_it_was_with(
    company: Company,
) -> None:
    company.hears("Ada", "log Dana call")
    company.hears("Ada", "log Kim call 3 days ago")

    assert "Kim Ito" in company.hears("Ada", "edit met yesterday")
    assert "Dana Whitfield" in company.hears("Ada", "edit Dana: a new note")
    assert "Your note: a new note" in company.hears("Ada", "who Dana")


def test_a_refusal_that_was_a_meeting_can_be_corrected(company: Company) -> None:
    company.hears("Ada", "log Dana declined")

    said = company.hears("Ada", "edit Dana met")

    assert "Was: Tue 31 March: declined" in said
    assert "Now: Tue 31 March: met" in said


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("edit", "What was different?"),
        ("edit Kim call", "You logged nothing with Kim Ito yet."),
        ("edit Zoe call", "I don't know “Zoe”."),
        ("edit Dana and Kim email", "One contact at a time."),
        ("edit Dana listened 140%", "can't be a share"),
        ("edit Dana tomorrow", "Wed 1 April is still ahead"),
        ("edit Dana declined", "You can't have listened"),
    ],
)
def test_a_correction_that_is_not_clear_is_refused(
    company: Company, line: str, says: str
) -> None:
    company.hears("Ada", "log Dana call listened 70%")
    before = company.row(Contact)

    assert says in company.is_refused("Ada", line)

    after = company.database.run_now(lambda tx: tx.execute(sa.select(Contact)).one())
    assert after == before


@pytest.mark.parametrize(
    ("built", "asks"),
    [
        ("service Ledger for Operations owned by Zoe", "log Dana call"),
        ("add Mia Fox in Operations reports to Zoe", "who Mia"),
        ("ask Rosa intro to Zoe Quill", "ask"),
    ],
)
def test_somebody_others_count_on_stays_in_the_directory(
    company: Company, built: str, asks: str
) -> None:
    reply = company.say("Ada", "add Zoe Quill in Operations as colleague")
    company.hears("Ben Okoro", "add Dana Whitfield")
    company.hears("Ben Okoro", built)

    assert "built on it since" in words(press_undo(company, "Ada", reply).message)
    assert "Zoe" in company.hears("Ben Okoro", "who Zoe")
    company.hears("Ben Okoro", asks)


def test_that_it_is_so_already_is_said_and_is_no_refusal(company: Company) -> None:
    company.hears("Ada", "log Dana call listened 70%")
    before = company.row(Contact)

    said = company.hears("Ada", "edit Dana call")

    assert said.startswith("I have it like that already: Tue 31 March: call")
    assert company.row(Contact) == before


def test_the_example_for_an_attempt_is_one_that_can_be_typed(company: Company) -> None:
    company.hears("Ada", "log Rosa postponed")
    said = company.hears("Ada", "edit Rosa no next date")
    assert said.endswith("type for example: /outreach edit Dana met yesterday")
    company.hears("Ada", "edit Rosa met yesterday")


def test_undo_goes_back_over_the_last_day_one_after_the_other(company: Company) -> None:
    for day in (29, 30):
        company.hears("Ada", f"log Dana call {day} March")

    assert company.hears("Ada", "undo").startswith("Undone: call with Dana Whitfield")
    assert company.hears("Ada", "undo").startswith("Undone: call with Dana Whitfield")
    assert company.count(Contact) == 0


@pytest.mark.parametrize(("hours", "asked"), [(23, False), (24, True), (719, True)])
def test_what_is_older_than_a_day_is_named_and_asked_about(
    company: Company, hours: int, asked: bool
) -> None:
    company.hears("Ada", "log Dana call")
    later = datetime.combine(TODAY, time(9), UTC) + timedelta(hours=hours)

    reply = company.say("Ada", "undo", on=later.date(), at=later.time())

    assert company.count(Contact) == int(asked)
    if asked:
        said = words(reply.message)
        assert "Tue 31 March: call with Dana Whitfield. Undo it?" in said


def test_what_was_asked_about_is_undone_and_nothing_else(company: Company) -> None:
    company.hears("Ada", "log Dana call")
    tomorrow = TODAY + timedelta(days=2)
    undo_it, nothing = company.doubt("Ada", "undo", on=tomorrow).choices
    assert nothing.lines == ()
    company.say("Ada", "log Kim call", on=tomorrow)

    [line] = undo_it.lines
    assert "call with Dana" in company.hears("Ada", line, on=tomorrow)
    assert company.count(Contact) == 1
    assert "undone already" in company.is_refused("Ada", line, on=tomorrow)


def test_another_leaders_change_cannot_be_named(company: Company) -> None:
    [button] = company.say("Ada", "log Dana call").message.buttons
    assert isinstance(button, Button)
    theirs = button.subject
    company.hears("Kim Ito", "log Dana call")

    assert "undone already" in company.is_refused("Kim Ito", f"undo #{theirs[-8:]}")
    assert company.count(Contact) == 2


def test_an_undone_reply_loses_its_button(company: Company) -> None:
    reply = company.say("Ada", "log Dana call")

    undone = press_undo(company, "Ada", reply)

    assert undone.in_place
    assert not undone.message.buttons


def test_a_correction_that_asks_whom_it_means_corrects_and_logs_nothing_new(
    company: Company,
) -> None:
    company.hears("Ada", "log Dana Whitfield call yesterday")
    company.person("Dana Reyes", "Legal")
    company.hears("Ada", "log Dana Reyes call yesterday")
    asked = company.say("Ada", "edit Dana listened 60%", on=TODAY, at=time(12))
    assert asked.refused
    company.say("Ada", "Reyes", on=TODAY, at=time(12, 1))
    reyes = company.person_id("Dana Reyes")
    contact = company.row(Contact, person_id=reyes)
    assert (contact.listened, contact.kind) == (60, "call")
    assert company.count(Contact) == 2
