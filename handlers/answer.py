"""Typed text in, reply out: one transaction, and the command that the line asks for."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from rapidfuzz import fuzz, process

from handlers.contacts.log_form import ask_what_happened
from handlers.contacts.told import tell
from handlers.doubts.in_words import (
    answer_in_words,
    is_only_an_answer,
    nothing_to_answer,
)
from handlers.doubts.pending import after_refusal, press_with_memory, with_memory
from handlers.doubts.second_look import second_look
from handlers.faults import fault_reply, press_told, refusal_reply
from handlers.grammar.second_reading import SecondReader
from handlers.grammar.sentences import verb_in_the_middle
from handlers.small_talk import not_understood, small_talk
from handlers.speaker import language_at, speaker_of
from handlers.steps.typed_answers import answer_step_in_words, typed_answer
from handlers.turn import (
    Address,
    Pressed,
    Profile,
    Refusal,
    Reply,
    Said,
    Turn,
    open_turn,
)
from handlers.verbs import COMMANDS, PRESSES
from language.say import say, speaking
from language.words import quoted
from storage.database.once import first_time
from storage.database.transactions import Database, Transaction
from storage.message import Message

LONGEST = 4000  # characters; more is a document, not a note. House rule
NEAR_VERB = 75  # rapidfuzz ratio from which a verb is offered; house rule
NEAR_ENOUGH = 65  # the same, where the first letter is right; house rule
NO_SLIPS = frozenset({"cancel", "change", "exit"})  # words that mean what they say
PREFIXES = ("/outreach", "outreach")
UNSAVABLE = frozenset({"Cc", "Cs"})  # control characters, halves of an emoji
SPACES = frozenset("\n\r\t")
LONGEST_REPEATED = 200  # characters of a line worth repeating; house rule
LONGEST_QUESTION = 200  # characters; more is no question. House rule
NAME = r"(?P<name>[^\s?!,;:][^?!,;:]*?)"
SHOULD = r"(?:should|shall|can|could|do|must|would)"
END = r"(?: (?:today|now|right now|please))*[\s?!.]*"


async def answer_safely(
    database: Database, said: Said, *, second_reader: SecondReader | None = None
) -> Reply:
    """Answer a line; refusals, a full database and our own faults become words.

    Args:
        second_reader: looks at a line that is not clear; None = nobody does.
    """
    try:
        return await answer_or_raise(
            database, lambda tx: answer(tx, said), said, second_reader=second_reader
        )
    except Exception as error:
        return await fault_reply(
            database, error, said.by, said.profile, typed=said.text
        )


async def press_safely(database: Database, pressed: Pressed) -> Reply:
    """Carry out a press; refusals, a full database and our faults become words."""
    try:
        return await answer_or_raise(database, lambda tx: press(tx, pressed), pressed)
    except Exception as error:
        return await press_told(database, error, pressed)


async def answer_or_raise(
    database: Database,
    work: Callable[[Transaction], Reply],
    asked: Said | Pressed,
    *,
    second_reader: SecondReader | None = None,
) -> Reply:
    """Do as `answer_safely` for a request that the platform will send again.

    What a refusal asks is remembered once the refused transaction was rolled back.

    Raises:
        NotSaved: the database could not take it; answer with a 5xx.
    """
    try:
        return await database.run(work)
    except Refusal as refused:
        refusal = refused
    if second_reader is not None and isinstance(asked, Said):
        text = without_prefix(asked.text)
        refusal = await second_look(database, second_reader, asked, text, refusal)
    if refusal.doubt is None and not refusal.ends_question:
        return refusal_reply(refusal)
    return await database.run(lambda tx: after_refusal(tx, asked, refusal))


def answer(tx: Transaction, said: Said) -> Reply:
    """Carry out one typed line in the caller's transaction.

    Raises:
        Refusal: it cannot be carried out; the caller rolls back and shows the text.
    """
    if said.once_key and not first_time(tx, said.once_key, at=said.at):
        return _repeated(tx, said.by, said.profile)
    speaker = speaker_of(tx, said.by, profile=said.profile, at=said.at)
    with speaking(speaker.reads, on=speaker.address.surface):
        turn = replace(open_turn(tx, speaker, said), carry_out=_carry_out)
        return with_memory(turn, _as_answer, dispatch)


def _as_answer(turn: Turn) -> Reply | None:
    """Carry out a line that answers the question that waits; None = it does not."""
    text = without_prefix(turn.text)
    first = text.partition(" ")[0].strip("/?!.,:").casefold()
    verb = first if first in COMMANDS else ""
    return answer_in_words(replace(turn, text=text, verb=verb))


def press(tx: Transaction, pressed: Pressed) -> Reply:
    """Carry out one press, menu choice or sent form in the caller's transaction.

    Raises:
        Refusal: it cannot be carried out; the caller rolls back and shows the text.
    """
    once_key, by, profile = pressed.once_key, pressed.by, pressed.profile
    if once_key and not first_time(tx, once_key, at=pressed.at):
        return _repeated(tx, by, profile)
    speaker = speaker_of(tx, by, profile=profile, at=pressed.at)
    with speaking(speaker.reads, on=speaker.address.surface):
        _check_form(pressed)
        act = PRESSES.get(pressed.action)
        if act is None or not (pressed.subject + pressed.value).isprintable():
            raise Refusal(
                say("That button is from an older version of me. Type “next” for now.")
            )
        turn = replace(open_turn(tx, speaker, pressed), carry_out=_carry_out)
        return press_with_memory(turn, act)


def _carry_out(turn: Turn) -> Reply:
    """Carry out what an answer to a question stands for: a line, or a press."""
    return PRESSES[turn.action](turn) if turn.action else dispatch(turn)


def _repeated(tx: Transaction, by: Address, profile: Profile) -> Reply:
    with speaking(language_at(tx, by, profile), on=by.surface):
        words = say("I already had this one, so nothing was changed.")
        return Reply(Message(headline=words), repeated=True)


def _check_form(pressed: Pressed) -> None:
    for name, value in pressed.values.items():
        try:
            check_text(value)
        except Refusal as refusal:
            raise Refusal(refusal.text, field=name) from refusal


# From a typed line to the command it asks for.


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


def _without_verb(turn: Turn, first: str) -> Reply:
    """Try the line as a plain sentence about a contact; else offer the nearest verb."""
    if reply := small_talk(turn):
        return reply
    if is_only_an_answer(turn.text):
        raise nothing_to_answer()
    if said := typed_answer(turn.text):
        return answer_step_in_words(turn, said)
    if middle := verb_in_the_middle(turn.text):
        return COMMANDS[middle](turn)
    if reply := tell(turn):
        return reply
    near = nearest_verb(first.casefold())
    if near is None:
        refusal = not_understood(turn)
        refusal.not_understood = True
        raise refusal
    raise no_such_verb(first, turn.text[len(first) :].strip(), near)


def without_prefix(text: str) -> str:
    """Return a line without "/outreach" in front."""
    text = text.strip()
    for prefix in PREFIXES:
        head, rest = text[: len(prefix)], text[len(prefix) :]
        if head.casefold() == prefix and (not rest or rest[0].isspace()):
            return rest.strip()
    return text


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


def no_such_verb(verb: str, rest: str, near: str) -> Refusal:
    """Return what to say about a verb that is nearly one of ours."""
    line = f"{near} {' '.join(rest.split())}".strip()
    if len(line) > LONGEST_REPEATED:
        line = line[: LONGEST_REPEATED - 1] + "…"
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
    if found and (found[1] >= NEAR_VERB or found[0][0] == verb[0]):
        return str(found[0])
    return None


# Questions in plain words: “what should I do about Dana?” is “next Dana”.


def command_for(text: str) -> str:
    """Return the command that a question means, e.g. "next Dana"; "" if it is none."""
    text = " ".join(text.split())
    if len(text) > LONGEST_QUESTION:
        return ""
    for pattern, line in ASKED_IN_WORDS:
        if match := pattern.fullmatch(text):
            return line.format(name=match.groupdict().get("name", ""))
    return ""


def _meant(line: str, *wordings: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?:{wording}){END}", re.IGNORECASE), line)
        for wording in wordings
    )


# The first that is the whole of a line counts. All of these only read.
ASKED_IN_WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    *_meant(
        "help",
        r"(?:please )?help(?: me(?: out)?)?",
        r"i need help|commands|menu|\?+",
        rf"(?:what|how)(?: else)? {SHOULD} (?:you|i) (?:type|say|use|start|begin)"
        r"(?: here| this| it| with (?:you|this))?",
        rf"what(?: else)? {SHOULD} you do(?: for me)?",
        r"how (?:does|do) (?:this|it|you) work",
        r"(?:what is this|what are you|who are you)",
    ),
    *_meant(
        "next",
        r"what(?: now|['’]?s next| is next| next)|any advice",
        rf"what {SHOULD} i do(?: next| first)?",
        rf"whom? {SHOULD} i (?:call|meet|see|ask|talk to|speak to|contact|write to|"
        r"reach out to|email|visit)(?: next| first)?",
    ),
    *_meant(
        "next {name}",
        rf"what {SHOULD} (?:i|we) do (?:about|with|for) {NAME}",
        rf"what(?: is|['’]?s)? next (?:for|with) {NAME}",
        rf"what {SHOULD} (?:i|we) do next (?:about|with|for) {NAME}",
        rf"next(?: steps?)? (?:for|with|about) {NAME}",
        rf"how {SHOULD} (?:i|we) (?:reach|approach|win over|get through to) {NAME}",
    ),
    *_meant(
        "who {name}",
        rf"who(?: is|['’]s) (?!on |in |the |my )(?:this )?{NAME}",
        rf"(?:tell me|what do (?:you|i|we) know|what about) (?:about )?{NAME}",
        rf"how (?:are|is|do) (?:things?|it|we)(?: going| stand| doing)? with {NAME}",
        rf"what happened with {NAME}",
        rf"(?:show(?: me)?|status(?: of)?) (?!my |the |all|everyone|everybody){NAME}",
    ),
    *_meant(
        "why {name}",
        "why not(?P<name>)",
        r"why (?:not|ca(?:n['’]?t|nnot) i|should(?:n['’]?t i| i not)|may i not)"
        r"(?: (?:ask|invite|meet|call|email|contact|see|approach|write to|talk to))?"
        rf" {NAME}(?: again)?",
    ),
    *_meant(
        "list",
        r"status|show|overview",
        r"(?:who is|who['’]s) on (?:my|the) list|(?:show )?(?:me )?my (?:list|people)",
    ),
)
