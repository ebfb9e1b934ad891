"""`language`: in which language we answer."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from handlers.grammar.spoken import quoted
from handlers.kept import kept
from handlers.language_choice import (
    as_platform,
    language_meant,
    names_of_all,
    spoken_to,
    to_speak,
)
from handlers.request import Refusal, Reply, Turn
from language.say import say, speaking
from storage.message import Message, Section
from storage.models import Leader


def language(turn: Turn) -> Reply:
    """Choose the language I answer in; alone, show it.

    Examples:
        language Spanish
        language English
        language as in Slack
    """
    if not turn.text:
        return _shown(turn)
    chosen = language_meant(turn.text)
    if chosen is None:
        raise Refusal(
            say(
                "I do not know the language {words}, so nothing was changed. I speak "
                "{languages}. Type for example: /outreach language Spanish",
                words=quoted(turn.text),
                languages=names_of_all(),
            )
        )
    keep_language(turn, chosen)
    with speaking(to_speak(turn.speaker, chosen)):
        return kept(
            turn,
            spoken_to(turn.speaker, chosen),
            label=say("your language"),
            small_print=(commands_stay(),),
        )


def keep_language(turn: Turn, chosen: str) -> None:
    """Keep the leader's choice; "" = as the platform says."""
    columns: dict[str, Any] = {"language": chosen}
    turn.writer.update(Leader, turn.speaker.leader_id, **columns)


def commands_stay() -> str:
    """Return that what is typed stays as it is, with an example."""
    return say(
        "Commands stay English, names and notes are yours: /outreach log Dana call: "
        "worried about the cut-over"
    )


def _shown(turn: Turn) -> Reply:
    query = sa.select(col(Leader.language))
    mine = query.where(col(Leader.id) == turn.speaker.leader_id)
    chosen: str = turn.tx.execute(mine).scalar_one()
    change = say(
        "To change it: /outreach language Spanish, /outreach language English, or "
        "/outreach language {automatic}",
        automatic=as_platform(turn.speaker),
    )
    return Reply(
        Message(
            headline=spoken_to(turn.speaker, chosen),
            sections=(Section(text=change),),
            small_print=(commands_stay(),),
        )
    )
