"""What each word of a line is: a day, a name, a phrase of the language.

Nothing is dropped: what no language file and no name explains has the symbol "?".
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from handlers.grammar.people.names_in_line import Who
from handlers.grammar.sentences.line import Line, Piece, Sort
from handlers.grammar.words.lexicon import Match

SIGNS = frozenset(',;:.!?¡¿-()\n">|/[]•#')
FLOATING: dict[str, Sort] = {"f": "silent", "d": "said", "t": "manner"}
ROLES = ("till", "from", "for_day")  # "to 12 May", "from today", "for Friday"
JOINERS = frozenset("\ufe0e\ufe0f\u20e3")  # behind an emoji: how it is drawn
OWNED = "'s"  # the value of what is either "is", or of somebody
LONGEST_LETTERS = 4  # capitals of an abbreviation; house rule
NAMES_FOLLOW = frozenset("hVvkcqWBbNZzGigHQ&")
BEFORE_A_NAME = frozenset("hWVv&GigHkKLwQ,")
NOUNS_BEFORE = frozenset("NZzby")  # "lunch JA", "review QA": it may be a thing
DONE = frozenset("VvcqrgOmu")  # what somebody did
FOLLOW_INITIALS = frozenset(":+&/-")
INITIALS_FOLLOW = frozenset(".:;!\n-")  # signs that begin a sentence, or a part of it


def put_right(line: Line) -> None:
    """Put misspelt small words right, in what they are compared by; never a name."""
    for at, token in enumerate(line.tokens):
        if line.people.is_part(token.key):
            continue
        word = line.lexicon.corrected(token.key)
        if word and (not token.capital or at == 0 or _is_a_day(line, at, word)):
            token.key = word


def _is_a_day(line: Line, at: int, word: str) -> bool:
    """Say whether a word with a capital is a misspelt day: "on Firday", "Kim Mondy"."""
    before = line.key(at - 1)
    days = line.lexicon.days
    led_to = any(before in days[name] for name in ("on", "last", "next", "this", "the"))
    return word in line.lexicon.day_words and (led_to or line.people.is_part(before))


def pieces_of(line: Line) -> list[Piece]:
    """Return the pieces of a line from left to right: at each place the longest."""
    found: list[Piece] = []
    at = 0
    while at < len(line.tokens):
        piece = _piece(line, at, found)
        found.append(piece)
        at = piece.last
    return found


def _piece(line: Line, at: int, before: Sequence[Piece]) -> Piece:
    if at in line.marks:
        return Piece(",", at, at + line.marks[at], "\n")
    phrase = line.lexicon.match(line.tokens, at)
    options = [
        *_day(line, at, phrase),
        *_number(line, at),
        *_person(line, at, phrase, before),
        *_words(line, at, phrase),
        *_others(line, at),
    ]
    owned = before and before[-1].symbol == "P" and phrase and phrase.length == 1
    if owned and line.lexicon.starts("possessive", line.tokens, at):
        return Piece("Y", at, at + 1, OWNED)  # "Kim's review"; also "Kim's coming over"
    if options:
        return max(options, key=_rank)
    token = line.tokens[at]
    if token.key == "/" and before and before[-1].symbol == "P":
        joined = line.tokens[at - 1].end == token.start
        return Piece("&" if joined else ",", at, at + 1, token.key)  # "Kim/Rosa"
    if token.key in SIGNS:
        return Piece(",", at, at + 1, token.key)
    if is_emoji(token.text):
        return Piece("", at, at + 1, sort="said")
    return Piece("?", at, at + 1, token.text)


def is_emoji(text: str) -> bool:
    """Say whether a token is an emoji, or the code of one: it is kept in the note."""
    if len(text) > 2 and text[0] == text[-1] == ":":
        return True
    return unicodedata.category(text[0]) in ("So", "Sk", "Cs") or text[0] in JOINERS


def _rank(piece: Piece) -> tuple[int, bool, bool, bool, bool]:
    """Order what could stand at one place: the longest, then whom we know."""
    known = isinstance(piece.value, Who) and piece.value.sure
    number = piece.sort in ("day", "time", "share")
    return piece.last, known, number, piece.symbol == "P", piece.symbol != "n"


def _day(line: Line, at: int, phrase: Match | None) -> list[Piece]:
    token = line.tokens[at]
    role = next((one for one in ROLES if token.key in line.lexicon.days[one]), "")
    start = at + 1 if role and at + 1 < len(line.tokens) else at
    length, day = line.days.at(line.tokens, start)
    if not length or day is None:
        return []
    if role:
        day, length = replace(day, role=role), length + 1
    short = token.key in line.lexicon.days.get("short_needs", ())
    if length == 1 and short and phrase and not token.capital:
        return []
    return [Piece("", at, at + length, day, "day")]


def _number(line: Line, at: int) -> list[Piece]:
    found = []
    length, share = line.days.share_at(line.tokens, at)
    if length:
        found.append(Piece("", at, at + length, share, "share"))
    length, hour = line.days.time_at(line.tokens, at)
    if length:
        found.append(Piece("", at, at + length, hour, "time"))
    if length := line.days.length_at(line.tokens, at):
        found.append(Piece("U", at, at + length))
    return found


def _person(
    line: Line, at: int, phrase: Match | None, before: Sequence[Piece]
) -> list[Piece]:
    small = not line.in_capitals
    found = line.people.at(line.tokens, at, small)
    if found is None and not small and _small_name_place(before):
        found = _known_in_small(line, at)
    if found is None and small and _names_place(line, at, before):
        found = line.people.at(line.tokens, at, True, whole=True)
    if found is None or not found[1].people:
        found = _initials(line, at, before) or found
    if found is None:
        return []
    length, who = found
    both = length == 1 and line.key(at - 1) in line.lexicon.people.get("both", ())
    if both and (two := line.people.two_called(line.tokens[at])):
        return [Piece("P", at, at + 1, two)]
    if not who.sure and not who.people:
        explained = phrase is not None and phrase.length >= length
        if explained or _letters(who.unknown) or not _strangers_place(before):
            return []
        if _tells_who(line, at, length, before):
            return []
        if line.lexicon.capital_nouns and _follows_a_determiner(line, at):
            return []  # "den Vertrag"
    a_title = line.key(at) in line.lexicon.people["the"]
    if who.unknown and a_title and not _strangers_place(before):
        return []  # "round the plant" is not the plant manager
    if phrase and length == 1 and phrase.symbol in "KLw":  # "will meet", not Will
        after = line.lexicon.match(line.tokens, at + 1)
        if after and after.symbol in "Bb":
            return []
    return [Piece("P", at, at + length, who)]


def _initials(line: Line, at: int, before: Sequence[Piece]) -> tuple[int, Who] | None:
    """Read "JA called", "DW: 20 mins": whose initials stand where a name can."""
    if line.shouted or not _initials_place(line, at, before):
        return None
    who = line.people.initialled(line.tokens[at])
    if who is None or not who.unknown:
        if who and before and before[-1].symbol in NOUNS_BEFORE:
            who = replace(who, unknown=line.tokens[at].text, sure=False)
        return (1, who) if who else None
    after = line.lexicon.match(line.tokens, at + 1)
    named = not before and (
        line.key(at + 1) in FOLLOW_INITIALS or (after and after.symbol in DONE)
    )
    led_to = bool(before) and before[-1].symbol in ("W", "h", "&")
    return (1, who) if named or led_to else None


def _initials_place(line: Line, at: int, before: Sequence[Piece]) -> bool:
    """Say whether initials may stand here; "the PO" is a thing."""
    led_to = bool(before) and before[-1].symbol == "W"
    if _follows_a_determiner(line, at) and not led_to:
        return False
    begins = bool(before) and before[-1].value in INITIALS_FOLLOW
    told = [piece for piece in before if piece.symbol]
    dated = bool(told) and told[-1].symbol == "," and before[-1].sort == "day"
    done_to = [piece.symbol for piece in before] == ["P", "?"]  # "KO grilled MB"
    return begins or dated or done_to or _strangers_place(before)


def _tells_who(line: Line, at: int, length: int, before: Sequence[Piece]) -> bool:
    """Say whether it tells who was just named: "Rosa, Dana's assistant"."""
    end = at + length
    possessive = length > 2 and line.key(end - 2) == "'s"
    ends = end == len(line.tokens) or line.key(end) in SIGNS
    return possessive and ends and bool(before) and before[-1].symbol == ","


def _known_in_small(line: Line, at: int) -> tuple[int, Who] | None:
    """Read "Kim and rosa": a name in small letters, if it is one we know."""
    found = line.people.at(line.tokens, at, True)
    return found if found and not found[1].unknown else None


def _small_name_place(before: Sequence[Piece]) -> bool:
    """Say whether a name may stand here in small letters, in a line with capitals."""
    return not before or before[-1].symbol in BEFORE_A_NAME - {","}


def _strangers_place(before: Sequence[Piece]) -> bool:
    """Say whether a name nobody has may stand here: after "met", "with", "Kim and"."""
    seen = [piece for piece in before if piece.symbol]
    if not seen or seen[-1].symbol in NAMES_FOLLOW:
        return True
    listed = seen[-1].symbol == "," and len(seen) > 1 and seen[-2].symbol == "P"
    return listed and seen[-1].value in (",", ";")


def _follows_a_determiner(line: Line, at: int) -> bool:
    return at > 0 and bool(line.lexicon.starts("determiners", line.tokens, at - 1))


def _letters(name: str) -> bool:
    """Say whether it is an abbreviation rather than a name: PA, CRM, Q3."""
    return name.isupper() and len(name) <= LONGEST_LETTERS


def _names_place(line: Line, at: int, before: Sequence[Piece]) -> bool:
    """Say whether a name that is also a word, such as "may", can be a name here."""
    key = line.key(at)
    if key not in line.lexicon.names_too or not line.people.is_part(key):
        return False
    after = line.lexicon.match(line.tokens, at + 1)
    if after and after.symbol in "Bb":
        return False
    if not before or before[-1].symbol in BEFORE_A_NAME:
        return True
    return before[-1].sort == "silent" and len(before) < 3


def _others(line: Line, at: int) -> list[Piece]:
    """Read people nobody names, beside those named: "and about 60 others"."""
    phrase = line.lexicon.match(line.tokens, at)
    k = at + (phrase.length if phrase and phrase.symbol == "&" else 0)
    while k < at + 3 and line.key(k) in line.lexicon.days["about"]:
        k += 1
    number = line.key(k).isdecimal() or line.days.words.number(line.tokens, k)[0]
    k += bool(number)
    length = line.lexicon.starts("others", line.tokens, k)
    if not length or not at or not (number or (k > at and line.key(k) != "people")):
        return []
    return [Piece("", at, k + length, sort="said")]


def _words(line: Line, at: int, phrase: Match | None) -> list[Piece]:
    opens = line.lexicon.starts("opens", line.tokens, at)
    found = []
    if phrase:
        sort: Sort = FLOATING.get(phrase.symbol, "")
        symbol = "" if sort else phrase.symbol
        last = at + phrase.length
        note = phrase.length == opens
        found.append(Piece(symbol, at, last, phrase.value, sort, note))
    if opens:
        found.append(Piece("n", at, at + opens, opens=True))
    return found
