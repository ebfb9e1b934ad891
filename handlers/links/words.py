"""What linking says, on either side and at each step of it."""

from hashlib import sha256

from language.say import say, say_count
from storage.leaders.accounts import written_to
from storage.leaders.links import LinkRow
from storage.message import Button, Message, Section
from storage.models import Account
from storage.models.organization import PLATFORMS

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
