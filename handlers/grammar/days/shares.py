"""How much the leader listened: "listened 70%", "60% me", "she talked 90%", "50/50".

A share is read only where listening or talking is said of it: "budget cut by 20%" and
"listened for 20 minutes" are none.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from handlers.grammar.days.words import DayWords
from handlers.grammar.words.tokens import Token, key_at
from handlers.turn import Refusal
from language.say import say
from language.words import quoted

LONGEST_SHARE = 14  # tokens between who listened and how much; house rule
LONGEST_PART = 4  # tokens of one side: "two - thirds me"
WHOLE_NUMBER = re.compile(r"\d{1,4}$")
DECIMAL = re.compile(r"(\d{1,4})\.(\d{1,3})$")
FRACTION = re.compile(r"(\d)/(\d)$")
EVEN = ("50", "50")
JOINS_EVEN = ("-", "/", ":")
Who = Literal["", "me", "they"]


class Amount(NamedTuple):
    """How many tokens are an amount, 0 = none, and the per cent.

    `sure`: with a per cent sign, or a fraction in figures: it can be nothing else.
    """

    length: int
    share: int
    sure: bool = False


def share_at(
    words: DayWords, tokens: Sequence[Token], at: int
) -> tuple[int, int | None]:
    """Return how many tokens from `at` say the share listened, and the per cent.

    Of what the leader talked it is the rest. Above 100 it is what was typed.
    """
    key = key_at(tokens, at)
    if key not in words.share_starters and not key[:1].isdecimal():
        return 0, None
    for both in (_two_sides, _split):
        end, listened = both(words, tokens, at)
        if end:
            return end - at, listened
    if even := _even(words, tokens, at):
        return even, 50
    return _said_of_one(words, tokens, at)


def _said_of_one(
    words: DayWords, tokens: Sequence[Token], at: int
) -> tuple[int, int | None]:
    """Read how much one side listened or talked."""
    listens, share, place, end = "", Amount(0, 0), at, at
    who: Who = ""
    loose = False  # a sign or "about" stands before the amount
    of_the = False  # small words stand behind it: "70% of the talking"
    while place < len(tokens) and place - at < LONGEST_SHARE:
        key = tokens[place].key
        if key in words.plain_fillers and place > at:
            loose = loose or (bool(listens) and words.has("about", key))
            place += 1
            continue
        amount = _amount(words, tokens, place, said=bool(listens) or who == "they")
        said = _listens(words, tokens, place, first=place == at, share=share)
        if said and not listens:
            of_the = bool(share.length) and place > end
            listens, place = said, place + 1
            end = place
        elif amount.length and not share.length:
            if loose and not _ends(words, tokens, place + amount.length):
                return 0, None  # "she talked, 20% budget cut"
            share, place = amount, place + amount.length
            end = place + (key_at(tokens, place) == ")" and listens != "")
        elif (_names_them(words, key, listens) and not who and not share.length) or (
            _her_talking(words, tokens, place) and not who and not listens
        ):
            who, place = "they", place + 1
        elif words.has("i", key) and not share.length:
            who = "me" if not who and not listens else who  # "i would say 70%"
            place += 1
        elif words.has("share_filler", key) or key in (":", "="):
            if place == at and not words.has("roughly", key):
                return 0, None
            place += 1
        elif listens and not share.length and key in (",", "("):
            loose, place = True, place + 1
        else:
            break
        if listens and share.length:
            break
    length, _ = words.phrases["of_the_time"].at(tokens, end)
    if who == "me" and share.length and length:
        listens = listens or "talked"  # "yo el 70% del rato"
    if not listens or not share.length:
        return 0, None
    end += length
    before = tokens[at - 1] if at else None
    mine = key_at(tokens, end) == "myself"
    if of_the and not (who or mine) and before and before.word:
        return 0, None  # "Kim did 70% of the talking"
    they = who == "they" or listens == "they talked"
    heard = (listens == "listened") != they or listens == "they talked"
    if listens == "talked":
        heard = they
    listened = share.share if heard or share.share > 100 else 100 - share.share
    return end - at, listened


def _names_them(words: DayWords, key: str, listens: str) -> bool:
    """Say whether it is "she"; after a verb, "el" is the article: "escuché el 70%"."""
    article = bool(listens) and words.has("share_filler", key)
    return words.has("they", key) and not article


def _her_talking(words: DayWords, tokens: Sequence[Token], at: int) -> bool:
    """Say whether "her" of "her talking" stands here."""
    said = any(words.is_in(name, tokens, at + 1) for name in ("talked", "listened"))
    return said and words.is_in("they_object", tokens, at)


def _side(words: DayWords, tokens: Sequence[Token], at: int) -> Who:
    """Return whose side a word names, "" = it is none."""
    key = key_at(tokens, at)
    if key in words.sets["they_object"] or key in words.sets["they"]:
        return "they"
    return "me" if key in words.sets["me"] or key in words.sets["i"] else ""


def _two_sides(
    words: DayWords, tokens: Sequence[Token], at: int
) -> tuple[int, int | None]:
    """Read "half me half him" or "me 30, her 70"; return its end, 0 = it is none."""
    shares: dict[Who, int] = {}
    place = at
    near = [token.key for token in tokens[at : at + LONGEST_PART]]
    if words.sides.isdisjoint(near):
        return 0, None
    while len(shares) < 2:
        who = _side(words, tokens, place)
        place += bool(who)
        number, end = _number(tokens, place)
        length, share = words.fractions.at(tokens, place)
        if number is not None:
            end += key_at(tokens, end) == "%"
            length, share = end - place, round(number)
        if not length or share is None:
            return 0, None
        place += length
        if not who:
            who = _side(words, tokens, place)
            place += bool(who)
        if not who or who in shares:
            return 0, None
        shares[who] = share
        if len(shares) == 1:
            place += key_at(tokens, place) in (",", "/", "&", "-")
            place += words.is_in("joins", tokens, place)
    return (place, shares["they"]) if sum(shares.values()) == 100 else (0, None)


def _split(words: DayWords, tokens: Sequence[Token], at: int) -> tuple[int, int | None]:
    """Read "60/40 her way" or "70-30 him"; return its end, 0 = it is none.

    Without a name beside it, whose each part is stays open, as in "40/60 her".
    """
    parts = key_at(tokens, at).split("/")
    end = at + 1
    if len(parts) == 1 and key_at(tokens, at + 1) in JOINS_EVEN:
        parts, end = [parts[0], key_at(tokens, at + 2)], at + 3
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):
        return 0, None
    first, second = int(parts[0]), int(parts[1])
    if first + second != 100 or first <= second:
        return 0, None
    end = words.past_words(("share_filler", "for_side"), tokens, end)
    who = _side(words, tokens, end)
    end += 1
    end += words.is_in("way", tokens, end)
    if not who or not _ends(words, tokens, end):
        return 0, None
    return end, first if who == "they" else second


def _even(words: DayWords, tokens: Sequence[Token], at: int) -> int:
    """Return how many tokens say "50/50", 0 = none."""
    length, _ = words.phrases["fifty_fifty"].at(tokens, at)
    if length:
        return length
    if key_at(tokens, at) == "50/50":
        return 1
    both = key_at(tokens, at), key_at(tokens, at + 2)
    return 3 if both == EVEN and key_at(tokens, at + 1) in JOINS_EVEN else 0


def _listens(
    words: DayWords, tokens: Sequence[Token], at: int, *, first: bool, share: Amount
) -> str:
    """Return "listened", "talked", "they talked" or "" for a word of a share.

    "me" is one only right after an amount, at the end of what is said: "60% me".
    "Rosa talked" says nothing of the leader: whose share it is has to be plain.
    """
    key = tokens[at].key
    if words.has("listened", key):
        return "listened"
    if words.has("they_talked", key):
        return "they talked"
    if words.has("talked", key):
        before = tokens[at - 1] if at else None
        named = first and before is not None and before.word
        mine = before is not None and any(
            words.has(name, before.key) for name in ("i", "goes_on", "share_filler")
        )
        return "" if named and not mine else "talked"
    if words.has("they_object", key) and share.sure:  # "80% was her"
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        ends = after is None or not after.word or words.has("goes_on", after.key)
        return "they talked" if ends else ""
    if words.has("me", key) and share.length and share.sure:
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        return "talked" if after is None or not after.word else ""
    return ""


def _amount(words: DayWords, tokens: Sequence[Token], at: int, *, said: bool) -> Amount:
    """Read an amount. `said`: listening was said before it, so a bare number is one."""
    key = key_at(tokens, at)
    if FRACTION.match(key) and said:
        part, whole = int(key[0]), int(key[2])
        return Amount(1, round(100 * part / whole), True) if 0 < part < whole else NONE
    minus = (
        key == "-" and at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end
    )
    start = at + 1 if minus else at
    number, end = _number(tokens, start)
    if number is not None:
        sign = words.is_in("percent", tokens, end) or key_at(tokens, end) == "%"
        if sign:
            end = words.past_words(("percent",), tokens, end + 1)  # "per cent"
            return Amount(end - at, round(-number if minus else number), True)
        if not said or not _ends(words, tokens, end):
            return NONE
        decimal = end - start == 3 or "." in key_at(tokens, start)
        fraction = decimal and 0 < number <= 1
        return Amount(end - at, round(number * 100 if fraction else number))
    length, share = words.fractions.at(tokens, at)
    if FRACTION.match(key) and _of_talking(words, tokens, at + 1):
        return _amount(words, tokens, at, said=True)
    if share is not None and _of_talking(words, tokens, at + length):
        return Amount(length, share, True)
    if share is not None and said and _ends(words, tokens, at + length):
        return Amount(length, share)
    if share is not None and _of_mine(words, tokens, at + length):
        return Amount(length, share, True)
    length, share = words.number(tokens, at)
    if length and words.is_in("percent", tokens, at + length):
        return Amount(
            words.past_words(("percent",), tokens, at + length) - at, share, True
        )
    return NONE


def _of_talking(words: DayWords, tokens: Sequence[Token], at: int) -> bool:
    """Say whether "of the talking" follows an amount."""
    end = words.past_words(("share_filler",), tokens, at)
    return any(words.is_in(name, tokens, end) for name in ("talked", "listened"))


def _of_mine(words: DayWords, tokens: Sequence[Token], at: int) -> bool:
    """Say whether a share is plainly the leader's: "two thirds me", "... myself"."""
    if words.is_in("me", tokens, at):
        return at + 1 == len(tokens) or not tokens[at + 1].word
    end = words.past_words(("share_filler",), tokens, at)
    talked = end < len(tokens) and words.has("talked", tokens[end].key)
    return talked and key_at(tokens, end + 1) == "myself"


def _number(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
    """Return a number in figures and the token after it; "0,7" is three tokens."""
    key = key_at(tokens, at)
    if DECIMAL.match(key):
        return float(key), at + 1
    if not WHOLE_NUMBER.match(key):
        return None, at
    three = tokens[at : at + 3]
    comma = len(three) == 3 and three[1].key == "," and three[2].key.isdecimal()
    if comma and three[2].end - three[0].start == sum(len(one.text) for one in three):
        return float(f"{key}.{three[2].key[:3]}"), at + 3
    return float(key), at + 1


def _ends(words: DayWords, tokens: Sequence[Token], at: int) -> bool:
    """Say whether a number without a per cent sign may end here: no "20 minutes"."""
    if at >= len(tokens) or words.phrases["of_the_time"].at(tokens, at)[0]:
        return True
    token = tokens[at]
    if token.key[:1].isdecimal() or token.key in ("/", ":", "'"):
        return False
    return (
        not token.word
        or words.has("goes_on", token.key)
        or token.key in words.day_words
        or bool(words.relative.at(tokens, at)[0])
    )


NONE = Amount(0, 0)


def share_of(typed: str, *, percent_sign: bool) -> int:
    """Return a listened share in per cent: "70" and "0.7" are both 70.

    Raises:
        Refusal: it is not from 0 to 100 %.
    """
    number = float(typed.replace(",", "."))
    fraction = not percent_sign and 0 < number <= 1 and "." in typed.replace(",", ".")
    said = typed + ("%" if percent_sign else "")
    return check_percent(number * 100 if fraction else number, said)


def check_percent(share: float, typed: str = "") -> int:
    """Return a listened share in per cent.

    Args:
        share: per cent.
        typed: as it was typed, if that is known.

    Raises:
        Refusal: it is not from 0 to 100 %.
    """
    if not 0 <= share <= 100:
        raise Refusal(
            say(
                "{words} can't be a share of a conversation: it goes from 0% to 100%. "
                "Write for example: listened 70%",
                words=quoted(typed or f"{share:g}%"),
            )
        )
    return round(share)
