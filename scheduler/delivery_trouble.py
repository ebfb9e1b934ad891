"""What happens when a message could not be delivered, or nobody knows whether it was.

The leader is told in their private chat, and never about being told: that could go on
for ever.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

import sqlalchemy as sa
from sqlalchemy.orm import Session

from language.say import say, speaking
from scheduler.delivery import SendFailed, reason_said
from scheduler.delivery_state import (
    ABOUT_TROUBLE,
    ACCOUNT,
    DELIVERY,
    LEADER,
    Job,
    change,
)
from scheduler.local_time import zone_of
from scheduler.other_side import move_delivery
from scheduler.outgoing import send_once
from scheduler.placed_asks import KIND
from storage.accounts import BEST_FIRST, REACHES, note_problem
from storage.message import Button, Message, Section

POST_AGAIN = "post_again"
P = ParamSpec("P")
Told = Callable[Concatenate[Session, Job, P], None]


def _in_their_language(tell: Told[P]) -> Told[P]:
    """Have `tell` speak the language of the leader whose message it was."""

    @wraps(tell)
    def told(session: Session, job: Job, /, *rest: P.args, **more: P.kwargs) -> None:
        whose = session.execute(
            sa.select(LEADER.c.language, LEADER.c.locale)
            .join(DELIVERY, DELIVERY.c.leader_id == LEADER.c.id)
            .where(DELIVERY.c.id == job.id)
        ).first()
        with speaking((whose.language or whose.locale) if whose else ""):
            tell(session, job, *rest, **more)

    return told


@_in_their_language
def leave_in_doubt(session: Session, job: Job, at: datetime) -> None:
    """Send it no more, and tell the leader that it may or may not be there."""
    change(session, job.id, state="in doubt")
    if job.is_about_trouble:
        return
    if job.kind == KIND:
        _tell(
            session,
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
        _tell(
            session,
            job,
            say(
                "The summary for {channel} may or may not be posted",
                channel=_channel_name(session, job),
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
        _tell(
            session,
            job,
            lost,
            say(
                "The connection broke while I was sending it. If it is not above, "
                "press Show it again."
            ),
            say("Show it again"),
            at,
        )


@_in_their_language
def fail(session: Session, job: Job, problem: SendFailed, at: datetime) -> None:
    """Give a message up.

    A private one that never can arrive goes to another account that its reader linked;
    where there is none it pauses them, who cannot be told (R20). A channel's is told to
    the leader.
    """
    reason = problem.reason
    change(session, job.id, state="failed", problem=reason)
    if not job.to.to_channel:
        if not problem.final:
            return
        other = note_problem(
            session,
            surface=job.to.surface,
            tenant=job.to.tenant,
            user_key=job.to.recipient,
            problem=reason,
        )
        if other is not None:
            move_delivery(session, job, other, reason=reason, at=at)
        return
    if job.kind == KIND:
        _tell(
            session,
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
    _tell(
        session,
        job,
        say(
            "The summary for {channel} was not posted",
            channel=_channel_name(session, job),
        ),
        say(
            "What came back: {reason}. When that is put right, press Post again.",
            reason=reason_said(reason),
        ),
        say("Post again"),
        at,
    )


def _channel_name(session: Session, job: Job) -> str:
    found = session.execute(
        sa.select(LEADER.c.channel_name)
        .join(DELIVERY, DELIVERY.c.leader_id == LEADER.c.id)
        .where(DELIVERY.c.id == job.id, LEADER.c.channel_key == job.to.recipient)
    ).scalar()
    return f"#{found.lstrip('#')}" if found else say("your channel")


def _tell(
    session: Session, job: Job, headline: str, text: str, label: str, at: datetime
) -> None:
    whose = session.execute(
        sa.select(
            DELIVERY.c.workspace_id,
            DELIVERY.c.leader_id,
            LEADER.c.zone,
            ACCOUNT.c.user_key,
        )
        .join(LEADER, LEADER.c.id == DELIVERY.c.leader_id)
        .join(ACCOUNT, REACHES)
        .where(
            DELIVERY.c.id == job.id,
            ACCOUNT.c.surface == job.to.surface,
            ACCOUNT.c.tenant == job.to.tenant,
        )
        .order_by(*BEST_FIRST)
    ).first()
    if whose is None:  # the leader left this surface
        return
    again = Button(label=label, action=POST_AGAIN, subject=job.id)
    send_once(
        session,
        Message(headline=headline, sections=(Section(text=text, buttons=(again,)),)),
        once_key=f"{ABOUT_TROUBLE}{job.id}:{at.isoformat()}",
        kind="notice",
        workspace_id=whose.workspace_id,
        leader_id=whose.leader_id,
        surface=job.to.surface,
        tenant=job.to.tenant,
        recipient=whose.user_key,
        on=at.astimezone(zone_of(whose.zone)).date(),
        at=at,
    )
