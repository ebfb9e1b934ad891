"""Reading a person out of a line: "Dana Whitfield, COO in Operations"."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.grammar.people.names import (
    LONGEST_NAME,
    MENTION,
    asked,
    could_be_name,
    line_with,
    not_looked_up,
    plain_name,
)
from handlers.grammar.people.roles import JOBS
from handlers.grammar.words.lexicon import says_when
from handlers.turn import LONGEST_LABEL, Choice, Refusal, Turn
from language.commands import to_type
from language.say import say
from language.words import clipped, quoted
from storage.people.store import fold, unit_named

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


AND = r"(?:and|[ye](?: a)?|und|&|\+)"  # of every language
JOINED = re.compile(rf"(?<=\s){AND}(?=\s)", re.IGNORECASE)
SEVERAL = re.compile(rf"\s*(?:,?\s{AND}\s|,|;)\s*", re.IGNORECASE)
DESCRIBED = re.compile(
    r"(?<!\w)(?:in|from|heads?|of|reports?|to|as)(?!\w)", re.IGNORECASE
)


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


def read_people(turn: Turn, text: str) -> list[PersonLine]:
    """Return whom a line describes: one person in detail, or several names.

    Raises:
        Refusal: several, and details: it is not clear whose.
    """
    names = [name for name in SEVERAL.split(text) if name.strip()]
    joined = JOINED.search(text)
    one_name = all(sign[0].casefold() in ("y", "e") for sign in JOINED.findall(text))
    if joined is None or len(names) < 2 or (one_name and not _are_alike(names)):
        one = _in_unit_told(turn, read_person(text))
        _check_order(turn, one)
        return [one]
    if not DESCRIBED.search(text):
        return [read_person(name) for name in names]
    one = read_person(text)
    if JOINED.search(one.name):
        raise Refusal(
            say(
                "I can't tell which details belong to whom, so nobody was "
                "added. Add them one by one, for example: {example}",
                example=to_type(EXAMPLE),
            )
        )
    return [one]


def _in_unit_told(turn: Turn, line: PersonLine) -> PersonLine:
    """Return the line, its unit told apart: “Rosa Lim de Finance”."""
    name, _, unit = line.name.rpartition(" de ")
    here = turn.speaker.workspace_id
    if line.unit or not name or not unit_named(turn.tx, workspace_id=here, name=unit):
        return line
    return replace(line, name=name, unit=unit)


def _are_alike(names: Sequence[str]) -> bool:
    """Say whether all are whole names, or all first names: not "Ramón y Cajal"."""
    lengths = [len(name.split()) for name in names]
    return min(lengths) > 1 or max(lengths) == 1


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
    could_be = (could_be_name(name) or emoji) and not says_when(name)
    if not could_be or TURNS_TEXT & set(name):
        raise Refusal(
            say(
                "{words} can't be somebody's name. Type for example: {example}",
                words=quoted(name),
                example=to_type(EXAMPLE),
            )
        )
    return name


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


def _check_order(turn: Turn, line: PersonLine) -> None:
    """Let through what is no "Smith, John", as company directories show a name.

    Raises:
        Refusal: it may be; which it is, is asked.
    """
    last, first = line.name, line.title
    one_word = last.isalpha() and first.isalpha() and first.istitle()
    said = re.search(rf"{re.escape(last)}\s*,\s*{re.escape(first)}(?!\w)", turn.text)
    if not one_word or said is None or fold(first) in JOBS or line.user_key:
        return
    name, typed = f"{first} {last}", said.group()
    choices = (
        Choice(
            clipped(name, LONGEST_LABEL),
            (line_with(turn, typed, name),),
            (say("the name"),),
        ),
        Choice(
            clipped(
                say("{name}, whose title is {title}", name=last, title=first),
                LONGEST_LABEL,
            ),
            (line_with(turn, typed, f"{last}, title {first}"),),
            (say("the title"),),
        ),
    )
    text = say("Is {name} the name, or is {title} the title?", name=name, title=first)
    raise asked(turn, typed, text, choices)
