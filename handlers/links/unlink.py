"""`unlink`: each side its own book again."""

from handlers.links.link_code import my_account
from handlers.links.words import people_said
from handlers.speaker import plan_next_card
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn
from language.say import say
from scheduler.delivery.notices import tell_account
from storage.database.transactions import Transaction
from storage.leaders.accounts import Channel, account_with, accounts_of, chosen_channel
from storage.leaders.links import end_link, links_under_way, part, people_in_book
from storage.message import Button, Message, Section
from storage.models import Account
from storage.models.organization import PLATFORMS

YES = frozenset({"yes", "y"})


def unlink(turn: Turn) -> Reply:
    """End the link of your accounts. I ask first; nothing is erased.

    Examples:
        unlink
        unlink yes
    """
    if turn.text.strip(" .!").casefold() in YES:
        return part_ways(turn)
    return ask_before_unlinking(turn)


def unlink_pressed(turn: Turn) -> Reply:
    """Part the presser's own accounts."""
    return part_ways(turn)


def ask_before_unlinking(turn: Turn) -> Reply:
    """Say what each side keeps, and ask; a code that nobody typed yet is made void.

    Raises:
        Refusal: this account is linked with none.
    """
    mine = my_account(turn)
    if len(accounts_of(turn.tx, mine.leader_id)) == 1:
        return _drop_codes(turn, mine)
    question = say("Unlink Slack and Teams?")
    return Reply(
        doubt=Doubt(question, (Choice(say("Unlink"), press=("unlink", "", "")),)),
        message=Message(
            headline=question,
            sections=(
                *_what_each_keeps(_people_kept(turn.tx, mine.leader_id)),
                *_channel(_channel_left(turn, mine)),
            ),
            buttons=(Button(label=say("Unlink"), action="unlink", style="danger"),),
            small_print=(say("Without buttons, type yes or no."),),
        ),
    )


def part_ways(turn: Turn) -> Reply:
    """Give each account its own book again, and tell the other side.

    Raises:
        Refusal: this account is linked with none.
    """
    mine = my_account(turn)
    tx = turn.tx
    accounts = accounts_of(tx, mine.leader_id)
    if len(accounts) == 1:
        return _drop_codes(turn, mine)
    keeps = _people_kept(tx, mine.leader_id)
    leaves = _channel_left(turn, mine)

    def said() -> Message:
        return Message(
            headline=say("Unlinked: Slack and Teams have a book each again."),
            sections=(*_what_each_keeps(keeps), *_channel(leaves)),
            small_print=(say("To link them again: /outreach link"),),
        )

    part(tx, mine.leader_id)
    for one in accounts:
        plan_next_card(tx, one.own_leader_id, at=turn.at)
    for one in accounts:
        if one.id != mine.id and (now := account_with(tx, one.id)):
            key = f"unlinked:{now.id}:{turn.at.isoformat()}"
            tell_account(tx, now, said, once_key=key, at=turn.at)
    return Reply(said())


def _people_kept(tx: Transaction, leader_id: str) -> list[tuple[Account, int]]:
    return [
        (one, people_in_book(tx, one.own_leader_id))
        for one in accounts_of(tx, leader_id)
    ]


def _drop_codes(turn: Turn, mine: Account) -> Reply:
    under_way = links_under_way(turn.tx, mine.id)
    for link in under_way:
        end_link(turn.tx, link.id)
    if not under_way:
        raise Refusal(
            say(
                "This account is not linked with another one, so nothing was changed. "
                "To link Slack and Teams: /outreach link"
            )
        )
    return Reply(
        Message(
            headline=say("Nothing is linked, and the code that was under way is void.")
        )
    )


def _what_each_keeps(keeps: list[tuple[Account, int]]) -> tuple[Section, ...]:
    lines: list[str] = []
    for one, people in keeps:
        if one.is_guest:
            line = say(
                "{platform} opens its own book again, as it was before you linked them "
                "({people}).",
                platform=one.platform,
                people=people_said(people),
            )
        else:
            line = say(
                "{platform} keeps the book that was the one of both ({people}).",
                platform=one.platform,
                people=people_said(people),
            )
        lines.append(line)
    lines.append(say("Nothing is erased, and each has a card of its own again."))
    return tuple(Section(text=line) for line in lines)


def _channel_left(turn: Turn, mine: Account) -> Channel | None:
    """Return the channel of joint results, if the book leaves its platform."""
    chosen = chosen_channel(turn.tx, leader_id=mine.leader_id)
    accounts = accounts_of(turn.tx, mine.leader_id)
    stays = {"", *(one.surface for one in accounts if not one.is_guest)}
    return chosen if chosen.key and chosen.surface not in stays else None


def _channel(leaves: Channel | None) -> tuple[Section, ...]:
    if leaves is None:
        return ()
    text = say(
        "Joint results are then no longer told in {channel} in {platform}.",
        channel=leaves.said,
        platform=PLATFORMS.get(leaves.surface, leaves.surface),
    )
    return (Section(text=text),)
