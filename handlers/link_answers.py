"""The yes on either side of a link, or the no."""

from handlers.linking import check_free, check_time, my_account
from handlers.linking_words import (
    agreed_message,
    linked_message,
    said_no_message,
    second_question,
)
from handlers.request import Refusal, Reply, Turn
from language.say import say
from scheduler.notices import tell_account
from storage.accounts import AccountRow, account_with, accounts_of
from storage.leaders import leader_at
from storage.links import LinkRow, agree_to_link, end_link, join, links_under_way
from storage.message import Message


def say_yes(turn: Turn, link_id: str = "") -> Reply:
    """Agree to a link: who typed the code first, then who showed it.

    Args:
        link_id: which; "" for the newest that waits for this account.

    Raises:
        Refusal: none waits for this account's yes, or it ended.
    """
    mine = my_account(turn)
    waiting = [one for one in _mine(turn, mine, link_id) if _waits_for(one, mine)]
    if not waiting:
        raise _nothing_waits()
    link = waiting[0]
    check_time(turn, link)
    if link.taken_by == mine.id:
        return _first_yes(turn, link, mine)
    return _second_yes(turn, link)


def say_no(turn: Turn, link_id: str = "") -> Reply:
    """Void a link that this account takes part in, and tell the other side.

    Raises:
        Refusal: there is none.
    """
    mine = my_account(turn)
    for link in _mine(turn, mine, link_id):
        other_id = link.account_id if link.taken_by == mine.id else link.taken_by
        end_link(turn.tx, link.id)
        if other := account_with(turn.tx, other_id):
            tell_account(
                turn.tx,
                other,
                lambda: said_no_message(mine),
                once_key=f"link no:{link.id}",
                at=turn.at,
            )
        return Reply(
            Message(
                headline=say(
                    "Nothing was linked, and that code is void. For a new one: "
                    "/outreach link"
                )
            )
        )
    raise _nothing_waits()


def _first_yes(turn: Turn, link: LinkRow, mine: AccountRow) -> Reply:
    first = account_with(turn.tx, link.account_id)
    assert first is not None  # its code goes with it
    check_free(turn, first, mine)
    agree_to_link(turn.tx, link.id, at=turn.at)
    tell_account(
        turn.tx,
        first,
        lambda: second_question(link, mine),
        once_key=f"link asked:{link.id}",
        at=turn.at,
    )
    return Reply(agreed_message(link, first))


def _second_yes(turn: Turn, link: LinkRow) -> Reply:
    tx = turn.tx
    second = account_with(tx, link.taken_by)
    if second is None:
        raise _nothing_waits()
    leader_at(  # locked: nothing is written to the book that is set aside meanwhile
        tx,
        surface=second.surface,
        tenant=second.tenant,
        user_key=second.user_key,
    )
    first, second = my_account(turn), account_with(tx, second.id)
    assert second is not None
    check_free(turn, first, second)
    if not end_link(tx, link.id):
        raise _nothing_waits()
    join(tx, first, second)
    accounts = accounts_of(tx, first.leader_id)
    tell_account(
        tx,
        accounts[-1],
        lambda: linked_message(accounts, chosen=first.surface),
        once_key=f"linked:{link.id}",
        at=turn.at,
    )
    return Reply(linked_message(accounts, chosen=first.surface))


def _mine(turn: Turn, mine: AccountRow, link_id: str) -> list[LinkRow]:
    found = links_under_way(turn.tx, mine.id)
    return [one for one in found if link_id in ("", one.id)]


def _waits_for(link: LinkRow, mine: AccountRow) -> bool:
    if link.taken_by == mine.id:
        return link.agreed_at is None
    return link.agreed_at is not None


def _nothing_waits() -> Refusal:
    return Refusal(
        say(
            "That is not waiting for your answer, so nothing was changed. To link "
            "Slack and Teams: /outreach link"
        )
    )
