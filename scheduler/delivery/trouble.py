"""What happens when a message could not be delivered, or nobody knows whether it was.

The leader is told in their private chat, and never about being told: that could go on
for ever.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from language.say import say, speaking
from scheduler.delivery.notices import tell_account
from scheduler.delivery.sender import SendFailed, reason_said
from scheduler.delivery.state import (
    ABOUT_TROUBLE,
    Job,
    change_delivery,
    give_up_card,
)
from scheduler.outgoing import Target, queue_of, send_once
from scheduler.summary.placed_asks import KIND
from storage.database.transactions import Transaction
from storage.leaders.accounts import note_problem, reached_at
from storage.leaders.leaders import leader_with
from storage.message import Button, Message, Section
from storage.models import Account
from storage.models.organization import PLATFORMS

# Telling a leader, in their language, that a message did not arrive.

POST_AGAIN = "post_again"
P = ParamSpec("P")
Told = Callable[Concatenate[Transaction, Job, P], None]


def in_their_language(tell: Told[P]) -> Told[P]:
    """Have `tell` speak the language of the leader whose message it was."""

    @wraps(tell)
    def told(tx: Transaction, job: Job, /, *rest: P.args, **more: P.kwargs) -> None:
        leader = leader_with(tx, job.leader_id)
        with speaking(leader.reads if leader else "", on=job.to.surface):
            tell(tx, job, *rest, **more)

    return told


def channel_name(tx: Transaction, job: Job) -> str:
    """Return what the leader calls the channel that a message was for."""
    leader = leader_with(tx, job.leader_id)
    if leader and leader.channel_name and leader.channel_key == job.to.recipient:
        return f"#{leader.channel_name.lstrip('#')}"
    return say("your channel")


def tell_of_trouble(
    tx: Transaction, job: Job, headline: str, text: str, label: str, at: datetime
) -> None:
    """Queue a notice to whose message it was, with a button that posts it again.

    Args:
        label: of the button.
        at: now, UTC.
    """
    leader = leader_with(tx, job.leader_id)
    here = (job.to.surface, job.to.tenant)
    there = [
        one
        for one in reached_at(tx, job.leader_id)
        if (one.surface, one.tenant) == here
    ]
    if leader is None or not there:  # they left this surface
        return
    again = Button(label=label, action=POST_AGAIN, subject=job.id)
    send_once(
        tx,
        Message(headline=headline, sections=(Section(text=text, buttons=(again,)),)),
        once_key=f"{ABOUT_TROUBLE}{job.id}:{at.isoformat()}",
        kind="notice",
        workspace_id=job.workspace_id,
        leader_id=job.leader_id,
        to=Target(*here, there[0].user_key),
        on=leader.today(at),
        at=at,
    )


# What goes to a leader's other linked account once one can't be written to.

MOVES = frozenset({"nudge", "notice"})  # a reply belongs where it was asked


def move_delivery(
    tx: Transaction, job: Job, to: Account, *, reason: str, at: datetime
) -> bool:
    """Queue a message that was refused for good to another account of its leader.

    What may have been posted stays where it is: better one card too few than two.

    Returns:
        False, with nothing changed, for a message that must not move.
    """
    theirs = job.leader_id in (to.leader_id, to.own_leader_id)
    if job.in_doubt or job.kind not in MOVES or not theirs:
        return False
    change_delivery(
        tx,
        job.id,
        surface=to.surface,
        tenant=to.tenant,
        recipient=to.user_key,
        state="queued",
        problem="",
    )
    queue_of(tx).enqueue(
        tx,
        job.id,
        surface=to.surface,
        tenant=to.tenant,
        revision=0,
        attempt=1,
    )
    tell_of_moving(tx, to, gone=job.to.surface, reason=reason, at=at)
    return True


def tell_of_moving(
    tx: Transaction, to: Account, *, gone: str, reason: str, at: datetime
) -> None:
    """Tell a leader, where they are reached, that the cards come there now.

    Args:
        gone: the surface they were to come on.
        reason: why they can't, in words.
    """
    platform = PLATFORMS.get(gone, gone)

    def said() -> Message:
        return Message(
            headline=say(
                "I can't write to you in {platform} any more, so your cards come here.",
                platform=platform,
            ),
            sections=(
                Section(
                    text=say("What came back: {reason}.", reason=reason_said(reason))
                ),
                Section(
                    text=say(
                        "Your book is the same here. Once {platform} works again: "
                        "/outreach remind in {platform}",
                        platform=platform,
                    )
                ),
            ),
        )

    tell_account(tx, to, said, once_key=f"moved:{to.id}:{at.isoformat()}", at=at)


@in_their_language
def leave_in_doubt(tx: Transaction, job: Job, at: datetime) -> None:
    """Send it no more, and tell the leader that it may or may not be there."""
    change_delivery(tx, job.id, state="in doubt")
    if job.is_about_trouble:
        return
    if job.kind == KIND:
        tell_of_trouble(
            tx,
            job,
            say("Your question about a joint result may or may not be posted"),
            say(
                "The connection broke while I was placing it. Please look in the "
                "conversation. If it is not there, press Post again."
            ),
            say("Post again"),
            at,
        )
    elif job.to.to_channel:
        tell_of_trouble(
            tx,
            job,
            say(
                "The summary for {channel} may or may not be posted",
                channel=channel_name(tx, job),
            ),
            say(
                "The connection broke while I was posting it. Please look in the "
                "channel. If it is not there, press Post again."
            ),
            say("Post again"),
            at,
        )
    else:
        lost = say("A message of mine may not have reached you")
        if job.kind == "nudge":
            lost = say("This morning’s card may not have reached you")
        tell_of_trouble(
            tx,
            job,
            lost,
            say(
                "The connection broke while I was sending it. If it is not above, "
                "press Show it again."
            ),
            say("Show it again"),
            at,
        )


def _is_moved(tx: Transaction, job: Job, problem: SendFailed, at: datetime) -> bool:
    """Note what will not pass by itself; say whether another account is tried."""
    if not problem.final:
        return False
    other = note_problem(
        tx,
        surface=job.to.surface,
        tenant=job.to.tenant,
        user_key=job.to.recipient,
        problem=problem.reason,
    )
    if other is None:
        return False
    return move_delivery(tx, job, other, reason=problem.reason, at=at)


@in_their_language
def fail(tx: Transaction, job: Job, problem: SendFailed, at: datetime) -> None:
    """Give a message up.

    A private one that never can arrive goes to another account that its reader linked;
    where there is none it pauses them, who cannot be told (R20), and the steps of a
    card come with the next one. A channel's is told to the leader.
    """
    reason = problem.reason
    change_delivery(tx, job.id, state="failed", problem=reason)
    if not job.to.to_channel:
        if not _is_moved(tx, job, problem, at):
            give_up_card(tx, job)
        return
    if job.kind == KIND:
        tell_of_trouble(
            tx,
            job,
            say("Your question about a joint result was not placed"),
            say(
                "What came back: {reason}. If I am not in that conversation, type "
                "there: /invite @Outreach. Then press Post again.",
                reason=reason_said(reason),
            ),
            say("Post again"),
            at,
        )
        return
    tell_of_trouble(
        tx,
        job,
        say(
            "The summary for {channel} was not posted",
            channel=channel_name(tx, job),
        ),
        say(
            "What came back: {reason}. When that is put right, press Post again.",
            reason=reason_said(reason),
        ),
        say("Post again"),
        at,
    )
