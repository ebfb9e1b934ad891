"""More of what was told last: "she also wants ...", "Sam was there too", "about 70%".

Each reads a whole line, and returns what to do with the last entry; None = it is not
that.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import time

from handlers.contacts.edit import add_to_note, correct
from handlers.contacts.last_entry import LastEntry
from handlers.contacts.listened import keep_listened
from handlers.corrections.put_right import MOST_OFFERED
from handlers.corrections.said_instead import SAYS_NOTHING
from handlers.corrections.taken_back import is_the_entry
from handlers.doubts.pending import done_as
from handlers.grammar.contacts.contact_line import lines_of
from handlers.grammar.contacts.heard import Heard, line_of
from handlers.grammar.days import Day
from handlers.grammar.people.names import described
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.sentences.labels import pieces_of
from handlers.grammar.sentences.line import Line, Piece
from handlers.grammar.words.answers import AnswerWords
from handlers.grammar.words.tokens import Token
from handlers.turn import Choice, Doubt, Refusal, Reply, Turn
from language.say import say
from storage.contacts.store import note_of
from storage.message import Message
from storage.people.facts import Known

HOW_MUCH = {"half": 50, "mostly": 75, "little": 25, "two_thirds": 67}  # per cent
LEAST_SHARE = 10  # per cent that a bare number can be: below, it is a choice's number
NAMES_THE_CONTACT = frozenset("NbyZzp")  # "in the call"
TOO = ("too", "also", "adds")
JOINS = frozenset({"and", "y", "und"})  # between two names they add nothing
OF_THE_LIST = frozenset({"add", "anade", "agrega"})  # "add Grace" is on my list
BEFORE_SOMEBODY = frozenset("VvBbGgZzNWYKqcTIHr&,")  # "wants to meet Kim"
NAMED_FIRST = frozenset("VvOQmHG")  # "she called": not more to the note, but a contact

Act = Callable[[LastEntry], Reply | None]


# How much was listened: "about 70%", "mostly", "no idea".


def share_said(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    """Read how much was listened: "about 70%", "mostly", "no idea"."""
    keys = [token.key for token in tokens if token.key not in ",.!;"]
    if said.is_one("no_idea", tuple(keys)):
        return _leave_open
    share = _share_in(keys, said)
    if share is None:
        return None

    def act(entry: LastEntry) -> Reply | None:
        if not _is_open_talk(entry):
            return None
        return keep_listened(turn, entry.first, share)

    return act


def _is_open_talk(entry: LastEntry) -> bool:
    """Say whether it is one talk of which nobody said how much was listened."""
    first = entry.first
    return len(entry.contacts) == 1 and (first.outcome, first.listened) == ("met", None)


def _leave_open(entry: LastEntry) -> Reply | None:
    if not _is_open_talk(entry):
        return None
    return Reply(Message(headline=say("All right, I leave that open.")))


def _share_in(keys: Sequence[str], said: AnswerWords) -> int | None:
    """Return the share that a few words say, in per cent; None = they say none.

    A number alone is one only where nothing else is said: "70", "about 70".
    """
    found: int | None = None
    sure, alone = False, True
    left = list(keys)
    while left:
        named = _how_much(left, said)
        if named and found is None:
            found, length = named
            sure = True
        elif left[0].isdecimal() and found is None and len(left[0]) < 4:
            found, length = int(left[0]), 1
        elif found is not None and (length := said.at_start("percent", left)):
            sure = True
        elif length := said.at_start("adds", left):
            alone = False
        elif length := said.at_start("share_filler", left):
            sure = sure or any(
                "list" in key or "escuch" in key or "zugeh" in key
                for key in left[:length]
            )
            alone = alone and left[0] != "for"
        elif length := said.at_start("also", left):
            alone = False
        else:
            return None
        left = left[length:]
    if found is None or found > 100 or (not sure and found < LEAST_SHARE):
        return None
    return found if sure or alone else None


def _how_much(keys: Sequence[str], said: AnswerWords) -> tuple[int, int] | None:
    for name, share in HOW_MUCH.items():
        if length := said.at_start(name, keys):
            return share, length
    return None


# More to the note: "she also wants ...".


def more_to_the_note(
    turn: Turn, tokens: Sequence[Token], said: AnswerWords
) -> Act | None:
    """Read "she also wants a pilot" and "PS: no budget": more to the note, as typed."""
    keys = [token.key for token in tokens]
    if "?" in keys or "\n" in keys:
        return None
    length = said.at_start("also", keys)
    if length and length < len(tokens) and tokens[length].key in (":", ","):
        start = tokens[length + 1].start if length + 1 < len(tokens) else len(turn.text)
        more = turn.text[start:].strip()
        if more and not said.at_start("he_or_she", keys[length + 1 :]):
            return _adding(turn, more)
    led = max(_after_adding(keys, said), length)
    named = said.at_start("he_or_she", keys[led:])
    tells = said.at_start("tells", keys[led + named :]) > 0
    says = tells or said.at_start("says", keys[led + named :]) > 0
    if not says or not (named or length or (led and tells)):
        return None
    if not _names_nobody(turn, tokens[led].start):
        return None
    start = tokens[led].start if named else 0
    return _adding(turn, turn.text[start:].strip())


def _names_nobody(turn: Turn, start: int) -> bool:
    """Say whether a line names nobody as whom a contact was with, and begins with none.

    "she said Mark agrees" names him only as one spoken of, "by May" is no name.
    """
    for line in lines_of(turn, turn.text):
        tokens = [token for token in line.tokens if token.start >= start]
        rest = replace(line, tokens=tokens)
        pieces = pieces_of(rest)
        after = [one.symbol for one in pieces if one.symbol and one.symbol != "&"][:2]
        if set("".join(after)) & NAMED_FIRST:
            return False
        before = ""
        for piece in pieces:
            may_be_a_word = rest.key(piece.first) in line.lexicon.names_too
            name = piece.symbol == "P" and not (piece.length == 1 and may_be_a_word)
            if name and (not before or before in BEFORE_SOMEBODY):
                return False
            before = piece.symbol or before
    return True


def _adding(turn: Turn, more: str) -> Act:
    return lambda entry: None if entry.planned else add_to_note(turn, entry, more)


def added(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    """Read "add that I listened to half of it", and any more to the note."""
    length = said.at_start("add_that", [token.key for token in tokens])
    if not length or length == len(tokens):
        return None
    if share := share_said(turn, tokens[length:], said):
        return share
    if names_a_person(turn):
        return None
    return _adding(turn, turn.text[tokens[length].start :].strip())


def names_a_person(turn: Turn) -> bool:
    """Say whether a line names somebody, in any of the languages it may be in."""
    return any(
        piece.symbol == "P"
        for line in lines_of(turn, turn.text)
        for piece in pieces_of(line)
    )


def next_meeting(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    """Read "I see her again on Friday at 10"."""
    keys = [token.key for token in tokens]
    led = _after_adding(keys, said)
    length = _length_of_next(keys[led:], said)
    if not length:
        return None
    found = _pieces_after(turn, led + length)
    days = [one.value for one in found or () if isinstance(one.value, Day)]
    hours = [one.value for one in found or () if isinstance(one.value, time)]
    if found is None or len(days) != 1 or len(hours) > 1:
        return None
    on = days[0].dates("future", turn.today)
    if len(on) != 1:
        return None
    next_on: dict[str, object] = {
        "next_meeting_on": on[0],
        "next_meeting_at": hours[0] if hours else None,
    }
    return lambda entry: (
        None if entry.planned else correct(turn, entry.contacts, next_on)
    )


def _length_of_next(keys: Sequence[str], said: AnswerWords) -> int:
    """Return how many words are "we meet again" or "next call is on"; 0 = none are."""
    at = said.at_start("again", keys)
    lead = said.at_start("next_lead", keys)
    noun = said.at_start("next_noun", keys[lead:]) if lead else 0
    at = max(at, lead + noun if noun else 0)
    while at and (length := said.at_start("will_be", keys[at:])):
        at += length
    return at


def _pieces_after(turn: Turn, start: int) -> list[Piece] | None:
    """Return the pieces from a token on, in the first language that reads them all."""
    for line in lines_of(turn, turn.text):
        rest = replace(line, tokens=line.tokens[start:])
        pieces = pieces_of(rest)
        if all(_is_day(one) or one.symbol in SAYS_NOTHING for one in pieces):
            return [one for one in pieces if isinstance(one.value, Day | time)]
    return None


def _after_adding(keys: Sequence[str], said: AnswerWords) -> int:
    """Return where "add:" or "oh and" ends, 0 = it does not begin so."""
    at = 0
    while at < len(keys):
        sign = keys[at] in ",:-" and at > 0
        length = 1 if sign else said.at_start("adds", keys[at:])
        if not length:
            break
        at += length
    return at


def _is_day(piece: Piece) -> bool:
    return isinstance(piece.value, Day) or piece.symbol == "," or not piece.symbol


# Somebody else was there, too: "oh and Sam was on it too".


def one_more(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    """Read "oh and Sam was on it too": the same contact with others besides."""
    keys = [token.key for token in tokens]
    if "?" in keys or "\n" in keys:
        return None
    for line in lines_of(turn, turn.text):
        if pieces := _who_too(line, said):
            return lambda entry: _also_named(turn, entry, pieces)
    return None


def _who_too(line: Line, said: AnswerWords) -> list[Piece]:
    """Return who was there as well, and which contact; [] = the line is not that."""
    found: list[Piece] = []
    also = there = False
    at = 0
    while at < len(line.tokens):
        keys = [token.key for token in line.tokens[at : at + 6]]
        if length := said.at_start("was_there", keys):
            there = True
            also = also or any(said.is_one("too", (key,)) for key in keys[:length])
        elif length := next(
            (cut for name in TOO if (cut := said.at_start(name, keys))), 0
        ):
            joins = keys[0] in OF_THE_LIST or (found and keys[0] in JOINS)
            also = also or not joins
        else:
            piece = pieces_of(replace(line, tokens=line.tokens[at:]))[0]
            length = piece.length
            of_it = piece.symbol in NAMES_THE_CONTACT or isinstance(piece.value, Day)
            if isinstance(piece.value, Who) or (there and of_it):
                found.append(piece)
            elif piece.symbol not in ("W", "&", ",") and piece.sort != "silent":
                length = said.at_start("between", keys) or said.at_start("tail", keys)
                if not length:
                    return []
        at += length
    named = any(isinstance(one.value, Who) for one in found)
    return found if named and also else []


def _also_named(turn: Turn, entry: LastEntry, pieces: Sequence[Piece]) -> Reply | None:
    """Log the same contact with those who are named.

    Raises:
        Refusal: who one of them is is not clear: it asks.
    """
    if entry.planned or not is_the_entry(turn, entry, pieces, but_who=True):
        return None
    named = [one.value for one in pieces if isinstance(one.value, Who)]
    unclear = [who for who in named if not who.sure]
    if not unclear:
        return _also_with(turn, entry, [who.people[0] for who in named])
    if len(named) > 1 or len(unclear[0].people) < 2:
        return None
    people = unclear[0].people[:MOST_OFFERED]
    choices = [
        Choice(described(one), (line_of(turn, _same_with(turn, entry, [one])),))
        for one in people
    ]
    text = say("Which {name}?", name=people[0].first_name)
    raise Refusal(text, doubt=Doubt(text, tuple(choices)))


def _also_with(turn: Turn, entry: LastEntry, people: Sequence[Known]) -> Reply | None:
    """Log the same contact with further people."""
    had = {one.person_id for one in entry.contacts}
    if any(person.id in had for person in people):
        return None
    return done_as(turn, line=line_of(turn, _same_with(turn, entry, people)))


def _same_with(turn: Turn, entry: LastEntry, people: Sequence[Known]) -> Heard:
    """Return what the entry tells, with others."""
    first = entry.first
    return Heard(
        tuple(people),
        kind=first.kind,
        outcome=None if first.outcome == "met" else first.outcome,
        on=first.on,
        listened=first.listened,
        note=note_of(turn.tx, first),
    )
