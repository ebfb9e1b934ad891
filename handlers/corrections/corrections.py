"""A correction in words, straight after: "no, that was Friday", "not Kim, Grace".

It is about what was logged or corrected last, within ten minutes. Every word must be
explained: a line with anything else in it is a line of its own, so that "no reply from
Kim" corrects nothing. All of it ends in the acts of `edit` and `undo`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from handlers.contacts.edit import add_to_note, correct
from handlers.contacts.last_entry import REMEMBERED, LastEntry, last_entry
from handlers.corrections.more import (
    Act,
    added,
    more_to_the_note,
    names_a_person,
    next_meeting,
    one_more,
    share_said,
)
from handlers.corrections.put_right import put_entry_right
from handlers.corrections.said_instead import (
    SIGNS,
    Meant,
    is_starred,
    meant_instead,
)
from handlers.corrections.taken_back import (
    is_the_entry,
    named_back,
    taken_back,
    undone,
)
from handlers.corrections.unsure import which_change
from handlers.doubts.pending import done_as
from handlers.grammar.contacts.contact_line import lines_of
from handlers.grammar.people.names import people_called, surely_named
from handlers.grammar.sentences.labels import pieces_of
from handlers.grammar.words.answers import AnswerWords, answer_words
from handlers.grammar.words.tokens import Token, tokens_of
from handlers.people.directory import person_by_id
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn
from handlers.undo import ask_to_undo, change_to_undo
from language.say import say
from language.words import IN_PASSING, quoted
from storage.contacts.store import note_of
from storage.leaders.pending import ANSWERED_WITHIN
from storage.upkeep.undo import newest_change

LONGEST_CORRECTION = 100  # characters; more is a line of its own. House rule
LONGEST_ADDED = 400  # characters of more to the note; house rule
LONGEST_TOPIC = 8  # words; more is a sentence of its own. House rule

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
    if meant is not None:
        return lambda entry: put_entry_right(turn, entry, meant)
    for at in range(len(tokens) - 1, 0, -1):
        if tokens[at].key not in SIGNS or not _tells_nothing(turn, tokens[at + 1 :]):
            continue
        before = replace(turn, text=turn.text[: tokens[at].start])
        less = meant_instead(before, tokens[:at], said)
        if less is not None and less.lead == "sure":
            return lambda entry: _asked_what_changes(turn, entry, less)
    return None


def _tells_nothing(turn: Turn, tokens: Sequence[Token]) -> bool:
    """Say whether words behind a correction are only said: "it was Rosa, long day"."""
    if not tokens:
        return False
    rest = turn.text[tokens[0].start : tokens[-1].end]
    return all(
        piece.symbol != "P" and piece.sort not in ("day", "time", "share")
        for line in lines_of(turn, rest)
        for piece in pieces_of(line)
    )


def _asked_what_changes(turn: Turn, entry: LastEntry, meant: Meant) -> Reply:
    raise which_change(turn, entry, meant)


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


# What it was about instead: "it was about headcount, not the budget". The words that
# are denied must stand in the note, and only once: they are replaced. Where they do
# not, it asks, or keeps the line as typed where that tells both.


@dataclass(frozen=True, slots=True)
class Topics:
    """What it was about and what not, as typed; `sure` = "about" or the like led it."""

    right: str
    wrong: str
    sure: bool
    both: bool = False  # "it was not the budget, it was the audit": both are told


def other_words(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    """Read "not the budget, the audit fee" and "about hiring, not the budget"."""
    keys = [token.key for token in tokens]
    if "?" in keys or "\n" in keys:
        return None
    found = _topics(turn.text, tokens, said)
    if found is None:
        return None
    if not found.sure and names_a_person(turn):
        return None
    return lambda entry: _put_in(turn, entry, found, said)


def _topics(text: str, tokens: Sequence[Token], said: AnswerWords) -> Topics | None:
    """Return what a line says it was about, and what not; None = it says no such."""
    keys = [token.key for token in tokens]
    start = _skipped(keys, 0, said, "fix", "softly", "undo_reason")
    at, length = _denial(keys, start, said)
    if not length and start:  # "no" alone denies
        start = 0
        at, length = _denial(keys, start, said)
    if not length:
        return _swapped(text, tokens, said)
    both = False
    if at > start:  # "the audit, not the budget"
        right, about = _span(text, tokens, start, at, said)
        wrong, also_about = _span(text, tokens, at + length, len(keys), said)
    else:  # "not the budget, the audit"
        turn_at, turned = _turning(keys, at + length, said)
        if not turned:
            return None
        wrong, about = _span(text, tokens, at + length, turn_at, said)
        right, also_about = _span(text, tokens, turn_at + turned, len(keys), said)
        both = bool(said.at_start("not_about", keys[at:])) and (
            keys[turn_at] not in SIGNS
            or bool(said.at_start("fix", keys[turn_at + turned :]))
        )
    if not wrong or not right:
        return None
    return Topics(right, wrong, about or also_about, both)


def _swapped(text: str, tokens: Sequence[Token], said: AnswerWords) -> Topics | None:
    """Read "change budget to forecast"."""
    keys = [token.key for token in tokens]
    start = _skipped(keys, 0, said, "polite")
    swap = said.at_start("swap", keys[start:])
    to = next(
        (
            at
            for at in range(start + swap + 1, len(keys))
            if said.at_start("swap_to", keys[at:])
        ),
        0,
    )
    if not swap or not to:
        return None
    wrong, _ = _span(text, tokens, start + swap, to, said)
    after = to + said.at_start("swap_to", keys[to:])
    right, _ = _span(text, tokens, after, len(keys), said)
    return Topics(right, wrong, sure=False) if wrong and right else None


def _denial(keys: Sequence[str], start: int, said: AnswerWords) -> tuple[int, int]:
    """Return where "not" stands, the only one, and how long it is; 0 = nowhere."""
    found = []
    at = start
    while at < len(keys):
        cuts = (said.at_start(name, keys[at:]) for name in ("not_about", "not"))
        if length := next(filter(None, cuts), 0):
            found.append((at, length))
        at += length or 1
    return found[0] if len(found) == 1 else (0, 0)


def _turning(keys: Sequence[str], start: int, said: AnswerWords) -> tuple[int, int]:
    """Return where what it was instead begins, after "but", "sino" or a comma."""
    for at in range(start + 1, len(keys) - 1):
        if length := said.at_start("instead", keys[at:]):
            return at, length
        if keys[at] in (",", ";", "."):
            return at, 1
    return 0, 0


def _skipped(keys: Sequence[str], at: int, said: AnswerWords, *names: str) -> int:
    """Return the place after words of these kinds and signs."""
    while at < len(keys):
        if "fix" in names and said.at_start("not_about", keys[at:]):
            break
        cuts = (said.at_start(name, keys[at:]) for name in names)
        length = 1 if keys[at] in SIGNS else next(filter(None, cuts), 0)
        if not length:
            break
        at += length
    return at


def _span(
    text: str, tokens: Sequence[Token], start: int, end: int, said: AnswerWords
) -> tuple[str, bool]:
    """Return the words of a topic as typed, and whether "about" led them."""
    keys = [token.key for token in tokens[:end]]
    at = _skipped(keys, start, said, "fix", "instead")
    begin = _skipped(keys, at, said, "topic_lead")
    while end > begin and (
        cut := 1
        if keys[end - 1] in SIGNS
        else said.at_end("tail", keys[begin:end])
        or said.at_end("softly", keys[begin:end])
    ):
        end -= cut
    if end <= begin or end - begin > LONGEST_TOPIC:
        return "", False
    return text[tokens[begin].start : tokens[end - 1].end], begin > at


def _put_in(
    turn: Turn, entry: LastEntry, topics: Topics, said: AnswerWords
) -> Reply | None:
    """Put the right words where the wrong ones stand.

    Raises:
        Refusal: they do not stand there, but it was said that it was not about them.
    """
    if entry.planned:
        return None
    note = note_of(turn.tx, entry.first)
    instead = _replaced(note, topics, said)
    if instead is not None:
        return correct(turn, entry.contacts, {"note": instead})
    if topics.both and not topics.sure:
        return add_to_note(turn, entry, turn.text.strip())
    if topics.sure:
        raise _asked(turn, entry, note, topics)
    return None


def _replaced(note: str, topics: Topics, said: AnswerWords) -> str | None:
    """Return a note with the right words for the wrong; None = they are not there."""
    for wrong, right in (
        (topics.wrong, topics.right),
        (_bare(topics.wrong, said), _bare(topics.right, said)),
    ):
        called = re.compile(rf"(?<!\w){re.escape(wrong)}(?!\w)", re.IGNORECASE)
        if wrong and len(called.findall(note)) == 1:
            return called.sub(right.replace("\\", r"\\"), note)
    return None


def _bare(words: str, said: AnswerWords) -> str:
    """Return a topic without an article: "the budget" is "budget"."""
    first, _, rest = words.partition(" ")
    return rest if rest and said.is_one("article", (first.casefold(),)) else words


def _asked(turn: Turn, entry: LastEntry, note: str, topics: Topics) -> Refusal:
    text = say("I don't find {words} in your note.", words=quoted(topics.wrong))
    ask = say("What is to be in the note?")
    both = f"{note}; {topics.right}" if note else topics.right
    notes = list(dict.fromkeys((topics.right, both)))
    choices = [
        Choice(quoted(one, IN_PASSING), _edits(turn, entry, one)) for one in notes
    ]
    text = f"{text} {ask}"
    return Refusal(text, doubt=Doubt(text, tuple(choices)))


def _edits(turn: Turn, entry: LastEntry, note: str) -> tuple[str, ...]:
    found = [person_by_id(turn, one.person_id) for one in entry.contacts]
    return tuple(
        f"edit {surely_named(turn, one, people_called(turn, one.name))}: {note}"
        for one in found
        if one is not None
    )
