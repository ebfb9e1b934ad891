"""The partner is asked by a button the leader placed; only their own press counts."""

from datetime import UTC, date, datetime, time

import pytest

from handlers.turn import Address, Place, Pressed, Profile, Reply
from scheduler.delivery.state import change_delivery, claim_delivery
from scheduler.outgoing import open_body
from storage.database.transactions import Database
from storage.message import Button, Message
from storage.models import Accomplishment, AccomplishmentPerson, Delivery
from tests.handlers.company import Company, found_company, words

MAY_6 = date(2026, 5, 6)
AT = datetime.combine(MAY_6, time(10), UTC)
RESULT = "share Cut-over a week early with Rosa; named Ben; next pilot in Finance"
PRIVATE = "share Payroll rebuilt with Rosa; private"
WINS = Place(channel_key="CWINS", channel_name="wins", is_direct=False)
HERE = (
    "Rosa Lim (Operations) and Ada: Cut-over a week early\n"
    "Contributed: Ben Okoro\n"
    "Next together: pilot in Finance\n"
)


@pytest.fixture
def company(sqlite_database: Database) -> Company:
    company = Company(sqlite_database, tenant="T1", surface="slack")
    found_company(company)
    company.hears("Ada", RESULT, on=MAY_6)
    return company


def pressed(
    company: Company,
    name: str,
    action: str,
    subject: str,
    *,
    place: Place = WINS,
    once: str = "",
) -> Reply:
    one = Pressed(
        by=Address(company.surface, company.tenant, name),
        action=action,
        subject=subject,
        at=AT,
        once_key=once,
        profile=Profile(name=name, zone="Europe/London"),
        place=place,
    )
    return company.take(one)


def result_id(company: Company) -> str:
    return str(company.row(Accomplishment).id)


def placed(company: Company, *, place: Place = WINS) -> str:
    """Place the question, and let it be posted; return the delivery's id."""
    reply = pressed(company, "Ada", "place_ask", result_id(company), place=place)
    assert not reply.refused, words(reply.message)
    [row] = asks(company)
    company.database.run_now(
        lambda s: change_delivery(s, row.id, state="sent", platform_id="1.2")
    )
    return str(row.id)


def asks(company: Company) -> list[Delivery]:
    return [
        Delivery(**row._mapping) for row in company.deliveries() if row.kind == "ask"
    ]


def stands(company: Company) -> Message:
    """Return what the one placed question says now."""
    [row] = asks(company)
    return company.database.run_now(
        lambda s: open_body(s, row.body, row.workspace_id, row.id)
    )


def labels(message: Message) -> list[str]:
    return [one.label for one in message.buttons if isinstance(one, Button)]


def test_the_leader_sees_first_what_everybody_there_would_read(
    company: Company,
) -> None:
    reply = company.say("Ada", "share ask 1", on=MAY_6, place=WINS)

    assert words(reply.message) == (
        "Nothing is posted yet. Everybody here would read this:\n"
        "A joint result to confirm\n" + HERE + "Ada asks whether you confirm this, "
        "Rosa Lim. Only your own press counts.\n"
        "Named here, and asked to agree: Ben Okoro.\n"
        "Below it: “Confirm”, “Agree to be named”.\n"
        "To others, nothing is posted before all of them have said yes.\n"
        "If I am not in this conversation, type first: /invite @Outreach"
    )
    assert labels(reply.message) == ["Place it here"]
    assert asks(company) == []


def test_it_is_placed_where_the_leader_pressed_and_nobody_else_is_written_to(
    company: Company,
) -> None:
    before = len(company.deliveries())
    reply = pressed(company, "Ada", "place_ask", result_id(company))

    assert words(reply.message).startswith("On its way. I mention nobody, so tell Rosa")
    [row] = company.deliveries()[before:]
    assert (row.recipient, row.to_channel, row.tenant) == ("CWINS", True, "T1")
    said = stands(company)
    assert labels(said) == ["Confirm", "Agree to be named"]
    assert "@" not in words(said)


def test_placed_twice_in_a_day_it_stands_there_once(company: Company) -> None:
    placed(company)
    again = pressed(company, "Ada", "place_ask", result_id(company))
    assert "placed that here today already" in words(again.message)
    elsewhere = Place(channel_key="COPS", is_direct=False)
    pressed(company, "Ada", "place_ask", result_id(company), place=elsewhere)
    assert [row.recipient for row in asks(company)] == ["CWINS", "COPS"]


def test_one_that_could_not_be_posted_can_be_placed_again(company: Company) -> None:
    delivery_id = placed(company)
    company.database.run_now(lambda s: change_delivery(s, delivery_id, state="failed"))
    again = pressed(company, "Ada", "place_ask", result_id(company))
    assert not again.refused
    assert [row.state for row in asks(company)] == ["queued"]


def test_the_partners_own_press_confirms_once(company: Company) -> None:
    placed(company)
    first = pressed(company, "Rosa Lim", "confirm_here", result_id(company), once="a")
    replay = pressed(company, "Rosa Lim", "confirm_here", result_id(company), once="a")
    second = pressed(company, "Rosa Lim", "confirm_here", result_id(company), once="b")

    assert words(first.message).startswith("Thank you. You confirmed this result with")
    assert "already" in words(replay.message)
    assert words(second.message).startswith("You confirmed this already")
    assert "✓ Rosa Lim confirmed it, Wed 6 May" in words(stands(company))
    assert labels(stands(company)) == ["Agree to be named"]
    told = [row for row in company.deliveries() if row.kind == "notice"]
    assert [row.recipient for row in told] == ["Ada"]


def test_everybodys_yes_leaves_no_button(company: Company) -> None:
    placed(company)
    pressed(company, "Ben Okoro", "agree_here", result_id(company))
    assert labels(stands(company)) == ["Confirm"]
    pressed(company, "Rosa Lim", "confirm_here", result_id(company))
    assert labels(stands(company)) == []
    assert "✓ Everybody named here agreed." in words(stands(company))


def test_a_typed_code_changes_what_stands_there_too(company: Company) -> None:
    placed(company)
    codes = company.hears("Ada", "share codes 1", on=MAY_6)
    code = codes.split("/outreach confirm ")[1].split()[0]
    company.hears("Rosa Lim", f"confirm {code}", on=MAY_6)
    assert "✓ Rosa Lim confirmed it" in words(stands(company))


@pytest.mark.parametrize("action", ["confirm_here", "agree_here"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Kim Ito", "asks somebody other than Kim Ito"),
        ("Mallory Marsh", "asks somebody other than Mallory Marsh"),
        ("Ada", "Only the press of the person you ask counts"),
    ],
)
def test_anybody_elses_press_changes_nothing_and_tells_nothing(
    company: Company, action: str, name: str, says: str
) -> None:
    placed(company)
    before = len(company.deliveries())
    reply = pressed(company, name, action, result_id(company))

    said = words(reply.message)
    assert reply.refused and says in said
    assert not any(secret in said for secret in ("Cut-over", "pilot", "Rosa", "Ben"))
    assert company.row(Accomplishment).confirmed_on is None
    assert company.row(AccomplishmentPerson).agreed_at is None
    assert len(company.deliveries()) == before


def test_the_partner_and_the_named_each_have_their_own_button(company: Company) -> None:
    placed(company)
    for name, action in (("Rosa Lim", "agree_here"), ("Ben Okoro", "confirm_here")):
        assert pressed(company, name, action, result_id(company)).refused
    assert company.row(Accomplishment).confirmed_on is None


def test_undoing_a_confirmation_brings_its_button_back(company: Company) -> None:
    placed(company)
    reply = pressed(company, "Rosa Lim", "confirm_here", result_id(company))
    [undo] = [one for one in reply.message.buttons if isinstance(one, Button)]
    pressed(company, "Rosa Lim", "undo", undo.subject)
    assert labels(stands(company)) == ["Confirm", "Agree to be named"]

    reply = pressed(company, "Ben Okoro", "agree_here", result_id(company))
    [undo] = [one for one in reply.message.buttons if isinstance(one, Button)]
    pressed(company, "Ben Okoro", "undo", undo.subject)
    assert labels(stands(company)) == ["Confirm", "Agree to be named"]


@pytest.mark.parametrize("line", ["share stop 1", "undo"])
def test_taken_back_nothing_of_it_stands_there_and_no_press_counts(
    company: Company, line: str
) -> None:
    placed(company)
    subject = result_id(company)
    company.hears("Ada", line, on=MAY_6)

    assert words(stands(company)) == (
        "This was taken back, so there is nothing to confirm here."
    )
    reply = pressed(company, "Rosa Lim", "confirm_here", subject)
    assert reply.refused
    assert "took this result back" in words(reply.message) or (
        "is not here any more" in words(reply.message)
    )


@pytest.mark.parametrize("line", ["share stop 1", "undo"])
def test_taken_back_before_it_was_posted_it_never_is(
    company: Company, line: str
) -> None:
    pressed(company, "Ada", "place_ask", result_id(company))
    company.hears("Ada", line, on=MAY_6)
    [row] = asks(company)
    assert company.database.run_now(lambda s: claim_delivery(s, row.id, AT)) is None
    assert asks(company)[0].state == "dropped"


def test_taking_it_back_can_be_undone(company: Company) -> None:
    placed(company)
    company.hears("Ada", "share stop 1", on=MAY_6)
    company.hears("Ada", "undo", on=MAY_6)
    assert labels(stands(company)) == ["Confirm", "Agree to be named"]


def test_a_partner_whom_the_leader_forgot_can_still_say_yes(company: Company) -> None:
    placed(company)
    company.hears("Ada", "log Rosa call", on=MAY_6)
    company.hears("Ada", "forget Rosa yes", on=MAY_6)
    reply = pressed(company, "Rosa Lim", "confirm_here", result_id(company))
    assert words(reply.message).startswith("Thank you.")


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (Place(), "I cannot post in a chat of two."),
        (Place(channel_key="D1"), "I cannot post in a chat of two."),
        (Place(channel_key="", is_direct=False), "I cannot post in a chat of two."),
    ],
)
def test_a_chat_of_two_is_no_place_for_it(
    company: Company, place: Place, says: str
) -> None:
    typed = company.say("Ada", "share ask 1", on=MAY_6, place=place)
    assert typed.refused and says in words(typed.message)
    press = pressed(company, "Ada", "place_ask", result_id(company), place=place)
    assert press.refused and says in words(press.message)
    assert asks(company) == []


def test_where_nothing_can_be_placed_the_code_is_named(company: Company) -> None:
    other = Company(company.database, tenant="t", surface="teams")
    found_company(other)
    assert "share ask" not in other.hears("Ada", RESULT, on=MAY_6)
    reply = other.say("Ada", "share ask 1", on=MAY_6, place=WINS)
    assert "in Slack alone" in words(reply.message)
    assert "pass on a code instead: share codes 1" in words(reply.message)


@pytest.mark.parametrize("number", ["0", "2", "9999"])
def test_a_result_that_is_not_there_is_not_placed(
    company: Company, number: str
) -> None:
    reply = company.say("Ada", f"share ask {number}", on=MAY_6, place=WINS)
    assert f"There is no result {number}." in words(reply.message)


def test_a_private_result_is_placed_nowhere(company: Company) -> None:
    company.hears("Ada", "share stop 1", on=MAY_6)
    said = company.hears("Ada", PRIVATE, on=MAY_6)
    assert "share ask" not in said
    typed = company.say("Ada", "share ask 2", on=MAY_6, place=WINS)
    assert "I place it nowhere" in words(typed.message)
    private = str(company.row(Accomplishment, shareable=False).id)
    assert pressed(company, "Ada", "place_ask", private).refused
    assert asks(company) == []


def test_what_everybody_agreed_to_needs_no_question(company: Company) -> None:
    pressed(company, "Rosa Lim", "confirm_here", result_id(company))
    pressed(company, "Ben Okoro", "agree_here", result_id(company))
    typed = company.say("Ada", "share ask 1", on=MAY_6, place=WINS)
    assert "Everybody has said yes" in words(typed.message)
    assert pressed(company, "Ada", "place_ask", result_id(company)).refused


@pytest.mark.parametrize("action", ["place_ask", "confirm_here", "agree_here"])
@pytest.mark.parametrize("subject", ["", "nonsense", "x" * 10_000, "😀", "' OR 1=1"])
def test_a_forged_id_finds_nothing(company: Company, action: str, subject: str) -> None:
    for name in ("Ada", "Rosa Lim"):
        reply = pressed(company, name, action, subject)
        assert reply.refused and "is not here" in words(reply.message)
    assert asks(company) == []


@pytest.mark.parametrize("action", ["place_ask", "confirm_here", "agree_here"])
def test_another_workspaces_result_is_not_here(company: Company, action: str) -> None:
    other = Company(company.database, tenant="T2", surface="slack")
    found_company(other)
    for name in ("Ada", "Rosa Lim", "Ben Okoro"):
        reply = pressed(other, name, action, result_id(company))
        assert reply.refused and "is not here" in words(reply.message)
    assert company.row(Accomplishment).confirmed_on is None


def test_another_leaders_result_is_not_placed(company: Company) -> None:
    reply = pressed(company, "Kim Ito", "place_ask", result_id(company))
    assert reply.refused and "not yours" in words(reply.message)
    assert asks(company) == []
