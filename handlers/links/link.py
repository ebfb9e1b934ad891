"""`link`: one book for a leader who is in Slack and in Teams."""

import sqlalchemy as sa
from sqlmodel import col

from handlers.links.link_code import (
    check_free,
    check_time,
    my_account,
    show_code,
    type_code,
)
from handlers.links.words import (
    agreed_message,
    linked_message,
    said_no_message,
    second_question,
)
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import say, say_count
from language.words import listed
from scheduler.delivery.notices import tell_account
from storage.leaders.accounts import account_with, accounts_of
from storage.leaders.leaders import leader_at
from storage.leaders.links import (
    LinkRow,
    agree_to_link,
    end_link,
    join,
    links_under_way,
)
from storage.message import Message, Section
from storage.models import Account, Leader
from storage.upkeep.bring_book import bring_book

MOST_NAMED = 15  # names in one line; house rule
BRING = frozenset({"bring", "bring it", "bring over", "copy"})
YES = frozenset({"yes", "y", "ok", "that is me"})
NO = frozenset({"no", "n", "cancel", "stop", "not me"})
NOTHING = "none"  # a press without an id is about no link


def link(turn: Turn) -> Reply:
    """Link your Slack and Teams accounts: one book, one card a day; shows a code.

    Examples:
        link
        link K7QF-2MPD
        link yes
        link no
        link bring
    """
    words = " ".join(turn.text.split()).strip(" .!").casefold()
    if not words:
        return show_code(turn)
    if words in BRING:
        return bring(turn)
    if words in YES:
        return say_yes(turn)
    if words in NO:
        return say_no(turn)
    return type_code(turn)


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


def _first_yes(turn: Turn, link: LinkRow, mine: Account) -> Reply:
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


def _mine(turn: Turn, mine: Account, link_id: str) -> list[LinkRow]:
    found = links_under_way(turn.tx, mine.id)
    return [one for one in found if link_id in ("", one.id)]


def _waits_for(link: LinkRow, mine: Account) -> bool:
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


# The same by a press.


def link_yes(turn: Turn) -> Reply:
    """Agree to the link behind the button, if it waits for the presser."""
    return say_yes(turn, turn.subject or NOTHING)


def link_no(turn: Turn) -> Reply:
    """Void the link behind the button, if the presser takes part in it."""
    return say_no(turn, turn.subject or NOTHING)


# `link bring`: what the book that was set aside has, copied into the one of both.


def bring(turn: Turn) -> Reply:
    """Copy the book that was set aside into this one, and say who was taken for whom.

    Raises:
        Refusal: nothing is linked, or all of it is here already.
    """
    mine = my_account(turn)
    guests = [one for one in accounts_of(turn.tx, mine.leader_id) if one.is_guest]
    if not guests:
        raise Refusal(
            say(
                "This account is not linked, so there is nothing to bring. To link "
                "Slack and Teams: /outreach link"
            )
        )
    [guest] = guests
    query = sa.select(col(Leader.person_id)).where(
        col(Leader.id) == guest.own_leader_id
    )
    there = str(turn.tx.execute(query).scalar_one())
    matched, count = bring_book(
        turn.writer,
        aside_id=guest.own_leader_id,
        myself={there: turn.speaker.person_id},
    )
    unclear = _unclear(matched.unclear)
    if not count and not matched.new:
        raise Refusal(
            say(
                "There is nothing in the book of {platform} that is not here.",
                platform=guest.platform,
            ),
            choices=tuple(one.text for one in unclear),
        )
    sections = [
        Section(text=say("New in this directory: {names}.", names=_names(matched.new)))
    ] * bool(matched.new)
    sections += [
        Section(
            text=say(
                "Taken to be who was known here already: {names}.",
                names=_names(matched.same),
            )
        )
    ] * bool(matched.same)
    return kept(
        turn,
        say_count(
            "Brought one entry from the book of {platform}.",
            "Brought {n} entries from the book of {platform}.",
            count,
            platform=guest.platform,
        ),
        label=say("what came from the book of {platform}", platform=guest.platform),
        sections=(*sections, *unclear),
        small_print=(
            say(
                "That book stays as it is. Joint results stay there, and so do its "
                "services and issues."
            ),
        ),
    )


def _unclear(names: list[str]) -> tuple[Section, ...]:
    if not names:
        return ()
    name, _, unit = names[0].rstrip(")").partition(" (")
    return (
        Section(
            text=say(
                "Not brought, as somebody of that name is here and I can't tell "
                "whether it is the same person: {names}.",
                names=_names(names),
            )
        ),
        Section(
            text=say(
                "If it is, give them the same unit here; if not, type: /outreach add "
                "another {name}{unit}. Then: /outreach link bring",
                name=name,
                unit=say(", in {unit}", unit=unit) if unit else "",
            )
        ),
    )


def _names(names: list[str]) -> str:
    shown = names[:MOST_NAMED]
    if len(names) > MOST_NAMED:
        more = len(names) - MOST_NAMED
        shown.append(say_count("one more", "{n} more", more))
    return listed(shown)
