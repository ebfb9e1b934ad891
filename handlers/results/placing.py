"""Asking the partner by a button, in a conversation the leader shares with them."""

from handlers.people.directory import in_own_directory
from handlers.turn import Refusal, Reply, Turn
from language.say import say
from scheduler.delivery.state import post_again
from scheduler.outgoing import Target
from scheduler.summary.placed_asks import ask_message, place_ask, redraw_asks
from storage.leaders.accounts import accounts_of
from storage.message import Button, Message, Section
from storage.results.facts import ResultFact
from storage.results.sharing import result_with
from storage.results.store import result_numbers

PLACE = "place_ask"
PLACING = frozenset({"slack"})  # surfaces on which a press tells where it was


def offer_placing(turn: Turn, result: ResultFact, number: int) -> Reply:
    """Show the leader what would be placed in this conversation, and ask first.

    Raises:
        Refusal: nobody's word is missing, the result is private, or this is no
            conversation that the bot can post to.
    """
    check_placing(result, number)
    codes = say("pass on a code instead: /outreach share codes {number}", number=number)
    if turn.speaker.address.surface not in PLACING:
        raise Refusal(
            say("I place a button in Slack alone. Here, {codes}", codes=codes)
        )
    check_directory(turn, number)
    if turn.place.is_direct or not turn.place.channel_key:
        raise Refusal(
            say(
                "I cannot post in a chat of two. In a channel or a group chat that you "
                "share with {partner}, and that I am in, type: /outreach share ask "
                "{number}. Or {codes}",
                partner=result.partner.name,
                number=number,
                codes=codes,
            )
        )
    asked = ask_message(result, today=turn.today)
    pressed = ", ".join(f"“{one.label}”" for one in asked.buttons)
    place = Button(
        label=say("Place it here"), action=PLACE, subject=result.id, style="primary"
    )
    return Reply(
        Message(
            headline=say("Nothing is posted yet. Everybody here would read this:"),
            sections=(
                Section(text=asked.headline),
                *asked.sections,
                Section(text=say("Below it: {buttons}.", buttons=pressed)),
            ),
            buttons=(place,),
            small_print=(
                *asked.small_print,
                say("If I am not in this conversation, type first: /invite @Outreach"),
            ),
        )
    )


def press_place_ask(turn: Turn) -> Reply:
    """Post the question where the leader pressed, once a day in each conversation.

    Where that is says the platform's own signed payload, not the button.

    Raises:
        Refusal: the result is not the leader's or not to be asked about, nobody here
            could answer, or this is a chat of two.
    """
    result = result_with(turn.tx, turn.subject, workspace_id=turn.speaker.workspace_id)
    if result is None or result.leader_id != turn.speaker.leader_id:
        raise Refusal(
            say(
                "That result is not here, or not yours, so I placed nothing. See yours "
                "with: /outreach share"
            )
        )
    number = result_numbers(turn.tx, leader_id=turn.speaker.leader_id)[result.id]
    check_placing(result, number)
    check_directory(turn, number)
    place = turn.place
    if place.is_direct or not place.channel_key:
        raise Refusal(
            say(
                "I cannot post in a chat of two. Type it where you share a channel: "
                "/outreach share"
            )
        )
    here = turn.speaker.address
    delivery_id, new = place_ask(
        turn.tx,
        result,
        to=Target(here.surface, here.tenant, place.channel_key, to_channel=True),
        workspace_id=turn.speaker.workspace_id,
        on=turn.today,
        at=turn.at,
    )
    again = not new and post_again(
        turn.tx, delivery_id, turn.speaker.leader_id, turn.at
    )  # it failed before, perhaps because the bot was not in this conversation yet
    if not (new or again):
        raise Refusal(
            say("I placed that here today already, so I did not do it again.")
        )
    return Reply(
        Message(
            headline=say(
                "On its way. I mention nobody, so tell {partner} that it is here.",
                partner=result.partner.name,
            ),
            small_print=(
                say(
                    "If I cannot post here, I tell you why in our private chat. To "
                    "take it back: /outreach share"
                ),
            ),
        )
    )


def check_placing(result: ResultFact, number: int) -> None:
    """Let only a result be asked about whose partner's word may be asked in public.

    Raises:
        Refusal: it was taken back, is private, or waits for nobody.
    """
    if result.withdrawn_on is not None:
        raise Refusal(
            say("You took that result back, so there is nothing to ask about it.")
        )
    if not result.shareable:
        raise Refusal(
            say(
                "You keep that result private, so I place it nowhere. Pass on a code "
                "instead: /outreach share codes {number}",
                number=number,
            )
        )
    if not result.waits_for:
        raise Refusal(
            say(
                "Everybody has said yes to that result already. See all with: "
                "/outreach share"
            )
        )


def check_directory(turn: Turn, number: int) -> None:
    """Let a question be placed where people can answer it.

    Raises:
        Refusal: the account is linked, and its book is kept on another platform.
    """
    if can_place(turn):
        return
    kept = accounts_of(turn.tx, turn.speaker.leader_id)[0]
    raise Refusal(
        say(
            "Your book is kept in {platform}, so nobody could say yes to that result "
            "here. Pass on a code, to be typed in {platform}: /outreach share codes "
            "{number}",
            platform=kept.platform,
            number=number,
        )
    )


def can_place(turn: Turn) -> bool:
    """Return whether a button placed here could be pressed by the partner.

    On this platform, and the book is kept on it: who a partner is, is known there only.
    """
    here = turn.speaker.address.surface in PLACING
    return here and in_own_directory(turn) is None


def redraw_placed(turn: Turn, result_id: str) -> None:
    """Draw the questions about a result anew, wherever they stand."""
    redraw_asks(turn.tx, result_id, today=turn.today)
