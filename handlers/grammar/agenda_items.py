"""Finding the agenda item that somebody typed: by its code or by words of its title."""

import re
from collections.abc import Sequence

from handlers.grammar.people.names import retyped
from handlers.turn import Refusal, Turn
from language.say import say
from language.words import listed, quoted
from storage.agenda.facts import ItemFact
from storage.agenda.store import item_with, items_of
from storage.people.store import fold

CODE = re.compile(r"(?<![\w@-])a-?(\d{1,6})(?![\w-])", re.IGNORECASE)
ON = r"\b(?:on|about|regarding|re|for|of|to|that)"
BEFORE = re.compile(rf"(?:{ON})?(?: item)? ?$", re.IGNORECASE)
SMALL = frozenset({"the", "a", "an", "of", "to", "for", "and", "in", "on", "item"})
EXAMPLE = "agenda Cut-over to the new payroll, decision 12 June"
ITEMS_SHOWN = 8  # items listed in an error; house rule


def my_items(turn: Turn) -> list[ItemFact]:
    """Return the leader's items that are not closed, parked ones too."""
    found = items_of(turn.tx, leader_id=turn.speaker.leader_id)
    return [item for item in found if item.closed_on is None]


def cut_item(turn: Turn, text: str) -> tuple[ItemFact | None, str]:
    """Return the item that `text` names, and the text without it.

    A code counts anywhere; words of a title count after “on”, to the end or a comma.

    Raises:
        Refusal: no item has that code, or several have these words.
    """
    if match := CODE.search(text):
        item = item_with_code(turn, f"A-{int(match.group(1))}")
        before = BEFORE.sub("", text[: match.start()])
        return item, " ".join(f"{before} {text[match.end() :]}".split())
    for match in re.finditer(rf"{ON} ([^,;:]+)", text, re.IGNORECASE):
        words = match.group(1)
        for end in _ends(words):
            found = items_titled(my_items(turn), words[:end])
            if found:
                item = _one_of(turn, words[:end], found)
                rest = f"{text[: match.start()]} {words[end:]} {text[match.end() :]}"
                return item, " ".join(rest.split())
    return None, text


def item_with_code(turn: Turn, code: str) -> ItemFact:
    """Return the leader's item with this code, also a closed one.

    Raises:
        Refusal: there is none.
    """
    items = items_of(turn.tx, leader_id=turn.speaker.leader_id)
    found = next((item for item in items if item.code == code), None)
    if found is None:
        raise Refusal(
            say(
                "There is no {code} on your agenda. {instead}",
                code=code,
                instead=what_there_is(turn),
            )
        )
    return found


def item_by_id(turn: Turn, item_id: str | None) -> ItemFact | None:
    """Return the leader's item with this id, or None."""
    leader_id = turn.speaker.leader_id
    if item_id is None:
        return None
    return item_with(turn.tx, item_id, leader_id=leader_id)


def items_titled(items: Sequence[ItemFact], typed: str) -> list[ItemFact]:
    """Return the items whose title has all the words of `typed`, small words aside.

    A title that is exactly `typed` shuts out the others.
    """
    exact = [item for item in items if fold(item.title) == fold(typed)]
    words = _words(typed)
    if exact or not words:
        return exact[:1]
    return [item for item in items if words <= _words(item.title)]


def one_titled(turn: Turn, typed: str) -> ItemFact | None:
    """Return the item that has all the words of `typed` in its title, or None.

    Raises:
        Refusal: several have.
    """
    found = items_titled(my_items(turn), typed)
    return _one_of(turn, typed, found) if found else None


def the_item(turn: Turn, item: ItemFact | None, *, example: str) -> ItemFact:
    """Return the item, or the only one there is when none was named.

    Raises:
        Refusal: none was named, and there is none or several.
    """
    if item is not None:
        return item
    items = my_items(turn)
    if len(items) == 1:
        return items[0]
    if not items:
        raise Refusal(what_there_is(turn))
    codes = listed([one.code for one in items[:ITEMS_SHOWN]], either=True)
    raise Refusal(
        say(
            "On which item: {codes}? Type for example: /outreach {example}",
            codes=codes,
            example=example,
        )
    )


def what_there_is(turn: Turn) -> str:
    """Return the codes on the agenda in words, or how to begin one."""
    codes = [item.code for item in my_items(turn)]
    if not codes:
        return say(
            "Your agenda is empty. Start with: /outreach {example}", example=EXAMPLE
        )
    shown = listed(codes[:ITEMS_SHOWN])
    return say("You have {codes}. To see them: /outreach agenda", codes=shown)


def _one_of(turn: Turn, typed: str, found: Sequence[ItemFact]) -> ItemFact:
    if len(found) == 1:
        return found[0]
    choices = tuple(
        say(
            "{code} {words}: type {line}",
            code=item.code,
            words=quoted(item.title),
            line=retyped(turn, typed.strip(), item.code),
        )
        for item in found[:ITEMS_SHOWN]
    )
    raise Refusal(
        say(
            "{number} items have {words} in their title. Which one?",
            number=len(found),
            words=quoted(typed),
        ),
        choices=choices,
    )


def _words(text: str) -> frozenset[str]:
    """Return the words that count; "cut-over" is "cutover" too."""
    text = fold(text)
    found = {*re.findall(r"\w+", text), *re.findall(r"\w+", text.replace("-", ""))}
    return frozenset(found) - SMALL


def _ends(words: str) -> list[int]:
    """Return where words end, the longest run first."""
    return [match.end() for match in re.finditer(r"\S+", words)][::-1]
