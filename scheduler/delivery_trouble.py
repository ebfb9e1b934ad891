"""What happens when a message could not be delivered, or nobody knows whether it was.

The leader is told in their private chat, and never about being told: that could go on
for ever.
"""

from datetime import datetime

from language.say import say
from scheduler.delivery import SendFailed, reason_said
from scheduler.delivery_job import Job, change
from scheduler.other_side import move_delivery
from scheduler.placed_asks import KIND
from scheduler.telling_of_trouble import channel_name, in_their_language, tell_leader
from storage.accounts import note_problem
from storage.transaction import Transaction


@in_their_language
def leave_in_doubt(tx: Transaction, job: Job, at: datetime) -> None:
    """Send it no more, and tell the leader that it may or may not be there."""
    change(tx, job.id, state="in doubt")
    if job.is_about_trouble:
        return
    if job.kind == KIND:
        tell_leader(
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
        tell_leader(
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
        tell_leader(
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


@in_their_language
def fail(tx: Transaction, job: Job, problem: SendFailed, at: datetime) -> None:
    """Give a message up.

    A private one that never can arrive goes to another account that its reader linked;
    where there is none it pauses them, who cannot be told (R20). A channel's is told to
    the leader.
    """
    reason = problem.reason
    change(tx, job.id, state="failed", problem=reason)
    if not job.to.to_channel:
        if not problem.final:
            return
        other = note_problem(
            tx,
            surface=job.to.surface,
            tenant=job.to.tenant,
            user_key=job.to.recipient,
            problem=reason,
        )
        if other is not None:
            move_delivery(tx, job, other, reason=reason, at=at)
        return
    if job.kind == KIND:
        tell_leader(
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
    tell_leader(
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
