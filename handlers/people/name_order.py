"""“Smith, John”: surname first, as a company directory shows it; or a title."""

import re

from handlers.grammar.people.names import LONGEST_LABEL, asked, line_with
from handlers.grammar.people.person_line import PersonLine
from handlers.grammar.people.roles import JOBS
from handlers.turn import Choice, Turn
from language.say import say
from language.words import clipped
from storage.people.store import fold


def check_order(turn: Turn, line: PersonLine) -> None:
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
