"""A second look at a line that left a question open: one more answer to it, at most.

Off unless the settings name a second reader. It is asked between two transactions, and
writes nothing: what it adds is a choice, which somebody has to press.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from handlers.grammar.contacts.guesses import heard_by
from handlers.grammar.contacts.heard import Heard, line_of
from handlers.grammar.contacts.second_reading import Guess, SecondReader, names_in
from handlers.grammar.contacts.unsettled import MOST_CHOICES
from handlers.grammar.contacts.whether import MET_BY
from handlers.turn import LONGEST_LABEL, Choice, Doubt, Refusal, Turn
from language.say import mark, say
from language.words import clipped, day_said, listed
from scheduler.card.meetings import NOT_MET
from storage.contacts.facts import PLANNED_KINDS
from storage.database.transactions import NotSaved

SECOND_READER = "second_reader"  # among a transaction's defaults: its name


T = TypeVar("T")


class InTurn(Protocol):
    """Does something in a turn of whoever said the line, in a transaction of its own.

    Raises:
        NotSaved: the database cannot be used.
    """

    async def __call__(self, work: Callable[[Turn], T]) -> T:
        """Return what `work` returns."""
        ...


async def second_look(
    reader: SecondReader, text: str, refusal: Refusal, *, in_turn: InTurn
) -> Refusal:
    """Return a refusal with what a second reader makes of the line, mostly as it was.

    Asked is only about a line that was not understood, or of which it is not clear
    whether it took place, and that names somebody known.

    Args:
        text: the line without "/outreach" in front.
    """
    doubt = refusal.doubt
    if doubt is None or not (doubt.about == "mood" or refusal.not_understood):
        return refusal
    text = _without_log(text)
    try:
        names, today = await in_turn(lambda turn: (names_in(turn, text), turn.today))
        guesses = await reader.read(text, names, today) if names else ()
        if guesses:
            asked = doubt  # as it is known not to be None
            refusal.doubt = await in_turn(
                lambda turn: improved(turn, text, guesses, asked)
            )
    except NotSaved:
        return refusal  # it is only an offer: what was refused is told in any case
    return refusal


def _without_log(text: str) -> str:
    verb, _, rest = text.strip().partition(" ")
    return rest.strip() if verb.casefold() == "log" else text.strip()


def read_elsewhere(turn: Turn) -> str:
    """Return who else reads lines, for whoever asks what is private; "" = nobody."""
    name = turn.tx.defaults.get(SECOND_READER, "")
    if not name:
        return ""
    return say(
        "Lines that I do not understand are also read by {name}, outside of this bot. "
        "It is asked nothing else, and saves nothing here.",
        name=name,
    )


# The question with it: one more answer, or the same ones in another order.


def improved(turn: Turn, text: str, guesses: Sequence[Guess], doubt: Doubt) -> Doubt:
    """Return a question with what a second reader saw in front, none of it lost."""
    heard = heard_by(turn, text, guesses)
    if heard and (choice := _choice(turn, heard)):
        return _asked_first(doubt, choice)
    if not heard and all(guess.mood == "none" for guess in guesses):
        ordered = sorted(doubt.choices, key=lambda one: not _is_note(one))
        return replace(doubt, choices=tuple(ordered))
    return doubt


def _is_note(choice: Choice) -> bool:
    return bool(choice.lines) and all(one.startswith("note ") for one in choice.lines)


def _asked_first(doubt: Doubt, choice: Choice) -> Doubt:
    """Put a choice first: our own that says the same, or this one if there is room."""
    for own in doubt.choices:
        if own.label == choice.label or _facts_of(own) == _facts_of(choice):
            others = [one for one in doubt.choices if one is not own]
            return replace(doubt, choices=(own, *others))
    real = [one for one in doubt.choices if one.lines or one.press]
    counts = [len(one.lines) for one in real if one.lines and not _is_note(one)]
    if len(real) >= MOST_CHOICES or len(choice.lines) < min(counts, default=0):
        return doubt
    return replace(doubt, choices=(choice, *doubt.choices))


def _facts_of(choice: Choice) -> tuple[str, ...]:
    """Return the lines of a choice without their notes."""
    return tuple(line.partition(": ")[0] for line in choice.lines)


def _choice(turn: Turn, heard: Sequence[Heard]) -> Choice | None:
    """Return the answer that stands for all that was heard.

    None where its label could not tell all of it.
    """
    lines = tuple(line_of(turn, one) for one in heard)
    if len(heard) == 1:
        return Choice(clipped(_label(turn, heard[0]), LONGEST_LABEL), lines)
    if any(one.planned and one.next_on is None for one in heard):
        return None
    label = "; ".join(_part(turn, one) for one in heard)
    return Choice(label, lines) if len(label) <= LONGEST_LABEL else None


def _label(turn: Turn, heard: Heard) -> str:
    day = heard.next_on if heard.planned else heard.on
    if heard.planned and day is None:
        return say("It is planned, no day yet")
    if heard.planned:
        return say("It is planned: {day}", day=day_said(day or turn.today, turn.today))
    if heard.outcome:
        return f"{_first_names(heard)}: {say(NOT_MET[heard.outcome])}"
    return say(
        "It happened: {kind}, {day}",
        kind=say(MET_BY[heard.kind or "met"]),
        day=day_said(day or turn.today, turn.today),
    )


def _part(turn: Turn, heard: Heard) -> str:
    """Return e.g. "Rosa: call, Mon 30 March", for one of several contacts."""
    day = heard.next_on if heard.planned else heard.on
    words = mark("{names}: {how}, {day}")
    if heard.planned:
        words = mark("{names}: {how} planned, {day}")
    kind = PLANNED_KINDS[heard.kind or "met"]
    return say(
        words,
        names=_first_names(heard),
        how=say(NOT_MET.get(heard.outcome or "") or MET_BY[kind]),
        day=day_said(day or turn.today, turn.today),
    )


def _first_names(heard: Heard) -> str:
    return listed([person.first_name for person in heard.people])
