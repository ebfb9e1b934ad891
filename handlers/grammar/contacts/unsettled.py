"""A question about one draft, and its answers, before they are written as lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from handlers.grammar.contacts.heard import Heard, line_of
from handlers.turn import LONGEST_LABEL, Choice, Doubt, Turn
from language.say import say
from language.words import clipped

About = Literal["", "who", "day", "mood", "what"]
MOST_CHOICES = 5  # beside "Nothing"; what is read at one look. House rule


@dataclass(frozen=True, slots=True)
class Meaning:
    """One answer that is offered, and what is kept if it is chosen.

    Beside Choice: what will be kept is not written as lines yet, so that the other
    contacts of the line can join it.
    """

    label: str
    heard: tuple[Heard, ...] = ()
    lines: tuple[str, ...] = ()  # instead, where a line has to be read anew
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What is asked about one draft. Beside Doubt: before its answers are lines."""

    about: About
    text: str
    options: tuple[Meaning, ...]
    line: str = ""  # with "{}" where the answer goes

    def with_others(
        self, before: Sequence[Heard], after: Sequence[Heard]
    ) -> "Unsettled":
        """Return it with what else was heard in the line, so that none gets lost."""
        return replace(
            self,
            line="" if before or after else self.line,
            options=tuple(
                replace(one, heard=(*before, *one.heard, *after)) if one.heard else one
                for one in self.options
            ),
        )


def doubt_of(turn: Turn, question: Unsettled) -> Doubt:
    """Return the question to ask, each answer as the lines that it stands for."""
    choices = [
        Choice(
            clipped(one.label, LONGEST_LABEL),
            one.lines or tuple(line_of(turn, heard) for heard in one.heard),
            one.words,
        )
        for one in question.options[:MOST_CHOICES]
    ]
    nothing = Choice(say("Nothing"))
    return Doubt(question.text, (*choices, nothing), question.about, question.line)
