"""A correction in words, straight after: "no, that was Friday", "not Kim, Grace".

It is about what was logged or corrected last, within ten minutes. Every word must be
explained: a line with anything else in it is a line of its own, so that "no reply from
Kim" corrects nothing. All of it ends in the acts of `edit` and `undo`.
"""

from collections.abc import Callable, Sequence

from handlers.contacts.last_entry import REMEMBERED, LastEntry, last_entry
from handlers.corrections.more import (
    Act,
    added,
    more_to_the_note,
    next_meeting,
    one_more,
    share_said,
)
from handlers.corrections.other_topic import other_words
from handlers.corrections.put_right import put_entry_right
from handlers.corrections.said_instead import is_starred, meant_instead
from handlers.corrections.taken_back import (
    is_the_entry,
    named_back,
    taken_back,
    undone,
)
from handlers.doubts.pending import done_as
from handlers.grammar.words.answers import AnswerWords, answer_words
from handlers.grammar.words.tokens import Token, tokens_of
from handlers.turn import Reply, Turn
from handlers.undo import ask_to_undo, change_to_undo
from storage.leaders.pending import ANSWERED_WITHIN
from storage.upkeep.undo import newest_change

LONGEST_CORRECTION = 100  # characters; more is a line of its own. House rule
LONGEST_ADDED = 400  # characters of more to the note; house rule
SIGNS = ",.!;-"

Read = Callable[[Turn, Sequence[Token], AnswerWords], Act | None]


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
    if not tokens:
        return None
    is_short = len(turn.text) <= LONGEST_CORRECTION
    back = taken_back(turn, tokens, said) if is_short else ""
    if back and back != "unsure":
        plain = said.is_one("undo_command", _keys(tokens))
        asked = _asked_since(turn)
        if reply := undone(turn, back, plain=plain, asked=asked):
            return reply
    if not back and not (_may_refer(tokens, said) or is_starred(turn.text)):
        return None
    readers: tuple[Read, ...] = (share_said, more_to_the_note, added)
    if is_short:
        readers = (
            share_said, next_meeting, one_more, _fixed, other_words, more_to_the_note,
            added, _named_back,
        )  # fmt: skip
    if (reply := _first_of(readers, turn, tokens, said)) is not None:
        return reply
    return undone(turn, back, plain=False, asked=False) if back == "unsure" else None


def _first_of(
    readers: Sequence[Read], turn: Turn, tokens: Sequence[Token], said: AnswerWords
) -> Reply | None:
    """Return what the first reader that reads the line makes of it."""
    entry = last_entry(turn)
    if entry is None or _asked_since(turn):
        return None
    for read in readers:
        act = read(turn, tokens, said)
        if act is not None and (reply := act(entry)) is not None:
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


OPENERS = (
    "fix", "softly", "should_be", "undo_reason", "not", "add_that", "not_about",
    "undo", "never_happened", "also", "again", "next_lead", "he_or_she", "half",
    "mostly", "little", "two_thirds", "no_idea", "share_filler", "adds", "swap",
    "takes_back", "polite", "was_there",
)  # fmt: skip
WITHIN = ("not", "instead", "too", "should_be")  # what else may show it, at any place
BEHIND = ("fix", "softly", "should_be")


def _keys(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.key for token in tokens if token.key not in SIGNS)


def _may_refer(tokens: Sequence[Token], said: AnswerWords) -> bool:
    """Say whether the words can refer to something said before; costs nothing."""
    keys = _keys(tokens)
    if not keys:
        return False
    if keys[0].isdecimal():
        return True
    if any(said.at_start(name, keys[:6]) for name in OPENERS):
        return True
    if any(said.at_end(name, keys) for name in BEHIND):
        return True
    rest = [keys[at : at + 6] for at in range(len(keys))]
    return any(said.at_start(name, after) for after in rest for name in WITHIN)


# The readers of an act that is not in a chapter of its own.


def _fixed(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    """Read something else instead: another day, person, kind."""
    meant = meant_instead(turn, tokens, said)
    if meant is None:
        return None
    return lambda entry: put_entry_right(turn, entry, meant)


def _named_back(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    """Read "undo the call with Kim"; of another contact it asks."""
    pieces = named_back(turn, tokens, said)
    change = change_to_undo(turn) if pieces else None
    if change is None:
        return None

    def act(entry: LastEntry) -> Reply | None:
        if entry.planned:
            return None  # it is called off
        if is_the_entry(turn, entry, pieces):
            return done_as(turn, line="undo")
        raise ask_to_undo(turn, change)

    return act
