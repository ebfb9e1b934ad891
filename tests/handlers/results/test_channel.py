"""`channel`: where joint results go, and what the next summary would say."""

import pytest

from handlers.turn import Place
from storage.models import Leader
from tests.handlers.company import Company, codes, words

IN_OPS = Place("C1", "ops", is_direct=False)
PREVIEW = (
    "Yours in the next summary, “What we achieved together: March 2026”:\n"
    "Rosa Lim (Operations) and Ada: Cut-over a week early\n"
    "Contributed: Ben Okoro"
)


def confirmed(company: Company, line: str = "Cut-over a week early") -> None:
    reply = company.say("Ada", f"share {line} with Rosa; named Ben")
    [rosa], [ben] = codes(reply, "confirm"), codes(reply, "agree")
    company.say("Rosa Lim", f"confirm {rosa}")
    company.say("Ben Okoro", f"agree {ben}")


def on_slack(company: Company) -> Company:
    """Return the same people on Slack, where a channel has an id."""
    return Company(company.database, tenant="T1", surface="slack")


def chosen(company: Company) -> tuple[object, object]:
    row = company.row(Leader, id=company.leader("Ada").leader_id)
    return row.channel_key, row.channel_name


@pytest.mark.parametrize("typed", ["#wins", "wins", "#WINS"])
def test_outside_slack_a_name_is_a_channel(company: Company, typed: str) -> None:
    assert company.hears("Ada", f"channel {typed}") == (
        "Joint results now go to #wins, on the last working day of a month.\n"
        "There is nothing new to post yet."
    )
    assert chosen(company) == ("wins", "wins")


def test_on_slack_a_linked_channel_is_taken_by_its_id(company: Company) -> None:
    slack = on_slack(company)

    said = slack.hears("Ada", "channel <#C0123|wins>")

    assert said.startswith("Joint results now go to #wins,")
    assert said.endswith("If I am not in #wins yet, invite me there.")
    assert chosen(slack) == ("C0123", "wins")


def test_on_slack_a_private_channel_comes_without_a_name(company: Company) -> None:
    slack = on_slack(company)

    said = slack.hears("Ada", "channel <#C0123>")

    assert said.startswith("Joint results now go to the channel you chose,")


def test_on_slack_a_bare_name_could_be_any_channel(company: Company) -> None:
    assert on_slack(company).is_refused("Ada", "channel #wins") == (
        "Slack did not tell me which channel “#wins” is. Type this in the channel "
        "itself: /outreach channel here"
    )


def test_here_is_the_channel_it_is_typed_in(company: Company) -> None:
    reply = company.say("Ada", "channel here", place=IN_OPS)

    assert words(reply.message).startswith("Joint results now go to #ops,")
    assert chosen(company) == ("C1", "ops")


def test_a_private_channel_has_no_name_to_show(company: Company) -> None:
    place = Place("G1", "privategroup", is_direct=False)

    company.say("Ada", "channel here", place=place)

    assert chosen(company) == ("G1", "")


@pytest.mark.parametrize(
    "place",
    [
        Place(),
        Place("D1", "directmessage", is_direct=True),
        Place("G1", "mpdm-ada--rosa-1", is_direct=False),
    ],
)
def test_a_private_chat_is_no_channel(company: Company, place: Place) -> None:
    reply = company.say("Ada", "channel here", place=place)

    assert words(reply.message).startswith("This is a private chat, not a channel.")
    assert chosen(company) == ("", "")


@pytest.mark.parametrize("typed", ["here", "<#C1|ops>"])
def test_a_channel_that_outsiders_read_is_refused(company: Company, typed: str) -> None:
    place = Place("C1", "ops", is_direct=False, is_shared_externally=True)

    reply = company.say("Ada", f"channel {typed}", place=place)

    assert reply.refused
    assert words(reply.message).startswith("People from other organizations read this")
    assert chosen(company) == ("", "")


@pytest.mark.parametrize("typed", ["<!channel>", "#", "two words", "🙂", "x" * 81])
def test_what_is_no_channel_is_refused(company: Company, typed: str) -> None:
    assert company.is_refused("Ada", f"channel {typed}").startswith("I can't read “")


def test_alone_it_shows_the_channel_and_the_next_summary(company: Company) -> None:
    confirmed(company)
    assert company.hears("Ada", "channel") == (
        "No channel is chosen, so nothing is posted. Choose one: "
        f"/outreach channel #wins\n{PREVIEW}"
    )
    company.say("Ada", "channel #wins")

    assert company.hears("Ada", "channel") == (
        "Joint results go to #wins, on the last working day of a month.\n"
        f"{PREVIEW}\nTo stop posting: /outreach channel off"
    )


@pytest.mark.parametrize("typed", ["channel preview", "channel show"])
def test_asking_to_see_it_changes_no_channel(company: Company, typed: str) -> None:
    company.hears("Ada", "channel #wins")

    assert company.hears("Ada", typed) == company.hears("Ada", "channel")
    assert chosen(company) == ("wins", "wins")

    company.hears("Ada", "channel #preview")
    assert chosen(company) == ("preview", "preview")


def test_what_waits_for_a_yes_is_not_in_the_preview(company: Company) -> None:
    company.say("Ada", "share Slips readable with Rosa")
    company.say("Ada", "share Only ours with Rosa; private")

    assert company.hears("Ada", "channel").endswith(
        "There is nothing new to post yet.\n1 result not ready yet: /outreach share"
    )


def test_no_praise_is_posted_while_the_unit_has_an_outage(company: Company) -> None:
    confirmed(company)
    company.say("Ada", "issue open I-1 on Payroll sev 2: down")

    assert "There is nothing new to post yet." in company.hears("Ada", "channel")
    assert "held back while I-1 is open in Operations" in company.hears("Ada", "share")

    company.say("Ada", "issue I-1 sev 3")
    assert PREVIEW in company.hears("Ada", "channel")
    assert "goes into the next summary" in company.hears("Ada", "share")


def test_another_leaders_results_are_not_shown(company: Company) -> None:
    confirmed(company)
    company.say("Kim Ito", "channel #wins")

    assert "Cut-over" not in company.hears("Kim Ito", "channel")


def test_off_stops_posting(company: Company) -> None:
    company.say("Ada", "channel #wins")

    assert company.hears("Ada", "channel off") == (
        "Joint results are no longer posted to #wins."
    )
    assert chosen(company) == ("", "")
    assert company.hears("Ada", "channel off").startswith("No channel is chosen")


def test_undo_brings_the_earlier_channel_back(company: Company) -> None:
    company.say("Ada", "channel #wins")

    company.undo(company.say("Ada", "channel #news"))

    assert chosen(company) == ("wins", "wins")


def test_undo_leaves_alone_what_the_clock_moved_meanwhile(company: Company) -> None:
    reply = company.say("Ada", "channel #wins")
    ada = company.leader("Ada").leader_id
    company.move_clock_of(ada)

    company.undo(reply)

    assert chosen(company) == ("", "")
    assert company.row(Leader, id=ada).next_nudge_at is not None


def test_it_may_be_every_week(company: Company) -> None:
    confirmed(company)

    said = company.hears("Ada", "channel #wins weekly")

    assert said.startswith(
        "Joint results now go to #wins, on the last working day of a week.\n"
        "Yours in the next summary, “What we achieved together: week of 30 March 2026”:"
    )


@pytest.mark.parametrize("typed", ["channel weekly", "channel every week"])
def test_the_rhythm_alone_keeps_the_channel(company: Company, typed: str) -> None:
    company.hears("Ada", "channel #wins")
    assert "#wins, on the last working day of a week" in company.hears("Ada", typed)
    assert "#wins, on the last working day of a month" in company.hears(
        "Ada", "channel monthly"
    )


def test_another_channel_keeps_the_rhythm(company: Company) -> None:
    company.hears("Ada", "channel #wins weekly")
    assert "#ops, on the last working day of a week" in company.hears(
        "Ada", "channel #ops"
    )


def test_a_rhythm_without_a_channel_asks_for_one(company: Company) -> None:
    assert "channel #wins" in company.is_refused("Ada", "channel weekly")


def test_a_rhythm_without_a_channel_asks_for_the_channel(company: Company) -> None:
    assert company.is_refused("Ada", "channel monthly") == (
        "No channel is chosen yet. Type for example: /outreach channel #wins monthly"
    )
