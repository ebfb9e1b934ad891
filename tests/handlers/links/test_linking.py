"""One leader in Slack and in Teams: a code, a yes on either side, and one book."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta

import pytest

from storage.database.transactions import Database
from storage.message import Button
from storage.models import Delivery, LinkCode
from tests.handlers.company import Company, words
from tests.handlers.links.both_sides import (
    NINE,
    Sides,
    buttons,
    code_in,
    is_linked,
    opened_by,
    presses,
    told,
)


def test_a_code_and_a_yes_on_either_side_make_one_book(sides: Sides) -> None:
    shown = sides.slack.say("Ada", "link")
    assert "Type this to me in Teams" in shown.message.headline

    asked = sides.teams.say("Ada", f"link {code_in(shown)}")
    assert asked.message.headline == "That code is from Ada in Slack. Is that you?"
    assert "(one person) is set aside" in words(asked.message)
    assert told(sides.slack, "Ada") == []
    agreed = presses(sides.teams, "Ada", buttons(asked.message)["Yes, that is me"])
    [number] = re.findall(r"must be (\d{4})", words(agreed.message))

    [question] = told(sides.slack, "Ada")
    assert question.headline == "Ada in Teams typed your code. Is that you?"
    assert number in words(question)
    assert not is_linked(sides)
    done = presses(sides.slack, "Ada", buttons(question)["Yes, that is me"])

    linked = "Slack and Teams are linked: one book, and one card a day in Slack."
    assert done.message.headline == linked
    assert told(sides.teams, "Ada")[-1].headline == linked
    assert is_linked(sides)
    assert "worried about the cut-over" in sides.teams.hears("Ada", "who Dana")
    assert "Kim" in sides.teams.is_refused("Ada", "who Kim")


def test_what_is_logged_on_either_side_is_in_the_one_book(sides: Sides) -> None:
    sides.link()

    sides.teams.hears("Ada", "log Dana met: she will sponsor it")
    assert "she will sponsor it" in sides.slack.hears("Ada", "who Dana")
    assert sides.slack.hears("Ada", "undo").startswith("Undone")
    assert "she will sponsor it" not in sides.teams.hears("Ada", "who Dana")


@pytest.mark.parametrize(("seconds", "taken"), [(599, True), (600, False)])
def test_a_code_lives_for_ten_minutes(sides: Sides, seconds: int, taken: bool) -> None:
    code = code_in(sides.slack.say("Ada", "link"))
    then = (NINE + timedelta(seconds=seconds)).time()

    reply = sides.teams.say("Ada", f"link {code}", at=then)

    assert reply.refused is not taken
    assert taken or "over ten minutes old" in words(reply.message)


@pytest.mark.parametrize("side", ["teams", "slack"])
@pytest.mark.parametrize(("seconds", "taken"), [(599, True), (600, False)])
def test_each_yes_must_come_within_the_ten_minutes(
    sides: Sides, side: str, seconds: int, taken: bool
) -> None:
    code = code_in(sides.slack.say("Ada", "link"))
    sides.teams.hears("Ada", f"link {code}")
    if side == "slack":
        sides.teams.hears("Ada", "link yes")
    then = (NINE + timedelta(seconds=seconds)).time()

    reply = getattr(sides, side).say("Ada", "link yes", at=then)

    assert reply.refused is not taken
    assert is_linked(sides) is (taken and side == "slack")


def test_a_code_is_good_once(sides: Sides) -> None:
    code = code_in(sides.slack.say("Ada", "link"))
    sides.link(code)
    sides.teams.hears("Ada", "unlink yes")

    assert "used already" in sides.teams.is_refused("Ada", f"link {code}")
    assert not is_linked(sides)


def test_a_newer_code_voids_the_one_before(sides: Sides) -> None:
    old = code_in(sides.slack.say("Ada", "link"))
    new = code_in(sides.slack.say("Ada", "link"))

    sides.teams.is_refused("Ada", f"link {old}")
    sides.link(new)

    assert is_linked(sides)


def test_a_code_that_somebody_typed_is_nobody_elses(sides: Sides) -> None:
    code = code_in(sides.slack.say("Ada", "link"))
    sides.teams.hears("Mallory", f"link {code}")

    assert "used already" in sides.teams.is_refused("Ada", f"link {code}")


def test_who_stole_a_code_gets_nothing_without_the_yes_of_who_made_it(
    sides: Sides,
) -> None:
    code = code_in(sides.slack.say("Ada", "link"))
    sides.teams.hears("Mallory", f"link {code}")
    sides.teams.hears("Mallory", "link yes")

    [question] = told(sides.slack, "Ada")
    assert question.headline.startswith("Mallory in Teams typed your code.")
    sides.teams.is_refused("Mallory", "who Dana")
    answered = presses(sides.slack, "Ada", buttons(question)["No"])
    assert answered.message.headline.startswith("Nothing was linked")
    assert told(sides.teams, "Mallory")[-1].headline.startswith("Slack said no")
    sides.slack.is_refused("Ada", "link yes")
    sides.teams.is_refused("Mallory", f"link {code}")
    sides.teams.is_refused("Mallory", "who Dana")


def test_who_was_talked_into_a_code_says_no_and_tells_them_so(sides: Sides) -> None:
    code = code_in(sides.slack.say("Mallory", "link"))
    asked = sides.teams.say("Ada", f"link {code}")
    assert "from Mallory in Slack" in asked.message.headline

    presses(sides.teams, "Ada", buttons(asked.message)["No"])

    assert "said no" in told(sides.slack, "Mallory")[0].headline
    sides.slack.is_refused("Mallory", "link yes")
    assert opened_by(sides.teams, "Ada") != opened_by(sides.slack, "Mallory")


def test_one_yes_is_not_enough_whoever_says_it_twice(sides: Sides) -> None:
    code = code_in(sides.slack.say("Ada", "link"))
    sides.slack.is_refused("Ada", "link yes")
    sides.teams.hears("Ada", f"link {code}")
    sides.slack.is_refused("Ada", "link yes")
    sides.teams.hears("Ada", "link yes")
    sides.teams.is_refused("Ada", "link yes")

    assert not is_linked(sides)


@pytest.mark.parametrize("action", ["link_yes", "link_no"])
def test_somebody_elses_press_and_a_made_up_id_change_nothing(
    sides: Sides, action: str
) -> None:
    code = code_in(sides.slack.say("Ada", "link"))
    sides.teams.hears("Ada", f"link {code}")
    sides.teams.hears("Ada", "link yes")
    [question] = told(sides.slack, "Ada")
    real = buttons(question)["Yes, that is me"].subject
    before = sides.slack.row(LinkCode)

    for company, name, subject in (
        (sides.slack, "Mallory", real),
        (sides.teams, "Mallory", real),
        (sides.slack, "Ada", "0" * 32),
        (sides.slack, "Ada", ""),
        (sides.slack, "Ada", "x" * 10_000),
        (Company(sides.slack.database, "T2", "slack"), "Ada", real),
    ):
        reply = presses(company, name, Button(label="", action=action, subject=subject))
        assert reply.refused, (name, subject[:40])

    assert sides.slack.row(LinkCode) == before
    assert not is_linked(sides)


def test_your_own_code_is_typed_on_the_other_side(sides: Sides) -> None:
    code = code_in(sides.slack.say("Ada", "link"))

    assert "other side, in Teams" in sides.slack.is_refused("Ada", f"link {code}")
    assert "joins Slack and Teams" in sides.slack.is_refused("Rosa", f"link {code}")
    sides.link(code)
    assert is_linked(sides)


@pytest.mark.parametrize(
    "typed", ["", "a" * 3_900, "😀😀😀😀😀😀😀😀", "<!channel>", "مرحبا", "K7QF-2MP0"]
)
def test_what_is_no_code_is_told_so(sides: Sides, typed: str) -> None:
    if typed:
        sides.teams.is_refused("Ada", f"link {typed}")
    assert sides.slack.count(LinkCode) == 0


def test_five_wrong_codes_within_an_hour_are_the_most(sides: Sides) -> None:
    code = code_in(sides.slack.say("Ada", "link"))
    for last in "ABCDE":
        assert "I don't know" in sides.teams.is_refused(
            "Mallory", f"link AAAA-222{last}"
        )

    assert "within an hour" in sides.teams.is_refused("Mallory", f"link {code}")
    later = sides.teams.say("Mallory", f"link {code}", at=time(10))
    assert "over ten minutes" in words(later.message)
    sides.link(code)  # another's wrong tries cost Ada nothing


def test_who_is_linked_is_told_so_and_links_no_further(sides: Sides) -> None:
    sides.link()

    for company in (sides.slack, sides.teams):
        assert "are linked" in company.hears("Ada", "link")
    third = Company(sides.slack.database, tenant="T2", surface="slack")
    code = code_in(third.say("Ada", "link"))
    assert "linked already" in sides.teams.is_refused("Ada", f"link {code}")


def test_a_side_that_was_linked_meanwhile_is_not_taken_away(sides: Sides) -> None:
    third = Company(sides.slack.database, tenant="T2", surface="slack")
    late = code_in(third.say("Ada", "link"))
    sides.teams.hears("Ada", f"link {late}")
    sides.teams.hears("Ada", "link yes")
    sides.link()

    assert "linked already" in third.is_refused("Ada", "link yes")
    assert is_linked(sides)


def test_two_who_say_yes_at_once_are_linked_once(sides: Sides) -> None:
    code = code_in(sides.slack.say("Ada", "link"))
    sides.teams.hears("Ada", f"link {code}")
    sides.teams.hears("Ada", "link yes")

    with ThreadPoolExecutor(8) as threads:
        yes = [threads.submit(sides.slack.say, "Ada", "link yes") for _ in range(8)]
        logged = [
            threads.submit(sides.teams.say, "Ada", f"log Dana call: number {n}")
            for n in range(8)
        ]
        replies = [one.result() for one in yes]
        notes = [one.result() for one in logged]

    assert sum(not one.refused for one in replies) == 1
    assert is_linked(sides)
    kept = sum(not one.refused for one in notes)  # Dana is unknown in Teams before
    story = sides.slack.hears("Ada", "why Dana history")
    assert story.count("number ") == kept
    assert [one.headline for one in told(sides.teams, "Ada")].count(
        "Slack and Teams are linked: one book, and one card a day in Slack."
    ) == 1


def test_two_who_type_one_code_at_once_are_not_both_asked(sides: Sides) -> None:
    code = code_in(sides.slack.say("Ada", "link"))
    names = [f"Mallory {letter}" for letter in "ABCDEF"]
    for name in names:
        sides.teams.say(name, "list")

    with ThreadPoolExecutor(6) as threads:
        lines = [
            threads.submit(sides.teams.say, name, f"link {code}") for name in names
        ]
        replies = [one.result() for one in lines]

    assert sum(not one.refused for one in replies) == 1


def test_two_sides_that_claim_one_account_at_once_do_not_both_get_it(
    sides: Sides,
) -> None:
    third = Company(sides.slack.database, tenant="T2", surface="slack")
    for company in (sides.slack, third):
        code = code_in(company.say("Ada", "link"))
        sides.teams.hears("Ada", f"link {code}")
        sides.teams.hears("Ada", "link yes")

    with ThreadPoolExecutor(2) as threads:
        both = [
            threads.submit(one.say, "Ada", "link yes") for one in (sides.slack, third)
        ]
        replies = [one.result() for one in both]

    assert sum(not one.refused for one in replies) == 1


def test_elsewhere_there_is_nothing_to_link(sqlite_database: Database) -> None:
    terminal = Company(sqlite_database)

    for line in ("link", "link K7QF-2MPD", "link yes", "link no", "unlink"):
        assert "Slack and your Teams" in terminal.is_refused("Ada", line)


def test_a_code_is_not_kept_readable(sides: Sides) -> None:
    code = code_in(sides.slack.say("Ada", "link"))

    row = str(tuple(sides.slack.row(LinkCode)))
    assert code not in row and code.replace("-", "") not in row


def test_deliveries_hold_no_code_in_clear(sides: Sides) -> None:
    sides.link()
    assert all(b"typed your code" not in row.body for row in sides.slack.deliveries())
    assert sides.slack.count(Delivery) > 0


def test_a_colleague_of_the_other_side_can_still_be_confirmed_and_named(
    sides: Sides,
) -> None:
    """Ada is a partner in the Teams directory, while her book is Slack's."""
    sides.teams.hears("Rosa", "add Ada")
    sides.teams.hears("Rosa", "add Ben Okoro in Sales")
    shared = sides.teams.say("Rosa", "share Payroll on time, with Ada")
    [code] = set(re.findall(r"confirm (\w{4}-\w{4})", words(shared.message)))
    named = sides.teams.say("Rosa", "share Slips readable, with Ben and Ada")
    agreed = set(re.findall(r"agree (\w{4}-\w{4})", words(named.message)))
    sides.link()

    assert "You confirmed" in sides.teams.hears("Ada", f"confirm {code}")
    for one in agreed:
        assert "You agreed" in sides.teams.hears("Ada", f"agree {one}")
    assert "Undone" in sides.teams.hears("Ada", "undo")
    assert "I don't know that code" in sides.slack.is_refused("Ada", f"confirm {code}")
    first = next(iter(told(sides.teams, "Rosa")))
    assert first.headline.startswith("Ada confirmed")


def test_a_result_of_the_book_set_aside_is_told_where_it_was_shared(
    sides: Sides,
) -> None:
    sides.teams.hears("Rosa", "list")
    sides.teams.hears("Ada", "add Rosa")
    shared = sides.teams.say("Ada", "share Payroll on time, with Rosa")
    [code] = set(re.findall(r"confirm (\w{4}-\w{4})", words(shared.message)))
    sides.link()

    sides.teams.hears("Rosa", f"confirm {code}")

    assert told(sides.teams, "Ada")[-1].headline.startswith("Rosa confirmed")
