"""More of what was told last: "she also wants ...", "Sam was there too", "about 70%".

Each reads a whole line, and returns what to do with the last entry; None = it is not
that.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import time

from handlers.contacts.edit import add_to_note, correct
from handlers.contacts.last_entry import LastEntry
from handlers.contacts.listened import keep_listened
from handlers.corrections.put_right import SAYS_NOTHING
from handlers.doubts.pending import done_as
from handlers.grammar.contacts.contact_line import lines_of
from handlers.grammar.contacts.heard import Heard, line_of
from handlers.grammar.days import Day
from handlers.grammar.people.names_in_line import Who
from handlers.grammar.sentences.labels import Piece, pieces_of
from handlers.grammar.words.answers import AnswerWords
from handlers.grammar.words.tokens import Token
from handlers.turn import Reply, Turn
from language.say import say
from storage.contacts.store import note_of
from storage.message import Message
from storage.people.facts import Known

HOW_MUCH = {"half": 50, "mostly": 75, "little": 25, "two_thirds": 67}  # per cent
LEAST_SHARE = 10  # per cent that a bare number can be: below, it is a choice's number
NAMES_THE_CONTACT = frozenset("NbyZzW,&p")  # "in the call"
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
    """Return the share that a few words say, in per cent; None = they say none."""
    found: int | None = None
    sure = False
    left = list(keys)
    while left:
        named = _how_much(left, said)
        if named and found is None:
            found, length = named
            sure = True
        elif left[0].isdecimal() and found is None and len(left[0]) < 4:
            found, length = int(left[0]), 1
        elif left[0] == "%" and found is not None:
            sure, length = True, 1
        elif not (length := said.at_start("share_filler", left)):
            return None
        else:
            sure = sure or any(
                "list" in key or "escuch" in key for key in left[:length]
            )
        left = left[length:]
    if found is None or found > 100 or (not sure and found < LEAST_SHARE):
        return None
    return found


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
        return _adding(turn, more) if more else None
    if not _says_more(keys[length:], said, also=length > 0):
        return None
    if not _names_nobody(turn):
        return None
    return _adding(turn, turn.text.strip())


def _names_nobody(turn: Turn) -> bool:
    """Say whether a line names nobody, and begins with no contact."""
    for line in lines_of(turn, turn.text):
        pieces = pieces_of(line)
        after = [one.symbol for one in pieces if one.symbol and one.symbol != "&"][:2]
        if set("".join(after)) & NAMED_FIRST:
            return False
        if any(piece.symbol == "P" for piece in pieces):
            return False
    return True


def _says_more(keys: Sequence[str], said: AnswerWords, *, also: bool) -> bool:
    """Say whether it begins with "she wants"; after "also", with "wants" alone."""
    named = said.at_start("he_or_she", keys)
    if not named and not also:
        return False
    return said.at_start("says", keys[named:]) > 0


def _adding(turn: Turn, more: str) -> Act:
    return lambda entry: None if entry.planned else add_to_note(turn, entry, more)


def added(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    """Read "add that I listened to half of it", and any more to the note."""
    length = said.at_start("add_that", [token.key for token in tokens])
    if not length or length == len(tokens):
        return None
    if share := share_said(turn, tokens[length:], said):
        return share
    if _names_somebody(turn):
        return None
    return _adding(turn, turn.text[tokens[length].start :].strip())


def was_about(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    """Read "it was not the budget, it was the closing": kept in the note as typed."""
    keys = [token.key for token in tokens]
    if not said.at_start("not_about", keys) or "?" in keys or _names_somebody(turn):
        return None
    rest = [keys[at:] for at in range(1, len(keys))]
    instead = any(
        said.at_start("instead", after)
        or (after[0] == "," and said.at_start("fix", after[1:]))
        for after in rest
    )
    return _adding(turn, turn.text.strip()) if instead else None


def _names_somebody(turn: Turn) -> bool:
    return any(
        piece.symbol == "P"
        for line in lines_of(turn, turn.text)
        for piece in pieces_of(line)
    )


def was_there(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    """Read "Mark Bell was in the call, too": the same contact, with one more."""
    keys = [token.key for token in tokens]
    also = said.at_start("also", keys)
    was = said.at_start("was_there", keys[also:]) if also else 0
    if not was:
        return None
    for line in lines_of(turn, turn.text):
        rest = replace(line, tokens=line.tokens[also + was :])
        pieces = pieces_of(rest)
        named = [one.value for one in pieces if isinstance(one.value, Who)]
        explained = all(
            isinstance(one.value, Who)
            or one.symbol in NAMES_THE_CONTACT
            or one.sort == "silent"
            or said.at_start("between", [line.tokens[also + was + one.first].key])
            for one in pieces
        )
        if explained and len(named) == 1 and named[0].sure:
            person = named[0].people[0]
            return lambda entry: _also_with(turn, entry, [person])
    return None


def next_meeting(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    """Read "I see her again on Friday at 10"."""
    keys = [token.key for token in tokens]
    led = _after_adding(keys, said)
    length = said.at_start("again", keys[led:])
    if not length:
        return None
    found = _pieces_after(turn, led + length, said)
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


def _pieces_after(turn: Turn, start: int, said: AnswerWords) -> list[Piece] | None:
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
    """Read "oh and Sam was on it too": the same contact with one more person."""
    keys = [token.key for token in tokens if token.key not in ".!"]
    too = said.at_end("too", keys)
    led = _after_adding([token.key for token in tokens], said)
    if not too or led >= len(tokens):
        return None
    for line in lines_of(turn, turn.text):
        pieces = pieces_of(replace(line, tokens=line.tokens[led:]))
        people = _people_first(pieces)
        after = keys[led + sum(piece.length for piece in pieces[: len(people)]) :]
        there = said.at_start("was_there", after)
        if people and there + too == len(after):
            return lambda entry: _also_with(turn, entry, people)
    return None


def _people_first(pieces: Sequence[Piece]) -> list[Known]:
    """Return the one person that is named first, for sure; [] = nobody."""
    who = pieces[0].value if pieces else None
    if not isinstance(who, Who) or not who.sure or len(who.people) != 1:
        return []
    return list(who.people)


def _also_with(turn: Turn, entry: LastEntry, people: Sequence[Known]) -> Reply | None:
    """Log the same contact with one more person."""
    first = entry.first
    had = {one.person_id for one in entry.contacts}
    if entry.planned or any(person.id in had for person in people):
        return None
    heard = Heard(
        tuple(people),
        kind=first.kind,
        outcome=None if first.outcome == "met" else first.outcome,
        on=first.on,
        listened=first.listened,
        note=note_of(turn.tx, first),
    )
    return done_as(turn, line=line_of(turn, heard))


# Other words in the note: "not the budget, the audit fee".


def other_words(turn: Turn, tokens: Sequence[Token], said: AnswerWords) -> Act | None:
    """Read "not the budget, the audit fee": other words in the note."""
    keys = [token.key for token in tokens]
    comma = next((at for at, key in enumerate(keys) if key == ","), 0)
    length = said.at_start("not", keys)
    if not length or not length < comma < len(tokens) - 1:
        return None
    wrong = turn.text[tokens[length].start : tokens[comma - 1].end]
    right = turn.text[tokens[comma + 1].start :].strip(" .!")
    called = re.compile(rf"(?<!\w){re.escape(wrong)}(?!\w)", re.IGNORECASE)

    def act(entry: LastEntry) -> Reply | None:
        note = note_of(turn.tx, entry.first)
        if entry.planned or len(called.findall(note)) != 1:
            return None
        instead = called.sub(lambda _: right, note)
        return correct(turn, entry.contacts, {"note": instead})

    return act
