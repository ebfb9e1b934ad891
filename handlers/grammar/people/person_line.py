"""Reading a person out of a line: "Dana Whitfield, COO in Operations"."""

import re
import unicodedata
from dataclasses import dataclass

from handlers.grammar.people.names import (
    LONGEST_NAME,
    MENTION,
    could_be_name,
    not_looked_up,
    plain_name,
)
from handlers.grammar.words.lexicon import CODES, lexicon
from handlers.grammar.words.tokens import tokens_of
from handlers.turn import Refusal
from language.commands import to_type
from language.say import say
from language.words import quoted
from storage.people.store import fold

EXAMPLE = "add Dana Whitfield, COO in Operations reports to Lee Park"
LONGEST_JOB_TITLE = 120  # characters; house rule

COLLEAGUE = re.compile(r",?\s*(?<!\w)as (?:a )?colleague(?!\w)", re.IGNORECASE)
MANAGER = re.compile(
    r",?\s*(?<!\w)(?:and |who )?(?:reports?|reporting) to\s+(?P<name>[^,;]+?)\s*"
    r"(?=[,;]|$|\s(?:in|as|from)\s)",
    re.IGNORECASE,
)
HEADS = re.compile(
    r"(?<!\w)(?:(?:the )?(?P<title>head) of|"
    r"(?:who )?(?:heads|leads|runs)(?: up)?)\s+(?P<unit>[^,;]+?)(?=[,;]|$|\sin\s)",
    re.IGNORECASE,
)
IN_UNIT = re.compile(
    r"(?:^|,|\s)\s*(?:in|from)\s+(?:the )?(?P<unit>[^,;]+)", re.IGNORECASE
)
SHORT_TITLE = re.compile(r"\s+(?P<title>C[A-Z]{1,3}O|[SE]?VP|MD|GM|CISO)$")
ANOTHER = re.compile(r"^(?:another|a new|new)\s+", re.IGNORECASE)
DASHES = re.compile(r"\s+[-–—]\s+")
# "(Head of Finance)" describes; "(Operations)" tells two of one name apart.
IN_BRACKETS = re.compile(
    r"\s*\((?P<said>[^()]*(?<!\w)(?:of|in|reports?|heads?|leads|runs)(?!\w)[^()]*)\)",
    re.IGNORECASE,
)
TITLE = re.compile(r"^(?:job )?title\s+", re.IGNORECASE)  # "Smith, title Baker"
NO_NAME = re.compile(r"(?:the|a|an|my|our|your|their|some)\s", re.IGNORECASE)
TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody as typed; "" where nothing is said."""

    name: str
    detail: str = ""  # in brackets: tells two people of one name apart
    title: str = ""
    unit: str = ""
    heads: bool = False  # the unit
    manager: str = ""
    user_key: str = ""  # of a platform mention
    colleague: bool = False  # for the directory, not for the leader's list
    another: bool = False  # somebody else of a known name


def read_person(text: str) -> PersonLine:
    """Return who is described in `text`, its clauses in any order.

    Raises:
        Refusal: no name, or one that cannot be a name.
    """
    text = IN_BRACKETS.sub(r", \g<said>", DASHES.sub(", ", text))
    text, colleague = _cut(text, COLLEAGUE)
    text, manager = _cut(text, MANAGER)
    text, another = _cut(text, ANOTHER)
    text, mention = _cut(text, MENTION)
    first, _, rest = text.partition(",")
    heads = HEADS.search(first) or HEADS.search(rest)
    if heads is not None:
        first, rest = (part.replace(heads.group(), " ") for part in (first, rest))
    first, in_first = _cut(first, IN_UNIT)
    rest, in_rest = _cut(f" {rest}", IN_UNIT)
    first, short = _cut(first, SHORT_TITLE)
    in_unit = in_first or in_rest
    told = " ".join((mention.group(2) or "").split()) if mention else ""
    name = first.strip(" ,;.")
    if told and " " not in name:  # the real name, unless a whole one was typed
        name = told
    if mention and not name:
        raise not_looked_up()
    detail = ""
    if name.endswith(")") and "(" in name:
        name, _, detail = name.removesuffix(")").partition("(")
    parts = (TITLE.sub("", _plain(part)) for part in rest.split(","))
    title = ", ".join(part for part in parts if part)
    return PersonLine(
        name=checked_name(plain_name(name)),
        detail=detail.strip(),
        title=checked(_title(heads) or title or (short.group(1) if short else "")),
        unit=checked(_unit(in_unit) or _unit(heads)),
        heads=heads is not None
        and (not in_unit or fold(_unit(in_unit)) == fold(_unit(heads))),
        manager=manager.group("name").strip() if manager else "",
        user_key=mention.group(1) if mention else "",
        colleague=colleague is not None,
        another=another is not None,
    )


def _plain(part: str) -> str:
    return " ".join(part.split()).strip(" ;.")


def checked_name(name: str) -> str:
    """Return a name that can be kept, with single spaces.

    Raises:
        Refusal: it is empty, too long, or not a name.
    """
    name = " ".join(name.split())
    if not name:
        raise Refusal(say("Who? Type for example: {example}", example=to_type(EXAMPLE)))
    if len(name) > LONGEST_NAME:
        raise Refusal(
            say(
                "{words} has {number} characters; a name has up to {longest_name}. "
                "Type for example: {example}",
                words=quoted(name),
                number=f"{len(name):,}",
                longest_name=LONGEST_NAME,
                example=to_type(EXAMPLE),
            )
        )
    if NO_NAME.match(name):
        raise Refusal(
            say(
                "{words} is nobody's name. Once you know it, type for example: "
                "{example}",
                words=quoted(name),
                example=to_type(EXAMPLE),
            )
        )
    emoji = any(unicodedata.category(letter) == "So" for letter in name)
    could_be = (could_be_name(name) or emoji) and not _says_when(name)
    if not could_be or TURNS_TEXT & set(name):
        raise Refusal(
            say(
                "{words} can't be somebody's name. Type for example: {example}",
                words=quoted(name),
                example=to_type(EXAMPLE),
            )
        )
    return name


def _says_when(name: str) -> bool:
    """Say whether it is no name but a date to keep: "follow up on 8 April"."""
    tokens = tokens_of(name)
    for words in map(lexicon, CODES):
        days = [k for k, one in enumerate(tokens) if one.key in words.day_words]
        beside = {
            tokens[n].key for k in days for n in (k - 1, k + 1) if 0 <= n < len(tokens)
        }
        if any(key.isdecimal() for key in beside):
            return True
    return False


def checked(text: str) -> str:
    """Return a title or a unit that can be kept.

    Raises:
        Refusal: it is too long.
    """
    text = "".join(letter for letter in text if letter not in TURNS_TEXT)
    if len(text) > LONGEST_JOB_TITLE:
        raise Refusal(
            say(
                "{words} has {number} characters; a title or a unit has up to "
                "{longest_title}. Type for example: {example}",
                words=quoted(text),
                number=f"{len(text):,}",
                longest_title=LONGEST_JOB_TITLE,
                example=to_type(EXAMPLE),
            )
        )
    return text


def _cut(text: str, pattern: re.Pattern[str]) -> tuple[str, re.Match[str] | None]:
    match = pattern.search(text)
    if match is None:
        return text, None
    return f"{text[: match.start()]} {text[match.end() :]}".strip(" "), match


def _title(heads: re.Match[str] | None) -> str:
    if heads is None:
        return ""
    said = heads.group("title") or "head"
    return f"{said[0].upper()}{said[1:]} of {heads.group('unit').strip()}"


def _unit(match: re.Match[str] | None) -> str:
    return " ".join(match.group("unit").split()).strip(" ;.") if match else ""
