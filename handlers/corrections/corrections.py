"""A correction in words, straight after: "no, that was Friday", "not Kim, Grace".

It is about what was logged or corrected last, within ten minutes. Every word must be
explained: a line with anything else in it is a line of its own, so that "no reply from
Kim" corrects nothing. All of it ends in the acts of `edit` and `undo`.
"""

from collections.abc import Callable, Sequence
from typing import Literal

from handlers.contacts.last_entry import REMEMBERED, LastEntry, last_entry
from handlers.corrections.more import (
    Act,
    added,
    more_to_the_note,
    next_meeting,
    one_more,
    other_words,
    share_said,
    was_about,
    was_there,
)
from handlers.corrections.put_right import meant_instead, put_entry_right
from handlers.doubts.pending import done_as
from handlers.grammar.words.answers import AnswerWords, answer_words
from handlers.grammar.words.tokens import Token, tokens_of
from handlers.turn import Reply, Turn
from storage.leaders.pending import ANSWERED_WITHIN
from storage.upkeep.undo import newest_change

LONGEST_CORRECTION = 100  # characters; more is a line of its own. House rule
LONGEST_ADDED = 400  # characters of more to the note; house rule


def correction_of(turn: Turn) -> Reply | None:
    """Carry out a line that is about what was told last; None = it is not.

    Args:
        turn: its `text` is the whole line.

    Raises:
        Refusal: what it corrects is so already, or cannot be; or it asks.
    """
    if len(turn.text) > LONGEST_ADDED:
        return None
    tokens = tokens_of(turn.text)
    said = answer_words()
    if not tokens or not _may_refer(tokens, said):
        return None
    if len(turn.text) <= LONGEST_CORRECTION and (what := _takes_back(tokens, said)):
        return _undone(turn, what)
    readers: tuple[Read, ...] = (share_said, more_to_the_note, added)
    if len(turn.text) <= LONGEST_CORRECTION:
        readers = (
            share_said, next_meeting, one_more, _fixed, other_words, more_to_the_note,
            added, was_about, was_there,
        )  # fmt: skip
    entry: LastEntry | None = None
    for read in readers:
        act = read(turn, tokens, said)
        if act is None:
            continue
        entry = entry or last_entry(turn)
        if entry is None or _asked_since(turn):
            return None
        if (reply := act(entry)) is not None:
            return reply
    return None


def _asked_since(turn: Turn) -> bool:
    """Say whether a question was asked since: "no, Thursday" is about that, then."""
    asked_at = turn.speaker.pending_at
    if asked_at is None or turn.at - asked_at >= ANSWERED_WITHIN:
        return False
    newest = newest_change(
        turn.tx, leader_id=turn.speaker.leader_id, since=turn.at - REMEMBERED
    )
    return newest is None or newest.at < asked_at


TakenBack = Literal["", "contact", "anything"]
Read = Callable[[Turn, Sequence[Token], AnswerWords], Act | None]
OPENERS = (
    "fix", "not", "add_that", "not_about", "undo", "never_happened", "also", "again",
    "he_or_she", "half", "mostly", "little", "two_thirds", "no_idea", "share_filler",
    "adds",
)  # fmt: skip


def _may_refer(tokens: Sequence[Token], said: AnswerWords) -> bool:
    """Say whether the first words can refer to something said before; costs nothing."""
    keys = [token.key for token in tokens if token.key not in ",.!"][:6]
    if not keys:
        return False
    number = keys[0].isdecimal() and len(tokens) < 4
    every = [token.key for token in tokens if token.key not in ",.!"]
    number = number or bool(said.at_end("too", every))  # "Rosa was on the call too"
    return number or any(said.at_start(name, keys) for name in OPENERS)


# Taken back: "oops, take that back".


def _takes_back(tokens: Sequence[Token], said: AnswerWords) -> TakenBack:
    """Return what a line takes back: "anything" last told, a "contact", or nothing.

    That it did not happen is said of a contact alone.
    """
    keys = [token.key for token in tokens if token.key not in ",.!;-"]
    found: TakenBack = ""
    while keys:
        if length := said.at_start("never_happened", keys):
            found = found or "contact"
        elif length := said.at_start("undo", keys):
            found = "anything"
        elif not (length := said.at_start("fix", keys) or said.at_start("tail", keys)):
            return ""
        keys = keys[length:]
    return found


def _undone(turn: Turn, what: TakenBack) -> Reply | None:
    since = turn.at - REMEMBERED
    leader_id = turn.speaker.leader_id
    if newest_change(turn.tx, leader_id=leader_id, since=since) is None:
        return None
    if what == "contact" and last_entry(turn) is None:
        return None
    return done_as(turn, line="undo")


# Something else instead: another day, person, kind.


def _fixed(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    meant = meant_instead(turn, tokens, said)
    if meant is None:
        return None
    return lambda entry: put_entry_right(turn, entry, meant)
