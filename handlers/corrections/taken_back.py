"""What was told last, taken back: "pls take the last one out again, wrong window".

A verb and what it takes back, in any order with polite words and reasons. Where a word
is left over, or what was told is older than is remembered, it asks.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from handlers.contacts.last_entry import REMEMBERED, LastEntry, last_entry
from handlers.corrections.unsure import is_its_day
from handlers.doubts.pending import done_as
from handlers.grammar.contacts.contact_line import lines_of
from handlers.grammar.days import Day
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.sentences.drafts import KIND_SYMBOLS
from handlers.grammar.sentences.labels import pieces_of
from handlers.grammar.sentences.line import Line, Piece
from handlers.grammar.words.answers import LONGEST_PHRASE, AnswerWords
from handlers.grammar.words.tokens import Token
from handlers.turn import Reply, Turn
from handlers.undo import ask_to_undo, change_to_undo
from language.say import say
from storage.message import Message
from storage.upkeep.undo import newest_change

SIGNS = frozenset(",.!;:-?¿¡()")
SAYS_IT_WAS_NOT = frozenset("Xu")  # not, "no hubo"
OF_A_DENIAL = KIND_SYMBOLS | frozenset("XuIHnWLKaYU")  # "al final no la vi"

# "why": it tells a reason alone; "bare": a verb alone; "unsure": other words, too.
What = Literal["", "contact", "anything", "why", "bare", "unsure"]
RANK: tuple[What, ...] = ("anything", "contact", "why", "bare")


def taken_back(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> What:
    """Return what a line takes back: "anything" last told, a "contact", or nothing.

    That it did not happen is said of a contact alone. "unsure" and "why": it asks.
    """
    told = tuple(_without_signs([token.key for token in tokens]))
    if said.is_one("nothing", told) and not said.is_one("undo", told):
        return ""  # "forget it" ends a question, and no more
    found: list[What] = []
    left: list[Sequence[Token]] = []
    for clause in _clauses(_without_after_all(tokens, said)):
        back = _what([token.key for token in clause], said)
        if back is None:
            left.append(clause)
        else:
            found.append(back)
    what: What = next((one for one in RANK if one in found), "")
    if not left or what in ("", "why", "bare"):
        return _alone(found, what) if not left else ""
    return what if all(_denies(turn, clause) for clause in left) else "unsure"


def _alone(found: Sequence[What], what: What) -> What:
    """Return what is taken back where every word is explained."""
    if "bare" in found and "why" in found:
        return "anything"  # "disregard, wrong channel"
    return "why" if what == "bare" and len(found) > 0 else what


def _without_signs(keys: Sequence[str]) -> list[str]:
    return [key for key in keys if key not in SIGNS]


def _clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    """Return the tokens between signs."""
    found: list[list[Token]] = [[]]
    for token in tokens:
        if token.key in SIGNS:
            found.append([])
        else:
            found[-1].append(token)
    return [one for one in found if one]


def _what(keys: Sequence[str], said: AnswerWords) -> What | None:
    """Return what a clause takes back, "" = polite words; None = it has others."""
    found: What = ""
    bare = reason = False
    at = 0
    while at < len(keys):
        left = keys[at:]
        if length := said.at_start("never_happened", left):
            found = found or "contact"
        elif length := _verb_and_entry(left, said) or said.at_start("undo", left):
            found = "anything"
        elif length := _entry_before_verb(left, said):
            pass
        elif length := said.at_start("undo_reason", left):
            reason = True
        elif length := said.at_start("takes_back", left):
            bare = True
        elif not (length := _polite(left, said)):
            return None
        at += length
    if found:
        return found
    if bare and reason:
        return "anything"
    return "bare" if bare else "why" if reason else ""


def _entry_before_verb(keys: Sequence[str], said: AnswerWords) -> int:
    """Return how many words name the entry, before "never happened" or "delete"."""
    length = length_of_entry(keys, said)
    after = keys[length:]
    names = ("undo", "never_happened", "takes_back")
    if length and any(said.at_start(name, after) for name in names):
        return length
    return 0


def _polite(keys: Sequence[str], said: AnswerWords) -> int:
    names = ("fix", "tail", "polite")
    return next((cut for name in names if (cut := said.at_start(name, keys))), 0)


def _verb_and_entry(keys: Sequence[str], said: AnswerWords) -> int:
    """Return how many words are "take the last one out again", 0 = they are not."""
    at = verb = said.at_start("takes_back", keys)
    if not verb:
        return 0
    at += said.at_start("off_again", keys[at:])
    entry = length_of_entry(keys[at:], said)
    if not entry:
        return 0
    at += entry
    while length := said.at_start("off_again", keys[at:]):
        at += length
    return at


def length_of_entry(keys: Sequence[str], said: AnswerWords) -> int:
    """Return how many words mean what was told last: "that", "my last message"."""
    lead = said.at_start("entry_lead", keys)
    last = said.at_start("entry_last", keys[lead:])
    noun = said.at_start("entry_noun", keys[lead + last :])
    after = said.at_start("entry_last", keys[lead + last + noun :]) if noun else 0
    parts = bool(lead) + bool(last or after) + bool(noun)
    whole = said.at_start("entry", keys)
    return max(whole, lead + last + noun + after if parts > 1 else 0)


def _denies(turn: Turn, clause: Sequence[Token]) -> bool:
    """Say whether a clause says that it did not take place, of nobody else.

    "we didn't speak in the end", "al final no la vi".
    """
    starts = {token.start for token in clause}
    for line in lines_of(turn, turn.text):
        tokens = [token for token in line.tokens if token.start in starts]
        pieces = pieces_of(replace(line, tokens=tokens))
        symbols = {one.symbol for one in pieces if one.symbol}
        explained = all(
            one.symbol in OF_A_DENIAL or one.sort == "silent" for one in pieces
        )
        if explained and symbols & SAYS_IT_WAS_NOT:
            return True
    return False


def _without_after_all(tokens: Sequence[Token], said: AnswerWords) -> list[Token]:
    """Return the tokens without "in the end" and the like."""
    left: list[Token] = []
    at = 0
    while at < len(tokens):
        keys = [token.key for token in tokens[at : at + LONGEST_PHRASE]]
        length = said.at_start("after_all", keys)
        if not length:
            left.append(tokens[at])
        at += length or 1
    return left


# What it comes to: undone, or asked.


def undone(turn: Turn, what: What, *, plain: bool, asked: bool) -> Reply | None:
    """Take back what was told last; None = nothing is remembered.

    Args:
        plain: it was "undo" and no more, which is a command of its own.
        asked: a question was asked since, and nothing was kept.

    Raises:
        Refusal: it asks, as what was told is older, or not every word is explained.
    """
    if asked and not plain:
        return Reply(Message(headline=say("All right, nothing was changed.")))
    since = turn.at - REMEMBERED
    leader_id = turn.speaker.leader_id
    if newest_change(turn.tx, leader_id=leader_id, since=since) is None:
        older = change_to_undo(turn)
        if plain or older is None or what == "why":
            return None
        raise ask_to_undo(turn, older)
    if what == "contact" and last_entry(turn) is None:
        return None
    if what in ("why", "unsure"):
        change = change_to_undo(turn)
        assert change is not None  # the newest of ten minutes
        raise ask_to_undo(turn, change)
    return done_as(turn, line="undo")


# The entry named: "undo the call with Kim".


def named_back(
    turn: Turn, tokens: Sequence[Token], said: AnswerWords
) -> tuple[Piece, ...]:
    """Return the pieces that name the entry to take back; () = the line is not that."""
    keys = [token.key for token in tokens]
    at = 0
    while at < len(keys) and (
        length := 1 if keys[at] in SIGNS else _polite(keys[at:], said)
    ):
        at += length
    verb = said.at_start("takes_back", keys[at:])
    if not verb or said.at_start("calls_off", keys[at:]):
        return ()  # "cancel lunch with Kim" is about a plan
    at += verb + said.at_start("off_again", keys[at + verb :])
    for line in lines_of(turn, turn.text):
        found = _naming(line, at, said)
        if found:
            return found
    return ()


def _naming(line: Line, start: int, said: AnswerWords) -> tuple[Piece, ...]:
    """Return the pieces of "the call with Kim yesterday", if it is no more than that.

    A name alone is none: "forget Kim" is about the person.
    """
    pieces = pieces_of(replace(line, tokens=line.tokens[start:]))
    named: list[Piece] = []
    entry = False
    for one in pieces:
        keys = [token.key for token in line.tokens[start + one.first :]]
        if isinstance(one.value, Who | Day) or (
            one.symbol in KIND_SYMBOLS and one.value
        ):
            named.append(one)
            entry = entry or not isinstance(one.value, Who | Day)
        elif said.at_start("entry_noun", keys):
            entry = True
        elif not (
            one.symbol in ("W", "h", "D", ",", "Y")
            or one.sort == "silent"
            or said.at_start("entry_lead", keys)
            or said.at_start("entry_last", keys)
            or said.at_start("tail", keys)
        ):
            return ()
    who = any(isinstance(one.value, Who) for one in named)
    return tuple(named) if who and entry else ()


def is_the_entry(
    turn: Turn, entry: LastEntry, pieces: Sequence[Piece], *, but_who: bool = False
) -> bool:
    """Say whether all that some pieces name is the entry's own.

    Args:
        but_who: the people that are named are others.
    """
    had = {one.person_id for one in entry.contacts}
    for one in pieces:
        if isinstance(one.value, Who):
            if not but_who and not had & {person.id for person in one.value.people}:
                return False
        elif isinstance(one.value, Day):
            if not is_its_day(turn, entry, one.value):
                return False
        elif one.value != entry.first.kind:
            return False
    return True
