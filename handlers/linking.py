"""Linking a leader's two accounts: a code, and a yes on either side."""

from datetime import timedelta

from handlers.card_times import card_settings
from handlers.codes import code_hash, new_code
from handlers.linking_words import (
    OTHER,
    agreed_message,
    code_message,
    first_question,
    linked_message,
    other_platform,
    said_no_message,
    second_question,
)
from handlers.request import Refusal, Reply, Request
from handlers.typed_code import typed_code_hash, wrong_code
from language.say import say
from scheduler.notices import tell_account
from storage.accounts import AccountRow, account_at, account_with, accounts_of
from storage.leaders import leader_at
from storage.links import (
    LinkRow,
    agree_to_link,
    begin_link,
    end_link,
    join,
    link_by_code,
    links_under_way,
    people_in_book,
    take_code,
)
from storage.message import Message

LIVES = timedelta(minutes=10)  # a code, from showing it to the second yes; house rule


def my_account(request: Request) -> AccountRow:
    """Return the account that the request comes from.

    Raises:
        Refusal: it is on no platform that can be linked.
    """
    by = request.speaker.address
    found = account_at(
        request.session, surface=by.surface, tenant=by.tenant, user_key=by.user_key
    )
    if found is None or found.surface not in OTHER:
        raise Refusal(
            say(
                "Linking joins your Slack and your Teams account, and this is neither. "
                "Type it there: /outreach link"
            )
        )
    return found


def show_code(request: Request) -> Reply:
    """Give out a code; of accounts that are linked, say how they are."""
    mine = my_account(request)
    accounts = accounts_of(request.session, mine.leader_id)
    if len(accounts) > 1:
        settings = card_settings(request.session, mine.leader_id)
        return Reply(linked_message(accounts, chosen=settings["card_surface"]))
    code = new_code()
    begin_link(
        request.session,
        mine,
        code_hash=code_hash(code),
        expires_at=request.at + LIVES,
    )
    people = people_in_book(request.session, mine.leader_id)
    return Reply(code_message(code, surface=mine.surface, people=people))


def type_code(request: Request) -> Reply:
    """Take a code that another account shows, and ask whether that one is theirs.

    Raises:
        Refusal: it is no code, too many were wrong, it is shown on this side, it ended,
            or this account is linked already.
    """
    mine = my_account(request)
    hashed = typed_code_hash(request)
    link = link_by_code(request.session, hashed)
    first = account_with(request.session, link.account_id) if link else None
    if link is None or first is None or link.taken_by not in ("", mine.id):
        return wrong_code(
            request,
            say(
                "I don't know that code: it may be mistyped, or used already. For a "
                "new one, type on the other side: /outreach link"
            ),
        )
    if first.id == mine.id:
        raise Refusal(
            say(
                "That is your own code. Type it on the other side, in {platform}.",
                platform=other_platform(mine.surface),
            )
        )
    if first.surface == mine.surface:
        raise Refusal(
            say(
                "That code was made in {platform}, too, and linking joins Slack and "
                "Teams. Type your own there: /outreach link",
                platform=mine.platform,
            )
        )
    _check_time(request, link)
    _check_free(request, first, mine)
    take_code(request.session, link.id, account_id=mine.id)
    people = people_in_book(request.session, mine.leader_id)
    return Reply(first_question(link, first, people=people))


def say_yes(request: Request, link_id: str = "") -> Reply:
    """Agree to a link: who typed the code first, then who showed it.

    Args:
        link_id: which; "" for the newest that waits for this account.

    Raises:
        Refusal: none waits for this account's yes, or it ended.
    """
    mine = my_account(request)
    waiting = [one for one in _mine(request, mine, link_id) if _waits_for(one, mine)]
    if not waiting:
        raise _nothing_waits()
    link = waiting[0]
    _check_time(request, link)
    if link.taken_by == mine.id:
        return _first_yes(request, link, mine)
    return _second_yes(request, link)


def say_no(request: Request, link_id: str = "") -> Reply:
    """Void a link that this account takes part in, and tell the other side.

    Raises:
        Refusal: there is none.
    """
    mine = my_account(request)
    for link in _mine(request, mine, link_id):
        other_id = link.account_id if link.taken_by == mine.id else link.taken_by
        end_link(request.session, link.id)
        if other := account_with(request.session, other_id):
            tell_account(
                request.session,
                other,
                lambda: said_no_message(mine),
                once_key=f"link no:{link.id}",
                at=request.at,
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


def _first_yes(request: Request, link: LinkRow, mine: AccountRow) -> Reply:
    first = account_with(request.session, link.account_id)
    assert first is not None  # its code goes with it
    _check_free(request, first, mine)
    agree_to_link(request.session, link.id, at=request.at)
    tell_account(
        request.session,
        first,
        lambda: second_question(link, mine),
        once_key=f"link asked:{link.id}",
        at=request.at,
    )
    return Reply(agreed_message(link, first))


def _second_yes(request: Request, link: LinkRow) -> Reply:
    session = request.session
    second = account_with(session, link.taken_by)
    if second is None:
        raise _nothing_waits()
    leader_at(  # locked: nothing is written to the book that is set aside meanwhile
        session,
        surface=second.surface,
        tenant=second.tenant,
        user_key=second.user_key,
    )
    first, second = my_account(request), account_with(session, second.id)
    assert second is not None
    _check_free(request, first, second)
    if not end_link(session, link.id):
        raise _nothing_waits()
    join(session, first, second)
    accounts = accounts_of(session, first.leader_id)
    tell_account(
        session,
        accounts[-1],
        lambda: linked_message(accounts, chosen=first.surface),
        once_key=f"linked:{link.id}",
        at=request.at,
    )
    return Reply(linked_message(accounts, chosen=first.surface))


def _mine(request: Request, mine: AccountRow, link_id: str) -> list[LinkRow]:
    found = links_under_way(request.session, mine.id)
    return [one for one in found if link_id in ("", one.id)]


def _waits_for(link: LinkRow, mine: AccountRow) -> bool:
    if link.taken_by == mine.id:
        return link.agreed_at is None
    return link.agreed_at is not None


def _check_time(request: Request, link: LinkRow) -> None:
    if request.at >= link.expires_at:
        raise Refusal(
            say(
                "That code is over ten minutes old, so nothing was linked. For a new "
                "one: /outreach link"
            )
        )


def _check_free(request: Request, *both: AccountRow) -> None:
    for one in both:
        if one.is_guest or len(accounts_of(request.session, one.leader_id)) > 1:
            raise Refusal(
                say(
                    "The account in {platform} is linked already, so nothing was "
                    "changed. To end that first, type there: /outreach unlink",
                    platform=one.platform,
                )
            )


def _nothing_waits() -> Refusal:
    return Refusal(
        say(
            "That is not waiting for your answer, so nothing was changed. To link "
            "Slack and Teams: /outreach link"
        )
    )
