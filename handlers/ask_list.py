"""The asks as a list: what was asked of whom, and how it stands."""

from collections.abc import Sequence

from handlers.ask_words import ask_standing, asked_for, what_words
from handlers.directory import name_of
from handlers.grammar.spoken import counted
from handlers.request import Reply, Turn
from language.say import say
from storage.favours import what_of
from storage.message import Message, Section
from storage.models import Ask

MOST = 20  # asks shown at once; house rule


def ask_list(turn: Turn, asks: Sequence[Ask]) -> Reply:
    """Return one paragraph an ask, in the order given."""
    if not asks:
        example = "ask Rosa slot with Dana: 20 minutes to review the cut-over"
        return Reply(
            Message(
                headline=say(
                    "No open ask. To note one: /outreach {example}", example=example
                )
            )
        )
    return Reply(
        Message(
            headline=counted("{n} ask", "{n} asks", len(asks)),
            sections=tuple(_section(turn, one) for one in asks[:MOST]),
            small_print=(say("And {number} more.", number=len(asks) - MOST),)
            if len(asks) > MOST
            else (),
        )
    )


def _section(turn: Turn, one: Ask) -> Section:
    name = name_of(turn, one.asked_id)
    wanted = asked_for(one.type, name_of(turn, one.target_id))
    first = name.split()[0] if name else ""
    return Section(
        text=f"{name}: {wanted}",
        facts=(
            ask_standing(one, first, turn.today),
            *what_words(what_of(turn.tx, one)),
        ),
    )
