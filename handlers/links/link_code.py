"""The code that one of a leader's two accounts shows and the other types."""

from datetime import timedelta

from handlers.links.words import (
    OTHER,
    code_message,
    first_question,
    linked_message,
    other_platform,
)
from handlers.results.codes import code_hash, new_code, typed_code_hash, wrong_code
from handlers.settings.words import card_settings
from handlers.turn import Refusal, Reply, Turn
from language.say import say
from storage.leaders.accounts import account_at, account_with, accounts_of
from storage.leaders.links import (
    LinkRow,
    begin_link,
    link_by_code,
    people_in_book,
    take_code,
)
from storage.models import Account

LIVES = timedelta(minutes=10)  # a code, from showing it to the second yes; house rule


def show_code(turn: Turn) -> Reply:
    """Give out a code; of accounts that are linked, say how they are."""
    mine = my_account(turn)
    accounts = accounts_of(turn.tx, mine.leader_id)
    if len(accounts) > 1:
        settings = card_settings(turn.tx, mine.leader_id)
        return Reply(linked_message(accounts, chosen=settings["card_surface"]))
    code = new_code()
    begin_link(
        turn.tx,
        mine,
        code_hash=code_hash(code),
        expires_at=turn.at + LIVES,
    )
    people = people_in_book(turn.tx, mine.leader_id)
    return Reply(code_message(code, surface=mine.surface, people=people))


def type_code(turn: Turn) -> Reply:
    """Take a code that another account shows, and ask whether that one is theirs.

    Raises:
        Refusal: it is no code, too many were wrong, it is shown on this side, it ended,
            or this account is linked already.
    """
    mine = my_account(turn)
    hashed = typed_code_hash(turn)
    link = link_by_code(turn.tx, hashed)
    first = account_with(turn.tx, link.account_id) if link else None
    if link is None or first is None or link.taken_by not in ("", mine.id):
        return wrong_code(
            turn,
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
    check_time(turn, link)
    check_free(turn, first, mine)
    take_code(turn.tx, link.id, account_id=mine.id)
    people = people_in_book(turn.tx, mine.leader_id)
    return Reply(first_question(link, first, people=people))


def my_account(turn: Turn) -> Account:
    """Return the account that the turn comes from.

    Raises:
        Refusal: it is on no platform that can be linked.
    """
    by = turn.speaker.address
    found = account_at(
        turn.tx, surface=by.surface, tenant=by.tenant, user_key=by.user_key
    )
    if found is None or found.surface not in OTHER:
        raise Refusal(
            say(
                "Linking joins your Slack and your Teams account, and this is neither. "
                "Type it there: /outreach link"
            )
        )
    return found


def check_time(turn: Turn, link: LinkRow) -> None:
    """Let a link through that has not ended.

    Raises:
        Refusal: its ten minutes are over.
    """
    if turn.at >= link.expires_at:
        raise Refusal(
            say(
                "That code is over ten minutes old, so nothing was linked. For a new "
                "one: /outreach link"
            )
        )


def check_free(turn: Turn, *both: Account) -> None:
    """Let accounts through that are linked with nothing.

    Raises:
        Refusal: one of them is.
    """
    for one in both:
        if one.is_guest or len(accounts_of(turn.tx, one.leader_id)) > 1:
            raise Refusal(
                say(
                    "The account in {platform} is linked already, so nothing was "
                    "changed. To end that first, type there: /outreach unlink",
                    platform=one.platform,
                )
            )
