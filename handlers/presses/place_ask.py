"""Place it here: the leader's button that puts a question into this conversation."""

from handlers.request import Refusal, Reply, Turn
from handlers.share_placing import check_directory, check_placing
from language.say import say
from scheduler.delivery_state import post_again
from scheduler.placed_asks import place_ask
from storage.accomplishments import result_with
from storage.message import Message


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
    check_placing(result)
    check_directory(turn)
    place = turn.place
    if place.is_direct or not place.channel_key:
        raise Refusal(
            say(
                "I cannot post in a chat of two. Type it where you share a channel: "
                "/outreach share"
            )
        )
    delivery_id, new = place_ask(
        turn.tx,
        result,
        surface=turn.speaker.address.surface,
        tenant=turn.speaker.address.tenant,
        workspace_id=turn.speaker.workspace_id,
        channel_key=place.channel_key,
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
                partner=result.partner,
            ),
            small_print=(
                say(
                    "If I cannot post here, I tell you why in our private chat. To "
                    "take it back: /outreach share"
                ),
            ),
        )
    )
