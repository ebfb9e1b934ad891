"""What a line that was not understood may have been meant for: asked, with buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from handlers.grammar.people.names import described, people_called, plain_name
from handlers.grammar.people.people import people_named_in
from handlers.grammar.words.lexicon import codes_for, lexicon
from handlers.grammar.words.wishes import cued_lines, near_wish
from handlers.talk.offers import (
    OFFERS,
    about_person,
    asked_about,
    choice_of,
    labelled,
    typed_name,
)
from handlers.turn import Act, Refusal, Turn
from handlers.undo import change_to_undo
from language.say import current_language, say
from language.words import quoted
from storage.database.writer import Writer
from storage.people.facts import Known
from storage.people.store import fold

NEAR_VERB = 75  # rapidfuzz ratio from which a verb is offered; house rule
NEAR_ENOUGH = 65  # the same, where the first letter is right; house rule
NO_SLIPS = frozenset({"cancel", "change", "exit"})  # words that mean what they say
LONGEST_GUESSED = 200  # characters of a line that is offered again; house rule
USUAL = ("next", "help")  # what is offered where nothing hints at anything


def nearest_verb(verb: str, verbs: Sequence[str]) -> str | None:
    """Return the verb that looks most like `verb`, or None if none does."""
    if not verb.isalpha() or verb in NO_SLIPS:
        return None
    found = process.extractOne(
        verb, list(verbs), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH
    )
    if found and (found[1] >= NEAR_VERB or found[0][0] == verb[0]):
        return str(found[0])
    return None


def not_understood(turn: Turn, commands: Mapping[str, Act]) -> Refusal:
    """Return the question what a line is about, with the likely answers as buttons.

    Args:
        turn: with the whole line as its text.
        commands: the act behind each verb.
    """
    text = " ".join(turn.text.split())
    several = people_called(turn, plain_name(text))
    if len(several) > 1:
        return _which(turn, text, several)
    people = people_named_in(turn, text, current_language())
    mine = [one for one in people if one.id != turn.speaker.person_id]
    if mine:
        return _about(turn, mine, text)
    lines = [
        line
        for line in cued_lines(text, current_language())
        if line != "undo" or change_to_undo(turn) is not None
    ]
    more = [line for line in USUAL if line not in lines]
    return asked_about(
        say("I did not understand {words}, so nothing was saved.", words=quoted(text)),
        map(choice_of, (*lines[:3], *more)),
    )


def _which(turn: Turn, typed: str, people: Sequence[Known]) -> Refusal:
    """Return the question which of several people is meant by a name alone."""
    return asked_about(
        say("Which {name}?", name=typed),
        (labelled(described(one), f"who {typed_name(turn, one)}") for one in people),
    )


def slip(turn: Turn, commands: Mapping[str, Act]) -> Refusal | None:
    """Return the question whether a line was meant that was nearly typed, or None.

    Args:
        turn: with the whole line as its text.
        commands: the act behind each verb.
    """
    text = " ".join(turn.text.split())
    guess = _near_line(turn, text, commands)
    if not guess:
        return None
    return asked_about(
        say("I don't know {words}. Did you mean this?", words=quoted(text)),
        (
            choice_of(guess) if guess in OFFERS else labelled(guess, guess),
            choice_of("help"),
        ),
    )


def _about(turn: Turn, people: Sequence[Known], text: str) -> Refusal:
    """Return the question what a line about somebody tells."""
    person = people[0]
    words = "" if fold(text).strip(" ?!.") in _names(person) else text
    choices = about_person(person, typed_name(turn, person), words)
    return asked_about(
        say(
            "I see {name} in that, but not what happened, so nothing was saved.",
            name=person.name,
        ),
        choices,
    )


def _names(person: Known) -> set[str]:
    name = fold(person.name)
    return {name, *name.split()}


def _near_line(turn: Turn, text: str, commands: Mapping[str, Act]) -> str:
    """Return the line of ours that was nearly typed, if it does something; else ""."""
    if len(text) > LONGEST_GUESSED:
        return ""
    first, _, rest = text.partition(" ")
    first = fold(first).strip(".,:;!?/")
    if first in commands:  # a sentence, see `is_a_sentence`
        return ""
    if _is_a_word(first) or people_called(turn, plain_name(first)):
        return ""
    near = nearest_verb(first, list(commands))
    line = f"{near} {rest}".strip() if near else near_wish(text, current_language())
    verb, _, rest = line.partition(" ")
    return line if verb in commands and _leads_on(turn, verb, rest, commands) else ""


def _is_a_word(key: str) -> bool:
    """Say whether a word is one that sentences about contacts are made of."""
    words = [lexicon(code) for code in codes_for(current_language())]
    return any(key in one.single or one.corrected(key) is not None for one in words)


def _leads_on(turn: Turn, verb: str, rest: str, commands: Mapping[str, Act]) -> bool:
    """Say whether a line would be carried out, or lead to a question.

    It is tried: whatever it writes goes with the refusal that is about to be raised.
    """
    writer = Writer(
        turn.tx,
        workspace_id=turn.speaker.workspace_id,
        leader_id=turn.speaker.leader_id,
        at=turn.at,
    )
    try:
        reply = commands[verb](replace(turn, verb=verb, text=rest, writer=writer))
    except Refusal as refusal:
        return refusal.doubt is not None
    return not reply.refused
