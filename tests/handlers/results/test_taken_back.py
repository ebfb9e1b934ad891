"""What was taken back after the month's summary was written is not posted any more."""

from datetime import UTC, datetime, time

import pytest
import sqlalchemy as sa
from sqlmodel import col

from scheduler.delivery.state import Job, change_delivery, claim_delivery, post_again
from scheduler.jobs import SUMMARIES
from scheduler.outgoing import open_body
from storage.models import Delivery, Leader
from tests.handlers.company import TODAY, Company, codes, words

AT = datetime.combine(TODAY, time(10), UTC)


@pytest.fixture
def failed(company: Company) -> str:
    """Return the id of a summary with two results that could not be posted."""
    return summary_that_failed(company)


def summary_that_failed(company: Company, *, language: str = "") -> str:
    company.hears("Ada", "channel #wins")
    results = "Slips readable with Rosa; next pilot", "Books closed with Kim"
    for line in (f"share {result}" for result in results):
        reply = company.say("Ada", line)
        partner = "Rosa Lim" if "Rosa" in line else "Kim Ito"
        company.hears(partner, f"confirm {codes(reply, 'confirm')[0]}")
    ada = company.leader("Ada")
    due = sa.update(Leader).where(col(Leader.id) == ada.leader_id)
    due = due.values(next_summary_at=AT, language=language)
    company.database.run_now(lambda tx: tx.execute(due))
    assert company.database.run_now(lambda tx: SUMMARIES.send(tx, ada.leader_id, AT))
    delivery_id = str(company.row(Delivery, kind="summary").id)
    company.database.run_now(
        lambda tx: change_delivery(tx, delivery_id, state="failed")
    )
    return delivery_id


def posted_again(company: Company, delivery_id: str) -> Job | None:
    """Let Ada press "Post again", and return what the queue would post."""
    ada = company.leader("Ada")
    assert company.database.run_now(
        lambda tx: post_again(tx, delivery_id, ada.leader_id, AT)
    )
    return company.database.run_now(lambda tx: claim_delivery(tx, delivery_id, AT))


def test_what_all_agree_to_still_is_posted_as_it_was(
    company: Company, failed: str
) -> None:
    job = posted_again(company, failed)

    assert job is not None
    assert "Slips readable" in words(job.message)
    assert "Books closed" in words(job.message)


@pytest.mark.parametrize(
    ("who", "line"), [("Rosa Lim", "undo"), ("Ada", "share stop 1")]
)
def test_a_result_taken_back_is_left_out(
    company: Company, failed: str, who: str, line: str
) -> None:
    company.hears(who, line)
    job = posted_again(company, failed)

    assert job is not None
    assert "Slips readable" not in words(job.message)
    assert "Books closed" in words(job.message)


def test_with_nothing_left_nothing_is_posted(company: Company, failed: str) -> None:
    company.hears("Rosa Lim", "undo")
    company.hears("Ada", "share stop 2")

    assert posted_again(company, failed) is None
    assert company.row(Delivery, id=failed).state == "dropped"


def posted(company: Company, delivery_id: str) -> None:
    """Let the summary stand in the channel."""
    company.database.run_now(
        lambda tx: change_delivery(tx, delivery_id, state="sent", platform_id="1.2")
    )


def shown(company: Company, delivery_id: str) -> str:
    row = company.row(Delivery, id=delivery_id)
    message = company.database.run_now(
        lambda tx: open_body(tx, row.body, str(row.workspace_id), delivery_id)
    )
    return words(message)


def test_a_post_is_corrected_when_a_result_is_taken_back_later(
    company: Company, failed: str
) -> None:
    posted(company, failed)

    said = company.hears("Ada", "share stop 2")

    assert "I take it out of the post in the channel." in said
    assert "Slips readable" in shown(company, failed)
    assert "Books closed" not in shown(company, failed)
    assert company.row(Delivery, id=failed).revision == 1


def test_undoing_it_brings_the_result_back_into_the_post(
    company: Company, failed: str
) -> None:
    posted(company, failed)
    before = shown(company, failed)

    company.hears("Ada", "share stop 1")
    company.hears("Ada", "undo")

    assert shown(company, failed) == before


def test_a_partner_who_takes_the_word_back_corrects_the_post_too(
    company: Company, failed: str
) -> None:
    posted(company, failed)
    company.hears("Rosa Lim", "undo")
    assert "Slips readable" not in shown(company, failed)


def test_a_post_with_nothing_left_says_so(company: Company, failed: str) -> None:
    posted(company, failed)
    company.hears("Ada", "share stop 1")
    company.hears("Ada", "share stop 2")

    assert "The results told here were taken back." in shown(company, failed)


def test_what_is_left_of_it_stays_in_the_language_it_was_written_in(
    company: Company,
) -> None:
    """The queue speaks none of its own, and Rosa speaks English."""
    summary_id = summary_that_failed(company, language="es")
    written = shown(company, summary_id)
    assert "Rosa Lim (Operations) con Ada: Slips readable" in written

    job = posted_again(company, summary_id)
    assert job is not None
    assert words(job.message) == written

    posted(company, summary_id)
    company.hears("Kim Ito", "undo")
    assert "Rosa Lim (Operations) con Ada: Slips readable" in shown(company, summary_id)
    company.hears("Rosa Lim", "undo")
    assert "Los logros que se contaban" in shown(company, summary_id)
