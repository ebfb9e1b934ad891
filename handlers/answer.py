"""Typed text in, reply out: one transaction, and the command that the line asks for."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from handlers.contacts.log_form import ask_what_happened
from handlers.contacts.told import tell
from handlers.corrections.corrections import correction_of
from handlers.corrections.held_in_words import held_in_words
from handlers.corrections.pronouns import with_name_for_pronoun
from handlers.doubts.in_words import (
    answer_question,
    is_only_an_answer,
    nothing_to_answer,
)
from handlers.doubts.pending import after_refusal, press_with_memory, with_memory
from handlers.doubts.second_look import second_look
from handlers.faults import fault_reply, press_told, refusal_reply
from handlers.grammar.contacts.second_reading import SecondReader
from handlers.grammar.days.words import day_words
from handlers.grammar.people.names_first import verb_between
from handlers.grammar.words.lexicon import CODES, lexicon
from handlers.grammar.words.wishes import is_a_sentence, wishes_in
from handlers.speaker import language_at, speaker_of
from handlers.steps.typed_answers import answer_step_in_words, typed_answer
from handlers.talk.guess import not_understood, slip
from handlers.talk.small_talk import wished
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
from language.catalogues import ENGLISH
from language.say import say, speaking
from scheduler.outgoing import change_replies, has_button
from storage.database.once import first_time
from storage.database.transactions import Database, Transaction
from storage.message import Message

LONGEST = 4000  # characters; more is a document, not a note. House rule
TELLS = "log "
PREFIXES = ("/outreach", "outreach")
UNSAVABLE = frozenset({"Cc", "Cs"})  # control characters, halves of an emoji
SPACES = frozenset("\n\r\t")
T = TypeVar("T")


def load_words() -> None:
    """Load the language files, which takes 0.3 s, before the first line needs them."""
    for code in CODES:
        lexicon(code)
        day_words(code)
    next(wishes_in("?", ENGLISH), None)


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
        refusal = await _looked_at_again(database, second_reader, asked, refusal)
    if refusal.doubt is None and not refusal.ends_question:
        return refusal_reply(refusal)
    return await database.run(lambda tx: after_refusal(tx, asked, refusal))


async def _looked_at_again(
    database: Database, reader: SecondReader, said: Said, refusal: Refusal
) -> Refusal:
    """Let a second reader look at a refused line, outside of any transaction."""

    async def in_turn(work: Callable[[Turn], T]) -> T:
        return await database.run(lambda tx: _in_turn(tx, said, work))

    text = without_prefix(said.text)
    return await second_look(reader, text, refusal, in_turn=in_turn)


def answer(tx: Transaction, said: Said) -> Reply:
    """Carry out one typed line in the caller's transaction.

    Raises:
        Refusal: it cannot be carried out; the caller rolls back and shows the text.
    """
    if said.once_key and not first_time(tx, said.once_key, at=said.at):
        return _repeated(tx, said.by, said.profile)
    return _in_turn(tx, said, lambda turn: with_memory(turn, _as_answer, _afresh))


def _in_turn(tx: Transaction, said: Said, work: Callable[[Turn], T]) -> T:
    """Do something in a turn of whoever said a line, in their language."""
    speaker = speaker_of(tx, said.by, profile=said.profile, at=said.at)
    with speaking(speaker.reads, on=speaker.address.surface):
        return work(replace(open_turn(tx, speaker, said), carry_out=_carry_out))


def _as_answer(turn: Turn) -> Reply | None:
    """Carry out a line that answers the question that waits; None = it does not."""
    text = without_prefix(turn.text)
    first = text.partition(" ")[0].strip("/?!.,:").casefold()
    verb = first if first in COMMANDS else ""
    return answer_question(replace(turn, text=text, verb=verb))


def _afresh(turn: Turn) -> Reply:
    """Carry out a line that answers nothing: it may be about the one before."""
    check_text(turn.text)
    turn = replace(turn, text=without_prefix(turn.text))
    tells = turn.text[:4].casefold() == TELLS  # a contact of its own, whatever follows
    if not tells and (reply := correction_of(turn) or held_in_words(turn)):
        return reply
    return dispatch(with_name_for_pronoun(turn))


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
        reply = press_with_memory(turn, act)
        _show_pressed(turn, reply)
        return reply


ANSWERS = {  # what answers a question under a reply, and the button it stood on
    "listened": "listened",
    "keep_owner": "name_owner",
    "keep_motivator": "tell_motivator",
}


def _show_pressed(turn: Turn, reply: Reply) -> None:
    """Let a reply that was pressed on show what became of it."""
    action, subject = ANSWERS.get(turn.action, turn.action), turn.subject

    def changed(message: Message) -> Message:
        if not has_button(message, action, subject):
            return message
        if reply.in_place:
            return reply.message
        sections = tuple(
            one.model_copy(update={"buttons": ()})
            if any((b.action, b.subject) == (action, subject) for b in one.buttons)
            else one
            for one in message.sections
        )
        return message.model_copy(update={"sections": sections})

    if reply.in_place or (turn.action in ANSWERS and not reply.refused):
        change_replies(turn.tx, turn.speaker.leader_id, changed)


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
    if not turn.chosen:  # the line of a choice is ours already
        said = wished(turn, text, COMMANDS)
        if isinstance(said, Reply):
            return said
        text = said or text
    verb, rest = (*text.split(None, 1), "", "")[:2]
    bare = verb.strip("/?!.,:")
    if bare.casefold() in COMMANDS or not rest:
        verb = bare or verb
    turn = replace(turn, verb=verb.casefold(), text=rest)
    if not text:
        return ask_what_happened(turn)
    command = COMMANDS.get(turn.verb)
    if command is not None and not is_a_sentence(text):
        return command(turn)
    return _without_verb(replace(turn, verb="", text=text))


def _without_verb(turn: Turn) -> Reply:
    """Try the line as a plain sentence about a contact; else ask what was meant."""
    if said := typed_answer(turn.text):
        return answer_step_in_words(turn, said)
    if is_only_an_answer(turn.text):
        raise nothing_to_answer()
    if middle := verb_between(turn.text):
        return COMMANDS[middle](turn)
    if question := slip(turn, COMMANDS):
        raise question
    if reply := tell(turn):
        return reply
    refusal = not_understood(turn, COMMANDS)
    refusal.not_understood = True
    raise refusal


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
