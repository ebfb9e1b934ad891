"""Reading a line about an agenda item: which one, known or new, and what it says.

Cut-over to the new payroll, decision 12 June
A-1 process Dana, pnl Kim, people Ben
A-1 no sponsor Dana
A-1 measure: fewer than 5 late payslips
"""

import re
from dataclasses import dataclass, replace

from handlers.grammar.agenda_items import (
    CODE,
    cut_item,
    my_items,
    one_titled,
    what_there_is,
)
from handlers.grammar.people.names_first import set_aside
from handlers.turn import Refusal, Turn
from language.say import say
from language.words import quoted
from storage.agenda.facts import ItemFact

WORDS = (
    ("process", r"process(?:es)?"),
    ("pnl", r"p ?&(?:amp;)? ?l|p and l|pnl|profit and loss|budget"),
    ("people", r"people|staff"),
    ("sponsor", r"(?:co-?)?sponsor(?:s|ed)?"),
    ("decider", r"deciders?|decided by|decides?"),
    ("decision", r"decision(?: date)?|decided"),
    ("measure", r"measured?|success(?: measure)?"),
    ("title", r"title|rename(?:d)?(?: to)?|called"),
    ("park", r"park(?:ed)?"),
    ("resume", r"resumed?|unpark(?:ed)?|wake"),
    ("close", r"closed?|done|finished"),
    ("reopen", r"re-?open(?:ed)?"),
)
PARTS = ("process", "pnl", "people", "sponsor", "decider")
ALONE = ("resume", "close", "reopen")  # nothing is said with these
TO_THE_END = ("measure", "title")
SURNAMES = (*ALONE, "park")  # as in Glenn Close and Kim Park
REMOVED = r"(?P<no>(?:no|not|without|remove|drop|take back)(?: longer)? +)?"
KEYWORD = re.compile(
    rf"(?<![\w-]){REMOVED}"
    rf"(?:{'|'.join(f'(?P<{name}>{words})' for name, words in WORDS)})(?![\w-])",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"^(?:\s*[:=]|\s+(?:is|are|by|on|to|owner|owned by|until|till|as)\b)*\s*",
    re.IGNORECASE,
)
PAST_TITLE = re.compile(r"[,;]\s*(?:and\s+)?", re.IGNORECASE)
SEPARATED = re.compile(r"(?:[,;.:]|\b(?:and|then))\s*$", re.IGNORECASE)
NEW = re.compile(r"^(?:add|new)(?: item\s+|(?: item)?\s*:\s*)", re.IGNORECASE)
SHOW = re.compile(r"^(?:show|see|item|on)(?: +|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AgendaClause:
    """One thing said of an item, e.g. "sponsor", "Dana and Kim"; `no` takes it back."""

    name: str  # of WORDS
    said: str
    no: bool = False


def item_meant(turn: Turn, text: str) -> tuple[ItemFact | None, list[AgendaClause]]:
    """Return the item a line is about, None = a new one, and what is said of it.

    Raises:
        Refusal: no or several items are meant, or words that mean nothing.
    """
    if says_new(text):
        return None, []
    match = CODE.search(text)
    if match and (not match.start() or _is_there(turn, match.group(1))):
        item, rest = cut_item(turn, text)
        aside = set_aside(turn, SHOW.sub("", rest.strip(" ,;:")), sure=True)
        head, clauses = clauses_of(aside.text)
        if head:
            raise item_not_understood(aside.back(head))
        return item, [replace(one, said=aside.back(one.said)) for one in clauses]
    if (item := one_titled(turn, text)) is not None:
        return item, []
    for title, clauses in (new_item(text), _clauses_or_none(text)):
        item = one_titled(turn, title) if clauses else None
        if item is not None:
            return item, clauses
        if title and clauses and all(one.name in ALONE for one in clauses):
            raise Refusal(
                say(
                    "No item on your agenda has {words} in its title. {instead}. For a "
                    "new one, type: /outreach agenda new: {text}",
                    words=quoted(title),
                    instead=what_there_is(turn),
                    text=text,
                )
            )
    return None, []


def _is_there(turn: Turn, number: str) -> bool:
    codes = [item.code for item in my_items(turn)]
    return f"A-{int(number)}" in codes


def _clauses_or_none(text: str) -> tuple[str, list[AgendaClause]]:
    """Do as `clauses_of`; no clauses where the line makes no sense as some."""
    try:
        return clauses_of(text)
    except Refusal:
        return text, []


def clauses_of(text: str) -> tuple[str, list[AgendaClause]]:
    """Return what stands before the first keyword, and the clauses from there on.

    Raises:
        Refusal: words that none of the keywords explains.
    """
    found = list(_keywords(text))
    head = text[: found[0].start()] if found else text
    starts = [match.start() for match in found] + [len(text)]
    clauses = []
    for match, end in zip(found, starts[1:], strict=True):
        said = BESIDE.sub("", text[match.end() : end])
        name = str(match.lastgroup)
        said = said.strip(" ,;." if name not in TO_THE_END else " ")
        if name in ALONE and said:
            raise item_not_understood(said)
        clauses.append(AgendaClause(name, said, no=bool(match.group("no"))))
    return head.strip(" ,;:"), clauses


def new_item(text: str) -> tuple[str, list[AgendaClause]]:
    """Return the title of a new item, and what is said of it after a comma."""
    text = NEW.sub("", text)
    for cut in PAST_TITLE.finditer(text):
        match = KEYWORD.match(text, cut.end())
        if match and match.lastgroup not in ALONE:
            return text[: cut.start()].strip(), clauses_of(text[cut.end() :])[1]
    return text.strip(" ,;"), []


def says_new(text: str) -> bool:
    """Say whether a line says that its item is a new one."""
    return bool(NEW.match(text))


def item_not_understood(said: str) -> Refusal:
    """Return what to say about words of an item's line that mean nothing."""
    return Refusal(
        say(
            "I did not understand {words}. Say what it is, for example: /outreach "
            "agenda A-1 process Dana, pnl Kim, people Ben, or sponsor Dana, decider "
            "Kim, decision 12 June, park until 1 September, close",
            words=quoted(said),
        )
    )


def _keywords(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    at = 0
    while match := KEYWORD.search(text, at):
        if found and _ends_a_name(text, found[-1], match):
            at = match.end()
            continue
        found.append(match)
        if match.lastgroup in TO_THE_END:
            break
        at = match.end()
    return found


def _ends_a_name(text: str, part: re.Match[str], match: re.Match[str]) -> bool:
    """Return whether a keyword is a surname: it follows a name, and no comma."""
    if part.lastgroup not in PARTS or match.lastgroup not in SURNAMES:
        return False
    if match.group("no"):
        return False
    name = BESIDE.sub("", text[part.end() : match.start()])
    return bool(name.strip()) and not SEPARATED.search(name)
