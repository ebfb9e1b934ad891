"""`share`: a joint result as it is told, previewed and kept from the channel."""

from datetime import date

import pytest

from handlers.results.codes import code_hash
from storage.models import Accomplishment, AccomplishmentPerson
from tests.handlers.asking import asks, lines
from tests.handlers.company import Company, codes, words

FULL = (
    "share Payroll cut-over done a week early with Rosa; evidence "
    "https://wiki.example/cut-over; named Ben, Sam; next pilot in Finance"
)


def test_the_reply_shows_all_that_others_would_read_and_what_to_pass_on(
    company: Company,
) -> None:
    reply = company.say("Ada", FULL)

    [confirm] = codes(reply, "confirm")
    ben, sam = codes(reply, "agree")
    assert words(reply.message) == (
        "Noted, and posted nowhere: your result with Rosa Lim, today, Tue 31 March.\n"
        "This is all that others would read:\n"
        "Rosa Lim (Operations) and Ada: Payroll cut-over done a week early\n"
        "Contributed: Ben Okoro and Sam Osei\n"
        "Evidence: https://wiki.example/cut-over\n"
        "Next together: pilot in Finance\n"
        f"Ask Rosa Lim to type: /outreach confirm {confirm}\n"
        f"Ask Ben Okoro to type: /outreach agree {ben}\n"
        f"Ask Sam Osei to type: /outreach agree {sam}\n"
        "Nothing is posted before Rosa Lim, Ben Okoro and Sam Osei have said yes.\n"
        "I show the codes this once. For new ones: /outreach share codes 1"
    )
    assert company.row(Accomplishment).code_hash == code_hash(confirm)
    assert company.deliveries() == []


def test_the_words_are_sealed_and_no_code_is_kept(company: Company) -> None:
    reply = company.say("Ada", FULL)

    row = company.row(Accomplishment)
    kept = repr(row)
    assert "cut-over" not in kept
    assert "pilot" not in kept
    assert all(code not in kept for code in codes(reply, "confirm"))


@pytest.mark.parametrize(
    "line",
    [
        FULL.replace("; ", "\n"),
        FULL.replace("; ", ", "),
        "share Payroll cut-over done a week early; with Rosa; next: pilot in Finance; "
        "named: Sam and Ben; evidence: https://wiki.example/cut-over",
        "share with Rosa; Payroll cut-over done a week early; link "
        "https://wiki.example/cut-over; people Ben, Sam; next step pilot in Finance",
        "share Payroll cut-over done a week early, with Rosa, named Ben and Sam, "
        "evidence <https://wiki.example/cut-over|our intranet>; then pilot in Finance",
    ],
)
def test_the_parts_come_in_any_order(company: Company, line: str) -> None:
    said = company.hears("Ada", line)

    assert (
        "Rosa Lim (Operations) and Ada: Payroll cut-over done a week early\n"
        "Contributed: Ben Okoro and Sam Osei\n"
        "Evidence: https://wiki.example/cut-over\n"
        "Next together: pilot in Finance\n"
    ) in said


@pytest.mark.parametrize(
    "title",
    [
        "People survey done",
        "Next-gen payroll live",
        "On time delivery of slips",
        "Cut-over done with care",
        "🙂 تم <!channel> %",
        "x" * 200,
    ],
)
def test_any_words_may_be_a_result(company: Company, title: str) -> None:
    said = company.hears("Ada", f"share {title} with Rosa")

    assert f"Rosa Lim (Operations) and Ada: {title}\n" in said


def test_a_link_dressed_as_another_shows_where_it_leads(company: Company) -> None:
    said = company.hears(
        "Ada", "share It works with Rosa; evidence <https://evil.example|good.example>"
    )

    assert "Evidence: https://evil.example\n" in said
    assert "good.example" not in said


def test_a_link_cannot_be_turned_around(company: Company) -> None:
    said = company.hears("Ada", "share It \u202eworks with Rosa; link a\u2066b")

    assert "Ada: It works\nEvidence: ab\n" in said


def test_the_leaders_own_people_are_marked_and_come_last(company: Company) -> None:
    company.say("Ada", "share It works with Rosa; named Sam, Ben, Kim")

    def ours(name: str) -> object:
        person = company.person_id(name)
        return company.row(AccomplishmentPerson, person_id=person).ours

    assert (ours("Sam Osei"), ours("Ben Okoro"), ours("Kim Ito")) == (
        True,
        False,
        False,
    )
    assert "Contributed: Ben Okoro, Kim Ito and Sam Osei" in company.hears(
        "Ada", "share It works again with Rosa; named Sam, Ben, Kim"
    )


def test_partner_and_leader_are_not_asked_to_agree(company: Company) -> None:
    reply = company.say("Ada", "share It works with Rosa; named Ada, Rosa")

    assert codes(reply, "agree") == []
    assert "Nothing is posted before Rosa Lim has said yes." in words(reply.message)


def test_a_second_partner_is_named(company: Company) -> None:
    said = company.hears("Ada", "share It works with Rosa and Ben")

    assert "Rosa Lim (Operations) and Ada: It works\nContributed: Ben Okoro" in said


def test_private_results_are_never_posted(company: Company) -> None:
    said = company.hears("Ada", "share It works with Rosa; private")

    assert "Kept private: it counts once confirmed, but is never posted." in said
    assert not company.row(Accomplishment).shareable


def test_the_day_may_be_said(company: Company) -> None:
    company.hears("Ada", "share It works with Rosa; on 5 March")

    assert company.row(Accomplishment).on == date(2026, 3, 5)


def test_the_partner_is_outside_the_leaders_own_team(company: Company) -> None:
    company.person("Lee Park", "Labs", boss="Sam Osei")

    assert company.is_refused("Ada", "share It works with Sam").startswith(
        "Sam Osei is in IT, as you are, and only somebody outside your own team can"
    )
    assert company.is_refused("Ada", "share It works with Lee").startswith(
        "Lee Park reports to you, and only somebody outside your own team"
    )
    assert company.is_refused("Ada", "share It works with Ada").startswith(
        "That is yourself."
    )
    assert company.count(Accomplishment) == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("share It works", "With whom?"),
        ("share with Rosa", "What did you achieve, and with whom?"),
        ("share ;;;", "What did you achieve, and with whom?"),
        ("share It works with Nobody", "I don't know “Nobody”."),
        ("share It works with Rosa; named Nobody", "I don't know “Nobody”."),
        ("share It works with Rosa; and more", "I can't tell which part is the"),
        ("share It works with Rosa; link a; evidence b", "“evidence” is there twice."),
        ("share It works with Rosa; on time", "I can't read “time” as a day."),
        ("share It works with Rosa; on 31 February", "There is no 31 February."),
        ("share It works with Rosa; on 3 May", "Sun 3 May is still ahead"),
        (f"share {'x' * 201} with Rosa", "The result is 201 characters long"),
        (f"share x with Rosa; next {'x' * 201}", "The next step is 201 characters"),
        (f"share x with Rosa; link {'x' * 301}", "The evidence is 301 characters"),
    ],
)
def test_what_cannot_be_is_refused(company: Company, line: str, said: str) -> None:
    assert company.is_refused("Ada", line).startswith(said)
    assert company.count(Accomplishment) == 0


def test_two_of_one_name_are_asked_about(company: Company) -> None:
    company.person("Rosa Diaz", "Operations")

    asked = asks(company, "Ada", "share It works with Rosa")

    assert ("share It works with Rosa Lim",) in lines(asked)


def test_alone_it_lists_what_each_result_waits_for(company: Company) -> None:
    assert company.hears("Ada", "share").startswith("No joint result yet.")
    company.say("Ada", FULL)
    company.say("Ada", "share Slips readable with Kim; private")

    assert company.hears("Ada", "share") == (
        "2 joint results\n"
        "2. Slips readable, with Kim Ito\n"
        "recorded Tue 31 March; waits for Kim Ito\n"
        "1. Payroll cut-over done a week early, with Rosa Lim\n"
        "recorded Tue 31 March; waits for Rosa Lim, Ben Okoro and Sam Osei\n"
        "To take one back: /outreach share stop 2. "
        "For new codes: /outreach share codes 2"
    )
    assert company.hears("Kim Ito", "share").startswith("No joint result yet.")


def test_a_result_keeps_its_number_when_others_come_and_go(company: Company) -> None:
    company.say("Ada", FULL)
    second = company.hears("Ada", "share Slips readable with Kim; private")

    assert "/outreach share codes 2" in second
    assert company.hears("Ada", "share 1").startswith("1. Payroll cut-over")
    company.hears("Ada", "share stop 1")
    assert company.hears("Ada", "share 2").startswith("2. Slips readable")
    assert "no result 1" in company.is_refused("Ada", "share stop 1")


def test_new_codes_replace_the_old_ones(company: Company) -> None:
    old = company.say("Ada", FULL)
    [confirm], [ben, _] = codes(old, "confirm"), codes(old, "agree")
    company.hears("Ben Okoro", f"agree {ben}")

    new = company.say("Ada", "share codes 1")

    assert len(codes(new, "agree")) == 1  # Ben has agreed
    assert company.say("Rosa Lim", f"confirm {confirm}").refused
    [again] = codes(new, "confirm")
    company.hears("Rosa Lim", f"confirm {again}")


def test_a_result_can_be_taken_back_and_its_codes_stop(company: Company) -> None:
    [confirm] = codes(company.say("Ada", FULL), "confirm")

    assert company.hears("Ada", "share stop 1") == (
        "Taken back: “Payroll cut-over done a week early” with Rosa Lim.\n"
        "It will not be posted, and its codes no longer work."
    )
    assert company.is_refused("Rosa Lim", f"confirm {confirm}") == (
        "Ada took this result back, so there is nothing to confirm. If it should be "
        "told after all, ask Ada to share it again."
    )
    for number in ("1", "0", "99"):
        said = company.is_refused("Ada", f"share stop {number}")
        assert said == f"There is no result {number}. See them with: /outreach share"


def test_undo_takes_the_result_back_until_somebody_said_yes(company: Company) -> None:
    company.undo(company.say("Ada", FULL))

    assert company.count(Accomplishment) == 0
    assert company.count(AccomplishmentPerson) == 0
