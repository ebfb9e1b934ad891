"""`confirm` and `agree`: only the right person's own word counts."""

from datetime import UTC, date, datetime, time

import pytest

from handlers.answer import press
from handlers.turn import Address, Pressed, Profile
from scheduler.outgoing import open_body
from storage.models import Accomplishment, AccomplishmentPerson
from storage.upkeep.undo import ChangedSince
from tests.handlers.company import TODAY, Company, codes, words

MAY_5, MAY_6 = date(2026, 5, 5), date(2026, 5, 6)
RESULT = "share Cut-over a week early with Rosa; named Ben, Sam; next pilot in Finance"
SECRET = ("Cut-over", "pilot", "Rosa", "Ada")  # what a stranger must not learn


def shared(company: Company) -> tuple[str, str, str]:
    """Share a result on 5 May; return the codes for Rosa, Ben and Sam."""
    reply = company.say("Ada", RESULT, on=MAY_5)
    [rosa], [ben, sam] = codes(reply, "confirm"), codes(reply, "agree")
    return rosa, ben, sam


def told_to_leader(company: Company) -> list[str]:
    """Return the notices on their way, in words."""
    rows = company.deliveries()
    return [
        company.database.run_now(
            lambda tx, row=row: words(  # type: ignore[misc]
                open_body(tx, row.body, row.workspace_id, row.id)
            )
        )
        for row in rows
    ]


def test_the_partner_confirms_and_sees_all_that_is_posted(company: Company) -> None:
    rosa, _, _ = shared(company)

    assert company.hears("Rosa Lim", f"confirm {rosa}", on=MAY_6) == (
        "Thank you. You confirmed this result with Ada, today, Wed 6 May.\n"
        "This is all that others would read:\n"
        "Rosa Lim (Operations) and Ada: Cut-over a week early\n"
        "Contributed: Ben Okoro and Sam Osei\n"
        "Next together: pilot in Finance\n"
        "It is not posted before Ben Okoro and Sam Osei have agreed to be named."
    )
    row = company.row(Accomplishment)
    assert row.confirmed_on == MAY_6
    assert row.confirmed_at.isoformat() == "2026-05-06T09:00:00+00:00"


@pytest.mark.parametrize("spelling", ["{}", "`{}`", "“{}”."])
def test_a_code_may_be_typed_as_it_was_heard(company: Company, spelling: str) -> None:
    rosa, _, _ = shared(company)

    company.hears("Rosa Lim", f"confirm {spelling.format(rosa.lower())}")
    assert "You confirmed this already" in company.hears(
        "Rosa Lim", f"confirm {rosa.replace('-', ' ')}"
    )


def test_the_leader_is_told_once_and_privately(company: Company) -> None:
    rosa, ben, _ = shared(company)
    company.say("Rosa Lim", f"confirm {rosa}", on=MAY_6)
    company.say("Rosa Lim", f"confirm {rosa}", on=MAY_6)

    [row] = company.deliveries()
    assert (row.kind, row.surface, row.tenant, row.recipient, row.to_channel) == (
        "notice",
        "terminal",
        "acme",
        "Ada",
        False,
    )
    assert row.once_key == f"confirmed:{company.row(Accomplishment).id}"
    assert told_to_leader(company) == [
        "Rosa Lim confirmed “Cut-over a week early”.\n"
        "Still to agree to be named: Ben Okoro and Sam Osei."
    ]
    assert not any(code in told_to_leader(company)[0] for code in (rosa, ben))


def test_the_leaders_day_of_a_notice_is_their_own(company: Company) -> None:
    rosa, _, _ = shared(company)

    company.say("Rosa Lim", f"confirm {rosa}", on=MAY_6, at=time(23, 30))  # 00:30 BST

    assert company.deliveries()[0].on == date(2026, 5, 7)


def test_the_leaders_own_word_never_counts(company: Company) -> None:
    rosa, ben, _ = shared(company)

    assert company.is_refused("Ada", f"confirm {rosa}") == (
        "Only Rosa Lim's own word counts here. Ask Rosa Lim to type: "
        f"/outreach confirm {rosa}"
    )
    assert company.is_refused("Ada", f"agree {ben}") == (
        "Only Ben Okoro's own word counts here. Ask Ben Okoro to type: "
        f"/outreach agree {ben}"
    )
    assert company.row(Accomplishment).confirmed_on is None


@pytest.mark.parametrize("name", ["Ben Okoro", "Kim Ito", "Somebody New"])
def test_somebody_else_is_refused_and_learns_nothing(
    company: Company, name: str
) -> None:
    rosa, _, sam = shared(company)

    for line in (f"confirm {rosa}", f"agree {sam}"):
        said = company.is_refused(name, line)
        assert said.startswith(f"That code was made for somebody other than {name}.")
        assert not any(word in said for word in SECRET)
    assert company.row(Accomplishment).confirmed_on is None


def test_a_wrong_code_says_so_and_learns_nothing(company: Company) -> None:
    shared(company)

    assert company.is_refused("Rosa Lim", "confirm 2222-2222") == (
        "I don't know that code. Check it with whoever gave it to you, and type: "
        "/outreach confirm CODE"
    )


def test_five_wrong_codes_an_hour_are_taken_and_then_not_even_the_right_one(
    company: Company,
) -> None:
    rosa, _, _ = shared(company)
    for minute in range(5):
        said = company.say(
            "Rosa Lim", f"confirm 2222-222{minute + 2}", on=MAY_6, at=time(9, minute)
        )
        assert words(said.message).startswith("I don't know that code.")

    late = company.say("Rosa Lim", f"confirm {rosa}", on=MAY_6, at=time(9, 59))
    assert late.refused
    assert words(late.message).startswith("Those were 5 wrong codes within an hour")
    agreeing = company.say("Rosa Lim", f"agree {rosa}", on=MAY_6, at=time(9, 59))
    assert words(agreeing.message).startswith("Those were 5 wrong codes")

    an_hour_after_the_first = time(10, 0)
    assert not company.say(
        "Rosa Lim", f"confirm {rosa}", on=MAY_6, at=an_hour_after_the_first
    ).refused


def test_four_wrong_codes_leave_one_try(company: Company) -> None:
    rosa, _, _ = shared(company)
    for last in "2345":
        company.is_refused("Rosa Lim", f"confirm 2222-222{last}")

    company.hears("Rosa Lim", f"confirm {rosa}")


def test_anothers_wrong_codes_do_not_count_against_the_partner(
    company: Company,
) -> None:
    rosa, _, _ = shared(company)
    for _ in range(6):
        company.is_refused("Kim Ito", f"confirm {rosa}")

    company.hears("Rosa Lim", f"confirm {rosa}")


@pytest.mark.parametrize(
    "typed", ["hello", "I-12", "🙂", "تأكيد", "<!channel>", "x" * 99]
)
def test_what_cannot_be_a_code_costs_no_try(company: Company, typed: str) -> None:
    rosa, _, _ = shared(company)
    for verb in ("confirm", "agree"):
        for _ in range(3):
            assert company.is_refused("Rosa Lim", f"{verb} {typed}").startswith(
                "That is not a code I gave out."
            )
        assert company.is_refused("Rosa Lim", verb).startswith(
            f"“{verb}” needs a code."
        )

    company.hears("Rosa Lim", f"confirm {rosa}")


def test_the_codes_of_the_two_verbs_are_not_mixed_up(company: Company) -> None:
    rosa, ben, _ = shared(company)

    assert company.is_refused("Rosa Lim", f"agree {rosa}") == (
        f"That code is for confirming a result. Type: /outreach confirm {rosa}"
    )
    assert company.is_refused("Ben Okoro", f"confirm {ben}") == (
        f"That code is for agreeing to be named. Type: /outreach agree {ben}"
    )


def test_whoever_is_named_agrees_for_themselves(company: Company) -> None:
    rosa, ben, sam = shared(company)
    company.say("Rosa Lim", f"confirm {rosa}")

    said = company.hears("Ben Okoro", f"agree {ben}")
    assert said.startswith("Thank you. You agreed to be named, today, Tue 31 March.\n")
    assert said.endswith("Nothing is posted before Sam Osei has said yes, too.")
    assert company.is_refused("Ben Okoro", f"agree {sam}").startswith("That code was")
    assert "agreed to this already" in company.hears("Ben Okoro", f"agree {ben}")

    assert "Nothing is posted before" not in company.hears("Sam Osei", f"agree {sam}")
    assert told_to_leader(company)[1:] == [
        "Everybody has said yes to “Cut-over a week early”."
    ]


def test_a_withdrawn_result_takes_no_yes(company: Company) -> None:
    _, ben, _ = shared(company)
    company.say("Ada", "share stop 1", on=MAY_5)

    said = company.is_refused("Ben Okoro", f"agree {ben}")

    assert said.startswith(
        "Ada took this result back, so there is nothing to agree to."
    )


def test_a_private_result_says_that_it_stays_private(company: Company) -> None:
    [rosa] = codes(company.say("Ada", "share It works with Rosa; private"), "confirm")

    assert company.hears("Rosa Lim", f"confirm {rosa}").endswith(
        "Ada keeps it private: it is not posted anywhere."
    )


def test_codes_are_looked_up_in_the_speakers_workspace_only(company: Company) -> None:
    rosa, ben, _ = shared(company)
    other = Company(company.database, tenant="other")
    other.person("Rosa Lim", "Operations")
    other.person("Ben Okoro", "Operations")

    for line, name in ((f"confirm {rosa}", "Rosa Lim"), (f"agree {ben}", "Ben Okoro")):
        said = other.is_refused(name, line)
        assert said.startswith("I don't know that code.")
        assert not any(word in said for word in SECRET)


def test_undo_takes_a_yes_back(company: Company) -> None:
    rosa, ben, _ = shared(company)

    company.undo(company.say("Rosa Lim", f"confirm {rosa}"))
    company.undo(company.say("Ben Okoro", f"agree {ben}"))

    assert company.row(Accomplishment).confirmed_at is None
    named = company.person_id("Ben Okoro")
    assert company.row(AccomplishmentPerson, person_id=named).agreed_at is None
    assert "waits for Rosa Lim, Ben Okoro and Sam Osei" in company.hears("Ada", "share")
    company.hears("Rosa Lim", f"confirm {rosa}")


def test_undo_of_the_result_is_refused_once_the_partner_has_confirmed(
    company: Company,
) -> None:
    reply = company.say("Ada", RESULT)
    [rosa] = codes(reply, "confirm")
    company.say("Rosa Lim", f"confirm {rosa}")

    with pytest.raises(ChangedSince):
        company.undo(reply)


def test_who_wrote_a_logged_message_is_not_whom_the_leader_says_they_are(
    company: Company,
) -> None:
    """The name in the form is the leader's to change, and so is what a form sends."""
    sent = Pressed(
        by=Address(company.surface, company.tenant, "Ada"),
        action="log_from_message",
        subject="Mallory",
        at=datetime.combine(TODAY, time(9), UTC),
        values={"who": "Zoe Quill", "how": "message", "on": str(TODAY)},
        profile=Profile(name="Ada"),
    )
    reply = company.database.run_now(lambda tx: press(tx, sent))
    assert "Zoe Quill" in words(reply.message)
    [code] = codes(company.say("Ada", "share Books closed with Zoe"), "confirm")

    assert "somebody other than Mallory" in company.is_refused(
        "Mallory", f"confirm {code}"
    )
    assert "You confirmed" in company.hears("Zoe Quill", f"confirm {code}")
