"""`prep`, the section on the morning's card, and the one question afterwards."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlmodel import col

from handlers.answer import press
from handlers.turn import Address, Pressed, Reply
from scheduler.jobs import CARDS
from scheduler.outgoing import open_body
from storage.database.transactions import Transaction
from storage.leaders.leaders import move_leader
from storage.message import Message
from storage.models import Change, Delivery
from tests.handlers.company import Company, words

TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 4, day) for day in (7, 8, 9))


def morning(company: Company, day: date, *, hour: int = 8) -> Message | None:
    """Let Ada's card be due that day, London summer time; return what was queued."""
    leader = company.leader("Ada")
    at = datetime(day.year, day.month, day.day, hour - 1, 30, tzinfo=UTC)

    def send(tx: Transaction) -> Message | None:
        minute = hour * 60 + 30
        move_leader(tx, leader.leader_id, next_nudge_at=at, nudge_minute=minute)
        if not CARDS.send(tx, leader.leader_id, at):
            return None
        newest = sa.select(Delivery).order_by(col(Delivery.id).desc()).limit(1)
        row = tx.execute(newest).one()
        return open_body(tx, row.body, row.workspace_id, row.id)

    return company.database.run_now(send)


def texts(message: Message | None) -> list[str]:
    return [section.text for section in message.sections] if message else []


def press_log(company: Company, subject: str, by: str = "Ada") -> Reply:
    pressed = Pressed(
        by=Address("terminal", "acme", by),
        action="open_log",
        subject=subject,
        at=datetime(2026, 4, 9, 9, tzinfo=UTC),
    )
    return company.database.run_now(lambda tx: press(tx, pressed))


@pytest.fixture
def booked(company: Company) -> Company:
    """Ada meets Kim, who is on her list, on Wednesday 8 April."""
    company.hears("Ada", "add Kim Ito")
    company.hears("Ada", "log Kim call listened 45% next 8 April: worried about June")
    return company


BEFORE = "Before you meet Kim Ito today, Wed 8 April"
AFTER = "Did it happen? Meeting with Kim Ito, yesterday, Wed 8 April."
AGAIN = "Did it happen? Meeting with Kim Ito, Wed 8 April."


def test_prep_tells_what_is_known_and_logs_with_one_press(booked: Company) -> None:
    reply = booked.say("Ada", "prep Kim")

    assert reply.message.headline == "Before you meet Kim Ito on Wed 8 April"
    said = words(reply.message)
    assert "Your note: “worried about June”" in said
    assert "on Tue 31 March it was 45%" in said
    [log] = reply.message.buttons
    form = press_log(booked, log.subject).form
    assert form is not None
    assert form.fields[0].value == "Kim Ito"


def test_the_last_note_is_told_though_the_newest_contacts_had_none(
    booked: Company,
) -> None:
    booked.hears("Ada", "log Kim call")
    assert "Your note: “worried about June”" in booked.hears("Ada", "prep Kim")
    booked.hears("Ada", "log Kim call", on=TUESDAY)
    said = booked.hears("Ada", "prep Kim", on=TUESDAY)
    assert "Your last note, of Tue 31 March: “worried about June”" in said


def test_the_topics_of_a_meeting_are_told_once_on_its_morning(booked: Company) -> None:
    card = morning(booked, WEDNESDAY)
    assert card is not None
    facts = [fact for section in card.sections for fact in section.facts]
    assert any(fact.startswith("Topics: none of five ready") for fact in facts)
    assert not any("Write down five topics" in text for text in texts(card))


def test_prep_without_a_name_is_about_the_next_meeting(booked: Company) -> None:
    assert "Kim Ito" in booked.hears("Ada", "prep")


def test_the_card_of_the_day_has_it_and_no_other_card_does(booked: Company) -> None:
    assert BEFORE not in texts(morning(booked, TUESDAY))
    card = morning(booked, WEDNESDAY)
    assert texts(card).count(BEFORE) == 1
    assert card is not None
    [section] = [one for one in card.sections if one.text == BEFORE]
    assert "Your note: “worried about June”" in section.facts
    assert morning(booked, WEDNESDAY) is None  # one card a day


def test_a_late_card_prepares_the_working_day_before(booked: Company) -> None:
    assert "Before you meet Kim Ito on Wed 8 April" in texts(
        morning(booked, TUESDAY, hour=10)
    )
    assert BEFORE not in texts(morning(booked, WEDNESDAY, hour=10))


def test_a_meeting_nobody_logged_is_asked_about_twice(booked: Company) -> None:
    assert AFTER not in texts(morning(booked, WEDNESDAY))
    card = morning(booked, THURSDAY)
    assert texts(card).count(AFTER) == 1
    assert AGAIN in texts(morning(booked, date(2026, 4, 10)))
    for day in (13, 14):
        card = morning(booked, date(2026, 4, day))
        assert not any("Did it happen? Meeting" in text for text in texts(card))


@pytest.mark.parametrize(
    "line", ["log Kim met", "log Kim postponed", "log Kim Ito met on 8 April"]
)
def test_a_meeting_that_was_logged_is_not_asked_about(
    booked: Company, line: str
) -> None:
    booked.hears("Ada", line, on=WEDNESDAY)
    assert AFTER not in texts(morning(booked, THURSDAY))


def test_a_review_somebody_arranged_is_prepared_and_asked_about(
    company: Company,
) -> None:
    company.hears("Ada", "add Dana Whitfield")
    company.hears("Ada", "ask Rosa slot with Dana")
    company.hears("Ada", "ask Rosa granted for 8 April")

    assert "Before you meet Dana Whitfield today, Wed 8 April" in texts(
        morning(company, WEDNESDAY)
    )
    asked = "Did you meet Dana Whitfield on Wed 8 April?"
    assert asked in texts(morning(company, THURSDAY))


def test_prep_of_somebody_never_logged_still_has_two_questions(
    company: Company,
) -> None:
    said = company.hears("Ada", "prep Ben")

    assert "Nothing is logged yet." in said
    assert "What are you measured on this year" in said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("prep", "No meeting with anybody on your list is coming."),
        ("prep Zoltan", "Zoltan"),
        ("prep Ada", "That is yourself"),
        ("prep <!channel>", "/outreach"),
        ("prep 🙈", "/outreach"),
    ],
)
def test_what_cannot_be_prepared_says_what_to_type(
    company: Company, line: str, said: str
) -> None:
    assert said in company.is_refused("Ada", line)


def test_nobody_reads_anothers_preparation(booked: Company) -> None:
    said = booked.hears("Eve", "prep Kim")

    assert "June" not in said
    assert "45" not in said


def test_prep_changes_nothing(booked: Company) -> None:
    before = booked.count(Change)
    booked.hears("Ada", "prep Kim")
    assert booked.count(Change) == before


def test_what_is_held_back_stands_once_on_the_card_of_a_meeting(
    booked: Company,
) -> None:
    booked.hears("Ada", "agenda Cut-over to the new payroll, decision 12 June")
    booked.hears("Ada", "agenda A-1 pnl Kim")
    booked.hears("Ada", "log Kim call 1 April next 8 April", on=date(2026, 4, 1))

    card = morning(booked, WEDNESDAY)

    assert card is not None
    said = [*texts(card), *(line for one in card.sections for line in one.facts)]
    assert any(line.startswith("Do not push: Held back: share the") for line in said)
    assert not any("Not yet, for Kim" in line for line in said)
    pushing = [line for line in said if line.startswith("Do not push")]
    assert not any("(P10)" in line for line in pushing), "to listen is no push"


def test_why_explains_the_steps_of_the_card(booked: Company) -> None:
    booked.hears("Ada", "agenda Cut-over to the new payroll, decision 12 June")
    booked.hears("Ada", "agenda A-1 pnl Kim")

    card = morning(booked, WEDNESDAY)

    assert card is not None
    steps = [one.text for one in card.sections if one.subject and one.buttons]
    explained = booked.hears("Ada", "why", on=WEDNESDAY)
    for step in steps[1:]:  # the first is the meeting
        assert step in explained
    assert len(steps) > 1
