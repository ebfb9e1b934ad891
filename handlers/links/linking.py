"""Linking a leader's two accounts: the code that one shows and the other types."""

from datetime import timedelta
from hashlib import sha256

from handlers.results.codes import code_hash, new_code, typed_code_hash, wrong_code
from handlers.settings.card_times import card_settings
from handlers.turn import Refusal, Reply, Turn
from language.say import say, say_count
from storage.leaders.accounts import account_at, account_with, accounts_of, written_to
from storage.leaders.links import (
    LinkRow,
    begin_link,
    link_by_code,
    people_in_book,
    take_code,
)
from storage.message import Button, Message, Section
from storage.models import Account
from storage.models.organization import PLATFORMS

# What linking says, on either side and at each step of it.

OTHER = {"slack": "teams", "teams": "slack"}


def other_platform(surface: str) -> str:
    """Return the name of the platform that this one is linked with."""
    return PLATFORMS[OTHER[surface]]


def number_of(link: LinkRow) -> str:
    """Return four digits that both sides show, e.g. "4821".

    Somebody who typed a stolen code sees them; who made the code then reads none on
    their own other side, and so says no.
    """
    digest = sha256(f"{link.id}:{link.taken_by}".encode()).digest()
    return f"{int.from_bytes(digest[:4]) % 10_000:04}"


def people_said(count: int) -> str:
    """Return how many people a book has."""
    return say_count("one person", "{n} people", count) if count else say("nobody yet")


def code_message(code: str, *, surface: str, people: int) -> Message:
    """Return what to type on the other side, and what comes of it."""
    return Message(
        headline=say(
            "Type this to me in {platform}: /outreach link {code}",
            platform=other_platform(surface),
            code=code,
        ),
        sections=(
            Section(
                text=say(
                    "It works once, for ten minutes. Then I ask on both sides whether "
                    "it is you."
                )
            ),
            Section(
                text=say(
                    "The book of this side goes on for both ({people}). The one of the "
                    "other side is set aside as it is, and comes back when you unlink.",
                    people=people_said(people),
                )
            ),
        ),
        small_print=(
            say("To keep the other side’s book instead, type there: /outreach link"),
        ),
    )


def first_question(link: LinkRow, first: Account, *, people: int) -> Message:
    """Ask who typed a code whether the account that shows it is theirs, too.

    Args:
        people: in the book that would be set aside.
    """
    return Message(
        headline=say(
            "That code is from {name} in {platform}. Is that you?",
            name=first.display_name or first.user_key,
            platform=first.platform,
        ),
        sections=(
            Section(
                text=say(
                    "If so, this account opens the book of that one, and what you type "
                    "here is kept there. If somebody else gave you the code, say no."
                )
            ),
            Section(
                text=say(
                    "Your book here ({people}) is set aside as it is, and comes back "
                    "when you unlink.",
                    people=people_said(people),
                )
            ),
        ),
        buttons=_yes_or_no(link),
        small_print=(_typed(),),
    )


def second_question(link: LinkRow, second: Account) -> Message:
    """Ask who showed a code whether the account that typed it is theirs."""
    return Message(
        headline=say(
            "{name} in {platform} typed your code. Is that you?",
            name=second.display_name or second.user_key,
            platform=second.platform,
        ),
        sections=(
            Section(
                text=say(
                    "Only if you just read the number {number} there yourself. Then "
                    "that account opens your book: all you wrote, notes included.",
                    number=number_of(link),
                )
            ),
        ),
        buttons=_yes_or_no(link),
        small_print=(_typed(),),
    )


def _yes_or_no(link: LinkRow) -> tuple[Button, Button]:
    yes = say("Yes, that is me")
    return (
        Button(label=yes, action="link_yes", subject=link.id, style="primary"),
        Button(label=say("No"), action="link_no", subject=link.id),
    )


def _typed() -> str:
    return say("Without buttons, type: /outreach link yes, or: /outreach link no")


def agreed_message(link: LinkRow, first: Account) -> Message:
    """Say where to confirm, once who typed a code has said yes."""
    return Message(
        headline=say(
            "Now say yes in {platform} as well: I have asked you there.",
            platform=first.platform,
        ),
        sections=(
            Section(
                text=say("The number there must be {number}.", number=number_of(link))
            ),
        ),
    )


def said_no_message(by: Account) -> Message:
    """Say that somebody at `by` said no."""
    return Message(
        headline=say(
            "{platform} said no, so nothing was linked. For a new code: /outreach link",
            platform=by.platform,
        )
    )


def linked_message(accounts: list[Account], *, chosen: str) -> Message:
    """Say which accounts share one book, and where its cards come.

    Args:
        accounts: of the book, where it began first.
        chosen: the surface that was chosen for the cards.
    """
    first, second = accounts[0], accounts[1]
    cards = written_to(accounts, chosen)
    [other] = [one for one in (first, second) if one.id != cards.id]
    return Message(
        headline=say(
            "{first} and {second} are linked: one book, and one card a day in {cards}.",
            first=first.platform,
            second=second.platform,
            cards=cards.platform,
        ),
        sections=(
            Section(
                text=say(
                    "For the card in {other}: /outreach remind in {other}",
                    other=other.platform,
                )
            ),
        ),
        small_print=(say("To end it: /outreach unlink"),),
    )


LIVES = timedelta(minutes=10)  # a code, from showing it to the second yes; house rule


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
