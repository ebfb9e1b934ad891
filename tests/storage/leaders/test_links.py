"""Linked accounts and the end of a workspace: the other side keeps its book."""

from datetime import UTC, datetime

from storage.database.transactions import Database, Transaction
from storage.leaders.accounts import accounts_of, note_problem
from storage.models import Account, Leader, LinkCode, Tie
from storage.platforms.installs import SlackTokens, keep_install, revoke_install
from storage.upkeep.purge import KEPT_AFTER_UNINSTALL, purge_uninstalled
from tests.handlers.company import Company
from tests.handlers.links.both_sides import Sides, code_in, opened_by

AT = datetime(2026, 3, 31, 9, tzinfo=UTC)


def two_sides(database: Database, *, first: str) -> Sides:
    """Return Ada on both sides, linked; the book of `first` goes on."""
    sides = Sides(
        Company(database, tenant="T1", surface="slack"),
        Company(database, tenant="tenant-1", surface="teams"),
    )
    database.run_now(install)
    sides.slack.hears("Ada", "add Dana Whitfield, COO in Operations")
    sides.teams.hears("Ada", "add Kim Ito, CFO in Finance")
    showing, typing = sides.slack, sides.teams
    if first == "teams":
        showing, typing = typing, showing
    typing.hears("Ada", f"link {code_in(showing.say('Ada', 'link'))}")
    typing.hears("Ada", "link yes")
    showing.hears("Ada", "link yes")
    return sides


def install(tx: Transaction) -> None:
    keep_install(
        tx, key="T1", name="Acme", org_wide=False, bot_user_id="UBOT",
        tokens=SlackTokens("xoxb-1"), at=AT,
    )  # fmt: skip


def removed_for_long(tx: Transaction) -> list[str]:
    revoke_install(tx, "T1", at=AT)
    return purge_uninstalled(tx, at=AT + KEPT_AFTER_UNINSTALL)


def test_a_workspace_whose_account_was_a_guest_goes_and_the_book_stays(
    database: Database,
) -> None:
    sides = two_sides(database, first="teams")
    sides.slack.hears("Ada", "remind in Slack")
    book = opened_by(sides.teams, "Ada")

    assert database.run_now(removed_for_long) == ["T1"]

    assert "Kim Ito" in sides.teams.hears("Ada", "list")
    assert "Linked" not in sides.teams.hears("Ada", "remind")
    assert sides.teams.row(Leader).id == book
    assert sides.teams.row(Account).own_leader_id == book
    assert sides.teams.count(Tie) == 1


def test_a_workspace_whose_book_is_opened_from_teams_waits_until_unlinked(
    database: Database,
) -> None:
    sides = two_sides(database, first="slack")

    assert database.run_now(removed_for_long) == []
    assert "Dana Whitfield" in sides.teams.hears("Ada", "list")

    sides.teams.hears("Ada", "unlink yes")
    assert database.run_now(removed_for_long) == ["T1"]
    assert "Kim Ito" in sides.teams.hears("Ada", "list")
    assert sides.teams.count(Leader) == 1


def test_a_code_goes_with_its_workspace(database: Database) -> None:
    slack = Company(database, tenant="T1", surface="slack")
    database.run_now(install)
    slack.hears("Ada", "link")

    assert database.run_now(removed_for_long) == ["T1"]
    assert slack.count(LinkCode) == 0


def test_an_install_that_comes_back_can_be_written_to_again(
    database: Database,
) -> None:
    sides = two_sides(database, first="slack")
    book = opened_by(sides.slack, "Ada")

    def gone(tx: Transaction) -> None:
        where = {"surface": "slack", "tenant": "T1", "user_key": "Ada"}
        other = note_problem(tx, **where, problem="not installed")
        assert other is not None and other.surface == "teams"
        where = {"surface": "teams", "tenant": "tenant-1", "user_key": "Ada"}
        assert note_problem(tx, **where, problem="blocked") is None

    database.run_now(gone)
    assert sides.slack.row(Leader, id=book).delivery_problem == "blocked"
    database.run_now(install)

    accounts = database.run_now(lambda tx: accounts_of(tx, book))
    assert [one.problem for one in accounts] == ["", "blocked"]
    assert sides.slack.row(Leader, id=book).delivery_problem == ""
