"""The one question that waits: kept with its answers, drawn, and answered by a press.

It belongs to the leader on every surface. An answer, another line or ten minutes end
it, so that no later "yes" does something old. How an answer is read from a few words
stands in `handlers.doubts.in_words`.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from handlers.faults import refusal_reply
from handlers.grammar.contacts.unsettled import MOST_CHOICES
from handlers.speaker import speaker_of
from handlers.turn import (
    LONGEST_LABEL,
    Act,
    Choice,
    Doubt,
    Pressed,
    Refusal,
    Reply,
    Said,
    Turn,
    merged,
)
from language.say import say, speaking
from language.words import clipped
from scheduler.outgoing import change_replies
from storage.database.once import first_time
from storage.database.transactions import Transaction
from storage.leaders.facts import LeaderFact
from storage.leaders.pending import (
    ANSWERED_WITHIN,
    drop_pending,
    keep_pending,
    pending_of,
)
from storage.message import Button, Menu, Message, Section

CHOOSE = "choose"  # the press on an answer
SHOWS = frozenset({"why"})  # presses that only show something: they end no question


@dataclass(frozen=True, slots=True)
class Waiting:
    """A question that waits for an answer."""

    id: str
    doubt: Doubt


def waiting_for(turn: Turn) -> Waiting | None:
    """Return the question that waits for the speaker; None = none, or it is too old."""
    speaker = turn.speaker
    if speaker.pending_id is None or speaker.pending_at is None:
        return None
    if turn.at - speaker.pending_at >= ANSWERED_WITHIN:
        return None
    kept = json.loads(pending_of(turn.tx, speaker))
    choices = tuple(
        Choice(
            label=one["label"],
            lines=tuple(one["lines"]),
            words=tuple(one["words"]),
            press=tuple(one["press"]) if one["press"] else None,
        )
        for one in kept["choices"]
    )
    doubt = Doubt(
        kept["text"],
        choices,
        about=kept["about"],
        line=kept["line"],
        within=tuple(kept["within"]) if kept["within"] else None,
    )
    return Waiting(speaker.pending_id, doubt)


# Asking: with the reply that asks, or after the refusal that undid the line.


def with_memory(turn: Turn, answer: Callable[[Turn], Reply | None], act: Act) -> Reply:
    """Carry out a line, and keep in mind what is asked in reply to it.

    Args:
        answer: reads it as an answer to the question that waits, if one does; None =
            it is none. Then the question is over.
        act: carries the line out afresh.

    Raises:
        Refusal: it cannot be carried out; `ends_question` says if one had waited.
    """
    waits = turn.speaker.pending_id is not None
    try:
        reply = (answer(turn) if waits else None) or act(turn)
    except Refusal as refusal:
        refusal.ends_question = waits
        raise
    return _settled(turn, reply, is_over=waits)


def press_with_memory(turn: Turn, act: Act) -> Reply:
    """Carry out a press likewise; one that is refused, or only shows, ends nothing."""
    reply = act(turn)
    shows = reply.form is not None or reply.refused or turn.action in SHOWS
    waits = turn.speaker.pending_id is not None
    return _settled(turn, reply, is_over=waits and not shows)


def _settled(turn: Turn, reply: Reply, *, is_over: bool) -> Reply:
    if reply.doubt is not None:
        reply = ask_in(turn.tx, turn.speaker, reply, reply.doubt, at=turn.at)
    elif is_over:
        drop_pending(turn.tx, turn.speaker.leader_id)
    else:
        return reply
    _end_question(turn.tx, turn.speaker, reply)
    return reply


def _end_question(tx: Transaction, leader: LeaderFact, reply: Reply) -> None:
    """Take the answers off the message that asked what had waited until now.

    An answer that stands in its place stays there. Where the same is asked once more,
    the buttons shown before are good as they are.
    """
    theirs = f"{leader.pending_id}."

    def is_theirs(one: Button | Menu) -> bool:
        return one.action == CHOOSE and one.subject.startswith(theirs)

    def ended(message: Message) -> Message:
        left = tuple(one for one in message.buttons if not is_theirs(one))
        if left == message.buttons:
            return message
        if reply.in_place:
            return reply.message
        return message.model_copy(update={"buttons": left})

    if leader.pending_id is not None and not any(map(is_theirs, reply.message.buttons)):
        change_replies(tx, leader.leader_id, ended)


def after_refusal(tx: Transaction, asked: Said | Pressed, refusal: Refusal) -> Reply:
    """Return a refusal as a reply; what it asks is kept, what waited before is over.

    In a transaction of its own: the refused one was rolled back.
    """
    speaker = speaker_of(tx, asked.by, profile=asked.profile, at=asked.at)
    with speaking(speaker.reads, on=asked.by.surface):
        reply = refusal_reply(refusal)
        if refusal.doubt is None:
            drop_pending(tx, speaker.leader_id)
            _end_question(tx, speaker, reply)
            return reply
        if isinstance(asked, Pressed) and asked.action == CHOOSE:
            reply = replace(reply, in_place=True)
            _answered(tx, asked.subject.partition(".")[0], at=asked.at)
        message = Message(headline=refusal.text, language=refusal.language)
        if refusal.doubt.text != refusal.text:
            sections = (Section(text=refusal.doubt.text),)
            message = message.model_copy(update={"sections": sections})
        reply = replace(reply, message=message)
        reply = ask_in(tx, speaker, reply, refusal.doubt, at=asked.at)
        _end_question(tx, speaker, reply)
        return reply


def ask_in(
    tx: Transaction, leader: LeaderFact, reply: Reply, doubt: Doubt, *, at: datetime
) -> Reply:
    """Return `reply` with the buttons of a question that waits from now on (UTC).

    None is added where the message has the buttons of its presses, or a form asks.
    """
    doubt = replace(doubt, choices=_offered(doubt))
    pending_id = keep_pending(tx, leader, json.dumps(asdict(doubt)), at=at)
    shown = {(one.action, one.subject) for one in reply.message.buttons}
    presses = {one.press[:2] for one in doubt.choices if one.press}
    if reply.form is not None or shown & presses:
        return replace(reply, doubt=doubt)
    answers = tuple(
        Button(label=one.label, action=CHOOSE, subject=f"{pending_id}.{number}")
        for number, one in enumerate(doubt.choices)
    )
    buttons = (*reply.message.buttons, *answers)
    message = reply.message.model_copy(update={"buttons": buttons})
    return replace(reply, message=message, doubt=doubt)


def _offered(doubt: Doubt) -> tuple[Choice, ...]:
    """Return at most five choices, and one that keeps nothing."""
    real = [one for one in doubt.choices if one.lines or one.press]
    none = [one for one in doubt.choices if not (one.lines or one.press)]
    nothing = none[0] if none else Choice(say("Nothing"))
    return tuple(
        replace(one, label=clipped(" ".join(one.label.split()), LONGEST_LABEL))
        for one in (*real[:MOST_CHOICES], nothing)
    )


# Answering: the choice is carried out, and the question is over.


def press_choice(turn: Turn) -> Reply:
    """Carry out the choice behind a button; the reply stands in the question's place.

    Raises:
        Refusal: the question is over, somebody else's, or made up; or what the choice
            stands for cannot be carried out.
    """
    pending_id, _, number = turn.subject.rpartition(".")
    waiting = waiting_for(turn)
    if waiting is None or waiting.id != pending_id:
        refusal = question_over()
        refusal.in_place = _answered(turn.tx, pending_id, at=turn.at)
        raise refusal
    by_number = {str(at): one for at, one in enumerate(waiting.doubt.choices)}
    if number not in by_number:
        raise question_over()
    choice = by_number[number]
    reply = carried_out(turn, choice)
    _answered(turn.tx, pending_id, at=turn.at)
    told = say(
        "You were asked: {question} You chose: {answer}",
        question=waiting.doubt.text,
        answer=choice.label,
    )
    small_print = (*reply.message.small_print, told)
    message = reply.message.model_copy(update={"small_print": small_print})
    return replace(reply, message=message, in_place=True)


def _answered(tx: Transaction, pending_id: str, *, at: datetime) -> bool:
    """Note that an answer stands where this question stood; False = it did before.

    A second press, in haste, must not put “over” in the place of that answer.
    """
    return first_time(tx, f"answered:{pending_id}", at=at)


def question_over() -> Refusal:
    """Return that a question cannot be answered any more, and the way on."""
    return Refusal(
        say(
            "That question is over, so I can't take an answer, and nothing was "
            "changed. Type your line once more, or see what you can type: /outreach "
            "help"
        )
    )


def carried_out(turn: Turn, choice: Choice) -> Reply:
    """Do what a choice stands for: all of its lines with one undo, or its press.

    Raises:
        Refusal: one of the lines cannot be carried out; then none is.
    """
    if choice.press is not None:
        action, subject, value = choice.press
        return done_as(turn, action=action, subject=subject, value=value)
    if not choice.lines:
        return Reply(Message(headline=say("All right, nothing was changed.")))
    return merged([done_as(turn, line=line) for line in choice.lines])


def done_as(
    turn: Turn, *, line: str = "", action: str = "", subject: str = "", value: str = ""
) -> Reply:
    """Carry out a canonical line, or a press, in this turn and with its writer."""
    assert turn.carry_out is not None  # whoever opened the turn set it
    meant = replace(
        turn,
        verb="",
        text=line,
        action=action,
        subject=subject,
        value=value,
        values={},
        chosen=True,
    )
    return turn.carry_out(meant)
