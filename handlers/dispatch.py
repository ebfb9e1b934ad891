"""From a typed line to the command it asks for."""

import unicodedata
from dataclasses import replace

from rapidfuzz import fuzz, process

from handlers.commands import COMMANDS
from handlers.commands.log import ask_what_happened
from handlers.grammar.asking import who_is
from handlers.grammar.contact_line import read_contact
from handlers.grammar.questions import command_for
from handlers.grammar.sentences import (
    only_invited,
    starts_like_a_sentence,
    tells_of_a_contact,
    verb_in_the_middle,
)
from handlers.grammar.spoken import quoted
from handlers.logging_contacts import log_heard
from handlers.request import Refusal, Reply, Turn
from handlers.small_talk import not_understood, small_talk
from handlers.typed_answers import answer_step_in_words, typed_answer
from language.say import say

LONGEST = 4000  # characters; more is a document, not a note. House rule
NEAR = 75  # rapidfuzz ratio from which a verb is offered; house rule
NEAR_ENOUGH = 65  # the same, where the first letter is right; house rule
NO_SLIPS = frozenset({"cancel", "change", "exit"})  # words that mean what they say
PREFIXES = ("/outreach", "outreach")
UNSAVABLE = frozenset({"Cc", "Cs"})  # control characters, halves of an emoji
SPACES = frozenset("\n\r\t")
LONGEST_LINE = 200  # characters of a line worth repeating; house rule


def dispatch(turn: Turn) -> Reply:
    """Find the verb of a whole line and run its command.

    Raises:
        Refusal: too long, not text, or no such verb.
    """
    check_text(turn.text)
    text = without_prefix(turn.text)
    text = command_for(text) or text
    verb, rest = (*text.split(None, 1), "", "")[:2]
    bare = verb.strip("/?!.,:")
    if bare.casefold() in COMMANDS or not rest:
        verb = bare or verb
    turn = replace(turn, verb=verb.casefold(), text=rest)
    if not text:
        return ask_what_happened(turn)
    if command := COMMANDS.get(turn.verb):
        return command(turn)
    return _without_verb(replace(turn, verb="", text=text), verb)


def check_text(text: str) -> None:
    """Let through what can be read and saved.

    Raises:
        Refusal: too long, or with control characters.
    """
    if len(text) > LONGEST:
        raise Refusal(
            say(
                "That is {number} characters, and I keep notes of up to {longest}. "
                "Nothing was saved. Send the gist, for example: /outreach log Dana "
                "call: worried about the cut-over",
                number=f"{len(text):,}",
                longest=f"{LONGEST:,}",
            )
        )
    if text.isprintable():
        return
    for letter in text:
        if unicodedata.category(letter) in UNSAVABLE and letter not in SPACES:
            raise Refusal(
                say(
                    "There is a hidden control character (U+{ord}) in that line, so "
                    "nothing was saved. Type it by hand instead of pasting it, for "
                    "example: /outreach log Dana call",
                    ord=f"{ord(letter):04X}",
                )
            )


def without_prefix(text: str) -> str:
    """Return a line without "/outreach" in front."""
    text = text.strip()
    for prefix in PREFIXES:
        head, rest = text[: len(prefix)], text[len(prefix) :]
        if head.casefold() == prefix and (not rest or rest[0].isspace()):
            return rest.strip()
    return text


def _without_verb(turn: Turn, first: str) -> Reply:
    """Try the line as a plain sentence about a contact; else offer the nearest verb."""
    if reply := small_talk(turn):
        return reply
    if said := typed_answer(turn.text):
        return answer_step_in_words(turn, said)
    if middle := verb_in_the_middle(turn.text):
        return COMMANDS[middle](turn)
    sentence = starts_like_a_sentence(turn, turn.text)
    near = None if sentence else nearest_verb(first.casefold())
    invited = only_invited(turn.text)
    if near is None and tells_of_a_contact(turn.text) and not invited:
        heard = read_contact(turn, turn.text, sentence=True)
        if heard.people:
            return log_heard(turn, heard)
        if heard.stranger:
            raise who_is(turn, heard.stranger, heard.stranger)
    if near is None:
        raise not_understood(turn)
    raise no_such_verb(first, turn.text[len(first) :].strip(), near)


def no_such_verb(verb: str, rest: str, near: str) -> Refusal:
    """Return what to say about a verb that is nearly one of ours."""
    line = f"{near} {' '.join(rest.split())}".strip()
    if len(line) > LONGEST_LINE:
        line = line[: LONGEST_LINE - 1] + "…"
    return Refusal(
        say(
            "I don't know {words}. Did you mean: /outreach {line}",
            words=quoted(verb),
            line=line,
        )
    )


def nearest_verb(verb: str) -> str | None:
    """Return the verb that looks most like `verb`, or None if none does."""
    if not verb.isalpha() or verb in NO_SLIPS:
        return None
    found = process.extractOne(
        verb, list(COMMANDS), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH
    )
    if found and (found[1] >= NEAR or found[0][0] == verb[0]):
        return str(found[0])
    return None
