"""A reply that goes out as a private message, through the queue."""

from datetime import datetime

from handlers.speaker import language_at, speaker_of
from handlers.turn import Address, Pressed, Profile, Reply, Said
from language.say import mark, say, speaking
from scheduler.outgoing import Target, send_once
from storage.database.transactions import Database, Transaction
from storage.faults import log_fault
from storage.message import Message


def queue_reply(
    tx: Transaction,
    message: Message,
    *,
    to: Address,
    profile: Profile,
    once_key: str,
    at: datetime,
) -> None:
    """Queue a private message with the caller's transaction, once for each request."""
    speaker = speaker_of(tx, to, profile=profile, at=at)
    send_once(
        tx,
        message,
        once_key=f"reply:{once_key}",
        kind="reply",
        workspace_id=speaker.workspace_id,
        leader_id=speaker.leader_id,
        to=Target(to.surface, to.tenant, to.user_key),
        on=speaker.today(at),
        at=at,
    )


FILE_ALONE = mark(
    "I cannot read files, so nothing was kept. Write in a few words what it is about, "
    "for example: log Dana call: sent her the plan"
)
EDITED = mark(
    "You changed a message that I had read, and I keep what it said first. To correct "
    "it, say what was wrong, for example: no, that was Friday. Or type: undo"
)


def queue_unread(
    tx: Transaction,
    why: str,
    *,
    to: Address,
    profile: Profile,
    once_key: str,
    at: datetime,
) -> None:
    """Queue why something was not read, once for each thing.

    Args:
        why: `FILE_ALONE` or `EDITED`.
    """
    with speaking(language_at(tx, to, profile), on=to.surface):
        message = Message(headline=say(why))
    queue_reply(tx, message, to=to, profile=profile, once_key=once_key, at=at)


def queue_reply_to(tx: Transaction, asked: Said | Pressed, reply: Reply) -> None:
    """Queue the reply to a line or a press, to whoever typed or pressed it."""
    queue_reply(
        tx,
        reply.message,
        to=asked.by,
        profile=asked.profile,
        once_key=asked.once_key,
        at=asked.at,
    )


async def queue_if_possible(
    database: Database,
    message: Message,
    *,
    to: Address,
    profile: Profile,
    once_key: str,
    at: datetime,
) -> bool:
    """Queue a message about something carried out already; False = that failed."""
    try:
        await database.run(
            lambda tx: queue_reply(
                tx, message, to=to, profile=profile, once_key=once_key, at=at
            )
        )
    except Exception as error:
        log_fault(error)
        return False
    return True
