"""What a summary may still say: results taken back are not told any more.

Before it is posted they are left out; after it, the post is drawn anew without them.
"""

import sqlalchemy as sa
from sqlmodel import col

from language.say import mark, say, speaking
from scheduler.outgoing import open_body, redraw
from scheduler.shared_results import shared
from scheduler.summaries import result_sections
from storage.accomplishments import results_told
from storage.message import Message
from storage.models import Delivery
from storage.transaction import Transaction

TAKEN_BACK = mark("The results told here were taken back.")


def still_agreed(
    tx: Transaction, message: Message, *, delivery_id: str
) -> Message | None:
    """Return a summary with the results that are agreed to now, in its own language.

    Returns:
        None when nothing is left of it.
    """
    results = results_told(tx, delivery_id=delivery_id)
    with speaking(message.language):
        agreed = result_sections([shared(result) for result in results])
    if message.sections and not agreed:
        return None
    return message.model_copy(update={"sections": agreed})


def correct_post(tx: Transaction, delivery_id: str) -> None:
    """Draw a summary anew where it stands, after a result was taken back or restored.

    One that was not posted yet is only corrected; it is checked again when it goes out.
    """
    row = tx.first(
        sa.select(
            col(Delivery.body), col(Delivery.workspace_id), col(Delivery.platform_id)
        ).where(col(Delivery.id) == delivery_id, col(Delivery.kind) == "summary")
    )
    if row is None or not row.body or not row.platform_id:
        return
    message = open_body(tx, row.body, row.workspace_id, delivery_id)
    left = still_agreed(tx, message, delivery_id=delivery_id)
    if left is None:
        with speaking(message.language):
            update = {"sections": (), "small_print": (say(TAKEN_BACK),)}
        left = message.model_copy(update=update)
    redraw(tx, delivery_id, left)
